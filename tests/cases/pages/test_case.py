"""The page of a case: everything its record holds, and what became of an address that shows no case."""

import datetime
import re
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries, Settings

from cases import publishing
from cases.models import Case, Claim, ClaimLink, PublishedCase
from tests.factories import (
    AdoptionFactory,
    ArticleFactory,
    CaseFactory,
    CaseLinkFactory,
    CaseMunicipalityFactory,
    CitationFactory,
    ClaimFactory,
    ClaimLinkFactory,
    DesignationFactory,
    InitiativeFactory,
    MunicipalityChangeFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    PersonFactory,
    ProvinceFactory,
    PublicationFactory,
    PublishedCaseFactory,
    RegionFactory,
    SilentSectionFactory,
    SpeakerFactory,
    ThemeFactory,
)
from tests.reading import heading, links, main, title

pytestmark = pytest.mark.django_db


def published(**given: object) -> Case:
    """Return a case that is public."""
    case = CaseFactory(with_source=True, **given)
    publishing.publish(case=case, by=None)
    return case


def text(client: Client, case: Case) -> str:
    return main(client.get(case.get_absolute_url()))


def test_it_shows_title_summary_and_five_sections_of_which_the_empty_ones_say_so(client: Client) -> None:
    case = published(
        title="Startgeld voor bewoners",
        summary="Wie iets begint, krijgt geld.",
        background="Er was *weinig*.\n\n- een\n- twee",
        approach="Ze gaven <script>alert(1)</script> geld.",
        municipalities=[MunicipalityFactory(name="Aalten")],
    )

    response = client.get(case.get_absolute_url())
    body, shown = response.content.decode(), main(response)

    assert heading(response) == "Startgeld voor bewoners"
    assert title(response) == "Startgeld voor bewoners (Aalten) - Gouden"
    assert "Wie iets begint, krijgt geld." in shown
    assert "<em>weinig</em>" in body
    assert "<li>een</li>" in body
    assert "<script>" not in body


def test_an_empty_section_leads_to_its_claims_or_says_what_is_known_of_the_silence(client: Client) -> None:
    case = CaseFactory(with_source=True)
    lesson = ClaimFactory(case=case, kind="leerpunt", text="Begin klein.")
    result, other = (
        ClaimFactory(case=case, kind="resultaat", text=said) for said in ("Het werkte.", "Het werkte niet.")
    )
    ClaimLinkFactory(a=result, b=other)
    SilentSectionFactory(case=case, section="overdraagbaarheid")
    shown = text(client, PublishedCaseFactory(case=case))

    assert "Leerpunten De redactie schreef hier nog geen tekst; wel zeggen de bronnen: Begin klein." in shown
    assert "Het werkte. (bronnen verschillen) Het werkte niet. (bronnen verschillen)" in shown
    assert "Overdraagbaarheid Niet bekend: de bronnen zeggen hier niets over." in shown
    # Nobody wrote it and nobody looked whether there is something to write.
    assert "Aanleiding" not in shown
    assert shown.count("zeggen hier niets over") == 1
    assert f"#uitspraak-{lesson.key}" in links(client.get(PublishedCase.objects.get(pk=case.pk).get_absolute_url()))


def test_above_the_text_it_says_how_old_the_knowledge_is_and_whether_it_still_runs(client: Client) -> None:
    unchecked = published(running=True, title="Niet nagegaan", background="De tekst.")
    checked = published(
        title="Nagegaan",
        lifecycle=Case.Lifecycle.ENDED,
        lifecycle_checked_on=datetime.date(2025, 3, 1),
        started_year=2014,
        ended_year=2024,
    )
    unknown = published(title="Onbekend")

    shown = text(client, unchecked)
    assert shown.index("Liep in 2017, sindsdien niet nagegaan") < shown.index("De tekst.")
    # One year, one status.
    assert shown[: shown.index("De tekst.")].count("2017") == 1
    shown = text(client, checked)
    assert "Was gestopt, nagegaan op 1 maart 2025 (beschreven in 2017)" in shown
    assert "begonnen in 2014, geëindigd in 2024" in shown
    assert "Beschreven in 2017, niet bekend of het nog loopt" in text(client, unknown)


