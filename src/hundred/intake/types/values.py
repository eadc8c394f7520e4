"""The SQL that gives a cell's typed value, as its column was decided."""

from dataclasses import replace

from hundred.intake.types.decide import Decision

_PATTERNS = {
    "yyyy-mm-dd": "%Y-%m-%d",
    "dd/mm/yyyy": "%d/%m/%Y",
    "dd-mm-yyyy": "%d-%m-%Y",
    "dd.mm.yyyy": "%d.%m.%Y",
    "dd/mm/yy": "%d/%m/%y",
}


def value(cell: str, decision: Decision) -> str:
    """The SQL for the value of a cell, itself given in SQL; null where it has none of the column's type."""
    if decision.plain and not decision.misfits:
        return _plain(cell, decision)
    x = f"trimmed({cell})"
    match decision.type.kind:
        case "text":
            return cell
        case "boolean":
            return f"boolean_value({x})"
        case "date" | "datetime":
            return _day(x, decision)
        case "integer" | "decimal":
            return number(x, decision, decision.type.sql)
        case "geometry":
            read = f"ST_GeomFromGeoJSON({x})" if decision.format == "geojson" else f"CAST({x} AS GEOMETRY)"
            return f"ST_GeomFromWKB(in_degrees(ST_AsWKB(TRY({read}))))"


def number(x: str, decision: Decision, sql_type: str) -> str:
    """The SQL for the number in a trimmed text, as an exact type; null where there is none."""
    if decision.style:
        return f"TRY_CAST(bare_{decision.style}({x}) AS {sql_type})"
    # What the quick way cannot cast (`5.00 GBP`, `5.00CR`) is read with care.
    read = f"coalesce(TRY_CAST(bare_british({x}) AS {sql_type}), TRY_CAST(bare_signed({x}) AS {sql_type}))"
    # Without misfits every cell is known to be a number or a word for nothing, which has no digits.
    return f"CASE WHEN is_british({x}) THEN {read} END" if decision.misfits else read


def _day(x: str, decision: Decision) -> str:
    macro = "date_value" if decision.type.kind == "date" else "instant_value"
    found = f"{macro}({x}, {'true' if decision.order == 'month' else 'false'})"
    return f"coalesce({found}, figure_day({x}))" if decision.style == "figures" else found


def _plain(cell: str, decision: Decision) -> str:
    """The SQL for a column whose values are all written alike, which the engine reads fastest."""
    kind, pattern = decision.type.kind, _PATTERNS.get(decision.format)
    if kind == "date" and pattern:
        return f"CAST(try_strptime({cell}, '{pattern}') AS DATE)"
    if kind in ("integer", "decimal"):
        return f"TRY_CAST({cell} AS {decision.type.sql})"
    return value(cell, replace(decision, plain=False))
