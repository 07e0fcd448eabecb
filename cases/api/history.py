"""The catalogue's history, for who follows it: how far it is, what belongs to it, and how to begin again."""

from django.http import HttpResponseBase
from django.urls import reverse

from cases.models import CatalogueState, Counters, PublicationEvent
from gouden.web.api.problems import StartAgain
from gouden.web.http.cursor import Cursor
from gouden.web.http.links import absolute

# The header that says how far the catalogue was.
HEADER = "Gouden-Cursor"
DETAIL = (
    "De catalogus is teruggezet uit een reservekopie, en wat u daarna kreeg is hier niet gebeurd. Haal alles opnieuw "
    "op, bijvoorbeeld met export, en volg daarna de wijzigingen vanaf de cursor die hierbij staat."
)


def mark(response: HttpResponseBase, catalogue: Counters) -> None:
    """Write in an answer how far the catalogue was, unless it says so itself."""
    response.headers.setdefault(HEADER, str(catalogue.cursor))


class HistoryMixin:
    """A view that hands out cursors and takes them back."""

    def latest(self) -> Cursor:
        """Return where the catalogue is now."""
        return CatalogueState.counters().cursor

    def check(self, cursor: Cursor, latest: Cursor) -> None:
        """Raise StartAgain for a cursor of another history than the one that `latest` ends."""
        if cursor.token:
            ours = PublicationEvent.objects.filter(number=cursor.number, token=cursor.token).exists()
        else:
            ours = cursor.number <= latest.number
        if not ours:
            raise StartAgain(
                DETAIL,
                type=f"{absolute(reverse('developers'))}#opnieuw-beginnen",
                export=f"{absolute(reverse('api-export'))}?formaat=jsonl",
                cursor=str(latest),
            )
