"""How numbers and money are written, and their exact value.

British marks first: `1,234.50`, `£1,234.50`, `(£1,234.50)`, `123-`, `123.45CR`. Continental marks
(`1.234,56`) are a style of the whole column, never of a cell. All values are decimals, none is a float.
"""

_SPACES = " \u00a0\u2009\u202f"
_SIGN = "[-−]"
_CURRENCY = "(£|€|[$]|GBP|EUR|USD)"
_DIGITS = (
    rf"([0-9]{{1,3}}(,[0-9]{{3}})+|[1-9][0-9]{{0,2}}([{_SPACES}][0-9]{{3}})+|[0-9]+)([.][0-9]+)?|[.][0-9]+"
)
_COMMA = rf"([0-9]{{1,3}}([.][0-9]{{3}})+|[1-9][0-9]{{0,2}}([{_SPACES}][0-9]{{3}})+|[0-9]+)(,[0-9]+)?"


def _amount(digits: str) -> str:
    """All ways to write a number of these digits: with a currency, a sign, in brackets, in credit."""
    before, after = f"({_CURRENCY} ?)?", f"( ?{_CURRENCY})?"
    return (
        f"{_SIGN}? ?{before}{_SIGN}?({digits}){after}{_SIGN}?"
        f"|{before}({digits}){after} ?(CR|DR|Cr|Dr|cr|dr)"
        f"|{before}[(]{_SIGN}?{before}({digits}){after}[)]"
        rf"|[+]{before}[0-9]{{1,3}}((,[0-9]{{3}})+|[0-9]{{0,6}})([.][0-9]+)?"
    )


BRITISH = _amount(_DIGITS)
CONTINENTAL = _amount(_COMMA)
_CREDIT_CODE = "[0-9]+(CR|DR|Cr|Dr|cr|dr)"  # without a point or a space, letters and digits are a code
_SCALE = "(k|K|m|M|bn|Bn|BN|thousand|million|billion|mn|Mn)"
_SCALED = rf"{_SIGN}?(£|€|[$]) ?{_SIGN}?({_DIGITS}) ?{_SCALE}|[(](£|€|[$]) ?({_DIGITS}) ?{_SCALE}[)]"
_PERCENTAGE = rf"[-−+]?({_DIGITS}) ?%|[(]({_DIGITS}) ?%[)]"
_SCIENTIFIC = r"-?[0-9]([.][0-9]+)?[eE][+-]?[0-9]{1,2}"
# What a spreadsheet makes of twelve or more digits: their first six at most, the rest lost.
_ROUNDED = r"[1-9]([.][0-9]{1,5})?[eE][+](1[1-9]|[2-9][0-9])"

