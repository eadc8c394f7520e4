import uuid

from django.db import models


class Table(models.Model):
    """A dataset's rows of one layout. `current` is the published version's number, 0 before the first."""

    dataset = models.ForeignKey("catalogue.Dataset", on_delete=models.CASCADE, related_name="tables")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    layout = models.CharField(max_length=64)
    lake_name = models.CharField(max_length=160, unique=True)
    current = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "name"], name="one_table_per_name"),
            models.UniqueConstraint(fields=["dataset", "layout"], name="one_table_per_layout"),
        ]

    def __str__(self) -> str:
        return self.name


class TableVersion(models.Model):
    """One immutable edition of a table: its schema, its size and its snapshot in the lake."""

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    schema = models.JSONField()
    rows = models.BigIntegerField()
    bytes = models.BigIntegerField()
    set_aside = models.BigIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    first_file = models.CharField(max_length=500, blank=True)
    last_file = models.CharField(max_length=500, blank=True)
    snapshot = models.BigIntegerField()
    says = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.table_id} version {self.number}"


class Part(models.Model):
    """The rows that one sheet of one file gave a table, as one Parquet file.

    A version holds the parts with `since <= number` and (`until` null or `number < until`), so that
    a table of many files does not repeat its list of parts in every version.
    """

    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="parts")
    dataset_file = models.ForeignKey("catalogue.DatasetFile", on_delete=models.PROTECT, related_name="parts")
    sheet = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=400, unique=True)
    rows = models.BigIntegerField()
    bytes = models.BigIntegerField()
    set_aside = models.BigIntegerField(default=0)
    aside_path = models.CharField(max_length=400, blank=True)
    occurrences_path = models.CharField(max_length=400, blank=True)
    reading = models.JSONField(default=dict)
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["dataset_file__name", "id"]
        indexes = [models.Index(fields=["table", "since", "until"])]

    def __str__(self) -> str:
        return self.path
