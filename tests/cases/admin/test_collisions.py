"""Two editors at one case: who saves second is told, sees both versions, chooses, and loses nothing."""

import pytest
from django.urls import reverse

from cases.models import Case, Claim
from tests.cases.admin.admin_forms import added_row, typed
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ElementFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def mieke():
    return UserFactory(is_superuser=True, username="mieke", first_name="Mieke", last_name="Jansen")


@pytest.fixture
def jan():
    return UserFactory(is_superuser=True, username="jan", first_name="Jan", last_name="Smit")


@pytest.fixture
def mine(client, jan):
    client.force_login(jan)
    return client


@pytest.fixture
def theirs(client_class, mieke):
    client = client_class()
    client.force_login(mieke)
    return client


@pytest.fixture
def client_class(client):
    return type(client)


def url(case):
    return reverse("admin:cases_case_change", args=[case.pk])


def opened(client, case, **changes):
    """Return what the form of `case` holds in the browser, with `changes` typed in."""
    return typed(client.get(url(case)), "case_form") | changes


def save(client, case, data, button="_save"):
    return client.post(url(case), data | {button: "1"})


def shown(page):
    """Return what the browser would send of the page that came back."""
    return typed(page, "case_form")


def conflicts(page):
    return {
        conflict.label: (str(conflict.texts.after), str(conflict.texts.before))
        for conflict in page.context["collision"].conflicts
    }


def text_of(page):
    return page.content.decode()


@pytest.fixture
def case(theirs):
    """A case that was saved once, so that it has a version."""
    case = CaseFactory(title="Buurtkamers", summary="Buren koken.", with_source=True)
    save(theirs, case, opened(theirs, case))
    return case


def test_who_saves_second_is_told_who_was_first_and_nothing_is_saved(mine, theirs, case):
    form = opened(mine, case, title="Mijn titel")
    save(theirs, case, opened(theirs, case, title="Haar titel"))

    page = save(mine, case, form)

    assert page.status_code == 200
    assert "Versie 2" in text_of(page)
    assert "bewaard door Mieke Jansen" in text_of(page)
    assert Case.objects.get().title == "Haar titel"
    assert case.revisions.count() == 2


def test_both_texts_stand_side_by_side_with_the_difference_marked(mine, theirs, case):
    form = opened(mine, case, summary="Buren koken elke week.")
    save(theirs, case, opened(theirs, case, summary="Buren koken elke maand."))

    page = save(mine, case, form)

    assert conflicts(page) == {
        "Samenvatting": ("Buren koken elke <ins>week.</ins>", "Buren koken elke <del>maand.</del>"),
    }
    assert shown(page)["summary"] == ["Buren koken elke week."]


def test_mine_is_kept_when_i_choose_so(mine, theirs, case):
    form = opened(mine, case, title="Mijn titel")
    save(theirs, case, opened(theirs, case, title="Haar titel"))

    answer = save(mine, case, shown(save(mine, case, form)))

    assert answer.status_code == 302
    assert Case.objects.get().title == "Mijn titel"
    titles = [revision.snapshot["title"] for revision in case.revisions.order_by("number")]
    assert titles == ["Buurtkamers", "Haar titel", "Mijn titel"]


def test_theirs_is_kept_when_i_choose_so_and_the_rest_of_mine_too(mine, theirs, case):
    form = opened(mine, case, title="Mijn titel", approach="Mijn aanpak")
    save(theirs, case, opened(theirs, case, title="Haar titel"))

    save(mine, case, shown(save(mine, case, form)) | {"keuze-title": "ander"})

    case.refresh_from_db()
    assert (case.title, case.approach) == ("Haar titel", "Mijn aanpak")


def test_what_only_the_other_changed_is_taken_over_and_shown(mine, theirs, case):
    theme = ThemeFactory(name="Preventie")
    form = opened(mine, case, approach="Mijn aanpak")
    save(theirs, case, opened(theirs, case, lessons="Haar leerpunt", themes=[theme.pk], featured="on"))

    page = save(mine, case, form)

    assert conflicts(page) == {}
    for said in ("Leerpunten", "Haar leerpunt", "Preventie", "Uitgelicht"):
        assert said in text_of(page)
    assert Case.objects.get().approach == ""
    save(mine, case, shown(page))
    case.refresh_from_db()
    assert (case.approach, case.lessons, case.featured) == ("Mijn aanpak", "Haar leerpunt", True)
    assert list(case.themes.all()) == [theme]


def test_the_same_change_by_both_is_no_choice(mine, theirs, case):
    form = opened(mine, case, title="Zelfde titel")
    save(theirs, case, opened(theirs, case, title="Zelfde titel"))

    assert conflicts(save(mine, case, form)) == {}


def test_one_editor_with_two_windows_is_told_too(mine, case):
    form = opened(mine, case, title="In venster twee")
    save(mine, case, opened(mine, case, title="In venster een"))

    page = save(mine, case, form)

    assert "u, in een ander venster" in text_of(page)
    assert "uzelf, in een ander venster" in text_of(page)
    assert Case.objects.get().title == "In venster een"


