"""The API on what explains the cases: terms, questions with their answers, and what the editors read in a theme."""

from typing import Any

from django.db.models import Prefetch

from cases.api.reference_serializers import QuestionSerializer, TermSerializer, ThemeDetailSerializer
from cases.api.views import THEMES, ListView, ReadView, RowDetailView, described
from cases.models import Question, Term, Theme
from cases.pages.cited import readings
from municipalities.models import Organisation

TERMS = (
    Term.objects.public()
    .select_related("article__publication")
    .prefetch_related(Prefetch("article__publication__publishers", Organisation.objects.public()))
    .order_by("name", "slug")
)
QUESTIONS = (
    Question.objects.public()
    .prefetch_related(Prefetch("themes", Theme.objects.public()))
    .order_by("position", "question", "slug")
)


class ReadingsMixin(ReadView):
    """Rows that cite claims: what all of them say is looked up at once."""

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        if args:
            found = readings(args[0] if kwargs.get("many") else [args[0]])
            kwargs["context"] = {**self.get_serializer_context(), "readings": found}
        return super().get_serializer(*args, **kwargs)


@described(tags=["themas"], operation_id="toonThema")
class ThemeDetailAPIView(ReadingsMixin, RowDetailView):
    """Eén thema, met wat de redactie in de voorbeelden ervan leest."""

    queryset = THEMES
    serializer_class = ThemeDetailSerializer


@described(tags=["begrippen"], operation_id="lijstBegrippen")
class TermListAPIView(ListView):
    """Alle begrippen, met hun uitleg."""

    queryset = TERMS
    serializer_class = TermSerializer


@described(tags=["begrippen"], operation_id="toonBegrip")
class TermDetailAPIView(RowDetailView):
    """Eén begrip."""

    queryset = TERMS
    serializer_class = TermSerializer


@described(tags=["vragen"], operation_id="lijstVragen")
class QuestionListAPIView(ReadingsMixin, ListView):
    """Alle vragen die de redactie heeft beantwoord."""

    queryset = QUESTIONS
    serializer_class = QuestionSerializer


@described(tags=["vragen"], operation_id="toonVraag")
class QuestionDetailAPIView(ReadingsMixin, RowDetailView):
    """Eén vraag, met haar antwoord zin voor zin."""

    queryset = QUESTIONS
    serializer_class = QuestionSerializer
