from django.db import models

from hundred.catalogue.models import Publisher
from hundred.community.models.contribution import Contribution
from hundred.community.vocabulary import LONGEST_TEXT, LONGEST_TITLE, STATUSES


class DataRequest(Contribution):
    """Data that people ask for: of a publisher, or of the region where they do not know whose it is."""

    title = models.CharField(max_length=LONGEST_TITLE)
    publisher = models.ForeignKey(Publisher, null=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(max_length=10, choices=list(STATUSES.items()), default="open", db_index=True)
    reply = models.TextField(max_length=LONGEST_TEXT, blank=True)
    replied_at = models.DateTimeField(null=True)
    dataset = models.ForeignKey("catalogue.Dataset", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"data request {self.pk}"

    def ask_of(self, publisher: str) -> None:
        """Ask it of the publisher of that slug, which there must be."""
        self.publisher = Publisher.objects.get(slug=publisher)


class Vote(models.Model):
    """That a person wants requested data too. `voter` tells persons apart without saying who they are.

    `email` is removed once the person has been told what became of the request.
    """

    request = models.ForeignKey(DataRequest, on_delete=models.CASCADE, related_name="votes")
    voter = models.CharField(max_length=64)
    account = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField(blank=True)
    confirmed = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "voter"], name="one_vote_each")]

    def __str__(self) -> str:
        return f"vote on {self.request_id}"
