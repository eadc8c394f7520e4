"""The public pages of a small region: what they show, what they refuse, and what they hide."""

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any
from zipfile import ZipFile

import pyarrow.csv
import pyarrow.parquet
import pytest
from django.test import Client
from django.utils.http import urlencode
from lasting import client_of, lasting_region
from public_region import GRANTS, PARKS, SPEND, load

from hundred.accounts.records import Person
from hundred.base.identifiers import is_sha256

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Person]:
    """The region of `public_region`, made once for all these tests. Gives an officer of estuary."""
    with lasting_region(django_db_blocker, tmp_path_factory.mktemp("region")) as home:
        yield load(home)


@pytest.fixture
def officer(loaded: Person) -> Client:
    """Olive's client: an officer of estuary."""
    return client_of(loaded.id)


@pytest.fixture
def table(loaded: Person, client: Client) -> str:
    """The address of the spending table."""
    page = text(client, f"/datasets/{SPEND}")
    found = re.search(rf'href="(/datasets/{SPEND}/tables/\w+)"', page)
    assert found
    return found[1]


def text(client: Client, address: str, status: int = 200) -> str:
    """A page's HTML, its entities resolved."""
    response = client.get(address)
    assert response.status_code == status, address
    return unescape(response.content.decode())


def words(html: str) -> str:
    """What a reader sees of a page, as words with single spaces."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def body(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content)


def line_page(client: Client, table: str, **asked: str) -> str:
    """The address of the first row's line."""
    page = text(client, f"{table}?{urlencode(asked)}")
    found = re.search(r'href="(/files/[0-9a-f]{64}\?[^"#]*)', page)
    assert found
    return found[1]


class TestEveryPage:
    ADDRESSES = (
        "/",
        "/search",
        f"/datasets/{SPEND}",
        "/publishers",
        "/publishers/estuary",
        "/about",
        "/accessibility",
        "/api",
    )

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_has_one_heading_a_title_a_description_and_one_address(
        self, loaded: Person, client: Client, address: str
    ) -> None:
        page = text(client, address)
        assert len(re.findall(r"<h1[ >]", page)) == 1
        assert re.search(r"<title>[^<]+ datastore</title>", page)
        assert re.search(r'<meta name="description" content="[^"]{30,}"', page)
        assert f'<link rel="canonical" href="http://testserver{address}">' in page

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_is_only_read(self, loaded: Person, client: Client, address: str) -> None:
        assert client.post(address).status_code == 405

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_shows_nothing_of_what_is_not_open(self, loaded: Person, client: Client, address: str) -> None:
        page = text(client, address)
        assert "Grants awarded" not in page
        assert ">Parks<" not in page


class TestHome:
    def test_says_what_the_datastore_holds(self, loaded: Person, client: Client) -> None:
        seen = words(text(client, "/"))
        assert "Testshire’s public data, in one place" in seen
        assert "1 dataset 1 publisher" in seen
        assert "Payments to suppliers" in seen
        assert "Spending 1 dataset" in seen


class TestDatasets:
    def test_are_found_by_their_words(self, loaded: Person, client: Client) -> None:
        assert "1 dataset with “suppliers”" in words(text(client, "/search?q=suppliers"))

    def test_nothing_found_says_what_to_try(self, loaded: Person, client: Client) -> None:
        seen = words(text(client, "/search?q=zeppelin"))
        assert "0 datasets" in seen
        assert "Check the spelling of “zeppelin”" in seen

    def test_can_be_narrowed_by_those_who_see_more(self, officer: Client) -> None:
        assert "3 datasets" in words(text(officer, "/search"))
        narrowed = text(officer, "/search?publisher=estuary&access=closed&sort=title")
        assert "1 dataset" in words(narrowed)
        assert "Grants awarded" in narrowed
        assert 'name="sort" value="title"' in narrowed  # the form keeps the order

    def test_the_address_of_all_of_them_leads_to_the_search(self, loaded: Person, client: Client) -> None:
        response = client.get("/datasets?q=tern+%26+sons")
        assert response.status_code == 302
        assert response["Location"] == "/search?q=tern+%26+sons"

    @pytest.mark.parametrize("asked", ["page=0", "page=99999", "page=x", "sort=x", "publisher=nobody"])
    def test_an_odd_address_is_no_dead_end(self, loaded: Person, client: Client, asked: str) -> None:
        assert "dataset" in words(text(client, f"/search?{asked}"))


