"""The SQL for a read table's cells, wherever they lie: `_line` and one text column per column."""

from pathlib import Path

from hundred.intake.reading import PlainText, ReadTable
from hundred.lake.schema import literal


def cells_of(table: ReadTable) -> str:
    """What to select a table's cells from."""
    if table.text is None:
        return f"read_parquet({literal(table.cells)})"
    lines = f"{table.text.above} + row_number() OVER () AS _line"  # keeps the engine to one core
    return f"(SELECT {lines}, * FROM {text_cells(table.cells, table.text)})"


def text_cells(path: Path, text: PlainText) -> str:
    """What to select the cells of a plain text from, without their lines: the engine uses every core."""
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in text.names)
    quote = literal(text.quote)
    return (
        f"read_csv({literal(path)}, auto_detect = false, header = false, skip = {text.skipped}, "
        f"columns = {{{columns}}}, delim = {literal(text.delimiter)}, quote = {quote}, escape = {quote}, "
        f"new_line = {literal(text.line_end)}, strict_mode = true, nullstr = '')"
    )
