"""Cells of one piece of text as columns: sixteen-byte views into the text, so that nothing is copied.

The layout is Arrow's string view: a length, then the text itself where it has at most twelve bytes,
otherwise its first four bytes, the buffer's number and the text's place in it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from hundred.intake.lex import Positions, Slab

LINE = "_line"
_INLINE = 12
_KEEP = np.array([(1 << (8 * count)) - 1 for count in range(9)], np.uint64)  # the lowest bytes of eight


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of some records in rows and columns: their places in a buffer, and the records' lines."""

    buffer: bytes
    starts: Positions
    lengths: Positions
    lines: Positions


def cells_schema(names: tuple[str, ...]) -> Any:
    """The schema of staged cells."""
    return pa.schema([(LINE, pa.int64()), *((name, pa.string_view()) for name in names)])


def grid_of(slab: Slab, records: Positions, width: int) -> Grid:
    """The chosen records of a slab as a grid. Missing cells are empty, cells beyond the width left out."""
    if len(records) == slab.records and len(slab.starts) == slab.records * width:
        widths = slab.widths
        if (widths == width).all():
            shape = (slab.records, width)
            return Grid(slab.buffer, slab.starts.reshape(shape), slab.lengths.reshape(shape), slab.lines)
    starts = np.zeros((len(records), width), np.int64)
    lengths = np.zeros((len(records), width), np.int64)
    widths = slab.widths[records]
    for cells in np.unique(widths):
        rows = np.flatnonzero(widths == cells)
        kept = min(int(cells), width)
        places = slab.firsts[records[rows]][:, None] + np.arange(kept)
        starts[rows, :kept] = slab.starts[places]
        lengths[rows, :kept] = slab.lengths[places]
    return Grid(slab.buffer, starts, lengths, slab.lines[records])


def batch_of(grid: Grid, schema: Any) -> Any:
    """A grid as an Arrow record batch; empty cells are null."""
    rows = len(grid.lines)
    data = pa.py_buffer(grid.buffer)
    columns = [pa.array(grid.lines)]
    for position in range(grid.starts.shape[1]):
        starts = np.ascontiguousarray(grid.starts[:, position])
        lengths = np.ascontiguousarray(grid.lengths[:, position])
        valid = pa.py_buffer(np.packbits(lengths > 0, bitorder="little"))
        views = pa.py_buffer(_views(grid.buffer, starts, lengths))
        columns.append(pa.Array.from_buffers(pa.string_view(), rows, [valid, views, data]))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _views(buffer: bytes, starts: Positions, lengths: Positions) -> npt.NDArray[np.uint32]:
    """Each text's view. The buffer must have twelve bytes to spare after every start."""
    fours: npt.NDArray[np.uint32] = np.ndarray((len(buffer) - 3,), "<u4", buffer=buffer, strides=(1,))
    eights: npt.NDArray[np.uint64] = np.ndarray((len(buffer) - 7,), "<u8", buffer=buffer, strides=(1,))
    views = np.empty((len(starts), 4), np.uint32)
    views[:, 0] = lengths
    views[:, 1] = fours[starts] & _KEEP[np.minimum(lengths, 4)].astype(np.uint32)
    inline = eights[starts + 4] & _KEEP[np.clip(lengths - 4, 0, 8)]
    second = np.where(lengths <= _INLINE, inline, starts.astype(np.uint64) << np.uint64(32))
    views[:, 2] = second.astype(np.uint32)
    views[:, 3] = (second >> np.uint64(32)).astype(np.uint32)
    return views