class TestDataset:
    def test_tells_what_it_is_and_what_is_in_it(self, loaded: Person, client: Client) -> None:
        page = text(client, f"/datasets/{SPEND}")
        seen = words(page)
        assert "Estuary Council" in seen
        assert "Open Government Licence v3.0" in seen
        assert "spend-2027-04.csv to spend-2027-06.csv" in seen
        assert "3 files, kept byte for byte" in seen
        assert "Version 1" in seen
        assert "What we found in it" in seen

    def test_gives_code_with_its_own_addresses(self, table: str, client: Client) -> None:
        page = text(client, f"/datasets/{SPEND}")
        assert f'pd.read_parquet("http://testserver{table}.parquet", dtype_backend="pyarrow")' in page
        assert f"curl 'http://testserver/api/v1{table}/rows?_limit=10&_sort=-net_amount'" in page

    def test_that_is_not_open_has_code_for_the_file_one_downloads(self, officer: Client) -> None:
        page = text(officer, f"/datasets/{GRANTS}")
        found = re.search(r'pd.read_parquet\("([^"]+)"', page)
        assert found
        download = officer.get(f"/datasets/{GRANTS}/tables/estuary_grants.parquet")
        assert b"".join(download.streaming_content)
        assert found[1] in download["Content-Disposition"]
        assert "a program cannot fetch it as you can" in page
        assert "read.csv" in page
        assert "curl" not in page

    @pytest.mark.parametrize("slug", [GRANTS, PARKS, "nothing"])
    def test_that_is_hidden_is_not_there(self, loaded: Person, client: Client, slug: str) -> None:
        text(client, f"/datasets/{slug}", 404)
        text(client, f"/datasets/{slug}/tables/{slug}", 404)
        text(client, f"/datasets/{slug}/tables/{slug}.csv", 404)

    def test_that_is_hidden_is_there_for_its_officers(self, officer: Client) -> None:
        assert "Closed" in words(text(officer, f"/datasets/{GRANTS}"))
        assert "Shared" in words(text(officer, f"/datasets/{PARKS}"))


