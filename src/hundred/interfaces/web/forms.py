"""Forms as our pages know them: what was filled in, and what is wrong with it.

A page shows a `Form`; a view makes one from what was sent, hands the values to one action, and where
the action raises shows the same form again with the problem beside its field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from hundred.base.errors import HundredError, Invalid


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right; `field` is the part of the form it is in, empty for the whole of it."""

    says: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a form holds. A field's values are a tuple, for most of them of one text."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def value(self, name: str) -> str:
        """What a field holds, empty where it holds nothing."""
        return self.chosen(name)[-1] if self.chosen(name) else ""

    def chosen(self, name: str) -> tuple[str, ...]:
        """All that is chosen in a field of several values."""
        return self.values.get(name, ())

    def problem(self, name: str) -> str:
        """What is wrong with a field, empty where nothing is."""
        return " ".join(problem.says for problem in self.problems if problem.field == name)

    def wanting(self, **words: str) -> "Form":
        """The same form with a problem for each of these fields that holds nothing."""
        missing = tuple(Problem(says, name) for name, says in words.items() if not self.value(name))
        return replace(self, problems=(*self.problems, *missing))

    def but(self, error: HundredError, default: str = "") -> "Form":
        """The same form with a problem; one that names no field is put to `default`."""
        named = error.field if isinstance(error, Invalid) else ""
        return replace(self, problems=(*self.problems, Problem(str(error), named or default)))


def form_of(**values: str | Sequence[str]) -> Form:
    """A form that holds these values at first."""
    return Form({name: (v,) if isinstance(v, str) else tuple(v) for name, v in values.items()})


def sent(post: QueryDict) -> Form:
    """The form as it was sent, without blanks around its texts, nor NUL, which PostgreSQL cannot keep."""
    return Form(
        {name: tuple(text.replace("\0", "").strip() for text in texts) for name, texts in post.lists()}
    )


def sent_secretly(post: QueryDict, *secret: str) -> Form:
    """The form as it was sent, without the fields that are never shown again: passwords."""
    kept = sent(post)
    return replace(kept, values={name: v for name, v in kept.values.items() if name not in secret})


def of_django(form: Any, words: Mapping[str, str]) -> Form:
    """A Django form (allauth's) as ours. `words` says what each field wants, for one left empty or
    filled wrongly. Passwords are not given back."""
    shown = {name: (str(form[name].value() or ""),) for name in form.fields if "password" not in name}
    problems = tuple(
        Problem(_says(name, error, words), "" if name == "__all__" else name)
        for name, errors in form.errors.as_data().items()
        for error in errors
    )
    return Form(shown, problems)


def _says(name: str, error: ValidationError, words: Mapping[str, str]) -> str:
    if name in words and error.code in ("required", "invalid"):
        return f"{words[name]}."
    return " ".join(error.messages)
