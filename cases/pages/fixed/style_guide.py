"""The style guide: every component in all its states, from the very fragments the site uses. In development only."""

import datetime
from typing import Any, cast

from django.views.generic import TemplateView

from cases.listing.facets import Facet, Option
from cases.listing.white_spots import TABLES, Cell, Counted, Entry
from cases.models import NO_RESULT, RESULT_EVIDENCE, Case
from cases.pages.finding.case_list import Chosen, ParamProblem
from cases.pages.finding.missed_search import MissedForm
from cases.pages.finding.white_spots import ShownTable, shown
from cases.pages.obstacles import Hurdle
from cases.pages.similar import Similar
from cases.pages.timeline import TimelineYear, YearEvent
from cases.projection.records import BriefClaimRecord, Card, ClaimRecord, FigureRecord, InBriefRecord, SourceRecord
from cases.reading.brief import in_brief
from cases.reading.claims import ClaimEntry, Related, ShownClaim
from cases.reading.pictograms import PICTOGRAMS
from gouden.web.guard.guarded_form import stamp
from gouden.web.pages.chart import Chart, ChartRow, Value
from gouden.web.pages.mixins import Crumb, PageLink, PageMixin
from municipalities.history import Event, Story
from municipalities.map import Map, Mark, choices, place_map, spot
from municipalities.models import Municipality, MunicipalityChange, Province