MACROS = rf"""
CREATE TEMP MACRO whole_shape(x) AS CASE
    WHEN strlen(x) > 18 OR starts_with(x, '0') AND strlen(x) > 1 OR starts_with(x, '-0') THEN 'code'
    WHEN x IN ('0', '1') THEN 'bit'
    WHEN strlen(x) = 5 AND x BETWEEN '20000' AND '59999' THEN 'serial'
    WHEN strlen(x) = 8 AND x BETWEEN '19000101' AND '20991231' AND try_strptime(x, '%Y%m%d') IS NOT NULL
        THEN 'yyyymmdd'
    ELSE 'integer' END;

-- Where a number has no thousands, or three places, it may be read with British or continental marks.
CREATE TEMP MACRO has_thousandths(x) AS
    length(x) - instr(x, '.') BETWEEN 3 AND 5
    AND regexp_full_match(x, '[^0-9]*[1-9][0-9]{{0,2}}[.][0-9]{{3}}[^0-9]*');
CREATE TEMP MACRO marked(x, plain, whole, thousandths) AS CASE
    WHEN contains(x, ',') THEN plain
    WHEN NOT contains(x, '.') THEN whole
    WHEN has_thousandths(x) THEN thousandths ELSE plain END;
CREATE TEMP MACRO has_currency(x) AS regexp_matches(x, '[£€$]|GBP|EUR|USD');
CREATE TEMP MACRO british_shape(x) AS CASE
    WHEN starts_with(x, '£') THEN marked(x, 'money', 'money whole', 'money thousandths')
    WHEN x[-1] > '9' AND regexp_full_match(x, '{_CREDIT_CODE}') THEN 'mixed'
    WHEN has_currency(x) THEN marked(x, 'money', 'money whole', 'money thousandths')
    WHEN NOT contains(x, '.') AND regexp_full_match(x, '[0-9]+([{_SPACES}][0-9]+)+') THEN 'spaced'
    ELSE marked(x, 'grouped', 'grouped whole', 'grouped thousandths') END;
CREATE TEMP MACRO other_number_shape(x) AS CASE
    WHEN contains(x, '%') THEN CASE WHEN regexp_full_match(x, '{_PERCENTAGE}') THEN 'percentage' END
    WHEN contains(x, ',') AND regexp_full_match(x, '{CONTINENTAL}')
        OR regexp_full_match(x, '{_SIGN}?[0-9]{{1,3}}([.][0-9]{{3}}){{2,}}')
        THEN CASE WHEN has_currency(x) THEN 'money continental' ELSE 'grouped continental' END
    WHEN contains(lower(x), 'e') AND regexp_full_match(x, '{_SCIENTIFIC}')
        THEN CASE WHEN regexp_full_match(x, '{_ROUNDED}') THEN 'rounded' ELSE 'scientific' END
    WHEN regexp_full_match(x, '{_SCALED}') THEN 'scaled' END;

-- How many digits stand after the decimal mark, each way of writing asked for what it can hold.
CREATE TEMP MACRO british_places(x) AS CASE
    WHEN NOT contains(x, '.') THEN 0
    WHEN x[-1] BETWEEN '0' AND '9' THEN length(x) - instr(x, '.')
    ELSE length(regexp_extract(x, '[.]([0-9]+)', 1)) END;
CREATE TEMP MACRO continental_places(x) AS length(regexp_extract(x, ',([0-9]+)', 1));
CREATE TEMP MACRO power_of(x) AS CASE
    WHEN contains(lower(x), 'k') OR contains(lower(x), 'th') THEN 3
    WHEN contains(lower(x), 'b') THEN 9 ELSE 6 END;
CREATE TEMP MACRO exponent_of(x) AS TRY_CAST(regexp_extract(lower(x), 'e[+]?(-?[0-9]+)', 1) AS INTEGER);
CREATE TEMP MACRO places_of(x, shape) AS CASE
    WHEN shape IN ('integer', 'code', 'bit', 'serial', 'yyyymmdd', 'spaced') THEN 0
    WHEN shape IN ('grouped continental', 'money continental') THEN 0
    WHEN shape = 'scientific' THEN greatest(0, british_places(split_part(lower(x), 'e', 1)) - exponent_of(x))
    WHEN shape = 'scaled' THEN greatest(0, british_places(x) - power_of(x))
    ELSE british_places(x) END;
CREATE TEMP MACRO whole_of(x, shape, places) AS CASE
    WHEN places IS NULL THEN NULL
    WHEN shape = 'scientific' THEN greatest(1, exponent_of(x) + 1)
    WHEN shape = 'scaled' THEN length(x) + power_of(x)
    ELSE length(x) - places - CAST(places > 0 AS INTEGER) END;

-- Values. Each gives the text which the engine casts to the exact decimal.
CREATE TEMP MACRO bare_signed(x) AS
    CASE WHEN contains(x, '(') OR contains(x, '-') OR contains(x, '−') OR ends_with(lower(x), 'cr')
        THEN '-' ELSE '' END || regexp_replace(x, '[^0-9.]', '', 'g');
CREATE TEMP MACRO bare_british(x) AS
    CASE WHEN contains(x, '(') OR contains(x, '-') OR contains(x, '−')
        THEN '-' || translate(x, '£€$,()-− ', '')
        ELSE replace(replace(x, '£', ''), ',', '') END;
CREATE TEMP MACRO is_british(x) AS
    regexp_full_match(x, '{BRITISH}') AND NOT (x[-1] > '9' AND regexp_full_match(x, '{_CREDIT_CODE}'));
CREATE TEMP MACRO is_scientific(x) AS
    regexp_full_match(x, '{_SCIENTIFIC}') AND NOT regexp_full_match(x, '{_ROUNDED}');
CREATE TEMP MACRO bare_scientific(x) AS
    CASE WHEN is_british(x) THEN bare_signed(x) WHEN is_scientific(x) THEN x END;
CREATE TEMP MACRO bare_continental(x) AS
    CASE WHEN regexp_full_match(x, '{CONTINENTAL}') THEN bare_signed(translate(x, '.,', ',.')) END;
CREATE TEMP MACRO bare_percentage(x) AS
    CASE WHEN regexp_full_match(x, '{_PERCENTAGE}') THEN bare_signed(x) END;
CREATE TEMP MACRO bare_scaled(x) AS
    CASE WHEN regexp_full_match(x, '{_SCALED}') THEN bare_signed(x) || 'e' || power_of(x) END;
"""
