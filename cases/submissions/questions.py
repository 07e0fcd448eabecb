"""What somebody who shares something is asked, step by step: only what an editor needs."""

from typing import NamedTuple

from cases.models import Submission

Kind = Submission.Kind


class FormQuestion(NamedTuple):
    """A question, and the field of the submission that holds the answer."""

    name: str
    label: str
    hint: str = ""
    required: bool = False
    # How high its box is; 0: a line or a choice.
    rows: int = 0


class FormStep(NamedTuple):
    """The questions of one page."""

    title: str
    questions: tuple[FormQuestion, ...]


class GivenAnswer(NamedTuple):
    """A question with what was answered; empty for nothing."""

    question: FormQuestion
    text: str


NAME = FormQuestion("name", "Uw naam (niet verplicht)")
EMAIL = FormQuestion(
    "email", "Uw mailadres", "Alleen om u te antwoorden. Het komt niet op de site en we geven het aan niemand.", True
)
SOURCES = FormQuestion(
    "sources",
    "Waar is er meer over te lezen? (niet verplicht)",
    "Links, een rapport, een artikel: elk op een eigen regel.",
    rows=4,
)

STEPS: dict[str, tuple[FormStep, ...]] = {
    Kind.EXAMPLE: (
        FormStep(
            "Waar gaat het over?",
            (
                FormQuestion(
                    "title", "Hoe heet het?", "Een naam of korte titel, zoals ‘Startgeld voor bewoners’.", True
                ),
                FormQuestion(
                    "municipality",
                    "In welke gemeente?",
                    "Zijn het er meer? Kies er een, en noem de andere in uw verhaal.",
                    True,
                ),
                FormQuestion(
                    "summary", "Wat is het, in een paar zinnen?", "Voor wie is het, en wat gebeurt er?", True, rows=4
                ),
            ),
        ),
        FormStep(
            "Wat doet u?",
            (
                FormQuestion(
                    "background",
                    "Wat was er aan de hand? (niet verplicht)",
                    "Het probleem of de wens waarmee het begon.",
                    rows=6,
                ),
                FormQuestion(
                    "approach", "Wat doet u, en met wie?", "Schrijf zoals u het een collega vertelt.", True, 10
                ),
            ),
        ),
        FormStep(
            "Wat levert het op?",
            (
                FormQuestion(
                    "results",
                    "Wat merkt u ervan, en hoe weet u dat? (niet verplicht)",
                    "Een verhaal mag, een cijfer ook. Ook als het tegenviel.",
                    rows=7,
                ),
                FormQuestion(
                    "lessons",
                    "Wat geeft u een andere gemeente mee? (niet verplicht)",
                    "Wat moeilijk was, wat u anders zou doen, wat zij ervoor nodig heeft.",
                    rows=5,
                ),
                FormQuestion("lifecycle", "Loopt het nog?"),
                SOURCES,
            ),
        ),
        FormStep(
            "Over u", (FormQuestion("organisation", "Bij welke organisatie werkt u? (niet verplicht)"), NAME, EMAIL)
        ),
    ),
    Kind.NOMINATION: (
        FormStep(
            "Wie draagt welke gemeente voor?",
            (
                FormQuestion("municipality", "Welke gemeente draagt u voor?", required=True),
                FormQuestion("organisation", "Namens welke sociaalwerkorganisatie?", required=True),
            ),
        ),
        FormStep(
            "Waarom deze gemeente?",
            (
                FormQuestion(
                    "message",
                    "Wat doet de gemeente goed?",
                    "Gouden let op drie manieren van werken: preventie, integraal werken en co-creatie met inwoners.",
                    True,
                    10,
                ),
            ),
        ),
        FormStep(
            "Wat merken inwoners ervan?",
            (
                FormQuestion(
                    "results", "Wat is er veranderd, en hoe weet u dat? (niet verplicht)", "Noem een voorbeeld.", rows=7
                ),
                SOURCES,
            ),
        ),
        FormStep("Over u", (NAME, EMAIL)),
    ),
    Kind.MISTAKE: (
        FormStep(
            "Meld een fout",
            (
                FormQuestion("message", "Wat klopt er niet?", required=True, rows=6),
                FormQuestion(
                    "sources", "Waar blijkt dat uit? (niet verplicht)", "Een link, een rapport, uw werk.", rows=3
                ),
                FormQuestion(
                    "email",
                    "Uw mailadres (niet verplicht)",
                    "Alleen als u antwoord wilt. Het komt niet op de site en we geven het aan niemand.",
                ),
            ),
        ),
    ),
    Kind.ADOPTION: (
        FormStep(
            "Wij doen dit ook",
            (
                FormQuestion("municipality", "Welke gemeente?", required=True),
                FormQuestion("stage", "Hoe ver bent u?", required=True),
                FormQuestion("since", "In welk jaar begon u? (niet verplicht)", "Een jaartal, zoals 2024."),
                FormQuestion(
                    "message",
                    "Wat doet u anders? (niet verplicht)",
                    "Bijvoorbeeld voor wie, met wie of hoe. Dit komt op de site als de redactie het overneemt.",
                    rows=5,
                ),
                FormQuestion(
                    "mailbox",
                    "Op welk algemene adres mogen collega’s van andere gemeenten het u vragen? (niet verplicht)",
                    "Zoals sociaaldomein@. Het adres komt niet op de site. Leeg: liever geen vragen.",
                ),
                FormQuestion(
                    "function",
                    "Uw functie (niet verplicht)",
                    "Die staat dan op de site bij ‘bevestigd door’, met uw gemeente en zonder uw naam.",
                ),
                NAME,
                EMAIL,
            ),
        ),
    ),
    Kind.CASE_QUESTION: (
        FormStep(
            "Uw vraag",
            (
                FormQuestion("message", "Wat wilt u weten?", "Uw vraag gaat door zoals u haar schrijft.", True, rows=6),
                FormQuestion("name", "Uw naam (niet verplicht)", "Geeft u die, dan staat zij bij uw vraag."),
                EMAIL,
            ),
        ),
    ),
    Kind.BOARD_QUESTION: (
        FormStep(
            "Uw vraag",
            (
                FormQuestion("title", "Uw vraag", "In één zin, zoals u haar een collega stelt.", True),
                FormQuestion("summary", "Toelichting (niet verplicht)", "Wat speelt er, en wat zoekt u?", rows=5),
                FormQuestion("municipality", "Voor welke gemeente? (niet verplicht)", "Die staat bij uw vraag."),
                FormQuestion("name", "Uw naam (niet verplicht)", "Die komt niet op de site."),
                EMAIL,
            ),
        ),
    ),
    Kind.BOARD_ANSWER: (
        FormStep(
            "Uw antwoord",
            (
                FormQuestion(
                    "sources",
                    "Welk voorbeeld of welke uitspraak is het antwoord? (niet verplicht)",
                    "Plak het adres van de pagina in deze catalogus.",
                    rows=2,
                ),
                FormQuestion("message", "Uw antwoord in woorden (niet verplicht)", "Wat weet u, en hoe?", rows=6),
                FormQuestion(
                    "organisation",
                    "Namens welke gemeente of organisatie? (niet verplicht)",
                    "Die komt bij uw antwoord te staan.",
                ),
                FormQuestion(
                    "email",
                    "Uw mailadres (niet verplicht)",
                    "Alleen als u wilt weten wat ermee gebeurt. Het komt niet op de site en we geven het aan niemand.",
                ),
            ),
        ),
    ),
}


def answers(submission: Submission) -> list[tuple[int, FormStep, list[GivenAnswer]]]:
    """Return what was answered, by step with its number."""
    return [
        (number, step, [GivenAnswer(question, _text(submission, question.name)) for question in step.questions])
        for number, step in enumerate(STEPS[submission.kind], start=1)
    ]


def unanswered(submission: Submission) -> list[tuple[int, FormQuestion]]:
    """Return the questions that still need an answer, with the numbers of their steps."""
    return [
        (number, answer.question)
        for number, _, given in answers(submission)
        for answer in given
        if answer.question.required and not answer.text
    ]


def _text(submission: Submission, name: str) -> str:
    if name in {"lifecycle", "stage"}:
        return str(getattr(submission, f"get_{name}_display")())
    return str(getattr(submission, name) or "")
