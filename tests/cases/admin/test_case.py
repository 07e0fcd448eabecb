"""Editors write, look, publish and withdraw a case; readers see only what was published."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import publishing
from cases.models import Case, CatalogueState, Claim, ClaimLink, PublicationEvent, PublishedCase, Revision
from tests.cases.admin.admin_forms import added_row, confirmed, typed
from tests.cases.situations import looked_at
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    ClaimFactory,
    ClaimLinkFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProvinceFactory,
    PublishedCaseFactory,
    SpeakerFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CHANGELIST = reverse("admin:cases_case_changelist")


@pytest.fixture
def editor():
    return UserFactory(is_superuser=True, username="mieke")


@pytest.fixture
def client(client, editor):
    client.force_login(editor)
    return client


def url(page, case):
    return reverse(f"admin:cases_case_{page}", args=[case.pk])


def save(client, case, button="_save", follow=False, **changes):
    """Open the change form of `case`, type `changes` in and press `button`."""
    data = typed(client.get(url("change", case)), "case_form") | changes | {button: "1"}
    return client.post(url("change", case), data, follow=follow)


def act(client, action, cases, **data):
    """Choose a bulk action for these cases."""
    return client.post(
        CHANGELIST, {"action": action, "_selected_action": [case.pk for case in cases]} | data, follow=True
    )


def text_of(page):
    return page.content.decode()


def messages_on(page):
    return " ".join(str(message) for message in page.context["messages"])


def public():
    """Return everything readers can see, to compare."""
    return (
        list(PublishedCase.objects.order_by("pk").values()),
        list(PublicationEvent.objects.values()),
        list(CatalogueState.objects.values()),
    )


# --- Writing ----------------------------------------------------------------------------------------------------


def test_a_new_case_is_a_concept_with_one_revision_by_its_editor(client, editor):
    article, theme = ArticleFactory(), ThemeFactory()
    data = typed(client.get(reverse("admin:cases_case_add")), "case_form")
    data |= {"title": "Buurtkamers", "slug": "buurtkamers", "summary": "Buren koken samen.", "themes": [theme.pk]}
    data |= added_row("citations", 0, 1, article=article.pk, passage="1e alinea")

    answer = client.post(reverse("admin:cases_case_add"), data | {"_save": "1"})

    assert answer.status_code == 302
    case = Case.objects.get()
    assert (case.state, case.modified_by) == ("concept", editor)
    revision = Revision.objects.get()
    assert (revision.number, revision.by) == (1, editor)
    assert revision.snapshot["citations"] == [{"article": article.slug, "passage": "1e alinea"}]
    assert not PublishedCase.objects.exists()


def test_each_save_makes_one_revision_with_the_inlines_in_it(client):
    case = PublishedCaseFactory().case
    claim = ClaimFactory(case=case, text="Oud")
    speaker = SpeakerFactory()
    number = case.revisions.count()

    save(client, case, **{"title": "Nieuw", "claims-0-text": "Nieuwe uitspraak", "claims-0-speaker": speaker.pk})

    assert case.revisions.count() == number + 1
    latest = case.revisions.latest("number")
    assert latest.snapshot["title"] == "Nieuw"
    assert [row["text"] for row in latest.snapshot["claims"]] == ["Nieuwe uitspraak"]
    claim.refresh_from_db()
    assert claim.speaker == speaker


def test_saving_without_a_change_makes_no_revision(client):
    case = PublishedCaseFactory().case
    ClaimFactory(case=case, figure=True, value="1234.5")
    ParticipationFactory(case=case)
    publishing.record_revision(case=case, by=None)
    number = case.revisions.count()

    assert save(client, case).status_code == 302

    assert case.revisions.count() == number
    assert Claim.objects.get().value == 1234.5


def test_the_public_page_stays_as_it_was_until_publishing(client):
    case = PublishedCaseFactory().case
    before = public()

    page = save(client, case, title="Andere titel", summary="Anders.", follow=True)

    assert public() == before
    assert "De openbare pagina toont nog de vorige versie" in messages_on(page)


def test_a_new_claim_gets_a_key_and_a_place_behind_the_others(client):
    case = CaseFactory()
    ClaimFactory(case=case, position=0)
    ClaimFactory(case=case, position=4)

    save(client, case, **added_row("claims", 2, 3, text="Erbij", kind="resultaat", evidence="telling", position=0))

    claim = Claim.objects.get(text="Erbij")
    assert claim.position == 5
    assert claim.key.startswith("u-")


def test_a_figure_is_shown_as_it_was_typed(client):
    case = CaseFactory()
    ClaimFactory(case=case, figure=True, value="100", value_until="150.25")

    data = typed(client.get(url("change", case)), "case_form")

    assert data["claims-0-value"] == ["100"]
    assert data["claims-0-value_until"] == ["150,25"]


def test_a_party_twice_in_a_role_is_refused_with_the_work_kept(client):
    case, organisation = CaseFactory(), OrganisationFactory()
    row = {"organisation": organisation.pk, "role": "partner"}

    page = save(
        client,
        case,
        title="Mijn werk",
        **added_row("participations", 0, 2, **row) | added_row("participations", 1, 2, **row),
    )

    assert page.status_code == 200
    assert "Een deelnemer staat er twee keer met dezelfde rol" in text_of(page)
    assert 'value="Mijn werk"' in text_of(page)
    assert not case.participations.exists()


def test_a_constraint_speaks_dutch_at_the_row_concerned(client):
    case = CaseFactory()
    ClaimFactory(case=case)

    page = save(client, case, **{"claims-0-value": "12"})

    assert page.status_code == 200
    assert "Geef bij een waarde de eenheid." in text_of(page)


def test_a_portrait_with_practices_cannot_become_a_practice(client):
    portrait = CaseFactory(portrait=True)
    CaseFactory(part_of=portrait)

    page = save(client, portrait, kind="praktijk")

    assert "Bij dit portret horen praktijken; haal die er eerst af." in text_of(page)


def test_a_claim_that_goes_makes_a_revision_of_the_case_it_was_tied_to(client):
    link = ClaimLinkFactory(b=ClaimFactory())
    case, other = link.a.case, link.b.case
    publishing.record_revision(case=other, by=None)

    save(client, case, **{"claims-0-DELETE": "on"})

    assert not ClaimLink.objects.exists()
    assert other.revisions.latest("number").snapshot["claim_links"] == []
    assert other.revisions.count() == 2


def test_tying_two_claims_makes_a_revision_of_both_cases(client, editor):
    a, b = ClaimFactory(), ClaimFactory()

    client.post(reverse("admin:cases_claimlink_add"), {"a": a.pk, "b": b.pk, "kind": "spreekt tegen"})

    for case in (a.case, b.case):
        revision = case.revisions.get()
        assert revision.by == editor
        assert len(revision.snapshot["claim_links"]) == 1


def test_untying_them_makes_a_revision_of_both_cases(client):
    link = ClaimLinkFactory(b=ClaimFactory())

    client.post(reverse("admin:cases_claimlink_delete", args=[link.pk]), {"post": "yes"})

    for case in (link.a.case, link.b.case):
        assert case.revisions.get().snapshot["claim_links"] == []


# --- The list ---------------------------------------------------------------------------------------------------


def test_the_list_asks_as_many_questions_for_many_cases_as_for_a_few(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(CHANGELIST)
        return len(captured)

    # The first page of a session notes when it was asked for.
    client.get(CHANGELIST)
    for _ in range(3):
        PublishedCaseFactory(case__municipalities=[MunicipalityFactory(), MunicipalityFactory()])
    few = queries()
    for _ in range(12):
        ClaimFactory(case=PublishedCaseFactory(case__municipalities=[MunicipalityFactory()]).case)
    assert queries() == few


def test_the_list_tells_which_cases_wait_to_be_published(client):
    waiting = PublishedCaseFactory(case__title="Wacht op publicatie").case
    PublishedCaseFactory(case__title="Staat zoals het is")
    CaseFactory(title="Nog een concept")
    save(client, waiting, summary="Veranderd.")

    found = {
        choice: set(client.get(f"{CHANGELIST}?wijzigingen={choice}").context["cl"].result_list)
        for choice in ["ja", "nee"]
    }

    assert {case.title for case in found["ja"]} == {"Wacht op publicatie"}
    assert {case.title for case in found["nee"]} == {"Staat zoals het is", "Nog een concept"}
    assert text_of(client.get(CHANGELIST)).count("met wijzigingen</td>") == 1


def test_the_province_counts_a_case_once_however_many_of_its_municipalities_lie_there(client):
    province = ProvinceFactory(name="Drenthe")
    CaseFactory(municipalities=[MunicipalityFactory(province=province), MunicipalityFactory(province=province)])
    CaseFactory(municipalities=[MunicipalityFactory()])

    page = client.get(f"{CHANGELIST}?provincie=drenthe")

    assert len(page.context["cl"].result_list) == 1
    assert "Drenthe (1)" in text_of(client.get(CHANGELIST))


# --- Publishing -------------------------------------------------------------------------------------------------


def test_publish_shows_the_case_to_readers(client, editor):
    case = CaseFactory(with_source=True, title="Zichtbaar")

    page = client.post(url("publish", case), looked_at(case), follow=True)

    assert PublishedCase.objects.get().title == "Zichtbaar"
    assert "is gepubliceerd" in messages_on(page)
    assert case.revisions.get().by == editor


def test_publish_is_a_button_and_never_a_link(client):
    case = CaseFactory(with_source=True)
    assert client.get(url("publish", case)).status_code == 405
    assert not PublishedCase.objects.exists()


def test_publish_asks_for_the_token_of_the_form(client, editor):
    client.handler.enforce_csrf_checks = True
    assert client.post(url("publish", CaseFactory(with_source=True))).status_code == 403


def test_the_buttons_are_those_that_make_sense(client):
    def buttons(case):
        page = text_of(client.get(url("change", case)))
        labels = (">Publiceer<", ">Publiceer opnieuw<", ">Trek in<", "Opslaan en publiceren", "Opslaan en opnieuw pub")
        return [label for label in labels if label in page]

    case = CaseFactory(with_source=True)
    assert buttons(case) == [">Publiceer<", "Opslaan en publiceren"]
    publishing.publish(case=case, by=None)
    assert buttons(case) == [">Trek in<", "Opslaan en opnieuw pub"]
    save(client, case, title="Anders")
    assert buttons(case) == [">Publiceer opnieuw<", ">Trek in<", "Opslaan en opnieuw pub"]
    publishing.withdraw(case=case, by=None, reason="Dubbel")
    assert buttons(case) == [">Publiceer<", "Opslaan en publiceren"]


def test_the_form_says_what_readers_see(client):
    case = CaseFactory(with_source=True)
    assert "Concept. Lezers zien het niet." in text_of(client.get(url("change", case)))
    publishing.publish(case=case, by=None)
    assert "Lezers zien wat hier staat." in text_of(client.get(url("change", case)))
    save(client, case, title="Anders")
    assert "Daarna is het gewijzigd; lezers zien dat nog niet." in text_of(client.get(url("change", case)))
    publishing.withdraw(case=case, by=None, reason="Staat er dubbel in")
    assert "Staat er dubbel in" in text_of(client.get(url("change", case)))


def test_publish_again_shows_the_pending_changes(client):
    case = PublishedCaseFactory().case
    save(client, case, title="Nieuwe titel")

    client.post(url("publish", case), looked_at(case))

    assert PublishedCase.objects.get().title == "Nieuwe titel"
    assert list(PublicationEvent.objects.order_by("number").values_list("kind", flat=True)) == [
        "gepubliceerd",
        "gewijzigd",
    ]
    assert not Case.objects.with_pending_changes().filter(has_pending_changes=True).exists()


def test_save_and_publish_does_both_with_one_revision(client):
    case = CaseFactory(with_source=True)

    page = save(client, case, "_publish", follow=True, title="In één keer")

    assert PublishedCase.objects.get().title == "In één keer"
    assert case.revisions.count() == 1
    assert "is gepubliceerd" in messages_on(page)
    assert page.redirect_chain[-1][0] == url("change", case)


def test_a_new_case_can_be_saved_and_published_at_once(client):
    data = typed(client.get(reverse("admin:cases_case_add")), "case_form")
    data |= {"title": "Meteen", "slug": "meteen", "summary": "Kort.", "themes": [ThemeFactory().pk]}
    data |= {"without_place": "Het gaat over heel Nederland"}
    data |= added_row("citations", 0, 1, article=ArticleFactory().pk, passage="")

    client.post(reverse("admin:cases_case_add"), data | {"_publish": "1"})

    assert PublishedCase.objects.get().slug == "meteen"


def test_a_refused_publication_keeps_the_work_and_names_every_field(client):
    case = CaseFactory()
    ClaimFactory(case=case, value=40, unit="bewoners", text="Veertig bewoners doen mee.")

    page = save(client, case, "_publish", follow=True, title="Mijn werk", summary="woord " * 61)

    case.refresh_from_db()
    assert (case.title, case.state) == ("Mijn werk", "concept")
    assert not PublishedCase.objects.exists()
    assert "is bewaard, maar nog niet gepubliceerd" in messages_on(page)
    form = page.context["adminform"].form
    assert form["summary"].errors == ["De samenvatting heeft 61 woorden; ten hoogste 60 passen op een kaartje."]
    assert form["themes"].errors == ["Kies minstens één thema, anders vindt niemand het."]
    assert form["without_place"].errors
    inlines = {inline.formset.prefix: inline.formset for inline in page.context["inline_admin_formsets"]}
    assert inlines["citations"].non_form_errors()
    assert "Veertig bewoners doen mee." in str(inlines["claims"].non_form_errors())
    for anchor in ("id_summary", "id_themes", "citations-group", "claims-group"):
        assert f'href="#{anchor}"' in text_of(page)
        assert f'id="{anchor}"' in text_of(page)


def test_what_stands_in_the_way_is_gone_once_it_is_mended(client):
    case = CaseFactory(with_source=True, summary="woord " * 61)
    save(client, case, "_publish")

    page = save(client, case, "_publish", follow=True, summary="Kort.")

    assert PublishedCase.objects.exists()
    assert "Dit is nodig voordat" not in text_of(page)


# --- Withdrawing ------------------------------------------------------------------------------------------------


def test_withdrawing_asks_for_a_reason(client):
    case = PublishedCaseFactory().case
    before = public()

    assert client.get(url("withdraw", case)).status_code == 200
    page = client.post(url("withdraw", case), looked_at(case) | {"reason": "   "})

    assert "Geef de reden" in text_of(page)
    assert public() == before


def test_withdrawing_takes_the_case_off_the_site_and_keeps_the_reason(client):
    case = PublishedCaseFactory().case

    said = {"reason": "Het bleek een ander initiatief."}
    page = client.post(url("withdraw", case), looked_at(case) | said, follow=True)

    assert not PublishedCase.objects.exists()
    assert PublicationEvent.objects.latest("number").reason == "Het bleek een ander initiatief."
    assert "is ingetrokken" in messages_on(page)


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_public_cannot_be_withdrawn_and_says_so(client, method):
    page = getattr(client, method)(url("withdraw", CaseFactory(title="Concept")), {"reason": "x"}, follow=True)
    assert "Concept</a>: Dit kan niet met een voorbeeld dat concept is." in messages_on(page)


def test_bulk_withdraw_asks_once_and_withdraws_all(client):
    cases = [PublishedCaseFactory().case, PublishedCaseFactory().case, CaseFactory(title="Was al concept")]

    asked = act(client, "withdraw_selected", cases)
    assert 'name="reason"' in text_of(asked)
    assert PublishedCase.objects.count() == 2

    refused = confirmed(client, asked, reason=" ")
    assert "Geef de reden" in text_of(refused)
    assert PublishedCase.objects.count() == 2

    confirmed(client, refused, reason="Ze gaan over hetzelfde.")
    assert not PublishedCase.objects.exists()
    assert PublicationEvent.objects.filter(reason="Ze gaan over hetzelfde.").count() == 2


# --- Preview ----------------------------------------------------------------------------------------------------


def test_the_preview_shows_the_saved_work_and_writes_nothing(client):
    case = PublishedCaseFactory(case__title="Zoals lezers het zien").case
    save(client, case, title="Zoals het wordt")
    before = public(), list(Revision.objects.values()), list(Case.objects.values())

    page = client.get(url("preview", case))

    assert page.status_code == 200
    assert "Zoals het wordt" in text_of(page)
    assert "Zoals lezers het zien" not in text_of(page)
    assert "Dit is een voorbeeld" in text_of(page)
    assert "noindex" in text_of(page)
    assert (public(), list(Revision.objects.values()), list(Case.objects.values())) == before


def test_a_concept_can_be_previewed(client):
    assert client.get(url("preview", CaseFactory(with_source=True))).status_code == 200


def test_the_preview_of_a_case_without_a_source_says_what_is_missing(client):
    page = client.get(url("preview", CaseFactory()), follow=True)
    assert "Geef minstens één bronvermelding" in messages_on(page)


def test_the_preview_is_for_who_may_look_at_cases(client):
    case = CaseFactory(with_source=True)
    client.force_login(UserFactory())
    assert client.get(url("preview", case)).status_code == 403
    client.force_login(reader := UserFactory())
    reader.user_permissions.add(Permission.objects.get(codename="view_case"))
    assert client.get(url("preview", case)).status_code == 200
    client.logout()
    assert client.get(url("preview", case)).status_code == 302


# --- Permissions ------------------------------------------------------------------------------------------------


def test_who_may_only_look_cannot_publish_or_withdraw(client):
    reader = UserFactory()
    reader.user_permissions.add(Permission.objects.get(codename="view_case"))
    client.force_login(reader)
    draft, shown = CaseFactory(with_source=True), PublishedCaseFactory().case

    assert client.post(url("publish", draft)).status_code == 403
    assert client.post(url("withdraw", shown), {"reason": "x"}).status_code == 403
    assert client.post(url("change", draft), {"_publish": "1"}).status_code == 403
    page = text_of(client.get(url("change", draft)))
    assert "Publiceer" not in page
    assert "_publish" not in page
    act(client, "publish_selected", [draft])
    assert list(PublishedCase.objects.values_list("pk", flat=True)) == [shown.pk]


# --- History ----------------------------------------------------------------------------------------------------


def test_the_history_leads_to_the_versions(client):
    case = PublishedCaseFactory().case

    assert url("versions", case) in text_of(client.get(url("history", case)))


def test_a_title_with_markup_stays_text_everywhere(client):
    case = PublishedCaseFactory(case__title="<b>Vet</b>", case__slug="vet").case
    other = CaseFactory(title="<i>Schuin</i>")

    shown = [
        act(client, "publish_selected", [case, other]),
        client.get(url("change", case)),
        client.get(url("withdraw", case)),
        client.get(url("preview", case)),
        client.post(url("withdraw", case), {"reason": "<u>Onder</u>"}, follow=True),
    ]

    for page in shown:
        for markup in ("<b>Vet", "<i>Schuin", "<u>Onder"):
            assert markup not in text_of(page)


def test_a_new_address_is_kept_for_the_next_publication_and_the_old_one_goes_on(client):
    case = PublishedCaseFactory(case__slug="oud-adres").case

    save(client, case, slug="nieuw-adres")
    assert PublishedCase.objects.get().slug == "oud-adres"
    client.post(url("publish", case), looked_at(case))

    assert PublishedCase.objects.get().slug == "nieuw-adres"
    assert PublicationEvent.objects.filter(kind="verplaatst", slug="oud-adres").exists()
