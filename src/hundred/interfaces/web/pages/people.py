"""The people with accounts: adding them, their roles, whose officers they are, closing an account."""

from collections.abc import Sequence
from http import HTTPStatus
from smtplib import SMTPException
from typing import cast

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from hundred.accounts import actions as accounts
from hundred.accounts.records import Person, Role
from hundred.base.errors import Conflict, Invalid, NotFound
from hundred.catalogue import actions as catalogue_actions
from hundred.catalogue import queries as catalogue
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import forms

ROLES = (
    (
        "reader",
        "Reader or publisher’s officer",
        "Adds data for the publishers ticked below, and sees what is shared with them.",
    ),
    ("data-team", "Region’s data team", "Adds and sees all data, and adds publishers."),
    ("administrator", "Administrator", "Also makes accounts and gives roles."),
)


@open_to("administrator")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everyone with an account."""
    asker = asker_of(request)
    titles = {publisher.slug: publisher.title for publisher in catalogue.publishers(asker=asker)}
    found = sorted(
        catalogue.officers(asker=asker), key=lambda person: (not person.active, person.name.casefold())
    )
    return render(request, "admin/people.html", {"people": found, "titles": titles})


@open_to("administrator")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new account; its owner is sent a link to set the password."""
    asker = asker_of(request)
    form = forms.form_of(role="reader", publishers=request.GET.getlist("publisher"))
    if request.method == "POST":
        form = forms.sent(request.POST).wanting(name="Enter a name.", email="Enter an e-mail address.")
        if not form.problems:
            try:
                person = _make(asker, form)
            except (Invalid, Conflict) as error:
                form = form.but(error, "email")
            else:
                _send_link(request, person)
                return redirect("admin-people")
    return _page(request, "admin/person_add.html", form)


@open_to("administrator")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, person: int) -> HttpResponse:
    """Give an account another role, other publishers, or close it."""
    asker = asker_of(request)
    found = next((someone for someone in catalogue.officers(asker=asker) if someone.id == person), None)
    if found is None:
        raise NotFound("There is no such person.")
    state = "open" if found.active else "closed"
    form = forms.form_of(role=found.role, state=state, publishers=sorted(found.publishers))
    if request.method == "POST":
        form = forms.sent(request.POST)
        active = form.value("state") != "closed"
        try:
            accounts.change_person(
                by=asker, person=person, role=cast(Role, form.value("role")), active=active
            )
        except (Invalid, Conflict) as error:
            form = form.but(error, "role")
        else:
            if active:
                _set_publishers(asker, found, form.chosen("publishers"))
            messages.success(request, f"The account of {found.name} is changed.")
            return redirect("admin-people")
    return _page(request, "admin/person.html", form, found)


@open_to("administrator")
@require_http_methods(["POST"])
def send_link(request: HttpRequest, person: int) -> HttpResponse:
    """Send someone the link to set a password once more."""
    asker = asker_of(request)
    found = next((someone for someone in catalogue.officers(asker=asker) if someone.id == person), None)
    if found is None or not found.active:
        raise NotFound("There is no such person, or the account is closed.")
    _send_link(request, found)
    return redirect("admin-person", person=person)


def _page(
    request: HttpRequest, template: str, form: forms.Form, person: Person | None = None
) -> HttpResponse:
    publishers = [(p.slug, p.title) for p in catalogue.publishers(asker=asker_of(request))]
    status = HTTPStatus.BAD_REQUEST if form.problems else HTTPStatus.OK
    given = {"form": form, "roles": ROLES, "publishers": publishers, "person": person}
    return render(request, template, given, status=status)


def _make(by: Person, form: forms.Form) -> Person:
    role = cast(Role, form.value("role"))
    person = accounts.create_person(by=by, email=form.value("email"), name=form.value("name"), role=role)
    _set_publishers(by, person, form.chosen("publishers"))
    return person


def _set_publishers(by: Person, person: Person, wanted: Sequence[str]) -> None:
    """Make the person an officer of these publishers and of no other."""
    assert person.id is not None
    for slug in sorted(set(wanted) - person.publishers):
        catalogue_actions.make_officer(by=by, person=person.id, publisher=slug)
    for slug in sorted(person.publishers - set(wanted)):
        catalogue_actions.remove_officer(by=by, person=person.id, publisher=slug)


def _send_link(request: HttpRequest, person: Person) -> None:
    """Send the link to set a password; where mail does not leave, say so instead of failing."""
    form = ResetPasswordForm({"email": person.email})
    assert form.is_valid()
    try:
        form.save(request)
    except (SMTPException, OSError) as error:
        messages.warning(
            request,
            f"The account of {person.name} is ready, but the e-mail could not be sent ({error}). "
            "They can choose “I have forgotten my password” when e-mail works again.",
        )
    else:
        messages.success(request, f"{person.name} has been sent a link to set a password.")
