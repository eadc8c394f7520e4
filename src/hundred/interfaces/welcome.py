"""The one-time link by which a new region gets its first administrator.

The command line prints it and the web answers it. It is signed with the region's secret key, lasts
seven days, and ends the moment there is an administrator.
"""

from datetime import timedelta

from django.core import signing

from hundred.accounts import queries as accounts
from hundred.accounts.records import ANYONE

LASTS = timedelta(days=7)
_SALT = "hundred.welcome"


def welcome_path() -> str:
    """The path of the link, such as `/welcome/eyJ…`; "" where the region has an administrator already."""
    if accounts.has_administrator(asker=ANYONE):
        return ""
    return f"/welcome/{signing.dumps('first administrator', salt=_SALT)}"


def is_welcome(token: str) -> bool:
    """Whether the token of such a link may be used now."""
    try:
        signing.loads(token, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:  # altered, of another region, or too old
        return False
    return not accounts.has_administrator(asker=ANYONE)
