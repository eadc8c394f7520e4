"""Types are decided on all files of a table together."""

from hundred.intake import Decision, Evidence, decide, merge


def of(**shapes: int) -> Evidence:
    named = {name.replace("_", " "): count for name, count in shapes.items()}
    return Evidence(cells=sum(shapes.values()), shapes=named, whole=3)


DAY = "date day dd/mm/yyyy"
MONTH = "date month dd/mm/yyyy"
EITHER = "date either dd/mm/yyyy"


def dates(**counts: int) -> Evidence:
    shapes = {{"day": DAY, "month": MONTH, "either": EITHER}[name]: count for name, count in counts.items()}
    return Evidence(cells=sum(counts.values()), shapes=shapes)


def test_one_month_of_codes_makes_the_column_text_in_every_month():
    assert decide(of(integer=500)).type.kind == "integer"
    assert decide(merge(of(integer=500), of(code=1))).type.kind == "text"


def test_a_day_above_twelve_in_any_file_decides_the_order_for_all():
    assert decide(merge(dates(either=40), dates(month=1))).order == "month"
    assert decide(merge(dates(either=40), dates(day=1))).order == "day"


def test_where_nothing_proves_the_order_it_is_the_british_one_and_said_to_be_ambiguous():
    decision = decide(dates(either=40))
    assert (decision.format, decision.order, decision.ambiguous) == ("dd/mm/yyyy", "day", True)
    assert not decide(dates(either=40, day=1)).ambiguous


def test_a_month_first_format_is_written_month_first():
    assert decide(dates(either=40, month=3)).format == "mm/dd/yyyy"


def test_amounts_keep_as_many_places_as_the_file_with_most():
    cents = Evidence(cells=3, shapes={"number": 3}, places=2, whole=4)
    mills = Evidence(cells=3, shapes={"number": 3}, places=3, whole=4)
    assert decide(merge(cents, mills)).type.scale == 3


def test_a_number_too_wide_for_eighteen_digits_gets_thirty_eight():
    wide = Evidence(cells=1, shapes={"number": 1}, places=2, whole=17)
    assert decide(wide).type.sql == "DECIMAL(38,5)"


def test_a_decision_can_be_kept_as_json():
    decision = decide(dates(either=40, month=3))
    assert Decision.from_dict(decision.as_dict()) == decision
