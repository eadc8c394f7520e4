"""Nobody learns from the API that there is something they may not see."""

from hashlib import sha256
from typing import Any

import pytest
from django.test import Client

from api.region import API, APRIL, Loaded

pytestmark = pytest.mark.django_db

HIDDEN = ("birchley-contracts", "birchley-assets")
OPEN_LISTS = (
    "",
    "region",
    "datasets",
    "publishers",
    "publishers/birchley",
    "datasets?publisher=birchley",
    "datasets?q=road",
)


def every_address(client: Client, slug: str) -> list[str]:
    """Every address below a dataset, found by someone who may see it."""
    here = f"{API}/datasets/{slug}"
    found = [here, f"{here}/versions", f"{here}/files", f"{here}/findings"]
    for table in client.get(here).json()["tables"]:
        found += [table["links"]["self"], table["links"]["rows"]]
        found += [row["_lineage"] for row in client.get(table["links"]["rows"]).json()["rows"]]
    for file in client.get(f"{here}/files").json()["files"]:
        found += [file["links"]["self"], file["links"]["content"]]
    for version in client.get(f"{here}/versions").json()["versions"]:
        found += list(version["links"].values())
    return found


def status(client: Client, address: str) -> int:
    response = client.get(address)
    response.close()
    return response.status_code


@pytest.mark.parametrize("slug", HIDDEN)
@pytest.mark.parametrize("who", ["anyone", "reader"])
def test_strangers_find_nothing(who: str, slug: str, api: Client, signed_in: Any) -> None:
    stranger = api if who == "anyone" else signed_in("reader")
    addresses = every_address(signed_in("team"), slug)
    assert len(addresses) > 10
    for address in addresses:
        response = stranger.get(address)
        assert (response.status_code, response.json()["error"]["kind"]) == (404, "not-found"), address


@pytest.mark.parametrize("slug", HIDDEN)
@pytest.mark.parametrize("who", ["team", "officer"])
def test_those_who_may_see_find_everything(who: str, slug: str, signed_in: Any) -> None:
    client = signed_in(who)
    assert {status(client, address) for address in every_address(client, slug)} == {200}


def test_a_partner_sees_what_is_shared_and_not_what_is_closed(signed_in: Any) -> None:
    team, partner = signed_in("team"), signed_in("partner")
    assert {status(partner, address) for address in every_address(team, "birchley-assets")} == {200}
    assert {status(partner, address) for address in every_address(team, "birchley-contracts")} == {404}


@pytest.mark.parametrize("path", OPEN_LISTS)
def test_no_list_or_count_gives_them_away(path: str, api: Client, loaded: Loaded) -> None:
    answer = api.get(f"{API}/{path}")
    for secret in (*HIDDEN, loaded.files["contracts.csv"], loaded.files["assets.xlsx"], "closed", "shared"):
        assert secret not in answer.content.decode()
    if path == "region":
        assert (answer.json()["datasets"], answer.json()["rows"]) == (1, 47)
    if path == "publishers/birchley":
        assert answer.json()["datasets"] == 0


def test_a_file_of_a_hidden_dataset_gives_no_row_away_through_an_open_one(
    api: Client, loaded: Loaded
) -> None:
    asked = f"file={loaded.files['contracts.csv']}&line=2"
    answer = api.get(f"{API}/datasets/aldergate-spend/tables/aldergate_spend/lineage?{asked}")
    assert answer.status_code == 404
    assert "Road" not in answer.content.decode()


def test_answers_for_one_person_stay_out_of_shared_caches(signed_in: Any) -> None:
    answer = signed_in("officer").get(f"{API}/datasets/birchley-contracts")
    assert answer["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in answer
    assert "Cookie" in answer["Vary"]


def test_a_file_comes_back_byte_for_byte(api: Client, loaded: Loaded) -> None:
    name = loaded.files["spend.csv"]
    whole = api.get(f"{API}/files/{name}/content")
    content = b"".join(whole)
    whole.close()
    assert content == APRIL.encode("cp1252")
    assert sha256(content).hexdigest() == name
    assert whole["Content-Disposition"] == 'attachment; filename="spend.csv"'
    assert whole["X-Content-Type-Options"] == "nosniff"
    part = api.get(f"{API}/files/{name}/content", headers={"range": "bytes=0-8"})
    assert (part.status_code, b"".join(part)) == (206, b"Aldergate")
    part.close()


def test_a_zip_is_told_by_its_members(api: Client, loaded: Loaded) -> None:
    found = api.get(f"{API}/files/{loaded.files['may.zip']}").json()
    assert (found["belongs_to"], [file["name"] for file in found["members"]]) == ([], ["spend-may.csv"])
    content = api.get(f"{API}/files/{loaded.files['may.zip']}/content")
    assert b"".join(content)[:2] == b"PK"
    content.close()
