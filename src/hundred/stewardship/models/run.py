from typing import Any

from django.db import models

from hundred.base.findings import Finding
from hundred.base.identifiers import new_id


class Run(models.Model):
    """One piece of work on a dataset: some files on their way to being published."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to start"
        WORKING = "working", "Working"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    id = models.CharField(max_length=26, primary_key=True, default=new_id)
    dataset = models.ForeignKey("catalogue.Dataset", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=200)
    keep_both = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED, db_index=True)
    stage = models.CharField(max_length=100, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    says = models.TextField(blank=True)
    fix = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.id


class RunFile(models.Model):
    """A file within a run, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        UNPACKED = "unpacked", "Unpacked"
        READ = "read", "Read"
        PUBLISHED = "published", "Published"
        UNCHANGED = "unchanged", "Already here"
        REFUSED = "refused", "Could not be used"

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    bytes = models.BigIntegerField()
    container = models.CharField(max_length=64, blank=True)
    came_from = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    rows = models.BigIntegerField(default=0)
    set_aside = models.BigIntegerField(default=0)
    says = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class RunFinding(models.Model):
    """A finding that a run made, see `hundred.base.findings.Finding`."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="findings")
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    file = models.CharField(max_length=500, blank=True)
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=10)
    says = models.TextField()
    fix = models.TextField(blank=True)
    sheet = models.CharField(max_length=200, blank=True)
    begins = models.BigIntegerField(default=1)  # the line on which the table begins whose typing found it
    line = models.BigIntegerField(default=0)
    column = models.CharField(max_length=300, blank=True)
    count = models.BigIntegerField(default=1)
    lines = models.JSONField(default=list)
    examples = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.code}: {self.says}"

    @classmethod
    def of(cls, run: Run, sha256: str, name: str, finding: Finding, *, begins: int = 1) -> "RunFinding":
        """The row, not yet saved, of a finding in a file of a run, or in the table that begins on a line."""
        fields: dict[str, Any] = finding.as_dict()
        fields |= {"file": name[:500], "sheet": finding.sheet[:200], "column": finding.column[:300]}
        return cls(run=run, sha256=sha256, begins=begins, **fields)
