"""Why a dataset was found, in the words that a reader of the results sees."""

from hundred.catalogue.search.highlights import one_by_one


def test_texts_that_hold_a_word_are_told_one_by_one_with_the_word_marked() -> None:
    suppliers = ["Heron Waste Ltd", "Mallard Builders", "KINGFISHER WASTE AND RECYCLING", "Wastewater plc"]
    assert one_by_one(suppliers, {"Waste", "Recycling"}) == (
        ("Heron ", False),
        ("Waste", True),
        (" Ltd", False),
        (" · ", False),
        ("KINGFISHER ", False),
        ("WASTE", True),
        (" AND ", False),
        ("RECYCLING", True),
    )


def test_a_few_texts_are_enough() -> None:
    told = one_by_one((f"Heron {number}" for number in range(50)), {"heron"})
    assert [piece for piece, hit in told if hit] == ["Heron"] * 3