# Every style sheet with what it is for; a test holds this against static/css/.
SHEETS = {
    "tokens": "De woorden van het ontwerp: kleuren, maten en ruimte.",
    "base": "Tekst, koppen, links, knoppen, velden en meldingen.",
    "header": "De kop: merk, zoeken en het hoofdmenu, dat op een telefoon openklapt.",
    "footer": "De voet: hulp en de vaste pagina's, op elke bladzijde op dezelfde plaats.",
    "home": "De indeling van de startpagina.",
    "case": "De indeling van een praktijkvoorbeeld, met inhoudsopgave, familie en verwijzing.",
    "card": "Een praktijkvoorbeeld in een lijst: wat, waar, wanneer, en waarom het erbij staat.",
    "brief": "Een voorbeeld in het kort: wat het opleverde, wat tegenzat, bij wie navragen; en de tekens.",
    "pictogram": "Het beeld van een onderwerp of werkwijze, naast haar naam.",
    "board": "De antwoorden op een vraag van het vragenbord, en zoeken naar een voorbeeld om te noemen.",
    "save": "Waarmee een voorbeeld in de map komt, en wat daarvan gezegd wordt.",
    "dossier": "De map van een lezer: haar voorbeelden op volgorde, en wat ze ermee kan.",
    "comparison": "Voorbeelden naast elkaar; op een telefoon een blok per vraag.",
    "choosing": "Voorbeelden aankruisen in de lijst, om ze te bewaren of te vergelijken.",
    "chip": "Een gekozen filter dat weg te halen is, of een kort kenmerk.",
    "facet": "Een filter met zijn waarden en hun aantallen.",
    "claim": "Een uitspraak of cijfer, met wie het zegt en waar; bronnen die verschillen naast elkaar.",
    "replies": "De uitspraken boven een lijst die een vraag beantwoorden.",
    "statement": "Een uitspraak op een bladzijde of in een lijst van zichzelf, en waarin een fout gemeld wordt.",
    "grade": "Wat een teken voor bewijs betekent, met een voorbeeld.",
    "source": "Een bron: wie schreef wat, in welke publicatie.",
    "timeline": "De jaren waarvan een voorbeeld vertelt.",
    "breadcrumb": "De weg naar deze bladzijde.",
    "pagination": "De bladzijden van een lijst.",
    "facts": "Feiten met hun naam ervoor.",
    "search": "Het zoekveld met zijn knop.",
    "suggestions": "Wat het zoekveld voorstelt tijdens het typen.",
    "voor": "Met welke gemeente er vergeleken wordt, en hoe die past.",
    "hurdle": "Een obstakel met wat ertegen gedaan is.",
    "element": "Een werkzaam element, met wat erover gezegd wordt.",
    "reading": "Een tekst van de redactie, met bij elke zin de nummers van de uitspraken en wie die zegt.",
    "term": "Begrippen, elk met wat het betekent en de bron.",
    "chart": "Staven om naar te kijken, met dezelfde cijfers als tabel.",
    "map": "De kaart, en de lijst die hetzelfde zegt.",
    "story": "Waaruit een gemeente ontstond en wat ervan werd.",
    "designation": "Een predicaat.",
    "spots": "Wat tegen elkaar is uitgezet, met hoeveel voorbeelden, en de witte vlekken.",
    "adoption": "Wie een voorbeeld overnam, met wat zij anders doen en waaruit dat blijkt.",
    "learning": "De tekening van wie van wie leerde.",
    "follow": "Wie een voorbeeld overnam of verkende, met jaar, stand en bron.",
    "index": "Een register met aantallen.",
    "answers": "Wat iemand invulde, om na te kijken.",
    "form": "Een formulier dat verstuurd wordt: velden onder elkaar, met wat er misging erbij en bovenaan.",
    "note": "Een notitie zoals zij op papier komt, met het formulier voor eigen woorden erboven.",
    "feed": "De feed, als die in een browser opengaat.",
    "following": "Wat iemand volgt, en hoe vaak er mail komt.",
    "inquiry": "De vraag aan een contact of een voorbeeld nog loopt.",
    "developers": "De bladzijden over de open data.",
    "embed": "Het kaartje op de site van een ander.",
    "guide": "Deze stijlgids.",
}
COLOURS = [
    ("paper", "bladzijde"),
    ("paper-shade", "vlak in de bladzijde"),
    ("surface", "kaart, veld"),
    ("line", "lijn die scheidt"),
    ("line-strong", "rand van wat te bedienen is, 3:1"),
    ("ink", "tekst"),
    ("ink-soft", "tekst op de tweede plaats, 4,5:1"),
    ("link", "link, 4,5:1"),
    ("choice", "gekozen, hier bent u, 4,5:1"),
    ("choice-soft", "vlak van wat gekozen of aangewezen is"),
    ("gold", "resultaat, merk: versiering"),
    ("gold-strong", "resultaat: wat men moet zien, 3:1"),
    ("gold-ink", "resultaat: tekst en teken, 4,5:1"),
    ("gold-soft", "vlak van een predicaat"),
    ("wrong", "fout"),
    ("wrong-soft", "vlak van een fout"),
]
SPACES = range(1, 8)
LONG = "Arbeidsongeschiktheidsverzekeringsmaatschappijen en de gemeentelijke samenwerking in het sociaal domein"
SUMMARY = (
    "Vrijwilligers helpen buurtgenoten met de administratie. Wie vastloopt, krijgt een afspraak met een consulent."
)
PUBLICATION = {
    "slug": "stijl",
    "titel": "Een publicatie",
    "jaar": 2017,
    "jaarAfgeleid": False,
    "uitgevers": ["Een uitgever"],
    "url": "/publicaties/",
}
NO_FIGURE: FigureRecord = {
    "kwalificatie": "",
    "waarde": None,
    "waardeTot": None,
    "waardeEerst": None,
    "eenheid": "",
}


def card(title: str, **fields: Any) -> Card:
    """Return a card as it is stored, as far as it is shown, with what differs in `fields`."""
    shown: Any = {
        "slug": "stijl",
        "url": "/praktijkvoorbeelden/",
        "soort": "praktijk",
        "titel": title,
        "samenvatting": SUMMARY,
        "plaats": "",
        "status": "loopt",
        "gecontroleerdOp": "2017-01-01",
        "beschrevenIn": 2017,
        "beschrevenInAfgeleid": False,
        "gevraagdOp": None,
        "gemeenten": [{"code": "0197", "naam": "Aalten", "bestaatTot": None, "url": "/gemeenten/", "rol": "eigen"}],
        "regios": [],
        "themas": [{"slug": "preventie", "naam": "Preventie", "url": "/themas/", "soort": "werkwijze"}],
    }
    in_short = brief(
        resultaat=told("cijfer", "Zoveel mensen kwamen er.", waarde=2500, eenheid="bewoners", jaar=2016),
        obstakel=told("woorden", "De regels sloten niet aan."),
        aanpak=told("verandering", "Er kwam een budget."),
        obstakels=1,
        overTeNemen="Begin klein, met één wijk.",
        navragenBij={"slug": "stijl", "naam": "Een organisatie", "url": "/organisaties/"},
    )
    return shown | {"inHetKort": in_short} | fields


