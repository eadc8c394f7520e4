"""Records whose quotes break the rules: the reading with as many cells as the table has columns is taken."""

import pytest

from hundred.intake.lenient import Repairs, repaired
from hundred.intake.reading import Dialect

COMMA = Dialect(",")


def read(text: str, width: int = 3) -> tuple[list[list[str]], Repairs]:
    """Each record's cells, and what was repaired."""
    repairs = Repairs()
    slab = repaired(text.encode(), COMMA, 1, width=width, at_end=True, repairs=repairs)
    return [slab.cells(record) for record in range(slab.records)], repairs


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ('"2,Saw,"of oak, oiled"', ['"2', "Saw", "of oak, oiled"]),
        ('2,""of oak, oiled",x', ["2", '"of oak, oiled', "x"]),
        ('2,Saw,"', ["2", "Saw", '"']),
        ('2,"Saw 24"",x', ["2", 'Saw 24"', "x"]),
        ('2,"Saw 24" blue",x', ["2", 'Saw 24" blue', "x"]),
        ('2,"4\\\'9\\" long, oiled",x', ["2", "4\\'9\" long, oiled", "x"]),
        ('"Day,Quantity,"Item"', ['"Day', "Quantity", "Item"]),
    ],
)
def test_a_quote_that_would_swallow_its_neighbours_is_a_character(line, cells):
    assert read(f"a,b,c\n{line}\n1,2,3\n")[0] == [["a", "b", "c"], cells, ["1", "2", "3"]]


@pytest.mark.parametrize(
    "line", ["4;5;\"x, y\"", "4\t5\t\"x, y\"", "4|5|\"x, y\"", "4 5 \"x, y\"", "4,5,'x, y'"]
)  # fmt: skip
def test_a_record_in_another_dialect_is_read_in_that(line):
    cells, repairs = read(f'1,2,"x, y"\n{line}\n')
    assert cells == [["1", "2", "x, y"], ["4", "5", "x, y"]]
    assert repairs.foreign == [2]


def test_a_cell_over_several_lines_is_kept_whole_beside_a_stray_quote():
    cells, repairs = read('"1,b,"two\nlines"\n2,c,d\n')
    assert cells == [['"1', "b", "two\nlines"], ["2", "c", "d"]]
    assert repairs.stray == [1]


def test_a_quote_never_closed_swallows_no_record():
    cells, repairs = read('1,"b,c\n2,d,e\n3,f,g\n')
    assert cells == [["1", '"b', "c"], ["2", "d", "e"], ["3", "f", "g"]]
    assert repairs.unclosed == [1]


def test_a_missing_delimiter_does_not_make_a_record_take_from_the_next():
    assert read('1,"b"c\n2,"d",e\n')[0] == [["1", '"b"c'], ["2", "d", "e"]]


def test_the_number_of_cells_is_told_from_the_lines_by_the_book_where_nobody_says_it():
    assert read('1,2,3\n4,5,6\n"7,8,"9, ten"\n', width=0)[0][2] == ['"7', "8", "9, ten"]


def test_a_record_is_kept_as_it_stands_in_the_file():
    slab = repaired(b'1,"b"c",d\n2,e,f\n', COMMA, 1, width=3, at_end=True, repairs=Repairs())
    assert [slab.text(0), slab.text(1)] == ['1,"b"c",d', "2,e,f"]
