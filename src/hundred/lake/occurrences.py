"""Every line of a part's file that shows a finding: a finding itself keeps only the first few of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A line that shows the finding of this code, or a cell of the column in it; `text` is what stands there.

    `text` is "" where only the line is known.
    """

    line: int
    code: str
    column: str
    text: str


def occurrences_in(path: Path) -> Iterator[Occurrence]:
    """The occurrences in a part's file, by their lines, a batch at a time.

    `path` is the part's `occurrences_path` within the lake's tables, made absolute.
    """
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_BATCH):
            for row in batch.to_pylist():
                yield Occurrence(row["_line"], row["code"], row["column"], row["text"] or "")
