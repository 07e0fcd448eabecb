"""A text of the editors is public only with what it cites, and says when that changed or went."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from cases import publishing
from cases.editorial.quality.attention import Viewpoint
from cases.editorial.quality.waiting import waiting
from cases.models import Case, Claim, ClaimAddress, Question, Term, Theme
from cases.models.catalogue.cited_text import CitedSentence, sentences
from cases.pages.cited import Reading, readings
from cases.publishing.citing import CitedSince, cited_since
from cases.publishing.rules import NotPublishable
from tests.factories import (
    ClaimFactory,
    OrganisationFactory,
    QuestionFactory,
    SpeakerFactory,
    TermFactory,
    ThemeFactory,
    UserFactory,
    published_claim,
)

pytestmark = pytest.mark.django_db


def publish(row: Theme | Question | Term) -> None:
    publishing.publish_row(row=row, by=None, along=True)
    row.refresh_from_db()


def edit(row: Theme, **changes: str) -> None:
    """Change and publish, as the form does."""
    with transaction.atomic():
        saving = publishing.Saving(row, by=None)
        for name, value in changes.items():
            setattr(row, name, value)
        row.save()
        assert saving.done(row)
    row.refresh_from_db()


def read(row: Theme | Question) -> Reading:
    row.refresh_from_db()
    return readings([row])[row]


def say(address: ClaimAddress, **otherwise: object) -> None:
    """Have the claim say something else, publicly."""
    claim = Claim.objects.get(case__slug=address.slug, key=address.key)
    Claim.objects.filter(pk=claim.pk).update(**otherwise)
    publishing.publish(case=claim.case, by=None)


def needing_attention() -> dict[str, int]:
    groups = waiting(Viewpoint(UserFactory(is_superuser=True), timezone.localdate()))
    return {one.attention.label: one.number for _, rows in groups for one in rows if one.attention.name == "aangehaald"}


def test_a_line_is_a_sentence_with_the_claims_it_ends_in() -> None:
    assert sentences("Het kan [soms]. [aalten#geld, meppel#buurt-1]\n\n  Punt.[aalten#geld]  \n") == [
        CitedSentence("Het kan [soms].", (ClaimAddress("aalten", "geld"), ClaimAddress("meppel", "buurt-1"))),
        CitedSentence("Punt.", (ClaimAddress("aalten", "geld"),)),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Zonder bron.", "Regel 1 (‘Zonder bron.…’) eindigt niet op de uitspraken"),
        ("Goed. [{claim}]\nNa de haken [{claim}] nog tekst.", "Regel 2 (‘Na de haken"),
        ("Leeg. []", "‘’ is geen uitspraak"),
        ("Alleen een voorbeeld. [aalten]", "‘aalten’ is geen uitspraak. Schrijf adresnaam#kenmerk."),
        ("Onbekend. [nergens#iets]", "‘nergens#iets’: er is geen voorbeeld met het adres ‘nergens’."),
        ("Onbekend. [{claim.slug}#iets]", "dat voorbeeld heeft geen uitspraak met het kenmerk ‘iets’."),
        ("Nog niet. [{draft.case.slug}#{draft.key}]", "deze uitspraak is niet openbaar."),
        ("\n".join(["Te lang. [{claim}]"] * 9), "Dit zijn 9 zinnen; schrijf er hoogstens 8."),
    ],
)
def test_the_form_refuses_a_text_that_does_not_cite(text: str, message: str) -> None:
    answer = text.format(claim=published_claim(), draft=ClaimFactory())
    with pytest.raises(ValidationError) as refused:
        Question(question="Kan het?", slug="kan-het", answer=answer).full_clean()

    assert list(refused.value.message_dict) == ["answer"]
    assert message in " ".join(refused.value.message_dict["answer"])


@pytest.mark.parametrize("answer", ["", "Zonder bron.", "Onbekend. [nergens#iets]"])
def test_a_question_is_not_published_open_or_with_an_answer_that_does_not_cite(answer: str) -> None:
    question = QuestionFactory(answer=answer)

    with pytest.raises(NotPublishable) as refused:
        publish(question)

    assert [problem.field for problem in refused.value.problems] == ["answer"]
    question.refresh_from_db()
    assert not question.is_public


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Goed. [{claim}]\nZonder bron.", "Regel 2 (‘Zonder bron.…’) eindigt niet op de uitspraken"),
        ("\n".join(["Te lang. [{claim}]"] * 7), "Dit zijn 7 zinnen; schrijf er hoogstens 6."),
    ],
)
def test_a_text_that_passed_no_form_is_not_shown_either_with_a_sentence_that_cites_nothing(
    text: str, message: str
) -> None:
    claim = published_claim()
    theme = ThemeFactory(synthesis=f"Goed. [{claim}]")
    publish(theme)

    with pytest.raises(NotPublishable) as refused:
        edit(theme, synthesis=text.format(claim=claim))

    assert [problem.field for problem in refused.value.problems] == ["synthesis"]
    assert message in str(refused.value)
    theme.refresh_from_db()
    assert theme.synthesis == f"Goed. [{claim}]"


def test_a_term_is_not_published_without_its_source() -> None:
    term = TermFactory(published_at=None, article=None, passage="")

    with pytest.raises(NotPublishable) as refused:
        publish(term)

    assert [problem.field for problem in refused.value.problems] == ["article", "passage"]


def test_what_is_saved_without_a_source_is_a_draft_also_by_who_may_publish() -> None:
    term = TermFactory(published_at=None, passage="")
    saving = publishing.Saving(None, by=UserFactory(is_superuser=True))

    assert not saving.done(term)
    term.refresh_from_db()
    assert not term.is_public


def test_what_changed_since_is_said_and_stays_and_is_said_no_more_once_it_is_published_again() -> None:
    address = published_claim(text="Veertig deden mee.")
    theme = ThemeFactory(synthesis=f"Er deden er veertig mee. [{address}]")
    publish(theme)
    first = theme.cited_at
    assert cited_since([theme]) == {}
    assert set(needing_attention().values()) == {0}

    say(address, text="Vierhonderd deden mee.")

    assert cited_since([theme]) == {theme: CitedSince(changed=[address], gone=[])}
    assert needing_attention()["‘De redactie leest’ met een andere uitspraak"] == 1
    reading = read(theme)
    assert ([one.text for one in reading.sentences], reading.fallen) == (["Er deden er veertig mee."], 0)
    assert [one.number for one in reading.changed] == [1]

    publish(theme)
    assert cited_since([theme]) == {}
    assert theme.cited_at != first


def test_the_words_of_the_editors_are_dated_by_their_own_last_change() -> None:
    theme = ThemeFactory(description="Eerst.", synthesis=f"Het kan. [{published_claim()}]")
    publish(theme)
    first = theme.cited_at

    edit(theme, description="Later.")
    assert theme.cited_at == first

    edit(theme, synthesis=theme.synthesis.replace("Het kan", "Het kan echt"))
    assert theme.cited_at > first


def test_a_sentence_of_which_a_claim_went_is_not_shown_and_comes_back_with_it() -> None:
    stays, goes = published_claim(), published_claim()
    question = QuestionFactory(answer=f"Dit blijft. [{stays}]\nDit gaat. [{stays}, {goes}]")
    publish(question)
    case = Case.objects.get(slug=goes.slug)
    assert [[one.number for one in sentence.claims] for sentence in read(question).sentences] == [[1], [1, 2]]

    publishing.withdraw(case=case, by=None, reason="Klopt niet.")

    assert ([one.text for one in read(question).sentences], read(question).fallen) == (["Dit blijft."], 1)
    assert cited_since([question])[question].gone == [goes]
    assert needing_attention()["Antwoorden met een andere uitspraak"] == 1
    with pytest.raises(NotPublishable, match="niet openbaar"):
        publish(question)

    publishing.publish(case=case, by=None)
    assert (len(read(question).sentences), cited_since([question])) == (2, {})


def test_a_claim_is_found_at_the_address_to_which_its_case_moved() -> None:
    address = published_claim()
    theme = ThemeFactory(synthesis=f"Het kan. [{address}]")
    publish(theme)
    case = Case.objects.get(slug=address.slug)
    case.slug = "verhuisd"
    case.save()
    publishing.publish(case=case, by=None)

    assert [one.url for one in read(theme).claims] == [f"/praktijkvoorbeelden/verhuisd/#uitspraak-{address.key}"]
    assert cited_since([theme]) == {}


def test_another_speaker_is_another_claim_and_another_name_of_one_is_not() -> None:
    organisation = OrganisationFactory(name="Figulus")
    address = published_claim(speaker=SpeakerFactory(organisations=[organisation]))
    theme = ThemeFactory(synthesis=f"Het kan. [{address}]")
    publish(theme)

    organisation.name = "Figulus Welzijn"
    organisation.save()
    publishing.refresh(referring_to=organisation)
    assert cited_since([theme]) == {}

    say(address, speaker=None)
    assert cited_since([theme])[theme].changed == [address]