def test_a_third_who_saves_meanwhile_is_seen_as_well(mine, theirs, case):
    form = opened(mine, case, title="Mijn titel")
    save(theirs, case, opened(theirs, case, title="Haar titel"))
    again = shown(save(mine, case, form))
    save(theirs, case, opened(theirs, case, title="Haar derde titel"))

    page = save(mine, case, again)

    assert conflicts(page) == {"Titel": ("<ins>Mijn </ins>titel", "<del>Haar derde </del>titel")}
    assert Case.objects.get().title == "Haar derde titel"


def test_saving_and_publishing_publishes_nothing_that_was_not_chosen(mine, theirs, case):
    form = opened(mine, case, title="Mijn titel")
    save(theirs, case, opened(theirs, case, title="Haar titel"))

    page = save(mine, case, form, button="_publish")

    assert page.status_code == 200
    assert Case.objects.get().state == "concept"


@pytest.mark.parametrize("seen", ["", "99", "x"])
def test_a_form_of_which_nobody_knows_what_it_started_from_asks_for_every_difference(mine, case, seen):
    page = save(mine, case, opened(mine, case, title="Mijn titel") | {"gezien": seen})

    assert list(conflicts(page)) == ["Titel"]
    assert Case.objects.get().title == "Buurtkamers"


def test_text_with_the_line_ends_of_a_browser_is_no_change(mine, theirs, case):
    Case.objects.update(approach="Eerst dit.\n\nToen dat.")
    form = opened(theirs, case)
    save(theirs, case, form | {"approach": "Eerst dit.\r\n\r\nToen dat."})
    number = case.revisions.count()
    form = opened(mine, case)

    assert save(mine, case, form | {"approach": "Eerst dit.\r\n\r\nToen dat."}).status_code == 302

    assert Case.objects.get().approach == "Eerst dit.\n\nToen dat."
    assert case.revisions.count() == number


def test_what_was_typed_wrong_comes_back_with_its_error_and_the_choice(mine, theirs, case):
    form = opened(mine, case, started_year="ooit", lessons="Mijn leerpunt")
    save(theirs, case, opened(theirs, case, started_year="2014"))

    page = save(mine, case, form)

    assert conflicts(page) == {"Begonnen in": ("<ins>ooit</ins>", "<del>2014</del>")}
    assert "ooit" in shown(page)["started_year"]
    save(mine, case, shown(page) | {"keuze-started_year": "ander"})
    case.refresh_from_db()
    assert (case.started_year, case.lessons) == (2014, "Mijn leerpunt")


# --- Rows ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def claims(theirs, case):
    """Two claims of the case, in its version."""
    made = [
        ClaimFactory(case=case, key=key, text=text, position=place)
        for place, (key, text) in enumerate([("a", "Eén."), ("b", "Twee.")])
    ]
    save(theirs, case, opened(theirs, case, lessons="Met uitspraken"))
    return made


def texts():
    return list(Claim.objects.values_list("text", flat=True))


def test_two_who_change_different_claims_both_keep_their_work(mine, theirs, case, claims):
    form = opened(mine, case, **{"claims-0-text": "Eén, zeg ik."})
    save(theirs, case, opened(theirs, case, **{"claims-1-text": "Twee, zegt zij."}))

    page = save(mine, case, form)

    assert conflicts(page) == {}
    save(mine, case, shown(page))
    assert texts() == ["Eén, zeg ik.", "Twee, zegt zij."]
    assert set(Claim.objects.values_list("pk", flat=True)) == {claim.pk for claim in claims}


def test_two_who_change_one_claim_choose(mine, theirs, case, claims):
    form = opened(mine, case, **{"claims-0-text": "Eén, zeg ik."})
    save(theirs, case, opened(theirs, case, **{"claims-0-text": "Eén, zegt zij."}))

    page = save(mine, case, form)

    assert list(conflicts(page)) == ["Uitspraken"]
    assert "Eén, <ins>zeg ik.\n" in conflicts(page)["Uitspraken"][0]
    assert texts()[0] == "Eén, zegt zij."
    save(mine, case, shown(page) | {"keuze-claims-0": "ander"})
    assert texts()[0] == "Eén, zegt zij."
    save(mine, case, shown(save(mine, case, form)))
    assert texts()[0] == "Eén, zeg ik."


def test_two_who_choose_elements_of_one_claim_choose(mine, theirs, case, claims):
    plan, lines = ElementFactory(name="Eén plan"), ElementFactory(name="Korte lijnen")
    mine_form = opened(mine, case, **{"claims-0-elements": [str(plan.pk)]})
    save(theirs, case, opened(theirs, case, **{"claims-0-elements": [str(lines.pk)], "claims-1-elements": [plan.pk]}))

    page = save(mine, case, mine_form)
    ((before, after),) = conflicts(page).values()
    assert ("Eén plan" in before, "Korte lijnen" in after) == (True, True)

    save(mine, case, shown(page) | {"keuze-claims-0": "ander"})
    assert [[str(one) for one in claim.elements.all()] for claim in claims] == [["Korte lijnen"], ["Eén plan"]]


