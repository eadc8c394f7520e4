from django.db import models


class AuditEntry(models.Model):
    """One line of the audit trail: who did what to what, and when. Never changed, never removed."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    account = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=200)
    action = models.CharField(max_length=60, db_index=True)
    subject = models.CharField(max_length=300, db_index=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.by} {self.action} {self.subject}"