def test_in_brief_it_says_what_it_brought_what_stood_in_the_way_how_to_take_it_over_and_whom_to_ask(
    client: Client,
) -> None:
    case = CaseFactory(
        with_source=True,
        transferability="Begin **klein**. En dan meer.",
        background="De tekst.",
        contact=OrganisationFactory(name="Figulus"),
    )
    source = {"article": case.citations.get().article, "passage": "slot"}
    ClaimFactory(case=case, kind="resultaat", text="Het werkte.")
    figure = {"kind": "resultaat", "evidence": "telling", "value": 80, "unit": "mensen", "year": 2016}
    ClaimFactory(case=case, key="tachtig", text="Zoveel deed mee.", **figure, **source)
    link = ClaimLinkFactory(answer=True, a__case=case, a__text="De regels knellen.", b__text="Er kwam een budget.")
    ClaimFactory(case=case, kind="obstakel", text="Er was geen geld.")
    response = client.get(PublishedCaseFactory(case=case).get_absolute_url())

    shown = main(response)
    publication = source["article"].publication.title
    assert shown.index(" In het kort ") < shown.index(
        f" Wat leverde het op? 80 mensen (2016) Zoveel deed mee. Telling: wat dat betekent · {publication} "
        "Wat zat tegen? De regels knellen. Ertegen gedaan: Er kwam een budget. En nog 1 obstakel "
        "Over te nemen? Begin klein. Vergelijk met uw gemeente Bij wie navragen? Figulus "
    )
    assert shown.index("Bij wie navragen?") < shown.index("Navragen bij Figulus") < shown.index("De tekst.")
    ours = {"#uitspraak-tachtig", f"#uitspraak-{link.a.key}", f"#uitspraak-{link.b.key}", "#navragen", "#uitspraken"}
    assert ours <= set(links(response))
    for anchor in ours:
        assert f'id="{anchor[1:]}"' in response.content.decode()


def test_in_brief_what_no_source_says_is_said_so_and_a_reflection_is_not_asked(client: Client) -> None:
    shown = text(client, published())
    assert (
        "Wat leverde het op? Geen resultaat genoemd: wat dat betekent Wat zat tegen? Geen obstakel genoemd "
        "Over te nemen? Niet bekend Vergelijk met uw gemeente Bij wie navragen? Niet bekend"
    ) in shown
    shown = text(client, published(kind="beschouwing", transferability="Lees dit."))
    assert "In het kort Beschreven in 2017 Wat zat tegen? Geen obstakel genoemd Bij wie navragen? Niet bekend" in shown


def test_a_case_that_an_earlier_release_stored_is_shown_until_it_is_made_anew(client: Client) -> None:
    case = published(title="Van vroeger", background="De tekst.")
    row = PublishedCase.objects.get(pk=case.pk)
    for stored in (row.record, row.card):
        del stored["inHetKort"]
    row.save()

    assert "In het kort Beschreven in 2017, niet bekend of het nog loopt Navragen bij" in text(client, case)
    assert "Geen resultaat genoemd" not in text(client, case)
    for address in ("/praktijkvoorbeelden/", f"/insluiten/{case.slug}/"):
        shown = main(client.get(address))
        assert "Beschreven in 2017, niet bekend of het nog loopt" in shown
        assert "Leverde op" not in shown


def test_only_a_figure_of_a_result_stands_large_and_each_claim_keeps_its_anchor(client: Client) -> None:
    case = published()
    source = {"article": case.citations.get().article, "passage": "slot"}
    ClaimFactory(case=case, key="cijfer", kind="resultaat", value=80, unit="%", evidence="telling", **source)
    ClaimFactory(case=case, key="woorden", kind="resultaat")
    ClaimFactory(case=case, key="bereik", figure=True)
    publishing.publish(case=case, by=None)

    body = client.get(case.get_absolute_url()).content.decode()
    claims = body[body.index('id="uitspraken"') :]

    assert [claims.count(f'<div class="claim" id="uitspraak-{key}">') for key in ("cijfer", "woorden", "bereik")] == [
        1
    ] * 3
    assert claims.count('<p class="claim__figure">') == 1
    assert claims.count('<li class="quiet">') == 2


