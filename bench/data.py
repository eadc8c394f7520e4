"""A council's spend file of any size, the same on every machine."""

from pathlib import Path

import duckdb

HEADINGS = (
    "Body Name", "Body", "Service Area", "Division", "Expenditure Category", "Expenditure Type", "Cost Code",
    "Date Paid", "Transaction Number", "Net Amount", "Irrecoverable VAT", "Supplier Name", "Purpose",
)  # fmt: skip

ABOVE = 2  # lines above the headings of a file in cp1252


def make_spend(path: Path, rows: int, *, encoding: str = "utf-8") -> None:
    """Write `rows` payments as a council publishes them: `£`, commas, brackets, dd/mm/yyyy, leading zeros.

    In cp1252 the file also has a title and an empty line above its headings.
    """
    partial = path.with_suffix(".utf8")
    connection = duckdb.connect()
    connection.execute(
        f"COPY ({_SQL}) TO '{partial}' (FORMAT csv, HEADER true, QUOTE '\"', FORCE_QUOTE (\"Purpose\"))",
        [rows],
    )
    connection.close()
    if encoding == "utf-8":
        partial.rename(path)
        return
    with (
        partial.open(encoding="utf-8", newline="") as source,
        path.open("w", encoding=encoding, newline="") as out,
    ):
        out.write("Payments to suppliers over £500\r\n\r\n")
        for line in source:
            out.write(line)
    partial.unlink()


# Amounts spread over five orders of magnitude, suppliers by popularity, everything from the row's number.
_SQL = """
    WITH numbered AS (
        SELECT i, (hash(i) % 1000003) / 1000003.0 AS luck, (hash(i + 7919) % 1000003) / 1000003.0 AS chance
        FROM range(?) AS t(i)
    ), priced AS (
        SELECT *, CAST(exp(luck * 11) AS DECIMAL(12, 2)) AS amount,
            CAST(floor(chance * chance * chance * 20000) AS BIGINT) AS supplier
        FROM numbered
    )
    SELECT
        'Ambleford Borough Council' AS "Body Name",
        'E08099001' AS "Body",
        'Service ' || (i % 40) AS "Service Area",
        'Division of Something ' || (i % 200) AS "Division",
        'Supplies and services' AS "Expenditure Category",
        'Other hired and contracted services' AS "Expenditure Type",
        lpad(CAST(i % 900 AS VARCHAR), 5, '0') AS "Cost Code",
        strftime(DATE '2022-04-01' + CAST(i % 1461 AS INTEGER), '%d/%m/%Y') AS "Date Paid",
        'T' || lpad(CAST(i AS VARCHAR), 9, '0') AS "Transaction Number",
        CASE WHEN i % 50 = 0 THEN '(£' || format('{:,}', amount) || ')'
             ELSE '£' || format('{:,}', amount) END AS "Net Amount",
        '0.00' AS "Irrecoverable VAT",
        'Supplier ' || supplier || CASE supplier % 3 WHEN 0 THEN ' Ltd' WHEN 1 THEN ' Limited' ELSE '' END
            AS "Supplier Name",
        'Purchase of goods, services and other things, item ' || (i % 5000) AS "Purpose"
    FROM priced ORDER BY i
"""
