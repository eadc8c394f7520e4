"""Finding datasets: what is found, in which order, by whom, and that the index is never wrong for long."""

import shutil
from pathlib import Path

import pytest
from public_region import add
from region_names import GRANTS, PARKS, SPEND

from hundred.accounts.records import ANYONE, OPERATOR, Person
from hundred.base.errors import Unavailable
from hundred.catalogue import actions, policy, queries
from hundred.catalogue.models import Dataset, SearchMark, TableContents
from hundred.catalogue.records import DatasetList, DatasetSearch, Marked
from hundred.catalogue.search import finding, index, indexer
from hundred.catalogue.search.marks import mark
from hundred.site.settings import Settings

pytestmark = pytest.mark.django_db


def find(text: str = "", asker: Person = ANYONE, **how: object) -> DatasetList:
    return queries.datasets(asker=asker, search=DatasetSearch(text=text, **how))  # type: ignore[arg-type]


def slugs(text: str = "", asker: Person = ANYONE, **how: object) -> list[str]:
    return [record.slug for record in find(text, asker, **how).datasets]


def counts(found: DatasetList, name: str) -> dict[str, int]:
    facet = next(facet for facet in found.facets if facet.name == name)
    return {value.value: value.count for value in facet.values}


def make(title: str, description: str = "", publisher: str = "estuary", **about: object) -> str:
    made = actions.create_dataset(
        by=OPERATOR,
        publisher=publisher,
        title=title,
        description=description,
        **about,  # type: ignore[arg-type]
    )
    return made.slug


@pytest.fixture
def described(publishers: None) -> None:
    """The same three datasets as `loaded`, without their rows."""
    make("Payments to suppliers", slug=SPEND, theme="spending")
    make("Grants awarded", slug=GRANTS, access="closed")
    make(
        "Parks", publisher="moorland", slug=PARKS, access="shared", shared_with=("estuary",), theme="leisure"
    )


@pytest.fixture
def changed(described: None) -> None:
    """The index knows all three; the title of one has changed since, from payments to invoices."""
    find()
    actions.change_dataset(by=OPERATOR, dataset=SPEND, title="Invoices")


class TestWords:
    def test_are_found_in_titles_before_descriptions(self, publishers: None) -> None:
        told = make("Annual report", "Tells of libraries, too.")
        named = make("Libraries")
        assert slugs("library") == [named, told]

    def test_are_found_in_columns_values_publishers_and_tags(self, loaded: None) -> None:
        assert slugs("net amount") == [SPEND]
        assert slugs("heron homes") == [SPEND]
        assert slugs("estuary") == [SPEND]
        make("Trees", tags=["woodland"])
        assert slugs("woodland") == ["estuary-trees"]

    def test_are_found_under_the_words_councils_use(self, publishers: None) -> None:
        refuse = make("Refuse collection rounds")
        named = make("Bin days")
        assert slugs("bins") == [named, refuse]
        assert slugs("waste") == [refuse, named] or set(slugs("waste")) == {refuse, named}

    def test_other_words_are_not_looked_for_among_names(self, loaded: None) -> None:
        assert slugs("heron") == [SPEND]
        assert slugs("homes") == [SPEND]
        assert slugs("houses") == []  # for which homes is another word, but Heron Homes is a name

    def test_a_region_adds_words_of_its_own(self, publishers: None, region: Settings) -> None:
        make("Ginnels and snickets")
        assert slugs("alleyways") == []
        (region.home / "synonyms.txt").write_text("alleyway, ginnel\n")
        assert slugs("alleyways") == ["estuary-ginnels-and-snickets"]

    def test_one_of_three_may_be_missing(self, publishers: None) -> None:
        make("School catchments")
        assert slugs("school catchment zeppelins") == ["estuary-school-catchments"]

    def test_where_few_have_all_words_those_with_any_follow(self, publishers: None) -> None:
        both = make("Kites and lanterns")
        one = make("Kites")
        make("Parks")
        found = find("kite lantern zeppelin")
        assert [record.slug for record in found.datasets] == [both, one]
        assert (found.total, found.full) == (2, 1)
        assert find("parks").full is None

    def test_punctuation_and_operators_are_only_text(self, publishers: None) -> None:
        make("Grit bins")
        for odd in (
            'grit" AND (',
            "title:grit bins",
            "grit\0bins",
            "*",
            "grit~2 bins^9",
            "’",
            "grit bins!" * 400,
        ):
            find(odd)
        assert slugs('"grit" bins?') == ["estuary-grit-bins"]