class TestTable:
    def test_shows_its_rows_and_their_number(self, table: str, client: Client) -> None:
        seen = words(text(client, table))
        assert "Tern & Sons" in seen
        assert "1 April 2027" in seen
        assert "15,000.00" in seen
        assert "0006" in seen  # a reference keeps its noughts
        assert "Net amount decimal, 2 places" in seen

    def test_is_sorted_by_its_headings(self, table: str, client: Client) -> None:
        first = text(client, f"{table}?_sort=net_amount")
        assert 'aria-sort="ascending"' in first
        assert "?_sort=-net_amount" in first
        down = words(text(client, f"{table}?_sort=-net_amount"))
        assert down.index("15,000.00") < down.index("1,250.00") < down.index("512.75")

    def test_the_filter_form_leads_to_an_address_that_can_be_kept(self, table: str, client: Client) -> None:
        entered = {"_column": "net_amount", "_operator": "gt", "_value": "£1,000", "_sort": "supplier"}
        response = client.get(table, entered)
        assert response.status_code == 302
        kept = response["Location"]
        assert kept == f"{table}?_sort=supplier&net_amount__gt=%C2%A31%2C000"
        seen = words(text(client, kept))
        assert "net_amount is more than 1,000" in seen
        assert "Heron Homes" in seen
        assert "Café Curlew" not in seen

    def test_a_filter_can_be_taken_back(self, table: str, client: Client) -> None:
        page = text(client, f"{table}?supplier__contains=tern&_sort=supplier")
        assert 'href="?_sort=supplier"' in page

    @pytest.mark.parametrize(
        ("entered", "says"),
        [
            ({"_column": "net_amount", "_operator": "gt", "_value": "lots"}, "'lots' is not a number"),
            ({"_column": "supplier", "_operator": "eq", "_value": ""}, "There is no value to compare with"),
            ({"_column": "nothing", "_operator": "eq", "_value": "1"}, "The table has no column 'nothing'"),
            ({"_column": "net_amount", "_operator": "contains", "_value": "1"}, "is for text"),
        ],
    )
    def test_a_wrong_filter_is_explained_beside_the_form(
        self, table: str, client: Client, entered: dict[str, str], says: str
    ) -> None:
        page = text(client, f"{table}?{urlencode(entered)}", 400)
        assert "<title>Error: " in page
        assert "There is a problem" in page
        assert says in page
        assert f'value="{entered["_value"]}"' in page or not entered["_value"]
        assert "Tern & Sons" in page  # the rows are still there

    @pytest.mark.parametrize(
        "asked",
        ["net_amount__gt=x", "nothing=1", "_sort=nothing", "_sort=supplier,supplier", "_columns=nothing"],
    )
    def test_a_wrong_address_keeps_what_can_be_understood(
        self, table: str, client: Client, asked: str
    ) -> None:
        seen = words(text(client, f"{table}?{asked}&supplier__contains=tern", 400))
        assert "There is a problem" in seen
        assert "leave out what could not be understood" in seen
        assert "Heron Homes" not in seen

    @pytest.mark.parametrize("token", ["rubbish", "W10", "bm90IGpzb24"])
    def test_a_page_that_has_gone_shows_the_first_one(self, table: str, client: Client, token: str) -> None:
        seen = words(text(client, f"{table}?_after={token}", 400))
        assert "There is a problem" in seen
        assert "Tern & Sons" in seen

    def test_no_row_says_so(self, table: str, client: Client) -> None:
        seen = words(text(client, f"{table}?supplier=nobody"))
        assert "No row matches" in seen
        assert "see all" in seen

    def test_pages_hold_every_row_once(
        self, table: str, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("hundred.interfaces.web.pages.asking._ROWS", 2)
        address, seen = f"{table}?_sort=-net_amount", []
        while address:
            page = text(client, address)
            seen += re.findall(r'aria-label="Line (\d+) of the file"', page)
            following = re.search(r'href="([^"]+)" rel="next"', page)
            address = f"{table}{following[1]}" if following else ""
        assert len(seen) == len(read_csv(client, f"{table}.csv"))

    def test_an_old_version_says_that_it_is_old(self, table: str, client: Client) -> None:
        text(client, f"{table}?_version=7", 404)
        text(client, f"{table}?_version=x", 400)
        old = words(text(client, f"{table}?_version=1&supplier__contains=tern"))
        assert "This is version 1" in old
        assert "Version 2 is the newest" in old
        assert "6 rows" in words(text(client, f"{table}?_version=1"))
        assert "Heron Homes" not in words(text(client, f"{table}?_version=1"))
        assert len(read_csv(client, f"{table}.csv?_version=1")) == len(read_csv(client, f"{table}.csv")) - 1

    def test_is_cited_with_its_version_its_rows_and_its_address(self, table: str, client: Client) -> None:
        seen = words(text(client, f"{table}?supplier__contains=tern"))
        assert "version 2, published" in seen
        assert "rows where supplier contains tern" in seen
        assert f"http://testserver{table}?supplier__contains=tern&_version=2" in seen

    def test_a_published_text_cannot_become_markup(self, table: str, client: Client) -> None:
        page = client.get(f"{table}?supplier__starts=%3Cb%3E").content.decode()
        assert "&lt;b&gt;Bold&lt;/b&gt; Care CIC" in page
        assert "<b>" not in page


def read_csv(client: Client, address: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pyarrow.csv.read_csv(
        io.BytesIO(body(client, address)),
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
    ).to_pylist()
    return rows


class TestDownload:
    def test_csv_holds_every_row_with_its_line(self, table: str, client: Client) -> None:
        rows = read_csv(client, f"{table}.csv")
        assert {"payment_date", "supplier", "net_amount", "reference", "_file", "_sheet", "_line"} == set(
            rows[0]
        )
        assert {row["supplier"] for row in rows} >= {"Tern & Sons", "Café Curlew\n(catering)", "Heron Homes"}
        assert all(is_sha256(str(row["_file"])) for row in rows)

    def test_every_format_holds_the_rows_that_were_asked_for(self, table: str, client: Client) -> None:
        asked = "?supplier__contains=tern&_sort=-net_amount"
        from_json = json.loads(body(client, f"{table}.json{asked}"))
        from_parquet = pyarrow.parquet.read_table(
            io.BytesIO(body(client, f"{table}.parquet{asked}"))
        ).to_pylist()
        assert [row["supplier"] for row in from_json] == ["Tern & Sons", "Tern & Sons"]
        assert [row["net_amount"] for row in from_json] == [1250.0, 990.0]
        assert [row["payment_date"] for row in from_parquet] == [date(2027, 4, 1), date(2027, 5, 3)]
        workbook = ZipFile(io.BytesIO(body(client, f"{table}.xlsx{asked}")))
        assert workbook.read("xl/worksheets/sheet1.xml").count(b"<row ") == 3  # headings and two rows

    @pytest.mark.parametrize("kind", ["csv", "json", "parquet", "xlsx"])
    def test_has_a_name_and_is_never_shown(self, table: str, client: Client, kind: str) -> None:
        response = client.get(f"{table}.{kind}?supplier__contains=tern")
        name = table.rpartition("/")[2]
        assert response["Content-Disposition"] == (f'attachment; filename="{SPEND}-{name}-v2-chosen.{kind}"')
        assert response["X-Content-Type-Options"] == "nosniff"
        b"".join(response.streaming_content)

    def test_is_not_sent_twice_to_those_who_have_it(self, table: str, client: Client) -> None:
        first = client.get(f"{table}.csv")
        b"".join(first.streaming_content)
        again = client.get(f"{table}.csv", headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        other = client.get(f"{table}.csv?supplier=x", headers={"If-None-Match": first["ETag"]})
        assert other.status_code == 200
        b"".join(other.streaming_content)

    def test_head_makes_no_file(self, table: str, client: Client) -> None:
        response = client.head(f"{table}.xlsx")
        assert response.status_code == 200
        assert b"".join(response.streaming_content) == b""

    @pytest.mark.parametrize("asked", ["net_amount__gt=x", "nothing=1", "_columns=nothing"])
    def test_of_a_wrong_address_says_what_is_wrong(self, table: str, client: Client, asked: str) -> None:
        text(client, f"{table}.csv?{asked}", 400)

    def test_unknown_formats_are_not_found(self, table: str, client: Client) -> None:
        text(client, f"{table}.exe", 404)


class TestLine:
    def test_shows_the_text_and_the_row_it_became(self, table: str, client: Client) -> None:
        page = text(client, line_page(client, table, reference="0001"))
        seen = words(page)
        assert "Line 4" in seen
        assert '01/04/2027,Tern & Sons,"1,250.00",0001' in seen
        assert "Net amount 1,250.00 1,250.00 net_amount decimal" in seen
        assert "Payment date 01/04/2027 1 April 2027 payment_date date" in seen
        assert 'hd-lines__chosen"><a class="hd-lines__number" href="#L4"' in page

    def test_the_lines_around_it_have_their_roles(self, table: str, client: Client) -> None:
        seen = words(text(client, line_page(client, table, reference="0001")))
        assert "Estuary Council: payments over £500 set aside: stands above the headings" in seen
        assert "Payment date,Supplier,Net amount,Reference headings" in seen

    def test_a_line_that_is_not_a_row_says_why(self, table: str, client: Client) -> None:
        address = line_page(client, table, reference="0001").partition("?")[0]
        assert "because it stands above the headings" in words(text(client, f"{address}?line=1"))
        assert "because it has nothing in any cell" in words(text(client, f"{address}?line=2"))
        assert "It names the columns" in words(text(client, f"{address}?line=3"))

    def test_a_record_of_two_lines_is_found_from_both(self, table: str, client: Client) -> None:
        address = line_page(client, table, reference="0005").partition("?")[0]
        for line in (3, 4):
            seen = words(text(client, f"{address}?line={line}"))
            assert "Lines 3 to 4 are one record" in seen
            assert "Supplier Café Curlew (catering) Café Curlew (catering)" in seen
        assert "goes on from line 3" in seen

    def test_a_cell_that_could_not_be_read_says_so(self, table: str, client: Client) -> None:
        seen = words(text(client, line_page(client, table, reference="0007")))
        assert "Net amount none Not a number net_amount decimal" in seen

    def test_leads_to_the_records_beside_it(self, table: str, client: Client) -> None:
        page = text(client, line_page(client, table, reference="0004"))
        assert 'line=1#L1" rel="prev"' in page
        assert 'line=3#L3" rel="next"' in page

    def test_the_plain_address_shows_the_file_from_its_start(self, table: str, client: Client) -> None:
        address = line_page(client, table, reference="0004").partition("?")[0]
        seen = words(text(client, address))
        assert "spend-2027-05.csv" in seen
        assert "Lines 1 to 5" in seen
        assert "3, and 1 line set aside" in seen

    @pytest.mark.parametrize(
        ("asked", "status"),
        [
            ("line=99", 404),
            ("line=0", 400),
            ("line=x", 400),
            ("from=-1", 400),
            ("sheet=Q1", 404),
            ("from=99", 200),
        ],
    )
    def test_that_is_not_there_says_so(self, table: str, client: Client, asked: str, status: int) -> None:
        address = line_page(client, table, reference="0004").partition("?")[0]
        text(client, f"{address}?{asked}", status)

    def test_the_bytes_come_as_they_came(self, table: str, client: Client) -> None:
        address = line_page(client, table, reference="0001").partition("?")[0]
        response = client.get(f"{address}/content")
        assert (
            b"".join(response.streaming_content)
            .decode("cp1252")
            .startswith("Estuary Council: payments over £")
        )
        assert response["Content-Disposition"] == 'attachment; filename="spend-2027-04.csv"'
        assert response["Content-Type"] == "application/octet-stream"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert (
            client.get(f"{address}/content", headers={"If-None-Match": response["ETag"]}).status_code == 304
        )

    def test_of_a_hidden_dataset_is_not_there(self, officer: Client, client: Client) -> None:
        page = text(officer, f"/datasets/{GRANTS}")
        found = re.search(r'href="(/files/[0-9a-f]{64})"', page)
        assert found
        text(officer, found[1])
        text(client, found[1], 404)
        text(client, f"{found[1]}/content", 404)


class TestPublishers:
    def test_are_listed_with_what_anyone_may_see(self, loaded: Person, client: Client) -> None:
        seen = words(text(client, "/publishers"))
        assert "Estuary Council Council, 1 dataset" in seen
        assert "Moorland Council Council, no dataset yet" in seen

    def test_have_a_page_with_their_datasets(self, loaded: Person, client: Client) -> None:
        seen = words(text(client, "/publishers/estuary"))
        assert "1 dataset" in seen
        assert "E08099101 (metropolitan borough council)" in seen
        assert "Nothing published yet" in words(text(client, "/publishers/moorland"))

    def test_that_are_unknown_suggest_others(self, loaded: Person, client: Client) -> None:
        assert "Did you mean estuary?" in words(text(client, "/publishers/estuarine", 404))


class TestForMachines:
    def test_healthz_answers_ok(self, loaded: Person, client: Client) -> None:
        response = client.get("/healthz")
        assert (response.content, response["Content-Type"]) == (b"ok\n", "text/plain")

    def test_robots_are_kept_from_endless_pages(self, loaded: Person, client: Client) -> None:
        assert b"Disallow: /*?*_after=" in client.get("/robots.txt").content

    def test_the_api_page_has_examples_that_answer(self, loaded: Person, client: Client) -> None:
        page = text(client, "/api")
        asked = re.findall(r"curl (?:-O )?'http://testserver([^']+)'", page)
        assert len(asked) == 5
        for address in asked:
            response = client.get(address)
            assert response.status_code == 200, address
            if response.streaming:
                b"".join(response.streaming_content)
