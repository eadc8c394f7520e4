"""Words that mean something to us: for what is missing and why, for yes and no, and for totals.

`SPECIAL` is one pattern for all of them, so that a name of a supplier is asked one question, not ten.
"""

import re

# Words which stand where a value should. They become null only in columns that are otherwise typed.
# Why it is missing is worth telling apart: nothing there, kept back, a failed formula, not known yet.
NOTHING = (
    "-", "--", "---", "–", "—", ".", "..", "...", "n/a", "na", "n.a.", "n.a", "n\\a", "nan", "nil", "none",
    "null", "(null)", "<null>", "[null]", "\\n", "(blank)", "blank", "empty", "no data", "nothing",
    "not applicable", "not available",
)  # fmt: skip
UNKNOWN = (
    "unknown", "not known", "not yet known", "not recorded", "not stated", "not provided", "not supplied",
    "not specified", "n/k", "tbc", "tba", "tbd", "t.b.c.", "to be confirmed", "to be advised",
    "to be announced", "to be determined", "awaiting data", "pending", "?", "??", "???",
)  # fmt: skip
ERRORS = (
    "#ref!", "#n/a", "#value!", "#div/0!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "#getting_data",
    "#field!", "#blocked!", "#unknown!", "#error!", "err:502", "err:508", "err:522",
)  # fmt: skip
_HASHES = "#{3,}"  # what a spreadsheet shows where a column is too narrow
WITHHELD = (
    r"[*]{1,12}|x{4,12}|[\[(*]{0,3}(redacted?|redaction|withheld|suppressed|confidential|"
    r"(commercially|commercial in) (sensitive|confidence)|commercial(ly)? confidential|in confidence|"
    r"(personal|sensitive) (data|information|details|info)|(name|details|data|supplier) (withheld|redacted)|"
    r"data protection|gdpr|not disclosed|undisclosed)"
    r"([ ,:(–-]+(personal|sensitive|commercial|data|individual|information|name|details|supplier|person"
    r"|protection|act|gdpr|redacted|withheld|under|foi|section|s?[0-9()]+|-|–)+)*[\])*]{0,3}"
)

TRUE = ("true", "yes", "y", "t", "✓", "✔", "☑")
FALSE = ("false", "no", "n", "f", "✗", "✘", "☐")

_TOTAL = (
    r"((grand|sub|report|overall|page|monthly|month|net|gross|the)[ -]*)?totals?"
    r"( (for|of|paid|spend|spent|amount|payments?|net|value|expenditure|:|\(|£).*)?[ :.=£]*"
)


def _pattern(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


SPECIAL = f"{_pattern(NOTHING + UNKNOWN + TRUE + FALSE)}|{WITHHELD}|{_TOTAL}"

MACROS = rf"""
CREATE TEMP MACRO is_error(x) AS regexp_full_match(x, '(?i){_pattern(ERRORS)}|{_HASHES}');
CREATE TEMP MACRO is_withheld(x) AS strlen(x) <= 60 AND regexp_full_match(x, '(?i){WITHHELD}');
-- The sort of a word for what is missing; null for any other text.
CREATE TEMP MACRO missing_shape(x) AS CASE
    WHEN regexp_full_match(x, '(?i){_pattern(NOTHING)}') THEN 'missing'
    WHEN regexp_full_match(x, '(?i){_pattern(UNKNOWN)}') THEN 'unknown'
    WHEN is_error(x) THEN 'error'
    WHEN is_withheld(x) THEN 'withheld' END;
CREATE TEMP MACRO says_nothing(x) AS x IS NULL OR x = '' OR missing_shape(x) IS NOT NULL;

CREATE TEMP MACRO boolean_shape(x) AS CASE lower(x)
    WHEN 'true' THEN 'boolean true/false' WHEN 'false' THEN 'boolean true/false'
    WHEN 'yes' THEN 'boolean yes/no' WHEN 'no' THEN 'boolean yes/no'
    WHEN 'y' THEN 'boolean y/n' WHEN 'n' THEN 'boolean y/n'
    WHEN 't' THEN 'letter t' WHEN 'f' THEN 'letter f'
    ELSE CASE WHEN x IN ('✓', '✔', '☑', '✗', '✘', '☐') THEN 'boolean ✓' END END;
CREATE TEMP MACRO boolean_value(x) AS CASE
    WHEN lower(x) IN ({_listed(TRUE)}, '1') THEN true
    WHEN lower(x) IN ({_listed(FALSE)}, '0') THEN false END;

CREATE TEMP MACRO total_shape(x) AS CASE WHEN regexp_full_match(x, '(?i){_TOTAL}') THEN 'total' END;
"""
