from django.db import models

from hundred.catalogue.models import Dataset
from hundred.community.models.contribution import Contribution
from hundred.community.vocabulary import LONGEST_TITLE


class Reuse(Contribution):
    """What a person made with some datasets: an application, a map, a story, a study."""

    title = models.CharField(max_length=LONGEST_TITLE)
    address = models.URLField(max_length=500)
    datasets = models.ManyToManyField(Dataset, related_name="+")

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"reuse {self.pk}"

    def use(self, slugs: list[str]) -> None:
        """Say with which datasets it is made, which there must be."""
        self.datasets.set(Dataset.objects.filter(slug__in=slugs))


class Picture(models.Model):
    """The picture of a reuse, as `hundred.community.pictures` drew it anew: small enough for the database,
    which keeps it as long as the reuse and in the same backup."""

    reuse = models.OneToOneField(Reuse, primary_key=True, on_delete=models.CASCADE, related_name="picture")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"picture of {self.reuse_id}"
