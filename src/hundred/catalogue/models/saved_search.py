from django.db import models

from hundred.catalogue.vocabulary import ALERTS


class SavedSearch(models.Model):
    """A search that a person wants to be told of by e-mail. `told_at` is up to when they have been."""

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    asked = models.CharField(max_length=2000)
    every = models.CharField(max_length=10, choices=list(ALERTS.items()))
    saved_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["account", "asked"], name="one_saved_search_each")]

    def __str__(self) -> str:
        return self.title