def test_rows_that_either_added_are_both_there(mine, theirs, case, claims):
    row = {"kind": "resultaat", "evidence": "telling", "position": 0}
    form = opened(mine, case, **added_row("claims", 2, 3, text="Van mij.", **row))
    save(theirs, case, opened(theirs, case, **added_row("claims", 2, 3, text="Van haar.", **row)))

    page = save(mine, case, form)

    assert conflicts(page) == {}
    save(mine, case, shown(page))
    assert sorted(texts()) == ["Eén.", "Twee.", "Van haar.", "Van mij."]


def test_a_row_that_the_other_removed_goes_and_one_i_changed_is_asked_about(mine, theirs, case, claims):
    form = opened(mine, case, **{"claims-1-text": "Twee, zeg ik."})
    save(theirs, case, opened(theirs, case, **{"claims-0-DELETE": "on", "claims-1-DELETE": "on"}))
    assert texts() == []

    page = save(mine, case, form)

    assert conflicts(page)["Uitspraken"][1] == "<del>(verwijderd)</del>"
    save(mine, case, shown(page) | {"keuze-claims-0": "ander"})
    assert texts() == []
    save(mine, case, shown(save(mine, case, form)))
    assert texts() == ["Twee, zeg ik."]


def test_a_row_i_removed_and_the_other_changed_is_asked_about(mine, theirs, case, claims):
    form = opened(mine, case, **{"claims-0-DELETE": "on"})
    save(theirs, case, opened(theirs, case, **{"claims-0-text": "Eén, zegt zij."}))

    page = save(mine, case, form)

    assert conflicts(page)["Uitspraken"][0] == "<ins>(verwijderd)</ins>"
    save(mine, case, shown(page) | {"keuze-claims-0": "ander"})
    assert texts() == ["Eén, zegt zij.", "Twee."]
    save(mine, case, shown(save(mine, case, form)))
    assert texts() == ["Twee."]


def test_going_back_to_an_older_version_meanwhile_is_such_a_change(mine, theirs, case, claims):
    CitationFactory(case=case, article=ArticleFactory())
    save(theirs, case, opened(theirs, case, title="Derde"))
    form = opened(mine, case, place="De Pol")
    theirs.post(reverse("admin:cases_case_restore", args=[case.pk, 1]), {"gezien": "3"})

    page = save(mine, case, form)

    assert "Teruggezet naar versie 1" in text_of(page)
    assert conflicts(page) == {}
    save(mine, case, shown(page))
    case.refresh_from_db()
    assert (case.title, case.place, case.claims.count(), case.citations.count()) == ("Buurtkamers", "De Pol", 0, 1)


def test_every_list_is_put_together(mine, theirs, case):
    article, municipality, organisation = ArticleFactory(), MunicipalityFactory(), OrganisationFactory()
    form = opened(mine, case, **added_row("participations", 0, 1, role="partner", organisation=organisation.pk))
    added = added_row("citations", 1, 2, article=article.pk, passage="2e alinea")
    added |= added_row("case_municipalities", 1, 2, municipality=municipality.pk, role="betrokken")
    added |= added_row("links", 0, 1, url="https://a.example/", label="")
    save(theirs, case, opened(theirs, case, **added))

    page = save(mine, case, form)

    assert conflicts(page) == {}
    save(mine, case, shown(page))
    assert case.participations.get().organisation == organisation
    assert (case.citations.count(), case.case_municipalities.count(), case.links.count()) == (2, 2, 1)


def test_markup_of_either_stays_text(mine, theirs, case):
    form = opened(mine, case, title="<b>mijn</b>")
    save(theirs, case, opened(theirs, case, title="<i>haar</i>"))

    page = text_of(save(mine, case, form))

    assert "<b>mijn" not in page
    assert "<i>haar" not in page


def test_an_error_in_the_form_keeps_everything_that_was_typed_with_the_new_rows(mine, case):
    row = {"kind": "resultaat", "evidence": "telling", "position": 0}
    changes = {"title": "Mijn titel", "approach": "Veel werk.", "started_year": "ooit"}
    changes |= added_row("claims", 0, 2, text="Nieuw, en goed.", **row)
    changes |= {f"claims-1-{name}": value for name, value in (row | {"text": "Ook nieuw.", "value": "12"}).items()}
    sent = opened(mine, case) | changes

    page = save(mine, case, sent)

    assert page.status_code == 200
    assert "Geef bij een waarde de eenheid." in text_of(page)
    back = shown(page)
    for name, value in changes.items():
        assert "".join(map(str, back[name])) == str(value), name
    assert case.claims.count() == 0
