"""A region of mixed access: a dataset of every kind of access, and one person of every kind.

Each thing that can be hidden has a word of its own, which stands in its title or name and in its rows.
Whoever may not see the thing must not meet the word, on whatever page.
"""

import io
from dataclasses import dataclass, field, replace
from pathlib import Path

from PIL import Image

from hundred.accounts import actions as accounts
from hundred.accounts.models import Account
from hundred.accounts.records import OPERATOR, Role
from hundred.catalogue import actions as catalogue_actions
from hundred.catalogue import queries as catalogue
from hundred.community import actions as community
from hundred.community import queries as community_queries
from hundred.community.records import NewReuse, Sender
from hundred.stewardship import actions as stewardship
from hundred.stewardship.records import Incoming

OWNER, PARTNER, OTHER = "estuary", "moorland", "fenland"

EVERYONE = frozenset({"anyone", "reader", "other", "partner", "owner", "team", "administrator"})
KEEPERS = frozenset({"owner", "team", "administrator"})  # may change what the owner publishes

ASKERS: dict[str, tuple[Role, str]] = {  # role, and the publisher they are an officer of
    "reader": ("reader", ""),
    "other": ("reader", OTHER),
    "partner": ("reader", PARTNER),
    "owner": ("reader", OWNER),
    "team": ("data-team", ""),
    "administrator": ("administrator", ""),
}


@dataclass(frozen=True)
class Thing:
    """A dataset with what is in it: the word that gives it away, and who may see it."""

    slug: str
    word: str
    seen_by: frozenset[str]
    publisher: str = OWNER
    tables: tuple[str, ...] = ()
    files: tuple[str, ...] = ()  # by SHA-256
    run: str = ""
    resource: str = ""  # its first table, as CKAN's clients know it
    question: int = 0
    reuse: int = 0  # made with it, with a picture

    def hidden_from(self, asker: str) -> bool:
        return asker not in self.seen_by


@dataclass(frozen=True)
class Mixed:
    """The region: its things by their access, and the accounts by what they are."""

    things: dict[str, Thing]
    accounts: dict[str, int] = field(default_factory=dict)
    request: int = 0  # a data request, answered by the closed dataset

    def words_hidden_from(self, asker: str) -> list[str]:
        return [thing.word for thing in self.things.values() if thing.hidden_from(asker)]


def load(folder: Path) -> Mixed:
    """Make it. Takes a few seconds."""
    for slug in (OWNER, PARTNER, OTHER):
        catalogue_actions.create_publisher(by=OPERATOR, title=f"{slug.title()} Council", slug=slug)
    people = {name: _person(name, role, publisher) for name, (role, publisher) in ASKERS.items()}
    things = {
        "open": _thing(folder, "open", "aldabra", EVERYONE),
        "shared": _thing(folder, "shared", "bonaire", KEEPERS | {"partner"}, shared_with=(PARTNER,)),
        "closed": _thing(folder, "closed", "curacao", KEEPERS),
    }
    return Mixed(things, people, _request(things["closed"]))


def _request(answering: Thing) -> int:
    """A data request that a hidden dataset answers."""
    asker = replace(OPERATOR, id=Account.objects.get(email="reader@region.example").pk)
    asked = {"title": "Where the huts are", "text": "To count them all.", "publisher": OWNER}
    community.ask_for_data(by=asker, sender=Sender(), **asked)
    (waits,) = community_queries.waiting(asker=OPERATOR)
    community.reply_to_request(
        by=OPERATOR, request=waits.id, status="published", reply="Here it is.", dataset=answering.slug
    )
    return waits.id


def _person(name: str, role: Role, publisher: str) -> int:
    made = accounts.create_person(
        by=OPERATOR, email=f"{name}@region.example", name=name.title(), role=role, password="four grey herons"
    )
    assert made.id is not None
    if publisher:
        catalogue_actions.make_officer(by=OPERATOR, person=made.id, publisher=publisher)
    return made.id


def _thing(
    folder: Path, access: str, word: str, seen_by: frozenset[str], shared_with: tuple[str, ...] = ()
) -> Thing:
    slug = f"things-{word}"
    catalogue_actions.create_dataset(
        by=OPERATOR,
        publisher=OWNER,
        title=f"Things of {word}",
        slug=slug,
        access=access,
        shared_with=shared_with,
        tags=[word],
    )
    # "none" is no number: a finding that has lines of its own
    run = add(
        folder,
        slug,
        {
            f"{word}.csv": "Day,Name,Pounds,Latitude,Longitude\n"
            f"04/05/2027,{word},10,53.8008,-1.5491\n05/05/2027,{word},none,53.8010,-1.5493\n"
        },
    )
    found = catalogue.dataset(asker=OPERATOR, slug=slug)
    files = catalogue.dataset_files(asker=OPERATOR, dataset=slug)
    return Thing(
        slug,
        word,
        seen_by,
        tables=tuple(table.name for table in found.tables),
        files=tuple(file.sha256 for file in files),
        resource=found.tables[0].uuid,
        run=run,
        question=_question(slug, word),
        reuse=_reuse(slug, word),
    )


def _question(slug: str, word: str) -> int:
    """A question on the dataset, with its answer."""
    asker = replace(OPERATOR, id=Account.objects.get(email="owner@region.example").pk)
    community.ask_question(by=asker, dataset=slug, text=f"Why so few {word}?", sender=Sender())
    (waits,) = [each for each in community_queries.waiting(asker=OPERATOR) if word in each.text]
    community.answer_question(by=OPERATOR, question=waits.id, answer=f"There are no more {word}.")
    return waits.id


def _reuse(slug: str, word: str) -> int:
    """What someone made with the dataset, with a picture."""
    maker = replace(OPERATOR, id=Account.objects.get(email="owner@region.example").pk)
    drawn = io.BytesIO()
    Image.new("RGB", (4, 3)).save(drawn, "PNG")
    made = NewReuse(f"Map of {word}", f"Where {word} is.", f"https://{word}.example/", (slug,))
    community.send_reuse(by=maker, made=made, sender=Sender(), picture=drawn.getvalue())
    (waits,) = [each for each in community_queries.waiting(asker=OPERATOR) if word in each.title]
    community.decide_reuse(by=OPERATOR, reuse=waits.id, show=True)
    return waits.id


def add(folder: Path, slug: str, files: dict[str, str]) -> str:
    """Add files to a dataset, see them published, and return the run."""
    incoming = []
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
        incoming.append(Incoming(folder / name, name, "sent by its officer"))
    run = stewardship.receive(by=OPERATOR, dataset=slug, incoming=incoming)
    done = stewardship.work(by=OPERATOR, run=run.id)
    assert done.state == "done", done.says
    return run.id
