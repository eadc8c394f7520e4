"""How days, times, months and years are written, and what day they mean.

The order of day and month in figures is a matter of the column, so `day_value` is told it.
"""

_CLOCK = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
_ZONE = r"(Z| ?[+-][0-9]{2}:?([0-9]{2})?| ?(GMT|BST|UTC))"
_TIME = rf"{_CLOCK}( ?[AaPp][Mm])?{_ZONE}?"
MONTHS = (
    "(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?"
    "|nov(ember)?|dec(ember)?)"
)
WEEKDAYS = "(mon|tues?|wed(nes)?|thu(rs)?|thur|fri|sat(ur)?|sun)(day)?"
_WEEKDAY = rf"({WEEKDAYS},? )?"
_DAY = "[0-9]{1,2}(st|nd|rd|th)?"
_YEAR = "([12][0-9])?[0-9]{2}"
_DAY_FIRST = rf"{_WEEKDAY}{_DAY}( of)?[ /.-]{MONTHS}[.]?(, ?|[ /-]){_YEAR}"
_MONTH_FIRST = rf"{_WEEKDAY}{MONTHS}[.]? {_DAY}(, ?| ){_YEAR}"
_MONTH_AND_YEAR = rf"{MONTHS}[ ’/-]{{1,2}}{_YEAR}"
_PERIOD = (
    rf"(p|period|m|month|q|quarter|qtr|wk|week) ?[0-9]{{1,2}}([ ,/-]+{_YEAR}([/-][0-9]{{2}})?)?|{MONTHS}"
)
_FINANCIAL = rf"fy ?{_YEAR}( ?[/–-] ?{_YEAR})?"

# Texts that start with a letter and may be a date or a period of time.
WORDED = rf"{_MONTH_FIRST}|{_DAY_FIRST}|{_MONTH_AND_YEAR}|{_PERIOD}|{_FINANCIAL}"

