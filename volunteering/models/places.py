"""How many places of a call are held by answers of this site."""

from django.db import models


class CallPlaces(models.Model):
    """One row for a call, shared by its languages; the only thing that counts its places.

    It stands beside the page, because publishing writes back every field of a page as it was
    when the draft was made, and would undo what was counted meanwhile.
    """

    call_key = models.UUIDField(primary_key=True)
    taken = models.PositiveIntegerField(default=0)
    arrivals = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.call_key}: {self.taken}"
