"""A page of every type and in every state that looks different, by the name its screenshots carry."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.template.loader import get_template
from playwright.sync_api import Page, Response

from cases.editorial import preview_links
from cases.editorial.inquiries import token
from cases.models import Inquiry, PassedQuestion, Revision, Submission
from cases.submissions import passing_on
from cases.submissions.verbs import confirmation_link
from tests.e2e.catalogue import ANSWERED, ASKED, LONG, OFF_BOARD, ON_BOARD, PASSED, UNCONFIRMED, WITHDRAWN

# The link in a mail; its signature holds for the site too, which runs on the same secret.
CONFIRM = urlsplit(confirmation_link(Submission(pk=UNCONFIRMED, email="an@figulus.example"))).path
# To read along with the first version of all: a link made just now, and one of long ago.
READ = f"/meelezen/{preview_links.token(Revision(pk=1))}/"
READ_TOO_LATE = f"/meelezen/{preview_links.token(Revision(pk=1), datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))}/"

# More than can be compared.
MANY = (
    "aalten-gouden-gemeente",
    "startpunt-wageningen",
    "school-die-meegroeit-rijswijk",
    "austerlitz-zorgt-zeist",
    "wijkcentrum-de-draaikom-huizen",
)
PAGES = {
    "home": "/",
    "list": "/praktijkvoorbeelden/",
    "list-found": "/praktijkvoorbeelden/?zoek=dementie&soort=praktijk",
    "list-last": "/praktijkvoorbeelden/?thema=preventie&sorteer=titel&page=2",
    "list-answered": "/praktijkvoorbeelden/?zoek=bestaanszekerheid",
    "statements": "/uitspraken/?zoek=schulden&cijfer=ja",
    "list-empty": "/praktijkvoorbeelden/?zoek=qwxzjvk",
    "list-wrong": "/praktijkvoorbeelden/?thema=bestaat-niet&jaarVan=ooit",
    "list-compared": "/praktijkvoorbeelden/?voor=0197&sorteer=past-bij",
    "list-ticking": f"/praktijkvoorbeelden/?kies=1&zoek=schulden&v=startpunt-wageningen&v={WITHDRAWN}",
    "list-ticking-pages": "/praktijkvoorbeelden/?kies=1&voor=0197&page=2",
    "choose-municipality": "/mijn-gemeente/?voor=0197",
    "dossier": f"/map/?v=startpunt-wageningen&v=aalten-gouden-gemeente&v={LONG}&v={WITHDRAWN}&v=onbekend&voor=0197",
    "dossier-many": f"/map/?v={'&v='.join(MANY)}&weg=zaanstad-factlab",
    "dossier-empty": "/map/",
    "comparison": f"/vergelijken/?v=startpunt-wageningen&v=zaanstad-factlab&v={LONG}&voor=0197",
    "comparison-many": f"/vergelijken/?v={'&v='.join(MANY)}&verschillen=1",
    "comparison-one": "/vergelijken/?v=startpunt-wageningen",
    "comparison-empty": "/vergelijken/",
    "note": f"/map/notitie/?v=startpunt-wageningen&v=zaanstad-factlab&v={LONG}&v={WITHDRAWN}&v=onbekend&voor=0197",
    "note-empty": "/map/notitie/",
    "missed": "/gemist/?zoek=babbelbox",
    "follow": "/volgen/?thema=preventie&thema=onbekend",
    "follow-asked": "/volgen/gevraagd/",
    "follow-stopped": "/volgen/gestopt/",
    "follow-no-link": "/volgen/onzin/",
    "missed-thanks": "/gemist/dank/",
    "reading": READ,
    "reading-closed": READ_TOO_LATE,
    "inquiry": f"/loopt-dit-nog/{token(Inquiry(pk=ASKED))}/",
    "inquiry-answered": f"/loopt-dit-nog/{token(Inquiry(pk=ANSWERED))}/",
    "share": "/deel-uw-voorbeeld/",
    "share-start": "/deel-uw-voorbeeld/nieuw/voordracht/",
    "share-step": "/deel-uw-voorbeeld/na-te-kijken/stap-2/",
    "share-check": "/deel-uw-voorbeeld/na-te-kijken/kijk-na/",
    "share-check-open": "/deel-uw-voorbeeld/begonnen/kijk-na/",
    "share-status-begun": "/deel-uw-voorbeeld/begonnen/",
    "share-status": "/deel-uw-voorbeeld/binnen/",
    "share-confirm": CONFIRM,
    "share-confirm-wrong": "/deel-uw-voorbeeld/bevestig/onzin/",
    "share-erase": "/deel-uw-voorbeeld/binnen/wis/",
    "report": "/praktijkvoorbeelden/startpunt-wageningen/meld-een-fout/",
    "adopt": "/praktijkvoorbeelden/startpunt-wageningen/wij-doen-dit-ook/?voor=0197",
    "case-question": "/praktijkvoorbeelden/startpunt-wageningen/vraag/",
    "case-question-status": "/deel-uw-voorbeeld/doorgestuurd/",
    "case-question-answer": f"/beantwoord/{passing_on.token(PassedQuestion(pk=PASSED))}/",
    "portrait": "/praktijkvoorbeelden/aalten-gouden-gemeente/",
    "portrait-disputed": "/praktijkvoorbeelden/zaanstad-factlab/",
    "practice": "/praktijkvoorbeelden/startpunt-wageningen/",
    "practice-compared": "/praktijkvoorbeelden/startpunt-wageningen/?voor=0197",
    "practice-short": "/praktijkvoorbeelden/school-die-meegroeit-rijswijk/",
    "practice-long-names": f"/praktijkvoorbeelden/{LONG}/",
    "municipalities": "/gemeenten/",
    "municipalities-wrong": "/gemeenten/?provincie=bestaat-niet",
    "municipalities-former": "/gemeenten/voormalig/",
    "municipality": "/gemeenten/0197-aalten/",
    "municipality-former": "/gemeenten/0545-leerdam/",
    "municipality-successor": "/gemeenten/1961-vijfheerenlanden/",
    "municipality-empty": "/gemeenten/0079-kollumerland-en-nieuwkruisland/",
    "provinces": "/provincies/",
    "province": "/provincies/gelderland/",
    "regions": "/regios/",
    "region": "/regios/midden-limburg-samenwerking/",
    "region-empty": "/regios/agglomeratie-leiden-en-bollenstreek-corop/",
    "organisations": "/organisaties/",
    "organisation": "/organisaties/figulus-welzijn/",
    "organisation-long-name": f"/organisaties/{LONG}/",
    "initiatives": "/initiatieven/",
    "initiative": "/initiatieven/buuv/",
    "initiative-long-name": f"/initiatieven/{LONG}/",
    "themes": "/themas/",
    "theme": "/themas/preventie/",
    "obstacles": "/obstakels/",
    "obstacle": "/obstakels/schotten/",
    "elements": "/werkzame-elementen/",
    "element": "/werkzame-elementen/maatwerk/",
    "terms": "/begrippen/",
    "term": "/begrippen/perceel/",
    "questions": "/vragen/",
    "question": "/vragen/kan-het-zonder-wijkteams/",
    "board-ask": "/vragen/stel/?vraag=babbelbox",
    "board-question": f"/vragen/bord/{ON_BOARD}/",
    "board-answer": f"/vragen/bord/{ON_BOARD}/antwoord/?zoek=schulden",
    "board-gone": f"/vragen/bord/{OFF_BOARD}/",
    "board-status": "/deel-uw-voorbeeld/op-het-bord/",
    "publications": "/publicaties/",
    "publication": "/publicaties/elf-nieuwe-gouden-gemeenten/",
    "publication-long-name": f"/publicaties/{LONG}/",
    "designations": "/gouden-gemeenten/",
    "adoptions": "/navolging/",
    "white-spots": "/witte-vlekken/",
    "numbers": "/cijfers/",
    "white-spots-column": "/witte-vlekken/onderwerpen-provincies/PV25/",
    "developers": "/api/",
    "developers-reference": "/api/referentie/",
    "developers-codebook": "/api/codeboek/",
    "about": "/over/",
    "evidence": "/over/bewijs/",
    "accessibility": "/toegankelijkheid/",
    "privacy": "/privacy/",
    "style-guide": "/stijlgids/",
    "unreadable": "/praktijkvoorbeelden/?page=abc",
    "missing": "/nergens/",
    "withdrawn": f"/praktijkvoorbeelden/{WITHDRAWN}/",
}
# What has an address that no source says: the first to which the page of that name links, with such a link.
FIRST_OF = {"statement": ("statements", "main a[href^='/uitspraken/'][href*='-']:not([href*='?'])")}
# The template of another page with other rows or fewer: a browser looks at these in .ci/deep only.
ALIKE = {
    "board-ask",
    "board-gone",
    "board-status",
    "case-question-answer",
    "case-question-status",
    "follow-asked",
    "follow-stopped",
    "follow-no-link",
    "list-last",
    "missed-thanks",
    "inquiry-answered",
    "share-check-open",
    "share-status-begun",
    "practice-short",
    "municipalities-wrong",
    "municipality-successor",
    "region-empty",
    "organisation-long-name",
    "initiative-long-name",
    "publication-long-name",
}
# A page with a form that is sent has the one cookie that protects it.
WITH_FORM = (
    "follow",
    "missed",
    "inquiry",
    "share-start",
    "share-step",
    "share-check",
    "share-confirm",
    "share-erase",
    "report",
    "adopt",
    "case-question",
    "case-question-answer",
    "board-ask",
    "board-answer",
)
SENT = {name: {"csrftoken"} for name in WITH_FORM}
STATUSES = {
    "unreadable": 400,
    "follow-no-link": 404,
    "missing": 404,
    "board-gone": 410,
    "withdrawn": 410,
    "reading-closed": 410,
}
# What stands on its own when all else fails. The server cannot be asked to fail, so the browser is given the template.
FAULTS = {"fault": "500.html", "outage": "503.html"}

EVERY_PAGE = [pytest.param(name, marks=pytest.mark.deep) if name in ALIKE else name for name in (*PAGES, *FAULTS)]


def visit(page: Page, name: str) -> Response:
    """Open the page of this name, and return what the server answered: with the status that belongs to it."""
    if name in FAULTS:
        markup = get_template(FAULTS[name]).render()
        page.route(f"**/{name}/", lambda route: route.fulfill(body=markup, content_type="text/html; charset=utf-8"))
    address = PAGES.get(name, f"/{name}/")
    if name in FIRST_OF:
        list_of_them, link = FIRST_OF[name]
        visit(page, list_of_them)
        address = page.locator(link).first.get_attribute("href") or ""
    response = page.goto(address)
    assert response is not None
    assert response.status == STATUSES.get(name, 200)
    return response
