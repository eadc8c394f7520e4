"""Citations: what each of their forms says, whatever the titles hold."""

from datetime import UTC, datetime

from hundred.catalogue.records import DatasetRecord, PublisherRecord, TableRecord
from hundred.catalogue.vocabulary import LICENCES
from hundred.interfaces.addresses import Site
from hundred.interfaces.web import citing

SITE = Site("https://data.wold.example", "Wold", "", "", "")
NEW_YEAR = datetime(2027, 12, 31, 23, 59, tzinfo=UTC)
TABLE = TableRecord(
    dataset="fen-roads",
    name="works",
    title="Works",
    lake_name="fen_roads.works",
    version=3,
    current=3,
    schema=(),
    rows=1,
    bytes=1,
    set_aside=0,
    files=1,
    first_file="a.csv",
    last_file="a.csv",
    published_at=datetime(2027, 6, 30, 23, 30, tzinfo=UTC),  # July in London
)


def dataset(title: str = "Roads & 100% of lanes", publisher: str = "Fen Council") -> DatasetRecord:
    owner = PublisherRecord("fen", publisher, "council", "Council", "", "", "", "")
    return DatasetRecord(
        slug="fen-roads",
        title=title,
        description="",
        publisher=owner,
        licence=LICENCES["OGL-UK-3.0"],
        theme="transport",
        theme_title="Transport",
        frequency="",
        frequency_title="",
        tags=(),
        access="open",
        access_title="",
        shared_with=(),
        created_at=NEW_YEAR,
        updated_at=NEW_YEAR,
        tables=(TABLE,),
    )


def test_a_dataset_is_cited_as_it_goes_on() -> None:
    cited = citing.of_dataset(SITE, dataset())
    assert cited.identifier == "https://data.wold.example/datasets/fen-roads"
    assert cited.text.startswith(
        "Fen Council (2027). Roads & 100% of lanes [data], updated 31 December 2027. Wold datastore. "
        "https://data.wold.example/datasets/fen-roads (seen "
    )
    assert cited.text.endswith("Open Government Licence v3.0.")


def test_a_table_is_cited_in_its_version_at_an_address_that_stays() -> None:
    cited = citing.of_table(SITE, dataset(), TABLE)
    assert cited.identifier == "https://data.wold.example/datasets/fen-roads/tables/works?_version=3"
    assert "Roads & 100% of lanes: Works [data], version 3, published 1 July 2027." in cited.text


def test_rows_are_cited_by_what_they_were_asked_by() -> None:
    cited = citing.of_table(SITE, dataset(), TABLE, "?lane=B1&_version=3", "lane is B1")
    assert "rows where lane is B1. Wold datastore. " in cited.text
    assert "/tables/works?lane=B1&_version=3 (seen" in cited.text
    assert cited.identifier.endswith("/tables/works?_version=3")


def test_bibtex_is_what_tex_can_read() -> None:
    bibtex = citing.of_table(SITE, dataset(publisher="Fen_{Council} & $ons"), TABLE).bibtex
    assert bibtex.startswith("@misc{fen-roads-works-v3,\n")
    assert r"  author = {{Fen\_\{Council\} \& \$ons}}," in bibtex
    assert r"  title = {{Roads \& 100\% of lanes: Works}}," in bibtex
    assert "  month = jul," in bibtex
    assert "  url = {https://data.wold.example/datasets/fen-roads/tables/works?_version=3}," in bibtex