def told(key: str, text: str, **fields: Any) -> BriefClaimRecord:
    """Return a claim as a card names it, with what differs in `fields`."""
    plain: BriefClaimRecord = {
        "id": key,
        "url": f"/praktijkvoorbeelden/#{key}",
        "kenmerk": key,
        "tekst": text,
        "jaar": None,
        "wieZegtHet": "Een spreker, wethouder",
        "bewijs": "telling",
        "betwist": False,
        **NO_FIGURE,
    }
    return cast("BriefClaimRecord", plain | fields)


def brief(**fields: Any) -> InBriefRecord:
    """Return a case in brief of which nothing is known but what is in `fields`."""
    nothing: InBriefRecord = {
        "resultaat": None,
        "obstakel": None,
        "aanpak": None,
        "obstakels": 0,
        "overTeNemen": "",
        "navragenBij": None,
    }
    return cast("InBriefRecord", nothing | fields)


def cards() -> list[Card]:
    """Return a card for each lifecycle, each strength of evidence, and what is longer or emptier than usual."""
    former = {"code": "0545", "naam": "Leerdam", "bestaatTot": "2019-01-01", "url": "/gemeenten/", "rol": "eigen"}
    found = [card(f"Loopt het nog: {label}", status=value) for value, label in Case.Lifecycle.choices]
    for value, label in RESULT_EVIDENCE:
        result = None if value == NO_RESULT else told("cijfer", "Zoveel mensen kwamen er.", bewijs=value)
        found.append(card(f"Bewijs: {label}", inHetKort=brief(resultaat=result)))
    differing = told("twintig", "Er zijn twintig organisaties.", waarde=20, eenheid="organisaties", betwist=True)
    return [
        *found,
        card("Een portret", soort="portret"),
        card("Een beschouwing", soort="beschouwing", status="onbekend"),
        card("Gevraagd of het nog loopt", gevraagdOp="2026-11-01"),
        card("Bronnen verschillen", inHetKort=brief(resultaat=differing)),
        card("Een afgeleid jaar", beschrevenInAfgeleid=True),
        card("Onlangs nagegaan", gecontroleerdOp="2026-03-01"),
        card("Uit een gemeente die niet meer bestaat", gemeenten=[former]),
        card(LONG, plaats=LONG, samenvatting=LONG, inHetKort=brief(resultaat=told("cijfer", LONG, wieZegtHet=LONG))),
        card("Van bijna niets iets bekend", gemeenten=[], themas=[], status="onbekend", inHetKort=brief()),
    ]


def claim(key: str, text: str, **fields: Any) -> ClaimRecord:
    """Return a claim as a record holds it, as far as it is shown, with what differs in `fields`."""
    source = {"artikel": "stijl", "titel": "Een artikel", "publicatie": PUBLICATION, "passage": "3e alinea"}
    speaker: Any = {"naam": "Een spreker", "functie": "wethouder", "organisaties": [], "gemeente": None}
    shown: Any = {
        "kenmerk": key,
        "soort": "resultaat",
        "tekst": text,
        "jaar": None,
        "gemeente": None,
        "spreker": speaker,
        "bewijs": "telling",
        "bron": source,
        "verbanden": [],
    }
    return shown | NO_FIGURE | fields


def hurdle(text: str, **beside: list[Related]) -> ShownClaim:
    """Return an obstacle with what stands beside it."""
    return ShownClaim(claim("obstakel", text, soort="obstakel"), **beside)


def tied(text: str) -> Related:
    """Return a claim with the passage that ties it to an obstacle."""
    one = claim("verband", text)
    return Related(one, "#uitspraak-verband", source=one["bron"])


