"""What cases refer to: sources, people and words."""

from typing import Any

from factory.declarations import LazyFunction, Sequence, SubFactory
from factory.helpers import post_generation

from cases import models as cases
from tests.factories.base import Factory, ReferenceFactory, fill, slug_from


class ThemeFactory(ReferenceFactory):
    class Meta:
        model = cases.Theme

    name = Sequence(lambda n: f"Thema {n}")
    slug = slug_from(of="name")
    kind = cases.Theme.Kind.SUBJECT


class ElementFactory(ReferenceFactory):
    class Meta:
        model = cases.Element

    name = Sequence(lambda n: f"Element {n}")
    slug = slug_from(of="name")


class ObstacleFactory(ReferenceFactory):
    class Meta:
        model = cases.Obstacle

    name = Sequence(lambda n: f"Obstakel {n}")
    slug = slug_from(of="name")


class PublicationFactory(ReferenceFactory):
    class Meta:
        model = cases.Publication

    title = Sequence(lambda n: f"Publicatie {n}")
    slug = slug_from(of="title")
    year = 2017

    @post_generation
    def publishers(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "publishers", extracted)


class ArticleFactory(ReferenceFactory):
    class Meta:
        model = cases.Article

    publication = SubFactory(PublicationFactory)
    title = Sequence(lambda n: f"Artikel {n}")
    slug = slug_from(of="title")


class TermFactory(ReferenceFactory):
    class Meta:
        model = cases.Term

    name = Sequence(lambda n: f"Begrip {n}")
    slug = slug_from(of="name")
    definition = "Wat het is, in gewone woorden."
    article = SubFactory(ArticleFactory)
    passage = "alinea 1"


class PersonFactory(Factory):
    class Meta:
        model = cases.Person

    name = Sequence(lambda n: f"Persoon {n}")
    slug = slug_from(of="name")


class SpeakerFactory(Factory):
    """A person in a function; `SpeakerFactory(person=None, function="volgens het CBS")` for a body."""

    class Meta:
        model = cases.Speaker

    key = Sequence(lambda n: f"spreker-{n}")
    person = SubFactory(PersonFactory)
    function = "directeur"
    article = SubFactory(ArticleFactory)

    @post_generation
    def organisations(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "organisations", extracted)


class InitiativeFactory(ReferenceFactory):
    class Meta:
        model = cases.Initiative

    name = Sequence(lambda n: f"Initiatief {n}")
    slug = slug_from(of="name")

    @post_generation
    def municipalities(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "municipalities", extracted)

    @post_generation
    def organisations(self: Any, create: bool, extracted: Any, **kwargs: Any) -> None:
        fill(self, "organisations", extracted)


class InitiativeLinkFactory(Factory):
    class Meta:
        model = cases.InitiativeLink

    initiative = SubFactory(InitiativeFactory)
    url = Sequence(lambda n: f"https://initiatief.example/{n}")
    label = "De website"


class SynonymFactory(Factory):
    class Meta:
        model = cases.Synonym

    terms = LazyFunction(lambda: ["wijkteam", "sociaal team"])
