from django.db import models
from django.db.models import Q

from hundred.catalogue.vocabulary import DIGESTS


class Follow(models.Model):
    """That a person wants to be told by e-mail of what is new: in a dataset, or for a search.

    A search is kept as the parameters of its address, `asked`; a publisher is followed as the search for its
    datasets. `told_at` is up to when the person has been told.
    """

    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    asked = models.CharField(max_length=2000, blank=True)
    dataset = models.ForeignKey("catalogue.Dataset", null=True, on_delete=models.CASCADE, related_name="+")
    every = models.CharField(max_length=10, choices=list(DIGESTS.items()))
    followed_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "asked"], condition=Q(dataset=None), name="one_follow_of_a_search_each"
            ),
            models.UniqueConstraint(fields=["account", "dataset"], name="one_follow_of_a_dataset_each"),
        ]

    def __str__(self) -> str:
        return self.title