def entries() -> list[ClaimEntry]:
    """Return claims in words and in figures, with their later states, and sources that differ."""
    plain = claim("woorden", "Bewoners vinden de weg naar het spreekuur vanzelf.")
    one = claim("cijfer", "Zoveel mensen kwamen er.", kwalificatie="ruim", waarde=2500, eenheid="bewoners", jaar=2016)
    change = claim("verandering", "Er zijn minder stappen.", waarde=25, waardeEerst=150, eenheid="werkprocessen")
    share = claim("aandeel", "Zoveel is tevreden.", waarde=80, waardeTot=85, eenheid="%", bewijs="cliëntonderzoek")
    costs = claim("kosten", "De begroting.", waarde=1250000, eenheid="euro", bewijs="schatting", spreker=None)
    unknown = claim("onbekend", "Van deze uitspraak is de bron niet bekend.", spreker=None, bron=None, bewijs="")
    two = [claim("vijftien", "Er zijn vijftien organisaties.", waarde=15, eenheid="organisaties")]
    two += [claim("twintig", "Er zijn twintig organisaties.", waarde=20, eenheid="organisaties")]
    later = [Related(change, "#uitspraak-verandering")]
    answered = ShownClaim(plain, answers=[tied("Een budget.")])
    singles = [answered, ShownClaim(one, later=later), *(ShownClaim(row) for row in (change, share, costs, unknown))]
    return [*(ClaimEntry([shown], []) for shown in singles), ClaimEntry([ShownClaim(row) for row in two], [])]


def some_facets() -> list[Facet]:
    """Return a facet in each state: chosen, without results, in kinds and folded, with more on demand, and an error."""
    kinds = [Option(f"w-{n}", f"Werkwijze {n}", 20 - n, n == 2, "Werkwijze") for n in range(1, 12)]
    kinds += [Option(f"o-{n}", f"Onderwerp {n}", 9 - n, False, "Onderwerp") for n in range(1, 4)]
    plain = [Option("portret", "Portret", 26, False), Option("praktijk", "Praktijk", 0, False)]
    return [
        Facet("thema", "Thema: in soorten, gekozen en ingeklapt", kinds, []),
        Facet("gemeente", "Gemeente: de rest op verzoek", kinds[-3:], [], more=200),
        Facet("soort", "Soort: een waarde zonder resultaat", plain, []),
        Facet("status", "Status: een fout", [Option("loopt", LONG, 3, False)], ["‘ooit’ kennen we niet."]),
    ]


def story() -> tuple[Municipality, Story]:
    """Return a municipality with what came before and after it."""
    utrecht = Province(pk=1, code="PV26", name="Utrecht", slug="utrecht")
    names = [("0001", "Oost"), ("0002", "West"), ("0003", "Midden"), ("0004", "Geheel")]
    east, west, middle, whole = (
        Municipality(pk=n, cbs_code=code, name=name, slug=name.lower(), province=utrecht)
        for n, (code, name) in enumerate(names, 1)
    )
    begin, end = datetime.date(2003, 1, 1), datetime.date(2019, 1, 1)
    middle.valid_from, middle.valid_until = begin, end
    before = Event(begin, MunicipalityChange.Kind.MERGE, [east, west], middle)
    return middle, Story([before], [Event(end, MunicipalityChange.Kind.ABSORBED, [middle], whole)], [], [east, west])


def white_spots() -> ShownTable:
    """Return a table with a cell of each tint, and with long names."""
    rows = [Entry("preventie", "Preventie", []), Entry("lang", LONG, [])]
    columns = [Entry("PV25", "Gelderland", []), Entry("PV30", LONG, []), Entry("PV31", "Limburg", [])]
    numbers = {"preventie": (0, 1, 4), "lang": (0, 12, 1250)}
    lines = [
        (row, [Cell(row, one, number, "", "") for one, number in zip(columns, numbers[row.key], strict=True)])
        for row in rows
    ]
    return shown(Counted(TABLES["onderwerpen-provincies"], columns, lines))


def country() -> Map:
    """Return a map of the country with a province of each tint."""
    numbers = {"Groningen": 0, "Drenthe": 1, "Gelderland": 12, "Noord-Brabant": 6, "Zeeland": 25}
    codes = ("PV20", "PV22", "PV25", "PV30", "PV29")
    rows = [
        (Province(code=code, name=name, slug=name.lower()), number)
        for code, (name, number) in zip(codes, numbers.items(), strict=True)
    ]
    return Map("Kaart van Nederland: voorbeelden van provincies", choices=choices(rows, Province.get_absolute_url))


