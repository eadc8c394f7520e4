"""How a cell becomes a value of a standard: one SQL expression for each kind of thing that a field holds."""

from dataclasses import dataclass

from hundred.harmonise.standard import Field, Holds
from hundred.lake.schema import Column, Type, literal, quoted

PENNIES = Type("decimal", 2)
_NOTHING = (
    "", "-", "--", ".", "n/a", "na", "none", "null", "nil", "#n/a", "#ref!", "#value!", "#name?", "#div/0!",
    "not applicable", "not available", "not yet available", "not known", "unknown", "not set", "tbc", "blank",
)  # fmt: skip
_KINDS: dict[Holds, Type] = {
    "date": Type("date"),
    "money": PENNIES,
    "number": Type("decimal", 6),
    "easting": Type("decimal", 2),
    "northing": Type("decimal", 2),
    "latitude": Type("decimal", 6),
    "longitude": Type("decimal", 6),
    "whole-number": Type("integer"),
    "yes-no": Type("boolean"),
}
_YES = "('y','yes','true','t','1','gpc','ccc','card','x')"
_NO = "('n','no','false','f','0','none','')"


_AMOUNT = r"\s*[-−(]?\s*£?\s*[-−]?[0-9,]*\.?[0-9]+\s*\)?\s*[-−]?\s*(?i:cr|dr)?\s*"
_LESS = r"^\s*\(.*\)\s*$|^\s*£?\s*[-−]|[-−]\s*$|(?i)\bcr\s*$"
_DAYS = (
    "%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y",
    "%d-%b-%y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y",
)  # fmt: skip
_LONGEST = max(map(len, _NOTHING)) + 4
_UNTIDY = ("'  '", r"E'\t'", r"E'\n'", r"E'\r'", "chr(160)")


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value as SQL over the rows of a table, and what is told of a cell that it changes.

    `raw` is the cell as text. `rule` names what was done to it; "" where a value is no more than its cell
    in the field's type. `cell` is a number's cell as it stands, for totals; "" where the cell is no number.
    """

    field: str
    sql: str
    raw: str
    rule: str = ""
    cell: str = ""


def type_of(field: Field) -> Type:
    """The type that a field's values have."""
    return _KINDS.get(field.holds, Type("text"))


def value_of(field: Field, column: Column) -> Value:
    """The value of a field from the cells of a column."""
    name, kind = quoted(column.name), column.type.kind
    text = f"CAST({name} AS VARCHAR)"
    wanted = type_of(field)
    match field.holds:
        case "money":
            if kind not in ("integer", "decimal"):
                return Value(field.name, _amount(text), text, "read-as-amount")
            rule = "rounded-to-the-penny" if kind == "decimal" and column.type.scale > PENNIES.scale else ""
            return Value(field.name, f"CAST(round({name}, 2) AS {PENNIES.sql})", text, rule, name)
        case "date":
            if kind in ("date", "datetime"):
                return Value(field.name, f"CAST({name} AS DATE)", text)
            return Value(field.name, _day(text), text, "read-as-date")
        case "yes-no":
            if kind == "boolean":
                return Value(field.name, name, text)
            said = f"lower(trim({text}))"
            yes_no = f"CASE WHEN {said} IN {_YES} THEN true WHEN {said} IN {_NO} THEN false END"
            return Value(field.name, yes_no, text, "read-as-yes-or-no")
        case "number" | "whole-number" | "easting" | "northing" | "latitude" | "longitude":
            return Value(field.name, f"TRY_CAST({name} AS {wanted.sql})", text)
        case "company-number":
            return Value(field.name, _company(_said(text)), text, "written-as-in-the-register")
        case "charity-number":
            return Value(field.name, _charity(_said(text)), text, "written-as-in-the-register")
        case "gss-code":
            code = rf"nullif(regexp_extract({text}, '(?:^|[^A-Z0-9])([EWSNK]\d{{8}})(?:$|[^0-9])', 1), '')"
            return Value(field.name, code, text, "code-of-the-place")
        case "postcode":
            return Value(field.name, _postcode(_said(text)), text, "written-as-a-postcode")
    return Value(field.name, _said(text), text, "spaces-and-words-for-nothing")


def _said(text: str) -> str:
    """A text without spaces too many; null where it says nothing. Cheap tests first: most texts are tidy."""
    untidy = " OR ".join(f"contains({text}, {mark})" for mark in _UNTIDY)
    tidy = rf"trim(regexp_replace({text}, '[\s\x{{a0}}]+', ' ', 'g'))"
    nothing = f"length({text}) <= {_LONGEST} AND lower(trim({text})) IN ({', '.join(map(literal, _NOTHING))})"
    return f"CASE WHEN {nothing} THEN NULL WHEN {untidy} THEN {tidy} ELSE trim({text}) END"


def _amount(text: str) -> str:
    """An amount from a text: `£1,234.56`, `(1,234.56)`, `1,234.56-`, `1234.56 CR`."""
    said = f"regexp_full_match({text}, {literal(_AMOUNT)})"
    less = f"regexp_matches({text}, {literal(_LESS)})"
    amount = f"TRY_CAST(regexp_replace({text}, '[^0-9.]', '', 'g') AS {PENNIES.sql})"
    return f"CASE WHEN {said} THEN CASE WHEN {less} THEN -{amount} ELSE {amount} END END"


def _day(text: str) -> str:
    """A day from a text, the day of the month first where figures tell it."""
    return f"CAST(try_strptime(trim({text}), [{', '.join(map(literal, _DAYS))}]) AS DATE)"


def _company(text: str) -> str:
    """A number in the register of companies: eight characters, with the zeros that spreadsheets drop."""
    plain = rf"upper(regexp_replace({text}, '[\s.]', '', 'g'))"
    digits = rf"regexp_full_match({plain}, '0*[1-9]\d{{4,7}}') AND length({plain}) <= 8"
    letters = rf"regexp_full_match({plain}, '[A-Z]{{2}}\d{{3,6}}')"
    return (
        f"CASE WHEN {digits} THEN lpad({plain}, 8, '0') "
        f"WHEN {letters} THEN {plain}[:2] || lpad({plain}[3:], 6, '0') END"
    )


def _charity(text: str) -> str:
    """A number in a register of charities, without zeros before it."""
    plain = rf"upper(regexp_replace({text}, '\s', '', 'g'))"
    return (
        rf"CASE WHEN regexp_full_match({plain}, '0*[1-9]\d{{4,6}}(-\d+)?') THEN ltrim({plain}, '0') "
        rf"WHEN regexp_full_match({plain}, '(SC|NIC)\d{{5,6}}') THEN {plain} END"
    )


def _postcode(text: str) -> str:
    plain = rf"upper(regexp_replace({text}, '\s', '', 'g'))"
    written = rf"regexp_full_match({plain}, '[A-Z]{{1,2}}\d[A-Z\d]?\d[A-Z]{{2}}')"
    return f"CASE WHEN {written} THEN {plain}[:-4] || ' ' || {plain}[-3:] END"
