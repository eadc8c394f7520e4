"""Who may use a route. Every view says so once, with `open_to`; a test walks the routes and checks."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Literal, ParamSpec, cast

from django.http import HttpRequest, HttpResponseBase

from hundred.accounts.records import ANYONE, Person
from hundred.base.errors import NotAllowed

Who = Literal["anyone", "signed-in", "officer", "data-team", "administrator"]
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class NotSignedIn(NotAllowed):
    """The route needs someone who is signed in, and nobody is."""


def asker_of(request: HttpRequest) -> Person:
    """The person behind a request, ANYONE where nobody is signed in."""
    return cast(Person, getattr(request, "person", ANYONE))


def open_to(who: Who) -> Callable[[View[P]], View[P]]:
    """Let only these people through to the view; what they may see or do there, the rooms' policies say."""

    def guarded(view: View[P]) -> View[P]:
        @wraps(view)
        def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            _let_through(asker_of(request), who)
            return view(request, *args, **kwargs)

        cast(Any, checked).open_to = who
        return cast(View[P], checked)

    return guarded


def _let_through(person: Person, who: Who) -> None:
    if who == "anyone":
        return
    if not person.signed_in:
        raise NotSignedIn("You need to sign in for this.", "Sign in, then try again.")
    allowed = {
        "signed-in": True,
        "officer": person.is_data_team or bool(person.publishers),
        "data-team": person.is_data_team,
        "administrator": person.is_administrator,
    }
    if not allowed[who]:
        raise NotAllowed(
            "Your account may not do this.",
            "If you need it for your work, ask an administrator of this datastore.",
        )