def charts() -> list[Chart]:
    """Return a chart of one series and one of parts, with a long name, a number too small to write and none at all."""
    counts = {"Eigen verklaring": 63, "Telling": 2, LONG[:60]: 0}
    plain = [ChartRow(name, [Value(count, "/praktijkvoorbeelden/")]) for name, count in counts.items()]
    parts = [ChartRow("Preventie", [Value(1), Value(16), Value(7)]), ChartRow("Jeugd", [Value(0), Value(10), Value(0)])]
    series = ("gemeten of geteld", "gezegd of geschat", "geen resultaat genoemd")
    return [
        Chart("gids-een", "Een reeks", "Wat de staven zijn.", "bewijs", ("voorbeelden",), plain),
        Chart("gids-delen", "In delen", "Wat de delen zijn.", "thema", series, parts),
    ]


class StyleGuideView(PageMixin, TemplateView):
    """Every component in all its states."""

    template_name = "pages/stijlgids.html"
    title = "Stijlgids"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        municipality, told = story()
        some = cards()
        years = [
            TimelineYear(2014, [YearEvent("Begonnen")]),
            TimelineYear(2017, [YearEvent("Beschreven", "in Een publicatie", "#bronnen")]),
        ]
        marks = [
            Mark("Aalten", "Aalten: 7 praktijkvoorbeelden", "/gemeenten/", count=7, spot=spot(51.93, 6.58), radius=17),
            Mark(
                "Leerdam",
                "Leerdam: 2 (bestaat niet meer)",
                "/gemeenten/",
                count=2,
                former="ging op",
                spot=spot(51.9, 5.09),
            ),
            Mark("Sluis", "Sluis: nog geen", spot=spot(51.31, 3.39), quiet=True),
        ]
        return super().get_context_data(
            sheets=SHEETS,
            colours=COLOURS,
            spaces=SPACES,
            cards=some,
            pictograms=[*PICTOGRAMS, "nieuw-thema"],
            entries=entries(),
            facets=some_facets(),
            chosen=[
                Chosen("Thema", "Preventie", "?", "preventie", "thema"),
                Chosen("Organisatie", LONG, "?", "organisatie", "organisatie"),
            ],
            problems=[ParamProblem("thema", "Thema", "‘bestaat-niet’ kennen we niet.")],
            sources=[(source("Een artikel"), None), (source(LONG, herdrukVan="stijl"), "Een artikel")],
            timeline=years,
            in_short=some[0],
            brief=in_brief(some[0]),
            family=some[:3],
            record={"soort": "portret"},
            similar=[Similar(some[0], 3, ["Zelfde initiatief: Naoberfonds"])],
            hurdles=[
                Hurdle(hurdle("De regels sluiten niet aan.", answers=[tied("Een budget.")]), some[0], "#hurdle"),
                Hurdle(hurdle("Het kost tijd.", lessons=[tied("Begin eerder.")]), some[1], "#hurdle"),
                Hurdle(hurdle("Er is geen geld."), some[2], "#hurdle"),
            ],
            shown=white_spots(),
            municipality=municipality,
            story=told,
            map=place_map("Kaart van Nederland: voorbeelden van merken", marks, named=True),
            country=country(),
            charts=charts(),
            page_links=[
                PageLink("1", "?page=1"),
                PageLink("2", "?page=2", True),
                PageLink("…"),
                PageLink("9", "?page=9"),
            ],
            shown_form=MissedForm({"zoek": LONG * 3, "geopend": stamp(0)}, network=""),
            previous_url="?page=1",
            next_url="?page=3",
            **kwargs,
        )

    def get_breadcrumb(self, context: dict[str, Any]) -> list[Crumb]:
        return [Crumb("Over Gouden", "/over/"), Crumb("Stijlgids")]


def source(title: str, **fields: Any) -> SourceRecord:
    """Return a source as a record holds it."""
    shown: Any = {
        "artikel": f"stijl-{len(title)}",
        "titel": title,
        "auteurs": ["Een auteur"],
        "bladzijden": "30-31",
        "url": "",
        "publicatie": PUBLICATION,
        "herdrukVan": None,
        "passages": ["hele artikel"],
    }
    return shown | fields
