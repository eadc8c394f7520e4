"""What headings say, whoever wrote them."""

import pytest

from hundred.harmonise.headings import Lexicon, signature, words_of


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("PaymentDate", ("payment", "date")),
        ("Date of Payment", ("date", "payment")),
        ("SUPPLIER_NAME", ("supplier", "name")),
        ("Supplier(Beneficiary) Name", ("supplier", "beneficiary", "name")),
        ("Comp. reg. no", ("company", "registration", "number")),
        ("VATRegistrationNumber", ("vat", "registration", "number")),
        ("Net Amount (£)", ("net", "amount")),
        ("Categories", ("category",)),
        ("Address", ("address",)),
        ("TransNo", ("transaction", "number")),
        ("", ()),
        ("£", ()),
    ],
)
def test_words_are_compared_whole_singular_and_in_lower_case(heading: str, words: tuple[str, ...]) -> None:
    assert words_of(heading) == words


def test_layouts_are_told_apart_by_their_words_and_their_order() -> None:
    assert signature(["Payment Date", "Net Amount"]) == signature(["PaymentDate", "net amounts"])
    assert signature(["Payment Date", "Net Amount"]) != signature(["Net Amount", "Payment Date"])


def test_misspelt_words_are_put_right_where_they_are_long_enough() -> None:
    lexicon = Lexicon(["organisation name", "service division", "net amount"])
    assert lexicon.spelt(("organistion", "divison", "nett", "xylophone")) == (
        "organisation",
        "division",
        "nett",
        "xylophone",
    )


def test_rare_words_tell_more_than_common_ones() -> None:
    lexicon = Lexicon(["supplier name", "supplier number", "supplier type", "beneficiary name"])
    by_rare = lexicon.likest(words_of("beneficiary title"), ["beneficiary name"]).share
    by_common = lexicon.likest(words_of("supplier title"), ["supplier name"]).share
    assert by_rare > by_common
    assert lexicon.likest(words_of("Name of supplier"), ["beneficiary name", "supplier name"]).share == 1
