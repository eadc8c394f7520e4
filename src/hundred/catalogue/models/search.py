from django.db import models


class SearchMark(models.Model):
    """That a dataset has changed since the search index last took it in.

    Written in the transaction of the change. Whoever takes the dataset in removes the mark if its stamp is
    still the one that was read before, so a change in between is never lost. No foreign key: the mark of a
    dataset that is gone tells the index to forget it.
    """

    dataset = models.BigIntegerField(primary_key=True)
    stamp = models.CharField(max_length=26, unique=True)

    def __str__(self) -> str:
        return f"{self.dataset} at {self.stamp}"


class TableContents(models.Model):
    """What a version's rows hold that a search can be for: commonest values, the time and the area covered.

    Read from the lake once, as a version never changes; so the index is rebuilt from the database alone.
    `format` says by which rules: contents read by others are read again.
    """

    version = models.OneToOneField(
        "catalogue.TableVersion", primary_key=True, on_delete=models.CASCADE, related_name="contents"
    )
    format = models.CharField(max_length=10)
    values = models.JSONField(default=list)
    places = models.JSONField(default=list)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    west = models.FloatField(null=True)
    south = models.FloatField(null=True)
    east = models.FloatField(null=True)
    north = models.FloatField(null=True)

    def __str__(self) -> str:
        return f"contents of {self.version_id}"
