import uuid

from django.db import models


class File(models.Model):
    """Bytes that the lake keeps, by their SHA-256."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    bytes = models.BigIntegerField()
    kind = models.CharField(max_length=20, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    kept_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256


class DatasetFile(models.Model):
    """That a file belongs to a dataset: under which name, when and from where it came."""

    dataset = models.ForeignKey("catalogue.Dataset", on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="appearances")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=500)
    came_from = models.CharField(max_length=1000, blank=True)
    container = models.ForeignKey(File, null=True, on_delete=models.PROTECT, related_name="members")
    came_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "came_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "name"],
                condition=models.Q(replaced_at__isnull=True),
                name="one_current_file_per_name",
            )
        ]

    def __str__(self) -> str:
        return self.name
