from django.db import models
from django.utils import timezone


class Notice(models.Model):
    """An e-mail to be sent, written in the transaction of what it tells of and deleted once it is sent.

    `about` holds what its words need; how it is worded, and the addresses in it, are the interface's.
    """

    kind = models.CharField(max_length=20)
    email = models.EmailField()
    about = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} notice {self.pk}"
