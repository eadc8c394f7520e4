"""E-mails that wait to be sent."""

from hundred.accounts import policy as account_policy
from hundred.accounts.records import Person
from hundred.base.time import now
from hundred.community.models import Notice
from hundred.community.records import NoticeRecord

_AT_ONCE = 100


def notices(*, asker: Person) -> tuple[NoticeRecord, ...]:
    """The e-mails that are to be sent now, the oldest first. For administrators only."""
    account_policy.require_administrator(asker)
    found = Notice.objects.filter(next_at__lte=now()).order_by("id")[:_AT_ONCE]
    return tuple(NoticeRecord(row.pk, row.kind, row.email, row.about) for row in found)
