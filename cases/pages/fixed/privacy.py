"""/privacy/: who is responsible, what is kept of whom, why and how long; and what a browser keeps.

What is kept stands here once, with its term from where it is erased. `tests/e2e/test_privacy.py` holds what a browser
saw against IN_BROWSER.
"""

from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.views.generic import TemplateView

from cases.desk.following.verbs import UNCONFIRMED
from cases.editorial import inquiries, mail
from cases.jobs import running
from cases.publishing.bin import BIN_KEPT
from cases.publishing.caching import KeptMixin
from cases.search import missed_searches
from cases.submissions import board, privacy
from gouden.accounts import lockout
from gouden.web.admin.base import SAVED_COOKIE, SAVED_COOKIE_AGE
from gouden.web.guard import quota
from gouden.web.pages.mixins import PageMixin

COOKIE, LOCAL, SESSION = "cookie", "localStorage", "sessionStorage"
READERS, EDITORS = "wie iets invult", "wie voor de redactie inlogt"
CONSENT = "Uw toestemming (AVG, artikel 6, lid 1, onder a)"
# By the setting GOUDEN_LEGAL_BASIS.
BASES = {
    "algemeen belang": "Taak van algemeen belang (AVG, artikel 6, lid 1, onder e)",
    "gerechtvaardigd belang": "Gerechtvaardigd belang (AVG, artikel 6, lid 1, onder f)",
    "": "Nog niet ingevuld",
}


class InBrowser(NamedTuple):
    """Something that a browser keeps for Gouden. A name that ends in * begins so."""

    kind: str
    name: str
    whose: str
    purpose: str
    # None: until the browser or its tab is closed.
    lifetime: timedelta | None
    # What else ends it, or when its time starts.
    until: str = ""

    def __str__(self) -> str:
        """Return how long it stays, in words."""
        if self.lifetime is None:
            closed = "tot u het tabblad sluit" if self.kind == SESSION else "tot u de browser sluit"
        else:
            closed = duration(self.lifetime) if self.lifetime else ""
        return ", ".join(filter(None, [closed, self.until]))


class Processing(NamedTuple):
    """Personal data that is kept: of whom and what, what for, on what legal basis and how long."""

    what: str
    purpose: str
    basis: str
    kept: str


def in_browser() -> list[InBrowser]:
    """Return all that a browser keeps for Gouden."""
    idle = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    # A localStorage without a term of its own: no time, but an end.
    never = timedelta(0)
    return [
        InBrowser(COOKIE, settings.CSRF_COOKIE_NAME, READERS, "beveiligt een formulier dat u verstuurt", None),
        InBrowser(
            LOCAL, "gouden-map", "wie op ‘Bewaar’ drukt", "weet welke voorbeelden u bewaarde", never, "tot u ze wist"
        ),
        InBrowser(LOCAL, "gouden-voor", "wie een gemeente kiest", "weet welke gemeente", never, "tot u haar vergeet"),
        # Its own doing (htmx 2), with no setting against it.
        InBrowser(SESSION, "htmx*", "wie het zoekveld kiest", "weet op welke pagina de suggesties komen", None),
        InBrowser(
            COOKIE,
            settings.SESSION_COOKIE_NAME,
            EDITORS,
            "houdt u ingelogd",
            idle,
            f"hoogstens {settings.GOUDEN_SESSION_HOURS} uur na het inloggen",
        ),
        InBrowser(
            COOKIE, lockout.COOKIE, EDITORS, "herkent een browser waarmee eerder is ingelogd", lockout.COOKIE_AGE
        ),
        InBrowser(COOKIE, "messages", EDITORS, "draagt een melding naar de volgende pagina", None, "of die is getoond"),
        InBrowser(COOKIE, SAVED_COOKIE, EDITORS, "zegt welk formulier is opgeslagen", SAVED_COOKIE_AGE),
        InBrowser(
            LOCAL,
            "gouden-niet-opgeslagen:*",
            EDITORS,
            "bewaart wat u typte en nog niet opsloeg",
            timedelta(days=30),
            "of tot het is opgeslagen",
        ),
        InBrowser(
            LOCAL, "django.admin.navSidebarIsOpen", EDITORS, "weet of het menu open staat", never, "tot u het wist"
        ),
        InBrowser(SESSION, "django.admin.navSidebarFilterValue", EDITORS, "weet waarop u het menu filterde", None),
        InBrowser(SESSION, "django.admin.filtersState", EDITORS, "weet welke filters open staan", None),
    ]


