"""Who may see and decide what of the community's. Who may see a dataset, the catalogue says."""

from django.db.models import Q, QuerySet

from hundred.accounts.records import Person
from hundred.base.errors import NotFound
from hundred.catalogue import policy as catalogue_policy
from hundred.community.models import DataRequest, Question


def visible_questions(asker: Person) -> QuerySet[Question]:
    """The questions this person may read: those shown, on datasets they may see."""
    seen = catalogue_policy.visible_datasets(asker).values("pk")
    return Question.objects.filter(state="shown", dataset__in=seen)


def visible_requests(asker: Person) -> QuerySet[DataRequest]:
    """The data requests this person may read: all that are shown."""
    return DataRequest.objects.filter(state="shown")


def own_questions(by: Person) -> QuerySet[Question]:
    """The questions this person decides on and answers, as an officer or one of the data team."""
    found = Question.objects.exclude(state="unconfirmed")
    return found if by.is_data_team else found.filter(dataset__publisher__slug__in=by.publishers)


def own_requests(by: Person) -> QuerySet[DataRequest]:
    """The data requests this person decides on and replies to; those of no publisher are the data team's."""
    found = DataRequest.objects.exclude(state="unconfirmed")
    return found if by.is_data_team else found.filter(Q(publisher__slug__in=by.publishers))


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
