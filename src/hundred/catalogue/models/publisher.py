import uuid

from django.db import models

from hundred.catalogue.vocabulary import PUBLISHER_KINDS


class Publisher(models.Model):
    """A body that publishes."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=list(PUBLISHER_KINDS.items()), default="council")
    gss_code = models.CharField(max_length=9, blank=True, db_index=True)
    homepage = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    about = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Membership(models.Model):
    """That a person is an officer of a publisher."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    publisher = models.ForeignKey(Publisher, on_delete=models.CASCADE, related_name="officers")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "publisher"], name="one_membership_each")]

    def __str__(self) -> str:
        return f"{self.account_id} of {self.publisher_id}"