class TestSpelling:
    def test_a_misspelt_word_is_told_apart(self, publishers: None) -> None:
        make("Potholes reported")
        found = find("pothloes")
        assert (found.total, found.meant, found.corrected) == (0, "potholes", False)

    def test_and_looked_for_where_asked(self, publishers: None) -> None:
        make("Potholes reported")
        found = find("pothloes reprted", correct=True)
        assert (found.total, found.meant, found.corrected) == (1, "potholes reported", True)

    def test_two_words_run_together_are_parted(self, publishers: None) -> None:
        make("Listed building consents")
        assert find("listedbuilding").meant == "listed building"

    def test_nothing_is_meant_that_the_asker_may_not_see(self, publishers: None) -> None:
        make("Safeguarding referrals", access="closed")
        assert find("safegarding").meant == ""
        assert find("safegarding", OPERATOR).meant == "safeguarding"


class TestWhoSees:
    def test_only_what_they_may(self, described: None, people: object) -> None:
        officer = people.officer  # type: ignore[attr-defined]
        assert slugs() == [SPEND]
        assert set(slugs(asker=officer)) == {SPEND, GRANTS, PARKS}
        assert find().total == 1
        assert counts(find(), "access") == {"open": 1}
        assert counts(find(asker=officer), "access") == {"open": 1, "closed": 1, "shared": 1}
        assert counts(find(), "publisher") == {"estuary": 1}

    def test_a_value_of_a_closed_table_finds_nothing(self, loaded: None) -> None:
        assert slugs("Friends of the Fen") == []
        assert slugs("Moss Side") == []

    def test_a_dataset_closed_a_moment_ago_is_gone_before_the_index_knows(
        self, described: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert slugs("payments") == [SPEND]
        monkeypatch.setattr(finding, "catch_up", lambda **how: 0)  # the indexer is away
        actions.change_dataset(by=OPERATOR, dataset=SPEND, access="closed")
        found = find("payments")
        assert (found.total, found.datasets, counts(found, "publisher")) == (0, (), {})
        assert slugs("payments", OPERATOR) == [SPEND]

    @pytest.mark.parametrize("access", ["open", "shared", "closed"])
    @pytest.mark.parametrize("shared", [(), ("moorland",)])
    def test_one_rule_in_the_database_and_in_the_index(
        self, people: object, access: str, shared: tuple[str, ...]
    ) -> None:
        make("Anything", access=access, shared_with=shared)
        dataset = Dataset.objects.get()
        moorland = Person(None, "Mo", "", "reader", frozenset({"moorland"}))
        for asker in (ANYONE, OPERATOR, people.officer, people.reader, moorland):  # type: ignore[attr-defined]
            audiences = policy.audiences_of(asker)
            by_index = audiences is None or bool(set(audiences) & set(policy.audience(dataset)))
            assert by_index == policy.visible_datasets(asker).exists()


class TestNarrowing:
    def test_by_several_values_of_one_choice_and_all_of_several(self, described: None) -> None:
        both = find(asker=OPERATOR, theme=("spending", "leisure"))
        assert {record.slug for record in both.datasets} == {SPEND, PARKS}
        assert slugs(asker=OPERATOR, theme=("spending", "leisure"), access=("shared",)) == [PARKS]

    def test_a_choice_counts_what_the_others_leave(self, described: None) -> None:
        found = find(asker=OPERATOR, publisher=("estuary",))
        assert counts(found, "publisher") == {"estuary": 2, "moorland": 1}
        assert counts(found, "access") == {"open": 1, "closed": 1}

    def test_by_place_format_and_freshness(self, loaded: None) -> None:
        assert slugs(asker=OPERATOR, place=("E08099102",)) == [PARKS]
        assert len(slugs(asker=OPERATOR, format=("csv",))) == 3
        assert len(slugs(asker=OPERATOR, updated=("week",))) == 3
        assert slugs(asker=OPERATOR, updated=("older",)) == []
        assert counts(find(asker=OPERATOR), "updated") == {"week": 3, "month": 3, "quarter": 3, "year": 3}

    def test_by_the_days_that_rows_tell_of(self, loaded: None) -> None:
        from datetime import date

        assert slugs(since=date(2027, 6, 1)) == [SPEND]
        assert slugs(since=date(2027, 7, 1)) == []
        assert slugs(until=date(2027, 3, 31)) == []
        assert slugs(since=date(2027, 5, 1), until=date(2027, 5, 2)) == [SPEND]

    def test_by_an_area_of_the_map(self, publishers: None, tmp_path: Path) -> None:
        trees = {"trees.csv": b"Tree,Latitude,Longitude\nOak,53.5,-2.2\nAsh,53.6,-2.1\nElm,53.55,-2.15\n"}
        make("Trees", slug="trees")
        add(tmp_path, "trees", trees)
        assert slugs(within=(-2.3, 53.4, -2.0, 53.7)) == ["trees"]
        assert slugs(within=(-2.15, 53.55, -2.0, 53.7)) == ["trees"]
        assert slugs(within=(-1.9, 53.4, -1.8, 53.7)) == []

    def test_pages_do_not_overlap(self, publishers: None) -> None:
        made = [make(f"Register {number}") for number in range(5)]
        found = [slugs("register", size=2, page=page) for page in (1, 2, 3)]
        assert sorted(slug for page in found for slug in page) == sorted(made)

    def test_lists_have_an_order(self, publishers: None) -> None:
        for title in ("bees", "Ants", "Crows"):
            make(title)
        assert slugs(sort="title") == ["estuary-ants", "estuary-bees", "estuary-crows"]
        assert slugs(sort="newest") == ["estuary-crows", "estuary-ants", "estuary-bees"]


def told(marked: Marked) -> str:
    return "".join(f"[{text}]" if hit else text for text, hit in marked)


class TestWhyItWasFound:
    def test_the_words_are_marked(self, publishers: None) -> None:
        make("Libraries & cafés", "Every library, with its opening hours.")
        (match,) = find("library café").matches
        assert told(match.title) == "[Libraries] & [cafés]"
        assert told(match.description) == "Every [library], with its opening hours."

    def test_a_long_text_is_cut_to_where_they_are(self, publishers: None) -> None:
        make("Buildings", f"{'Tells of much. ' * 30}(Libraries, too.) {'And of more. ' * 30}")
        (match,) = find("library").matches
        assert "([Libraries], too.)" in told(match.description)
        assert told(match.description).startswith("… ")
        assert len(told(match.description)) < 260

    def test_a_value_says_where_it_stands(self, loaded: None) -> None:
        (match,) = find("heron").matches
        assert (match.where, "[Heron]" in told(match.also)) == ("values", True)


class TestCompleting:
    def completed(self, text: str, asker: Person = ANYONE) -> list[tuple[str, str]]:
        return [(each.text, each.kind) for each in queries.suggestions(asker=asker, text=text)]

    def test_titles_that_begin_so_come_first(self, publishers: None) -> None:
        make("Dog waste bins")
        make("Waste tonnage")
        assert self.completed("was") == [("Waste tonnage", "dataset"), ("Dog waste bins", "dataset")]
        assert self.completed("bins wa") == [("Dog waste bins", "dataset")]
        assert self.completed("zep") == self.completed("") == self.completed("?") == []

    def test_publishers_too_and_each_title_once(self, publishers: None) -> None:
        make("Estuaries")
        make("Estuaries", publisher="moorland")
        assert self.completed("estuar") == [("Estuary Council", "publisher"), ("Estuaries", "dataset")]

    def test_nothing_is_completed_that_the_asker_may_not_see(self, described: None) -> None:
        assert self.completed("gra") == []
        assert self.completed("gra", OPERATOR) == [("Grants awarded", "dataset")]


class TestTheIndex:
    def test_knows_of_a_publication_at_once(self, loaded: None) -> None:
        assert slugs("reference") == [SPEND]
        assert not SearchMark.objects.exists()

    def test_is_made_again_from_the_database(self, described: None) -> None:
        before = slugs("payments", OPERATOR)
        shutil.rmtree(index.root())
        assert slugs("payments", OPERATOR) == before
        assert indexer.rebuild() == 3
        assert slugs("payments", OPERATOR) == before
        assert len([path for path in index.root().iterdir() if path.is_dir()]) == 1

    def test_is_made_again_where_it_is_of_another_format(
        self, described: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        find()
        first = index.current()
        monkeypatch.setattr(index, "_FORMAT", "another")
        assert index.current() is None
        assert slugs("payments") == [SPEND]
        assert index.current() not in (None, first)

    def test_one_that_is_replaced_and_removed_as_it_is_opened_gives_way_to_the_next(
        self, described: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        find()
        openings = []

        def opened_as_it_is_replaced(folder: Path) -> object:
            openings.append(folder)
            if len(openings) == 1:
                monkeypatch.setattr(index, "_readers", index._Readers())
                indexer.rebuild()
            return opened(folder)

        opened = index._open
        monkeypatch.setattr(index, "_readers", index._Readers())
        monkeypatch.setattr(index, "_open", opened_as_it_is_replaced)
        assert slugs("payments") == [SPEND]
        assert not openings[0].exists()

    def test_a_crash_after_the_index_was_written_loses_nothing(
        self, changed: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as crashing:
            crashing.setattr(indexer, "_unmark", _crash)
            with pytest.raises(KeyboardInterrupt):
                indexer.catch_up()
        assert SearchMark.objects.count() == 1
        assert slugs("invoices") == [SPEND]
        assert not SearchMark.objects.exists()

    def test_a_crash_before_it_was_written_leaves_the_one_before(
        self, changed: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as crashing:
            crashing.setattr(indexer, "documents", _crash)
            with pytest.raises(KeyboardInterrupt):
                indexer.catch_up()
            with pytest.raises(KeyboardInterrupt):
                indexer.rebuild()
        assert slugs("invoices") == [SPEND]
        indexer.rebuild()
        assert len([path for path in index.root().iterdir() if path.is_dir()]) == 1

    def test_a_change_while_it_is_taken_in_is_taken_in_next(
        self, changed: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        marks = list(SearchMark.objects.all())
        actions.change_dataset(by=OPERATOR, dataset=SPEND, title="Receipts")
        indexer._unmark(marks)
        assert SearchMark.objects.count() == 1

    def test_a_dataset_that_is_gone_is_forgotten(self, publishers: None) -> None:
        slug = make("Fleeting")
        assert slugs("fleeting") == [slug]
        dataset = Dataset.objects.get(slug=slug)
        key = dataset.pk
        dataset.delete()
        mark(key)
        assert find("fleeting").total == 0

    def test_many_changes_wait_for_the_job_runner(
        self, publishers: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        find()
        monkeypatch.setattr(indexer, "FEW", 2)
        for number in range(3):
            make(f"Register {number}")
        assert slugs("register") == []
        assert indexer.catch_up() == 3
        assert len(slugs("register")) == 3

    def test_a_large_region_is_told_to_wait_for_its_first_index(
        self, publishers: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(indexer, "FEW", 0)
        make("Register")
        with pytest.raises(Unavailable, match="being built"):
            find("register")
        indexer.catch_up()
        assert slugs("register") == ["estuary-register"]

    def test_that_cannot_be_written_still_answers(
        self, changed: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as full:
            full.setattr(indexer, "documents", _disk_full)
            assert slugs("payments") == [SPEND]
        assert slugs("invoices") == [SPEND]

    def test_only_one_writes_to_it(self, changed: None) -> None:
        with index.only_writer() as alone:
            assert alone
            assert indexer.catch_up() == 0
            assert indexer.rebuild() is None
        assert indexer.catch_up() == 1

    def test_contents_read_by_other_rules_are_read_again(self, loaded: None) -> None:
        assert slugs("heron homes") == [SPEND]
        TableContents.objects.update(format="0", values=[])
        indexer.rebuild()
        assert slugs("heron homes") == [SPEND]

    def test_a_lake_that_cannot_be_read_costs_only_the_values(self, loaded: None, region: Settings) -> None:
        shutil.rmtree(region.home / "lake" / "tables")
        assert slugs("payments") == [SPEND]
        assert slugs("heron homes") == []


def _disk_full(*anything: object, **more: object) -> None:
    raise OSError(28, "No space left on device")


def _crash(*anything: object, **more: object) -> None:
    raise KeyboardInterrupt
