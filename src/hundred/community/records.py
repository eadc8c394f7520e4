"""What the community tells other rooms: frozen, and without anyone's e-mail address."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Kind = Literal["question", "request", "reuse"]


@dataclass(frozen=True, slots=True)
class Sender:
    """How a person without an account signs what they send: a name to show, which may be empty, and an e-mail
    address to be told at, never shown. Of a person with an account only the name is heeded."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A dataset or a publisher that a contribution is about."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question on a dataset. `by` is the name to show, `answered_by` the publisher's; `answer` is empty
    until there is one."""

    id: int
    state: str
    text: str
    by: str
    asked_at: datetime
    dataset: Place
    publisher: Place
    answer: str
    answered_at: datetime | None
    because: str = ""


@dataclass(frozen=True, slots=True)
class DataRequestRecord:
    """Data that people ask for. `dataset` is the one that answers it, where the asker may see it; `voted`,
    whether the asker has voted."""

    id: int
    state: str
    title: str
    text: str
    by: str
    asked_at: datetime
    publisher: Place | None
    status: str
    status_title: str
    reply: str
    replied_at: datetime | None
    dataset: Place | None
    votes: int
    voted: bool
    because: str = ""

    @property
    def is_ended(self) -> bool:
        """Whether its owner's last word is said."""
        return self.status in ("published", "declined")


@dataclass(frozen=True, slots=True)
class DataRequestList:
    """A page of data requests, and how many there are of each status."""

    requests: tuple[DataRequestRecord, ...]
    page: int
    pages: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class NewReuse:
    """What someone made with datasets, each named by the address of its page or by its short name."""

    title: str
    text: str
    address: str
    datasets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReuseRecord:
    """What someone made, with those of its datasets that the asker may see."""

    id: int
    state: str
    title: str
    text: str
    address: str
    by: str
    sent_at: datetime
    datasets: tuple[Place, ...]
    has_picture: bool
    because: str = ""


@dataclass(frozen=True, slots=True)
class ReuseList:
    """A page of reuses, and how many there are in all."""

    reuses: tuple[ReuseRecord, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A contribution that an officer is to look at. `todo` says what for: `look` or `answer`."""

    kind: Kind
    id: int
    todo: str
    title: str
    text: str
    about: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """An e-mail to be sent."""

    id: int
    kind: str
    email: str
    about: dict[str, Any] = field(default_factory=dict)
