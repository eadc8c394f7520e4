"""The developers' guide tells the truth: its addresses answer and its Python runs."""

import io
import re
from pathlib import Path
from typing import Any
from urllib import request

import pytest
from django.test import Client

from api.region import Loaded

pytestmark = pytest.mark.django_db

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "guide" / "developer.md").read_text("utf-8")
OURS = {
    "http://127.0.0.1:8000": "",
    "orrinsby-libraries.orrinsby_libraries": "catalogue",  # no table here has places
    "orrinsby-spend": "aldergate-spend",
    "orrinsby_spend": "aldergate_spend",
    "supplier_beneficiary_name": "supplier",
    "date,": "paid,",
}


def as_ours(text: str) -> str:
    """The guide's words about the demo region as words about the region of these tests."""
    for theirs, ours in OURS.items():
        text = text.replace(theirs, ours)
    return text


ADDRESSES = [as_ours(address) for address in re.findall(r"^curl '(.*)'$", GUIDE, re.MULTILINE)]


def test_there_are_addresses_to_ask() -> None:
    assert len(ADDRESSES) >= 4


@pytest.mark.parametrize("address", ADDRESSES)
def test_its_addresses_answer(address: str, api: Client) -> None:
    assert api.get(address).status_code == 200


def test_its_python_runs(
    api: Client, loaded: Loaded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)

    def urlopen(address: str) -> Any:
        return io.BytesIO(api.get(address).content)

    monkeypatch.setattr(request, "urlopen", urlopen)
    exec(as_ours(example), {})
    assert "47 payments, £" in capsys.readouterr().out.splitlines()[0]
