"""What somebody who shares something is asked, step by step: only what an editor needs."""

from typing import NamedTuple

from cases.models import Submission

Kind = Submission.Kind


class Question(NamedTuple):
    """A question, and the field of the submission that holds the answer."""

    name: str
    label: str
    hint: str = ""
    required: bool = False
    # How high its box is; 0: a line or a choice.
    rows: int = 0


class Step(NamedTuple):
    """The questions of one page."""

    title: str
    questions: tuple[Question, ...]


class Answer(NamedTuple):
    """A question with what was answered; empty for nothing."""

    question: Question
    text: str


NAME = Question("name", "Uw naam (niet verplicht)")
EMAIL = Question(
    "email", "Uw mailadres", "Alleen om u te antwoorden. Het komt niet op de site en we geven het aan niemand.", True
)
SOURCES = Question(
    "sources",
    "Waar is er meer over te lezen? (niet verplicht)",
    "Links, een rapport, een artikel: elk op een eigen regel.",
    rows=4,
)

STEPS: dict[str, tuple[Step, ...]] = {
    Kind.EXAMPLE: (
        Step(
            "Waar gaat het over?",
            (
                Question("title", "Hoe heet het?", "Een naam of korte titel, zoals ‘Startgeld voor bewoners’.", True),
                Question(
                    "municipality",
                    "In welke gemeente?",
                    "Zijn het er meer? Kies er een, en noem de andere in uw verhaal.",
                    True,
                ),
                Question(
                    "summary", "Wat is het, in een paar zinnen?", "Voor wie is het, en wat gebeurt er?", True, rows=4
                ),
            ),
        ),
        Step(
            "Wat doet u?",
            (
                Question(
                    "background",
                    "Wat was er aan de hand? (niet verplicht)",
                    "Het probleem of de wens waarmee het begon.",
                    rows=6,
                ),
                Question("approach", "Wat doet u, en met wie?", "Schrijf zoals u het een collega vertelt.", True, 10),
            ),
        ),
        Step(
            "Wat levert het op?",
            (
                Question(
                    "results",
                    "Wat merkt u ervan, en hoe weet u dat? (niet verplicht)",
                    "Een verhaal mag, een cijfer ook. Ook als het tegenviel.",
                    rows=7,
                ),
                Question(
                    "lessons",
                    "Wat geeft u een andere gemeente mee? (niet verplicht)",
                    "Wat moeilijk was, wat u anders zou doen, wat zij ervoor nodig heeft.",
                    rows=5,
                ),
                Question("lifecycle", "Loopt het nog?"),
                SOURCES,
            ),
        ),
        Step("Over u", (Question("organisation", "Bij welke organisatie werkt u? (niet verplicht)"), NAME, EMAIL)),
    ),
    Kind.NOMINATION: (
        Step(
            "Wie draagt welke gemeente voor?",
            (
                Question("municipality", "Welke gemeente draagt u voor?", required=True),
                Question("organisation", "Namens welke sociaalwerkorganisatie?", required=True),
            ),
        ),
        Step(
            "Waarom deze gemeente?",
            (
                Question(
                    "message",
                    "Wat doet de gemeente goed?",
                    "Gouden let op drie manieren van werken: preventie, integraal werken en co-creatie met inwoners.",
                    True,
                    10,
                ),
            ),
        ),
        Step(
            "Wat merken inwoners ervan?",
            (
                Question(
                    "results", "Wat is er veranderd, en hoe weet u dat? (niet verplicht)", "Noem een voorbeeld.", rows=7
                ),
                SOURCES,
            ),
        ),
        Step("Over u", (NAME, EMAIL)),
    ),
    Kind.MISTAKE: (
        Step(
            "Meld een fout",
            (
                Question("message", "Wat klopt er niet?", required=True, rows=6),
                Question("sources", "Waar blijkt dat uit? (niet verplicht)", "Een link, een rapport, uw werk.", rows=3),
                Question(
                    "email",
                    "Uw mailadres (niet verplicht)",
                    "Alleen als u antwoord wilt. Het komt niet op de site en we geven het aan niemand.",
                ),
            ),
        ),
    ),
}


def answers(submission: Submission) -> list[tuple[int, Step, list[Answer]]]:
    """Return what was answered, by step with its number."""
    return [
        (number, step, [Answer(question, _text(submission, question.name)) for question in step.questions])
        for number, step in enumerate(STEPS[submission.kind], start=1)
    ]


def unanswered(submission: Submission) -> list[tuple[int, Question]]:
    """Return the questions that still need an answer, with the numbers of their steps."""
    return [
        (number, answer.question)
        for number, _, given in answers(submission)
        for answer in given
        if answer.question.required and not answer.text
    ]


def _text(submission: Submission, name: str) -> str:
    if name == "lifecycle":
        return submission.get_lifecycle_display()
    return str(getattr(submission, name) or "")
