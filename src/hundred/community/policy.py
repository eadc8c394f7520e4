"""Who may see and decide what of the community's. Who may see a dataset, the catalogue says."""

from django.db.models import QuerySet

from hundred.accounts.records import Person
from hundred.base.errors import NotFound
from hundred.catalogue import policy as catalogue_policy
from hundred.community.models import DataRequest, Question, Reuse


def visible_questions(asker: Person) -> QuerySet[Question]:
    """The questions this person may read: those shown, on datasets they may see."""
    seen = catalogue_policy.visible_datasets(asker).values("pk")
    return Question.objects.filter(state="shown", dataset__in=seen)


def visible_requests(asker: Person) -> QuerySet[DataRequest]:
    """The data requests this person may read: all that are shown."""
    return DataRequest.objects.filter(state="shown")


def visible_reuses(asker: Person) -> QuerySet[Reuse]:
    """The reuses this person may see: those shown, made with a dataset they may see."""
    seen = catalogue_policy.visible_datasets(asker).values("pk")
    made = Reuse.datasets.through.objects.filter(dataset__in=seen).values("reuse_id")
    return Reuse.objects.filter(state="shown", pk__in=made)


def own_questions(by: Person) -> QuerySet[Question]:
    """The questions this person decides on and answers, as an officer or one of the data team."""
    found = Question.objects.exclude(state="unconfirmed")
    return found if by.is_data_team else found.filter(dataset__publisher__slug__in=by.publishers)


def own_requests(by: Person) -> QuerySet[DataRequest]:
    """The data requests this person decides on and replies to; those of no publisher are the data team's."""
    found = DataRequest.objects.exclude(state="unconfirmed")
    return found if by.is_data_team else found.filter(publisher__slug__in=by.publishers)


def own_reuses(by: Person) -> QuerySet[Reuse]:
    """The reuses this person decides on: of the datasets of their publishers, or all."""
    found = Reuse.objects.exclude(state="unconfirmed")
    if by.is_data_team:
        return found
    made = Reuse.datasets.through.objects.filter(dataset__publisher__slug__in=by.publishers)
    return found.filter(pk__in=made.values("reuse_id"))


def own_question(by: Person, number: int) -> Question:
    """One of them. Raises NotFound."""
    found = own_questions(by).select_related("dataset__publisher").filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such question that you may decide on.")
    return found


def own_request(by: Person, number: int) -> DataRequest:
    """One of them. Raises NotFound."""
    found = own_requests(by).select_related("publisher", "dataset").filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such data request that you may decide on.")
    return found


def own_reuse(by: Person, number: int) -> Reuse:
    """One of them. Raises NotFound."""
    found = own_reuses(by).filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such reuse that you may decide on.")
    return found
