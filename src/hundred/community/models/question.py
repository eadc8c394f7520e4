from django.db import models

from hundred.community.models.contribution import Contribution
from hundred.community.vocabulary import LONGEST_TEXT


class Question(Contribution):
    """A question on a dataset, and its publisher's answer."""

    dataset = models.ForeignKey("catalogue.Dataset", on_delete=models.CASCADE, related_name="+")
    answer = models.TextField(max_length=LONGEST_TEXT, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"question {self.pk}"
