"""How cells are written, as macros of the engine: what a text looks like, and its value.

One grammar serves both questions, so that what is counted as a date is also read as one. Every macro
takes a text already trimmed with `trimmed`.
"""

from hundred.lake.engine import Session

# Words for "nothing here", lower case. They become null only in columns that are otherwise typed.
MISSING_WORDS = (
    "-", "--", "–", "—", ".", "n/a", "#n/a", "na", "n.a.", "nan", "nil", "none", "null", "(null)", "(blank)",
    "not applicable", "not available",
)  # fmt: skip

_NO_BREAK = "\u00a0"
_WORDS = ", ".join(f"'{word}'" for word in MISSING_WORDS)
_TIME = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?Z?"
_DIGITS = r"([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]+)?|[.][0-9]+"
_MONEY = rf"[-−]?[£€$]? ?[-−]?({_DIGITS})-?|[(][-−]?[£€$]? ?({_DIGITS})[)]|[£€$]? ?[(]({_DIGITS})[)]"
_TOTAL = (
    r"(?i)((grand|sub|report|overall|page|monthly|month|net|gross|the)[ -]*)?totals?"
    r"( (for|of|paid|spend|spent|amount|payments?|net|value|expenditure|:|\(|£).*)?[ :.=£]*"
)
_MIXED = r"[A-Za-z0-9/_-]*([A-Za-z][/_-]?[0-9]|[0-9][/_-]?[A-Za-z])[A-Za-z0-9/_-]*"