def processings() -> list[Processing]:
    """Return all personal data that is kept, with how long."""
    own = BASES[settings.GOUDEN_LEGAL_BASIS]
    decided, unfinished = duration(privacy.kept()), duration(privacy.UNFINISHED)
    return [
        Processing(
            "Wie in een gepubliceerde bron genoemd wordt: naam, functie, organisatie en wat diegene zei",
            "Laten zien wie iets zegt, en op welke grond",
            own,
            "Zolang het voorbeeld in de catalogus staat",
        ),
        Processing(
            "Wie een voorbeeld deelt, een fout meldt of vertelt dat de gemeente het ook doet: mailadres, naam en tekst",
            "Weten dat de inzending van u is, haar beoordelen en u antwoorden",
            CONSENT,
            f"{decided} na het besluit; wat niet verstuurd of bevestigd is {unfinished}",
        ),
        Processing(
            "Wie iets vraagt over een voorbeeld, of op het vragenbord: mailadres, naam en tekst",
            "De vraag doorsturen of plaatsen, en u het antwoord mailen",
            CONSENT,
            f"{decided} nadat de vraag is afgehandeld; op het bord sluit zij na {duration(board.OPEN_FOR)}",
        ),
        Processing(
            "Wie iets volgt: mailadres, keuze, en wanneer u erom vroeg, bevestigde en mail kreeg",
            "U mailen wat er veranderde",
            CONSENT,
            f"Tot u stopt; zonder bevestiging {duration(UNCONFIRMED)}",
        ),
        Processing(
            "Wie laat weten wat er miste: wat u invulde, met de dag",
            "De catalogus aanvullen",
            CONSENT,
            duration(missed_searches.KEPT),
        ),
        Processing(
            "Algemene mailboxen van gemeenten en organisaties, en hun antwoord",
            "Vragen of een voorbeeld nog loopt",
            own,
            f"De mailbox zolang zij klopt; het antwoord {duration(inquiries.KEPT)}",
        ),
        Processing(
            "Mail die niet aankwam: adres en tekst",
            "Het opnieuw proberen",
            "Die van waar de mail over gaat",
            duration(mail.KEPT),
        ),
        Processing(
            "Wie iets verstuurt: een vingerafdruk van IP-adres en mailadres, waaruit die niet terug te lezen zijn",
            "Misbruik tegengaan",
            own,
            duration(timedelta(seconds=quota.DAY)),
        ),
        Processing(
            "Wie niet mocht inloggen, en welke redacteur gegevens van inzenders bekeek of meenam: account, verkort "
            "IP-adres en soort browser",
            "De site beveiligen, en kunnen nagaan wie wat zag",
            own,
            duration(timedelta(days=settings.GOUDEN_SECURITY_DAYS)),
        ),
        Processing(
            "Wie probeert in te loggen: een vingerafdruk van naam en netwerk, waaruit die niet terug te lezen zijn",
            "Raden van wachtwoorden tegengaan",
            own,
            duration(lockout.FORGOTTEN),
        ),
        Processing(
            "Redacteuren: accountnaam, naam, mailadres, en wat zij in het beheer deden",
            "De catalogus bijhouden, en weten wie wat veranderde",
            own,
            f"Zolang de catalogus bestaat; opdrachten {duration(running.KEPT)}, wat is weggegooid {duration(BIN_KEPT)}",
        ),
    ]


def duration(length: timedelta) -> str:
    """Return a term in words: a year as such, else in days, hours or minutes."""
    days = length.days
    if days and days % 365 == 0:
        return f"{days // 365} jaar"
    if days:
        return f"{days} dagen" if days > 1 else "1 dag"
    minutes = int(length.total_seconds() // 60)
    return f"{minutes // 60} uur" if minutes % 60 == 0 else f"{minutes} minuten"


class PrivacyView(KeptMixin, PageMixin, TemplateView):
    """Who is responsible, what is kept of visitors and of people named in the catalogue, and what they may ask."""

    template_name = "pages/privacy.html"
    title = "Privacy"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            controller=settings.GOUDEN_CONTROLLER_NAME,
            controller_address=settings.GOUDEN_CONTROLLER_ADDRESS,
            officer=settings.GOUDEN_PRIVACY_OFFICER_EMAIL,
            basis=settings.GOUDEN_LEGAL_BASIS,
            processors=settings.GOUDEN_PROCESSORS,
            processings=processings(),
            in_browser=in_browser(),
            embeddings_host=urlsplit(settings.GOUDEN_EMBEDDINGS_URL).hostname or "",
            submission_days=privacy.kept().days,
            unfinished_days=privacy.UNFINISHED.days,
            unconfirmed_days=UNCONFIRMED.days,
            inquiry_years=inquiries.KEPT.days // 365,
            counts_missed=settings.GOUDEN_COUNT_MISSED,
            **kwargs,
        )