def test_it_names_the_province_of_then_and_what_became_of_the_municipality(client: Client) -> None:
    utrecht = ProvinceFactory(code="PV26", name="Utrecht")
    holland = ProvinceFactory(code="PV28", name="Zuid-Holland")
    merger = MunicipalityChangeFactory(
        old__name="Leerdam", old__province=holland, new__name="Vijfheerenlanden", new__province=utrecht
    )
    case = published(municipalities=[merger.old], place="West")
    CaseMunicipalityFactory(case=case, municipality=MunicipalityFactory(name="Gorinchem"), role="betrokken")
    publishing.publish(case=case, by=None)

    response = client.get(case.get_absolute_url())

    assert ("Leerdam, toen Zuid-Holland. Bestond tot 1 januari 2019; hoort nu bij Vijfheerenlanden (Utrecht).") in main(
        response
    )
    assert "Gorinchem (betrokken), Provincie" in main(response)
    assert "Plaats West" in main(response)
    assert {merger.old.get_absolute_url(), merger.new.get_absolute_url()} <= set(links(response))


def test_a_portrait_shows_its_practices_and_a_practice_its_portrait(client: Client) -> None:
    portrait = published(portrait=True, title="Het portret")
    practice = published(part_of=portrait, title="De ene praktijk")
    published(part_of=portrait, title="De andere praktijk")
    CaseFactory(part_of=portrait, title="Nog een concept", with_source=True)

    shown = text(client, portrait)
    assert "2 praktijken in dit portret" in shown
    assert shown.index("Praktijken in dit portret") < shown.index("De andere praktijk") < shown.index("De ene praktijk")
    assert "Nog een concept" not in shown
    response = client.get(practice.get_absolute_url())
    assert "Onderdeel van Het portret" in main(response)
    assert portrait.get_absolute_url() in links(response)
    assert "Andere praktijken uit dit portret" in main(response)


def test_figures_are_written_as_dutch_does(client: Client) -> None:
    case = published()
    figures = [
        ({"value": 2500, "qualifier": "ruim", "unit": "bewoners", "year": 2016}, "ruim 2.500 bewoners (2016)"),
        ({"value": 30, "value_until": 60, "unit": "organisaties"}, "30 tot 60 organisaties"),
        ({"value": 25, "value_before": 150, "unit": "werkprocessen"}, "van 150 naar 25 werkprocessen"),
        ({"value": "7.5", "unit": "%", "qualifier": "ongeveer"}, "ongeveer 7,5%"),
        ({"value": 2000000, "unit": "euro", "qualifier": "minstens"}, "minstens €\N{NO-BREAK SPACE}2.000.000"),
    ]
    for fields, _ in figures:
        ClaimFactory(case=case, figure=True, kind="resultaat", **fields)
    publishing.publish(case=case, by=None)

    body = client.get(case.get_absolute_url()).content.decode()

    claims = body[body.index('id="uitspraken"') :]
    shown = [re.sub(r"<[^>]+>", "", figure) for figure in re.findall(r'<p class="claim__figure">(.*?)</p>', claims)]
    assert shown == [expected for _, expected in figures]
    # The number is what one sees first.
    assert (
        '<span class="claim__qualifier">ruim</span> <b class="claim__value">2.500</b> '
        '<span class="claim__unit">bewoners</span>'
    ) in body


