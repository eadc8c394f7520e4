"""The columns of the payments these tests ask about, and their types in Arrow."""

import pyarrow as pa

from hundred.lake.schema import TEXT, Column, Schema, Type

PAYMENTS: Schema = (
    Column("supplier", TEXT, "Supplier Name"),
    Column("amount", Type("decimal", 2), "Amount £"),
    Column("paid", Type("date"), "Date Paid"),
    Column("number", Type("integer"), "No."),
    Column("keyed_at", Type("datetime"), "Keyed"),
    Column("redacted", Type("boolean"), "Redacted?"),
)
ARROW = {
    "text": pa.string(),
    "integer": pa.int64(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us"),
    "boolean": pa.bool_(),
}