MACROS = rf"""
CREATE TEMP MACRO slashed(x) AS translate(x, '-.', '//');
CREATE TEMP MACRO has_short_year(x) AS x[-3] IN ('/', '-', '.');
CREATE TEMP MACRO day_first(x) AS
    CASE WHEN has_short_year(x) THEN try_strptime(slashed(x), '%d/%m/%y')
        ELSE try_strptime(slashed(x), '%d/%m/%Y') END;
CREATE TEMP MACRO month_first(x) AS
    CASE WHEN has_short_year(x) THEN try_strptime(slashed(x), '%m/%d/%y')
        ELSE try_strptime(slashed(x), '%m/%d/%Y') END;
CREATE TEMP MACRO slashed_format(x) AS
    CASE WHEN contains(x, '/') THEN 'dd/mm/yy' WHEN contains(x, '.') THEN 'dd.mm.yy' ELSE 'dd-mm-yy' END
    || CASE WHEN has_short_year(x) THEN '' ELSE 'yy' END;
CREATE TEMP MACRO has_long_year(x) AS regexp_matches(x, '[0-9]{{4}}$');
-- A day with its month in letters, without weekday and ordinal: `4 May 2027`, `May 4 2027`.
CREATE TEMP MACRO named_parts(x) AS regexp_replace(regexp_replace(regexp_replace(
    x, '(?i)^{WEEKDAYS},? ', ''), '(?i)([0-9])(st|nd|rd|th)( of)?|(sep)t(?:ember)?', '\1\4', 'g'),
    '[ ,./-]+', ' ', 'g');
CREATE TEMP MACRO named_day(x) AS CASE WHEN has_long_year(x)
    THEN try_strptime(named_parts(x), ['%d %b %Y', '%d %B %Y', '%b %d %Y', '%B %d %Y'])
    ELSE try_strptime(named_parts(x), ['%d %b %y', '%d %B %y', '%b %d %y', '%B %d %y']) END;
CREATE TEMP MACRO iso_day(x) AS try_strptime(translate(x, '/.', '--'), '%Y-%m-%d');

CREATE TEMP MACRO is_iso(x) AS regexp_full_match(x, '[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}');
CREATE TEMP MACRO is_slashed(x) AS
    regexp_full_match(x, '[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-]([0-9]{{2}})?[0-9]{{2}}');
CREATE TEMP MACRO is_named(x) AS regexp_full_match(x, '(?i){_DAY_FIRST}|{_MONTH_FIRST}');
CREATE TEMP MACRO named_format(x) AS CASE
    WHEN regexp_matches(x, '(?i)^{WEEKDAYS},? ') THEN 'ddd ' ELSE '' END
    || CASE WHEN regexp_full_match(x, '(?i){_MONTH_FIRST}') THEN 'Mon dd, '
        WHEN contains(x, '-') THEN 'dd-Mon-' WHEN contains(x, '/') THEN 'dd/Mon/' ELSE 'dd Mon ' END
    || CASE WHEN has_long_year(x) THEN 'yyyy' ELSE 'yy' END;
-- What systems write for no date at all; a spreadsheet counts from the nought of January 1900.
CREATE TEMP MACRO is_zero_day(x) AS
    regexp_full_match(x, '0?0[/.-]0?0[/.-](00)?00|0000[-/.]00[-/.]00')
    OR regexp_full_match(x, '1900[-/.]0?1[-/.]0?0|0?0[/.-]0?1[/.-](19)?00');

-- 'iso yyyy-mm-dd', 'either dd/mm/yyyy' (day or month may come first), 'day dd/mm/yyyy', 'month dd/mm/yyyy',
-- 'named dd Mon yyyy'; 'no day' and 'zero day' where it is written like a day but is none of any calendar.
CREATE TEMP MACRO no_day(x) AS CASE WHEN is_zero_day(x) THEN 'zero day' ELSE 'no day' END;
CREATE TEMP MACRO day_shape(x) AS CASE
    WHEN is_iso(x) THEN CASE WHEN iso_day(x) IS NULL OR x < '1000' THEN no_day(x)
        WHEN contains(x, '/') THEN 'iso yyyy/mm/dd' WHEN contains(x, '.') THEN 'iso yyyy.mm.dd'
        ELSE 'iso yyyy-mm-dd' END
    WHEN is_slashed(x) THEN
        CASE WHEN day_first(x) IS NULL
            THEN CASE WHEN month_first(x) IS NULL THEN no_day(x) ELSE 'month ' || slashed_format(x) END
            WHEN month_first(x) IS NULL THEN 'day ' || slashed_format(x)
            ELSE 'either ' || slashed_format(x) END
    WHEN is_named(x) THEN CASE WHEN named_day(x) IS NULL THEN 'no day' ELSE 'named ' || named_format(x) END
    END;

CREATE TEMP MACRO has_time(x) AS regexp_matches(x, '[ T]{_TIME}$');
CREATE TEMP MACRO day_part(x) AS regexp_replace(x, ',?[ T]+{_TIME}$', '');
CREATE TEMP MACRO clock_of(x) AS regexp_extract(x, '[ T]({_CLOCK}( ?[AaPp][Mm])?){_ZONE}?$', 1);
CREATE TEMP MACRO time_part(x) AS CASE
    WHEN clock_of(x)[-1] IN ('M', 'm')
        THEN CAST(try_strptime(
            replace(clock_of(x), ' ', ''), ['%I:%M%p', '%I:%M:%S%p', '%I:%M:%S.%f%p']) AS TIME)
    ELSE TRY_CAST(clock_of(x) AS TIME) END;
CREATE TEMP MACRO has_zone(x) AS regexp_matches(x, '[0-9Mm]{_ZONE}$');
CREATE TEMP MACRO day_within(x) AS CASE WHEN contains(x, ':') THEN day_part(x) ELSE x END;
CREATE TEMP MACRO precision_of(x) AS CASE
    WHEN NOT contains(x, ':') THEN 'date '
    WHEN time_part(x) IS NULL THEN NULL
    WHEN time_part(x) = TIME '00:00' THEN 'midnight ' ELSE 'datetime ' END;
CREATE TEMP MACRO time_format(x) AS CASE WHEN NOT contains(x, ':') THEN '' ELSE
    CASE WHEN contains(x, 'T') THEN 'Thh:mm' ELSE ' hh:mm' END
    || CASE WHEN regexp_matches(x, ':[0-9]+:') THEN ':ss' ELSE '' END
    || CASE WHEN regexp_matches(x, '(?i)[0-9] ?[ap]m') THEN ' am' ELSE '' END
    || CASE WHEN regexp_matches(x, ':.*[0-9Mm]{_ZONE}$') THEN ' zone' ELSE '' END END;
-- The one-item list lets the long macro be written into the question once, not at each use of `day`.
CREATE TEMP MACRO date_shape(x) AS
    precision_of(x) || list_transform([day_within(x)], lambda day: day_shape(day))[1] || time_format(x);

-- Years and parts of years. `2011-12` may be a year or a month, `23/24` many things: the column decides.
CREATE TEMP MACRO is_pair_of_years(x) AS TRY_CAST(right(x, 2) AS INTEGER)
    = (TRY_CAST(regexp_extract(x, '([0-9]{{2}}) ?[/–-]', 1) AS INTEGER) + 1) % 100;
CREATE TEMP MACRO year_shape(x) AS CASE
    WHEN NOT is_pair_of_years(x)
        THEN CASE WHEN regexp_full_match(x, '[0-9]{{4}}[-/](0[1-9]|1[0-2])') THEN 'month yyyy-mm' END
    WHEN strlen(x) = 5 THEN 'short year'
    WHEN strlen(x) = 7 AND x[6:7] <= '12' AND NOT contains(x, ' ') THEN 'year or month'
    ELSE 'financial-year' END;
CREATE TEMP MACRO period_shape(x) AS CASE
    WHEN regexp_full_match(x, '(?i)(fy ?)?{_YEAR} ?[/–-] ?{_YEAR}') THEN year_shape(x)
    WHEN regexp_full_match(x, '(?i)fy ?{_YEAR}') THEN 'financial-year'
    WHEN regexp_full_match(x, '(0?[1-9]|1[0-2])[/-](20|19)[0-9]{{2}}') THEN 'month mm/yyyy'
    WHEN regexp_full_match(x, '(?i){_MONTH_AND_YEAR}') THEN 'month Mon-yy'
    WHEN regexp_full_match(x, '(?i){_PERIOD}') THEN 'period' END;

-- Values. Each gives null where the text is not of the kind.
CREATE TEMP MACRO day_value(x, american) AS CAST(CASE
    WHEN is_iso(x) THEN CASE WHEN x >= '1000' THEN iso_day(x) END
    WHEN is_slashed(x) THEN CASE WHEN american THEN month_first(x) ELSE day_first(x) END
    WHEN is_named(x) THEN named_day(x) END AS DATE);
CREATE TEMP MACRO date_value(x, american) AS
    CASE WHEN NOT has_time(x) THEN day_value(x, american)
        WHEN time_part(x) = TIME '00:00' THEN day_value(day_part(x), american) END;
CREATE TEMP MACRO instant_value(x, american) AS
    CASE WHEN has_time(x) THEN day_value(day_part(x), american) + time_part(x)
        ELSE CAST(day_value(x, american) AS TIMESTAMP) END;
-- Days as whole numbers: yyyymmdd, and a spreadsheet's count of days since 30 December 1899.
CREATE TEMP MACRO figure_day(x) AS CASE
    WHEN regexp_full_match(x, '[0-9]{{8}}') THEN CAST(try_strptime(x, '%Y%m%d') AS DATE)
    WHEN regexp_full_match(x, '[2-5][0-9]{{4}}') THEN DATE '1899-12-30' + TRY_CAST(x AS INTEGER) END;
"""
