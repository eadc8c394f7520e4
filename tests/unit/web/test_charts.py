"""Simple charts: bars to scale on both sides of nought, a line from the first row to the last."""

from decimal import Decimal

from hundred.interfaces.web.charts import MOST_BARS, Bar, chart


def test_bars_are_to_scale_and_start_at_nought() -> None:
    drawn = chart("bars", ("ward", "total"), ["North", "South", None], [Decimal("30.00"), Decimal("-10"), 0])
    assert drawn is not None
    assert drawn.says == "total by ward, 3 rows"
    assert drawn.bars == (
        Bar("North", "30.00", 25.0, 75.0),
        Bar("South", "−10", 0.0, 25.0),
        Bar("(empty)", "0", 25.0, 0.0),
    )


def test_a_line_goes_from_the_first_row_to_the_last() -> None:
    drawn = chart("line", ("month", "total"), ["May", "June", "July"], [0, 50, 100])
    assert drawn is not None
    assert drawn.points == "0.00,100.00 50.00,50.00 100.00,0.00"
    assert (drawn.first, drawn.last, drawn.lowest, drawn.highest) == ("May", "July", "0", "100")
    assert drawn.says == "total by month, 3 rows, from 0 to 100"


def test_too_many_bars_are_cut_and_it_is_said() -> None:
    drawn = chart("bars", ("n", "n"), range(200), range(200))
    assert drawn is not None
    assert len(drawn.bars) == MOST_BARS
    assert drawn.says == "n by n, the first 50 of 200 rows"


def test_rows_without_an_amount_are_left_out() -> None:
    assert chart("bars", ("a", "b"), ["x", "y"], [None, float("nan")]) is None
    drawn = chart("line", ("a", "b"), ["x", "y"], [None, 5])
    assert drawn is not None
    assert drawn.points == "0.00,0.00"


def test_nothing_but_noughts_is_drawn_too() -> None:
    drawn = chart("bars", ("a", "b"), ["x"], [0])
    assert drawn is not None
    assert drawn.bars == (Bar("x", "0", 0.0, 0.0),)
