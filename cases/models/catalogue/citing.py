from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from cases.models.catalogue.cited_text import ClaimAddress, addresses, cites, sentences
from municipalities.models import ReferenceRow


class CitingRow(ReferenceRow):
    """A row with a text of the editors that cites claims, and what those said when it was published."""

    # The name of the field with that text, and how many sentences it holds at most.
    citing: ClassVar[str]
    sentences_at_most: ClassVar[int]

    # By 'case#claim' as the text has it, what that claim said. Only the verbs of cases.publishing set these two.
    cited = models.JSONField("wat is aangehaald", default=dict, editable=False)
    # Since when readers see the text as it is.
    cited_at = models.DateTimeField("lezing van", null=True, blank=True, editable=False)

    class Meta(ReferenceRow.Meta):
        abstract = True

    @property
    def cited_text(self) -> str:
        """The text, with the claims that each sentence cites."""
        return str(getattr(self, self.citing))

    def clean(self) -> None:
        """Refuse a text that is too long, or that cites what readers cannot see."""
        super().clean()
        self._clean_length()
        if found := unseen(addresses(self.cited_text)):
            raise ValidationError({self.citing: found})

    def clean_lines(self) -> None:
        """Refuse what the form refuses of the lines by themselves, whatever readers can see: raises ValidationError."""
        try:
            cites(self.cited_text)
        except ValidationError as error:
            raise ValidationError({self.citing: error.messages}) from error
        self._clean_length()

    def _clean_length(self) -> None:
        """Refuse more sentences than a reader has the patience for."""
        if (number := len(sentences(self.cited_text))) > self.sentences_at_most:
            said = f"Dit zijn {number} zinnen; schrijf er hoogstens {self.sentences_at_most}."
            raise ValidationError({self.citing: said})


def unseen(claims: list[ClaimAddress]) -> list[str]:
    """Return a message for each of these claims that readers do not see; two queries when they see all of them."""
    published: Any = apps.get_model("cases", "PublishedCase")
    found = published.objects.claims_at(claims)
    return [_why_unseen(claim) for claim in claims if claim not in found]


def _why_unseen(claim: ClaimAddress) -> str:
    cases: Any = apps.get_model("cases", "Case")
    case = cases.objects.filter(slug=claim.slug).first() or cases.objects.once_at(claim.slug).first()
    if case is None:
        return f"‘{claim}’: er is geen voorbeeld met het adres ‘{claim.slug}’."
    if not case.claims.filter(key=claim.key).exists():
        return f"‘{claim}’: dat voorbeeld heeft geen uitspraak met het kenmerk ‘{claim.key}’."
    return f"‘{claim}’: deze uitspraak is niet openbaar."