_MACROS = rf"""
CREATE TEMP MACRO trimmed(cell) AS
    CASE WHEN cell < '!' OR cell[1] = '{_NO_BREAK}' OR contains(E' \t\r\n{_NO_BREAK}', cell[-1])
        THEN trim(cell, E' \t\r\n{_NO_BREAK}') ELSE cell END;

-- Letters and digits in one word are a code, which says that the numbers beside it are codes too.
CREATE TEMP MACRO mixed_or_text(x) AS
    CASE WHEN strlen(x) <= 24 AND regexp_full_match(x, '{_MIXED}') THEN 'mixed' ELSE 'text' END;

-- What no number, date or time starts with is a word; only a few short ones mean anything to us.
CREATE TEMP MACRO short_word_shape(x) AS CASE
    WHEN lower(x) IN ({_WORDS}) THEN 'missing'
    WHEN lower(x) IN ('true', 'false') THEN 'boolean true/false'
    WHEN lower(x) IN ('yes', 'no') THEN 'boolean yes/no'
    WHEN lower(x) IN ('y', 'n') THEN 'boolean y/n'
    WHEN lower(x) IN ('total', 'totals', 'total:') THEN 'total'
    ELSE mixed_or_text(x) END;
CREATE TEMP MACRO word_shape(x) AS CASE
    WHEN strlen(x) <= 6 THEN short_word_shape(x)
    WHEN strlen(x) <= 14 AND (starts_with(x, 'N') OR starts_with(x, 'n')) AND lower(x) IN ({_WORDS})
        THEN 'missing'
    WHEN strlen(x) <= 40 AND regexp_full_match(x, '{_TOTAL}') THEN 'total'
    ELSE mixed_or_text(x) END;

CREATE TEMP MACRO whole_shape(x) AS
    CASE WHEN length(x) > 18 OR regexp_matches(x, '^-?0[0-9]') THEN 'code' ELSE 'integer' END;

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
CREATE TEMP MACRO named_parts(x) AS regexp_replace(x, '[ ,-]+', ' ', 'g');
CREATE TEMP MACRO named_day(x) AS CASE WHEN regexp_matches(x, '[0-9]{{4}}$')
    THEN try_strptime(named_parts(x), ['%d %b %Y', '%d %B %Y'])
    ELSE try_strptime(named_parts(x), ['%d %b %y', '%d %B %y']) END;
CREATE TEMP MACRO iso_day(x) AS try_strptime(replace(x, '/', '-'), '%Y-%m-%d');

CREATE TEMP MACRO is_iso(x) AS regexp_full_match(x, '[12][0-9]{{3}}[-/][0-9]{{1,2}}[-/][0-9]{{1,2}}');
CREATE TEMP MACRO is_slashed(x) AS
    regexp_full_match(x, '[0-9]{{1,2}}[/.-][0-9]{{1,2}}[/.-]([12][0-9])?[0-9]{{2}}');
CREATE TEMP MACRO is_named(x) AS
    regexp_full_match(x, '[0-9]{{1,2}}[ -][A-Za-z]{{3,9}}(, ?|[ -])([12][0-9])?[0-9]{{2}}');

-- 'iso yyyy-mm-dd', 'either dd/mm/yyyy' (day or month may come first), 'day dd/mm/yyyy', 'month dd/mm/yyyy',
-- 'named dd Mon yyyy'; null where it is no day of any calendar.
CREATE TEMP MACRO day_shape(x) AS CASE
    WHEN is_iso(x) THEN CASE WHEN iso_day(x) IS NULL THEN NULL
        WHEN contains(x, '/') THEN 'iso yyyy/mm/dd' ELSE 'iso yyyy-mm-dd' END
    WHEN is_slashed(x) THEN
        CASE WHEN day_first(x) IS NULL
            THEN CASE WHEN month_first(x) IS NULL THEN NULL ELSE 'month ' END
            ELSE CASE WHEN month_first(x) IS NULL THEN 'day ' ELSE 'either ' END
        END || slashed_format(x)
    WHEN is_named(x) THEN CASE WHEN named_day(x) IS NULL THEN NULL
        ELSE 'named dd' || CASE WHEN contains(x, '-') THEN '-Mon-' ELSE ' Mon ' END
            || CASE WHEN regexp_matches(x, '[0-9]{{4}}$') THEN 'yyyy' ELSE 'yy' END END
    END;

CREATE TEMP MACRO has_time(x) AS regexp_matches(x, '[ T]{_TIME}$');
CREATE TEMP MACRO day_part(x) AS regexp_replace(x, '[ T]+{_TIME}$', '');
CREATE TEMP MACRO time_part(x) AS TRY_CAST(rtrim(regexp_extract(x, '{_TIME}$'), 'Z') AS TIME);
CREATE TEMP MACRO instant_shape(x) AS
    CASE WHEN time_part(x) IS NULL THEN NULL
        WHEN time_part(x) = TIME '00:00' THEN 'midnight ' ELSE 'datetime ' END
    || day_shape(day_part(x)) || CASE WHEN contains(x, 'T') THEN 'Thh:mm' ELSE ' hh:mm' END
    || CASE WHEN regexp_matches(x, ':[0-9]+:') THEN ':ss' ELSE '' END;

-- Everything that starts with a digit or a sign.
CREATE TEMP MACRO figure_shape(x) AS CASE
    WHEN length(x) > 40 THEN 'text'
    WHEN regexp_full_match(x, '-?[0-9]+') THEN whole_shape(x)
    WHEN regexp_full_match(x, '-?[0-9]*[.][0-9]+') THEN 'number'
    WHEN regexp_full_match(x, '{_MONEY}') THEN
        CASE WHEN regexp_matches(x, '[£€$]') THEN 'money' ELSE 'grouped' END
    WHEN has_time(x) THEN coalesce(instant_shape(x), 'text')
    ELSE coalesce('date ' || day_shape(x),
        CASE WHEN lower(x) IN ({_WORDS}) THEN 'missing' END, mixed_or_text(x)) END;

CREATE TEMP MACRO is_figure(x) AS x < ':' OR x[1] IN ('£', '€', '−');
CREATE TEMP MACRO shape_of(x) AS CASE
    WHEN x IS NULL OR x = '' THEN 'empty' WHEN is_figure(x) THEN figure_shape(x) ELSE word_shape(x) END;

CREATE TEMP MACRO places_of(x) AS
    CASE WHEN contains(x, '.')
        THEN length(x) - instr(x, '.') - CAST(x[-1] IN (')', '-') AS INTEGER) ELSE 0 END;
CREATE TEMP MACRO is_number(x) AS is_figure(x) AND regexp_full_match(x, '{_MONEY}');

-- Values. Each gives null where the text is not of the kind.
CREATE TEMP MACRO bare_number(x) AS
    CASE WHEN contains(x, '(') OR contains(x, '-') OR contains(x, '−')
        THEN '-' || translate(x, '£€$,()-− ', '')
        ELSE replace(replace(ltrim(x, '£€$ '), ',', ''), ' ', '') END;
CREATE TEMP MACRO day_value(x, american) AS CAST(CASE
    WHEN is_iso(x) THEN iso_day(x)
    WHEN is_slashed(x) THEN CASE WHEN american THEN month_first(x) ELSE day_first(x) END
    WHEN is_named(x) THEN named_day(x) END AS DATE);
CREATE TEMP MACRO date_value(x, american) AS
    CASE WHEN NOT has_time(x) THEN day_value(x, american)
        WHEN time_part(x) = TIME '00:00' THEN day_value(day_part(x), american) END;
CREATE TEMP MACRO instant_value(x, american) AS
    CASE WHEN has_time(x) THEN day_value(day_part(x), american) + time_part(x)
        ELSE CAST(day_value(x, american) AS TIMESTAMP) END;
CREATE TEMP MACRO boolean_value(x) AS
    CASE WHEN lower(x) IN ('true', 'yes', 'y') THEN true WHEN lower(x) IN ('false', 'no', 'n') THEN false END;
CREATE TEMP MACRO says_nothing(x) AS x IS NULL OR x = '' OR lower(x) IN ({_WORDS});
"""


def teach(engine: Session) -> None:
    """Give a session the grammar's macros."""
    engine.execute(_MACROS)
