"""Signing in and out, passwords, one's own account, and the first administrator's welcome.

Sign-in, its throttle and the way to a new password are django-allauth's; these are its views with our
forms, and its adapter with our words. There is no sign-up: an administrator makes the accounts.
"""

from http import HTTPStatus
from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from hundred.accounts import actions
from hundred.accounts.records import ANYONE, Person
from hundred.base.errors import HundredError, NotFound
from hundred.catalogue import queries as catalogue
from hundred.interfaces.guard import asker_of, open_to
from hundred.interfaces.web import errors, forms
from hundred.interfaces.welcome import is_welcome

_MESSAGES = {
    "account/messages/password_changed.txt": "Your new password is set.",
    "account/messages/logged_out.txt": "You are signed out.",
}
_WANTED = {
    "login": "Enter your e-mail address, like name@example.com",
    "email": "Enter your e-mail address, like name@example.com",
    "password": "Enter your password",
    "oldpassword": "Enter your present password",
    "password1": "Enter a new password",
    "password2": "Enter the new password once more",
}
_THROTTLED = "too_many_login_attempts"
_MINUTES = 5  # as long as ACCOUNT_RATE_LIMITS in site/wiring.py counts failed sign-ins


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """What allauth asks us: no sign-up, our words, and a row in the audit trail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right.",
        "enter_current_password": "This is not your present password.",
        "account_inactive": "This account is closed.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an administrator makes the accounts."""
        return False

    def post_login(self, request: HttpRequest, user: Any, **given: Any) -> Any:
        """Remember the sign-in in the audit trail."""
        actions.note_sign_in(by=_person(user))
        return super().post_login(request, user, **given)

    def set_password(self, user: Any, password: str) -> None:
        """Set it, and remember in the audit trail that it was set."""
        super().set_password(user, password)
        actions.note_new_password(by=_person(user))

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *rest: Any, **given: Any
    ) -> None:
        """Say the few things worth saying, in our words."""
        says = given.get("message") or _MESSAGES.get(message_template or "")
        if says:
            messages.add_message(request, level, says)

    def format_email_subject(self, subject: str) -> str:
        """The subject with the datastore's name before it."""
        return f"{settings.REGION.region_name} datastore: {subject}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("account")


def _person(user: Any) -> Person:
    return catalogue.person(asker=ANYONE, person=user.pk)


class _OurForm:
    """A view of allauth's whose page gets its form as ours, with status 400 where something is wrong."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**given)  # type: ignore[misc]
        return context | {"filled": forms.of_django(context["form"], _WANTED)}

    def form_invalid(self, form: Any) -> HttpResponseBase:
        context = self.get_context_data(form=form)
        page: HttpResponseBase = self.render_to_response(  # type: ignore[attr-defined]
            context, status=HTTPStatus.BAD_REQUEST
        )
        return page


class _SignIn(_OurForm, allauth.LoginView):  # type: ignore[misc]
    def form_invalid(self, form: Any) -> HttpResponseBase:
        if form.has_error("__all__", _THROTTLED):
            return errors.too_many(self.request, _MINUTES)
        return super().form_invalid(form)


class _Forgotten(_OurForm, allauth.PasswordResetView):  # type: ignore[misc]
    pass


class _NewPassword(_OurForm, allauth.PasswordResetFromKeyView):  # type: ignore[misc]
    pass


class _ChangePassword(_OurForm, allauth.PasswordChangeView):  # type: ignore[misc]
    pass


sign_in = open_to("anyone")(_SignIn.as_view())
sign_out = open_to("anyone")(allauth.logout)
closed = open_to("anyone")(allauth.account_inactive)
forgotten = open_to("anyone")(_Forgotten.as_view())
forgotten_sent = open_to("anyone")(allauth.password_reset_done)
new_password = open_to("anyone")(_NewPassword.as_view())
new_password_set = open_to("anyone")(allauth.password_reset_from_key_done)
change_password = open_to("signed-in")(_ChangePassword.as_view())


@open_to("signed-in")
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: the role, the publishers, the way to another password."""
    asker = asker_of(request)
    mine = [p for p in catalogue.publishers(asker=asker) if p.slug in asker.publishers]
    return render(request, "account/account.html", {"publishers": mine})


@open_to("anyone")
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """The first administrator's account, from the link that the terminal prints."""
    if not is_welcome(token):
        raise NotFound(
            "This link has been used, or is more than seven days old.",
            "If the region has an administrator, sign in or ask them for an account. "
            "If it has none, start the server again: it prints a new link.",
        )
    form = forms.Form()
    if request.method == "POST":
        form = forms.sent_secretly(request.POST, "password")
        try:
            person = actions.create_first_administrator(
                by=ANYONE,
                name=form.value("name"),
                email=form.value("email"),
                password=request.POST.get("password", ""),
            )
        except HundredError as error:
            form = form.but(error, "email")
        else:
            _sign_in_first(request, person)
            return redirect("admin")
    status = HTTPStatus.BAD_REQUEST if form.problems else HTTPStatus.OK
    return render(request, "account/welcome.html", {"form": form}, status=status)


def _sign_in_first(request: HttpRequest, person: Person) -> None:
    user = authenticate(request, email=person.email, password=request.POST["password"])
    assert user is not None
    login(request, user)
    actions.note_sign_in(by=person)
    messages.success(request, f"Welcome, {person.name}. You are this datastore’s first administrator.")