def test_a_claim_says_who_says_it_on_what_grounds_and_where_it_stands(client: Client) -> None:
    publication = PublicationFactory(title="Elf gemeenten", year=2017)
    article = ArticleFactory(title="Open houding", publication=publication)
    speaker = SpeakerFactory(
        person=PersonFactory(name="Eric Wichgers"),
        function="directeur",
        organisations=[OrganisationFactory(name="Figulus")],
        article=article,
    )
    bureau = SpeakerFactory(person=None, function="statistiekbureau", article=article)
    case = published()
    ClaimFactory(
        case=case,
        text="Het werkt.",
        speaker=speaker,
        article=article,
        passage="2e alinea",
        municipality=MunicipalityFactory(name="Bronckhorst"),
    )
    ClaimFactory(case=case, kind="context", text="Er zijn cijfers.", speaker=bureau, evidence=Claim.Evidence.STATISTICS)
    publishing.publish(case=case, by=None)

    shown = text(client, case)

    assert (
        "Het werkt. Eigen verklaring · Eric Wichgers Wat ‘Eigen verklaring’ betekent Over Bronckhorst. Wie zegt het "
        "Eric Wichgers, directeur, Figulus Waar staat het Open houding, Elf gemeenten (2017), 2e alinea"
    ) in shown
    assert "Er zijn cijfers. · Statistiekbureau Landelijk cijfer dat de bron aanhaalt: wat dat betekent" in shown


def test_a_claim_nobody_said_names_its_publication_and_is_folded_without_a_script(client: Client) -> None:
    case = published()
    ClaimFactory(case=case, speaker=None, article=ArticleFactory(publication=PublicationFactory(title="Het Magazine")))
    publishing.publish(case=case, by=None)

    response = client.get(case.get_absolute_url())

    assert "Eigen verklaring · Het Magazine Wat ‘Eigen verklaring’ betekent Waar staat het" in main(response)
    assert '<details class="claim__source">' in response.content.decode()


def test_claims_are_grouped_with_results_first_and_context_last(client: Client) -> None:
    case = published()
    for kind in ("context", "obstakel", "resultaat", "kosten"):
        ClaimFactory(case=case, kind=kind)
    publishing.publish(case=case, by=None)

    shown = text(client, case)

    places = [shown.index(f" Uitspraken over {label} ") for label in ("resultaten", "kosten", "obstakels", "context")]
    assert places == sorted(places)


