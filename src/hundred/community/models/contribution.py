from django.db import models

from hundred.community.vocabulary import LONGEST_NAME, LONGEST_TEXT, STATES


class Contribution(models.Model):
    """What a person sends to be shown: who sent it, and where it stands.

    `name` is shown, and may be empty. `email` is never shown: it is there to tell the person what became of
    it, and removed once that is done. `because` is why it is not shown.
    """

    account = models.ForeignKey("accounts.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(blank=True)
    state = models.CharField(max_length=12, choices=list(STATES.items()), db_index=True)
    text = models.TextField(max_length=LONGEST_TEXT)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)
    because = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True
