import uuid

from django.db import models

from hundred.catalogue.vocabulary import ACCESS, FREQUENCIES, LICENCES, THEMES


class Dataset(models.Model):
    """A titled, licensed thing with an owner."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    publisher = models.ForeignKey("catalogue.Publisher", on_delete=models.PROTECT, related_name="datasets")
    licence = models.CharField(
        max_length=30,
        choices=[(key, licence.title) for key, licence in LICENCES.items()],
        default="OGL-UK-3.0",
    )
    theme = models.CharField(max_length=30, choices=list(THEMES.items()), default="other", db_index=True)
    frequency = models.CharField(max_length=20, choices=list(FREQUENCIES.items()), blank=True)
    tags = models.JSONField(default=list, blank=True)
    access = models.CharField(max_length=10, choices=list(ACCESS.items()), default="open", db_index=True)
    shared_with = models.ManyToManyField("catalogue.Publisher", blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