def test_no_two_headings_of_a_case_are_the_same(client: Client) -> None:
    case = published(lessons="Wat niet hielp.")
    for kind in Claim.Kind:
        ClaimFactory(case=case, kind=kind)
    publishing.publish(case=case, by=None)

    body = client.get(case.get_absolute_url()).content.decode()

    headings = [strip_tags(found).strip() for found in re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", body, re.DOTALL)]
    assert "Leerpunten" in headings
    assert "Uitspraken over leerpunten" in headings
    assert sorted(headings) == sorted(set(headings))


def test_sources_that_differ_stand_side_by_side(client: Client) -> None:
    case = published()
    twenty = ClaimFactory(case=case, figure=True, kind="bereik", value=20, text="Er zijn er twintig.")
    ClaimFactory(case=case, kind="bereik", text="Iets anders.")
    fifteen = ClaimFactory(case=case, figure=True, kind="inzet", value=15, text="Er zijn er vijftien.")
    ClaimLinkFactory(a=twenty, b=fifteen)
    publishing.publish(case=case, by=None)

    response = client.get(case.get_absolute_url())
    body, shown = response.content.decode(), main(response)

    # In one row of two, and both say at once where they come from.
    sides = body[body.index('<div class="dispute__sides">') :].partition("</li>")[0]
    assert sides.count('<div class="claim"') == 2
    assert sides.count('<details class="claim__source" open>') == 2
    assert shown.count("Bronnen verschillen") == 1
    # Above them the sections without text only lead to them.
    claims = shown[shown.index(" Uitspraken en cijfers ") :]
    between = claims[claims.index("Bronnen verschillen") : claims.index("Iets anders.")]
    assert "Er zijn er twintig." in between
    assert "Er zijn er vijftien." in between
    assert claims.count("Er zijn er vijftien.") == 1
    assert "Uitspraken over inzet" not in claims


def test_a_later_state_points_both_ways(client: Client) -> None:
    case = published()
    plan = ClaimFactory(case=case, text="Het komt er.", key="plan")
    done = ClaimFactory(case=case, text="Het is er.", key="klaar")
    ClaimLinkFactory(a=plan, b=done, kind=ClaimLink.Kind.LATER_STATE)
    publishing.publish(case=case, by=None)

    response = client.get(case.get_absolute_url())

    assert "Latere stand: Het is er." in main(response)
    assert "Eerdere stand: Het komt er." in main(response)
    assert {"#uitspraak-plan", "#uitspraak-klaar"} <= set(links(response))
    assert 'id="uitspraak-plan"' in response.content.decode()


def test_a_contradiction_in_another_case_shows_only_what_that_case_has_published(client: Client) -> None:
    here, there = published(title="Hier"), published(title="Daar")
    ours = ClaimFactory(case=here, text="Zeven teams.")
    theirs = ClaimFactory(case=there, text="Acht teams.", key="acht")
    ClaimLinkFactory(a=ours, b=theirs)
    publishing.publish(case=here, by=None)

    # The other claim is not public yet.
    assert "Bronnen verschillen" not in text(client, here)

    publishing.publish(case=there, by=None)
    response = client.get(here.get_absolute_url())
    assert "Bronnen verschillen" in main(response)
    assert "Acht teams." in main(response)
    assert "Staat bij: Daar" in main(response)
    assert "/praktijkvoorbeelden/daar/#uitspraak-acht" in links(response)

    publishing.withdraw(case=there, by=None, reason="Klopte niet.")
    assert "Acht teams." not in text(client, here)


def test_it_shows_who_take_part_in_which_roles_the_initiatives_themes_and_links(client: Client) -> None:
    case = published(
        initiatives=[InitiativeFactory(name="Naoberfonds")],
        themes=[ThemeFactory(name="Preventie")],
        contact=OrganisationFactory(
            name="Figulus",
            contact_page="https://figulus.example/contact",
            contact_checked_on=datetime.date(2026, 5, 1),
        ),
    )
    ParticipationFactory(case=case, organisation=OrganisationFactory(name="Estinea"), role="partner")
    region = RegionFactory(name="Achterhoek")
    ParticipationFactory(case=case, organisation=None, region=region, role="financier")
    CaseLinkFactory(case=case, url="https://lees.example/", label="Het verslag")
    publishing.publish(case=case, by=None)

    response = client.get(case.get_absolute_url())
    shown = main(response)

    assert "Partner Estinea" in shown
    assert "Financier Achterhoek (regio)" in shown
    assert "Navragen bij Figulus Contactpagina Nagegaan op 1 mei 2026." in shown
    assert {
        "/initiatieven/naoberfonds/",
        "/themas/preventie/",
        "/organisaties/estinea/",
        region.get_absolute_url(),
        "https://figulus.example/contact",
        "https://lees.example/",
    } <= set(links(response))


def test_sources_give_their_passages_and_reprints_do_not_count_as_a_second_source(client: Client) -> None:
    original = ArticleFactory(
        title="Open houding",
        authors=["A. Auteur", "B. Auteur"],
        pages="3-4",
        publication=PublicationFactory(title="Elf gemeenten", publishers=[OrganisationFactory(name="De Uitgever")]),
    )
    reprint = ArticleFactory(title="Opnieuw", reprint_of=original)
    case = published()
    CitationFactory(case=case, article=original, passage="1e alinea")
    CitationFactory(case=case, article=original, passage="slot")
    CitationFactory(case=case, article=reprint, passage="")
    publishing.publish(case=case, by=None)

    shown = text(client, case)

    assert (
        "A. Auteur, B. Auteur. Open houding. In: Elf gemeenten, De Uitgever, 2017, blz. 3-4. Gebruikt: 1e alinea; slot."
    ) in shown
    assert "Herdruk van ‘Open houding’: telt niet als tweede bron" in shown


def test_it_shows_who_followed_and_the_predicate_of_its_municipality(client: Client) -> None:
    aalten = MunicipalityFactory(name="Aalten")
    case = published(municipalities=[aalten])
    AdoptionFactory(
        case=case, municipality=MunicipalityFactory(name="Borne"), year=2013, note="Ook hier.", passage="kader"
    )
    DesignationFactory(municipality=aalten)
    DesignationFactory(municipality=MunicipalityFactory(name="Elders"), predicate="Iets anders")

    shown = text(client, case)

    assert "Navolging Borne: ingevoerd (2013) Ook hier. Bron: " in shown
    assert "Predicaat Gouden sociale Gemeente 2017" in shown
    assert "Iets anders" not in shown


def test_it_says_how_to_cite_and_under_which_licence(client: Client) -> None:
    case = published(title="Startgeld", municipalities=[MunicipalityFactory(name="Aalten")])
    shown = text(client, case)

    assert "Startgeld (Aalten). Gouden, catalogus van goede praktijken in het gemeentelijk sociaal domein, " in shown
    assert "https://gouden.test/praktijkvoorbeelden/startgeld/, CC BY 4.0." in shown


def test_it_can_be_copied_shared_and_corrected_without_a_script(client: Client, settings: Settings) -> None:
    settings.GOUDEN_CONTACT_EMAIL = "redactie@gouden.test"
    case = published(title="Eten & drinken", slug="eten", summary="Samen aan tafel?")

    response = client.get(case.get_absolute_url())
    mails = [unquote(url) for url in links(response) if url.startswith("mailto:")]

    address = "https://gouden.test/praktijkvoorbeelden/eten/"
    assert set(mails) == {f"mailto:?subject=Eten & drinken (Gouden)&body=Samen aan tafel?\n\n{address}"}
    assert links(response).count("/praktijkvoorbeelden/eten/meld-een-fout/") == 2
    assert "subject=Eten%20%26%20drinken" in response.content.decode()
    assert f"Het adres van deze pagina {address}" in main(response)
    # The scripts only add suggestions, buttons and links; they come from files, as the policy demands.
    assert re.findall(r'<script(?! type="application/ld\+json").*?</script>', response.content.decode()) == [
        '<script src="/static/js/suggestions.js" defer></script>',
        '<script src="/static/js/dossier.js" defer></script>',
        '<script src="/static/js/voor.js" defer></script>',
        '<script src="/static/js/copy.js" defer></script>',
        '<script src="/static/js/back.js" defer></script>',
    ]


def test_a_timeline_tells_the_years_in_order_and_that_nobody_looked_since(client: Client) -> None:
    case = published(started_year=2012)
    ClaimFactory(case=case, text="Er zijn zeven teams.", year=2015, key="teams")
    ClaimFactory(case=case, text="Zonder jaar.")
    adoption = AdoptionFactory(case=case, municipality=MunicipalityFactory(name="Borne"), year=2013)
    publishing.publish(case=case, by=None)

    response = client.get(case.get_absolute_url())

    story = main(response)[main(response).index(" Tijdlijn ") :]
    assert story.startswith(
        " Tijdlijn 2012 Begonnen 2013 Navolging Borne, ingevoerd 2015 Resultaat Er zijn zeven teams. "
        "2017 Beschreven in "
    )
    assert "Sindsdien niet nagegaan" in story
    assert {"#uitspraak-teams", f"#{adoption.anchor}", "#bronnen"} <= set(links(response))


def test_a_timeline_ends_with_the_end_and_the_last_look(client: Client) -> None:
    case = published(
        started_year=2014,
        ended_year=2024,
        lifecycle=Case.Lifecycle.ENDED,
        lifecycle_checked_on=datetime.date(2025, 3, 1),
    )

    shown = text(client, case)

    assert "2024 Geëindigd 2025 Nagegaan op 1 maart 2025" in shown
    assert "Sindsdien niet nagegaan" not in shown


def test_one_year_is_no_timeline(client: Client) -> None:
    assert "Tijdlijn" not in text(client, published())


def test_a_long_case_has_contents_that_lead_to_what_is_there_and_a_short_one_has_none(client: Client) -> None:
    portrait = CaseFactory(with_source=True, portrait=True, approach="Veel tekst. " * 200, started_year=2010)
    ClaimFactory(case=portrait, kind="leerpunt")
    SilentSectionFactory(case=portrait, section="overdraagbaarheid")
    publishing.publish(case=portrait, by=None)
    published(part_of=portrait)

    response = client.get(portrait.get_absolute_url())

    # Nobody wrote or looked into what led to it and what it brought: these two are not on the page.
    assert response.context["contents"] == [
        ("aanpak", "Aanpak"),
        ("leerpunten", "Leerpunten"),
        ("overdraagbaarheid", "Overdraagbaarheid"),
        ("uitspraken", "Uitspraken en cijfers"),
        ("tijdlijn", "Tijdlijn"),
        ("familie", "Praktijken"),
        ("gegevens", "Gegevens"),
        ("bronnen", "Bronnen"),
        ("verwijzen", "Verwijzen en delen"),
    ]
    body = response.content.decode()
    for name, _ in response.context["contents"]:
        assert f'id="{name}"' in body
        assert f"#{name}" in links(response)
    assert 'id="aanleiding"' not in body
    assert 'id="opbrengst"' not in body
    assert "Op deze pagina" not in text(client, published(approach="Kort."))


def test_it_leads_to_more_from_the_same_places(client: Client) -> None:
    region = RegionFactory(name="Achterhoek")
    case = published(municipalities=[MunicipalityFactory(cbs_code="0197", name="Aalten")], regions=[region])

    response = client.get(case.get_absolute_url())

    assert "Meer voorbeelden Uit Aalten, Uit Achterhoek" in main(response)
    assert {
        "/praktijkvoorbeelden/?gemeente=0197",
        f"/praktijkvoorbeelden/?regio={region.slug}",
    } <= set(links(response))


def test_whom_to_ask_is_said_to_be_unknown(client: Client) -> None:
    assert "Navragen bij Niet bekend" in text(client, published())


def test_a_case_without_a_place_says_why(client: Client) -> None:
    case = published(without_place="de bron noemt geen gemeente")

    assert "Plaats Geen: de bron noemt geen gemeente" in text(client, case)


def test_a_withdrawn_case_is_410_and_says_when_and_why(client: Client) -> None:
    case = published(title="Oude wijn")
    publishing.withdraw(case=case, by=None, reason="De bron is herroepen.")

    response = client.get(case.get_absolute_url())

    assert response.status_code == 410
    assert title(response) == "Ingetrokken: Oude wijn - Gouden"
    assert "Reden De bron is herroepen." in main(response)
    assert f'<time datetime="{timezone.localdate():%Y-%m}' in response.content.decode()
    assert "/praktijkvoorbeelden/" in links(response)


def test_a_moved_case_redirects_for_ever_however_often_it_moved(client: Client) -> None:
    case = published(title="Eerst", slug="eerst")
    for slug in ("toen", "nu"):
        case.slug = slug
        case.save()
        publishing.publish(case=case, by=None)

    for old in ("eerst", "toen"):
        response = client.get(f"/praktijkvoorbeelden/{old}/")
        assert response.status_code == 301
        assert response["Location"] == "/praktijkvoorbeelden/nu/"

    publishing.withdraw(case=case, by=None, reason="Klaar.")
    assert client.get("/praktijkvoorbeelden/eerst/").status_code == 410


def test_a_case_that_came_back_at_another_address_is_found_from_the_old_one(client: Client) -> None:
    case = published(slug="oud")
    publishing.withdraw(case=case, by=None, reason="Even niet.")
    case.refresh_from_db()
    case.slug = "terug"
    case.save()
    publishing.publish(case=case, by=None)

    assert client.get("/praktijkvoorbeelden/oud/")["Location"] == "/praktijkvoorbeelden/terug/"


def test_an_unknown_address_is_404(client: Client) -> None:
    assert client.get("/praktijkvoorbeelden/nooit-gehoord/").status_code == 404


@pytest.mark.parametrize("practices", [1, 20])
def test_it_takes_the_same_queries_however_much_hangs_on_it(
    client: Client, practices: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    portrait = published(portrait=True)
    ClaimFactory.create_batch(practices, case=portrait, article=ArticleFactory())
    AdoptionFactory.create_batch(practices, case=portrait)
    for _ in range(practices):
        published(part_of=portrait)
    publishing.publish(case=portrait, by=None)

    # The version twice; the case; its practices; its adoptions; its designations; the terms.
    with django_assert_num_queries(7):
        client.get(portrait.get_absolute_url())
