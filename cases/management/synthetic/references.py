"""The rows that invented cases refer to: organisations, initiatives, publications, people."""

import datetime
import io
from random import Random
from typing import Any

import yaml
from django.conf import settings
from django.core.management import call_command
from django.db.models import Model, QuerySet

from cases.management.synthetic.words import Vocabulary
from cases.models import Article, Initiative, Person, Publication, Speaker, Theme
from cases.revisions.references import References
from municipalities.models import Municipality, Organisation, Region

# How many there are for each thousand cases, and at least.
FOR_A_THOUSAND = {Organisation: 20, Initiative: 10, Publication: 1, Article: 250, Person: 100, Speaker: 150}
AT_LEAST = 12
# Readers see all of it.
PUBLISHED_AT = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
YEARS = range(2005, 2027)
FUNCTIONS = ("wethouder", "directeur", "wijkcoach", "projectleider", "sociaal werker", "bewoner", "onderzoeker")
# Rows asked for at once, below what SQLite takes in one statement.
CHUNK = 5_000

Keys = dict[type[Model], list[str]]


def make_references(count: int, seed: int, vocabulary: Vocabulary) -> None:
    """Save what `count` cases can refer to: the real municipalities, regions and themes, and invented names."""
    if not Municipality.objects.exists():
        call_command("import_municipalities", stdout=io.StringIO())
    rng = Random(f"{seed}-references")  # noqa: S311  # the same for the same seed
    sizes = {model: max(AT_LEAST, count * number // 1_000) for model, number in FOR_A_THOUSAND.items()}
    rows = yaml.safe_load((settings.FIXTURE_DIR / "catalogue" / "themes.yaml").read_text(encoding="utf-8"))
    fields = ("slug", "kind", "name", "description")
    Theme.objects.bulk_create(
        Theme(position=position, published_at=PUBLISHED_AT, **{name: row.get(name, "") for name in fields})
        for position, row in enumerate(rows)
    )
    _organisations(rng, sizes[Organisation], vocabulary)
    Initiative.objects.bulk_create(
        Initiative(
            name=f"{vocabulary.name(rng, 1)} {n}",
            slug=f"verzonnen-initiatief-{n}",
            description=vocabulary.text(rng, 20),
            published_at=PUBLISHED_AT,
        )
        for n in range(sizes[Initiative])
    )
    _sources(rng, sizes, vocabulary)
    _speakers(rng, sizes, vocabulary)


def _organisations(rng: Random, count: int, vocabulary: Vocabulary) -> None:
    kinds = list(Organisation.Kind)
    Organisation.objects.bulk_create(
        Organisation(
            name=f"{vocabulary.name(rng, 2)} {n}",
            slug=f"verzonnen-organisatie-{n}",
            kind=rng.choice(kinds),
            published_at=PUBLISHED_AT,
        )
        for n in range(count)
    )


def _sources(rng: Random, sizes: dict[type[Model], int], vocabulary: Vocabulary) -> None:
    publishers = Organisation.objects.order_by("pk")[:AT_LEAST]
    publications = Publication.objects.bulk_create(
        Publication(
            title=f"{vocabulary.name(rng, 3)} {n}",
            slug=f"verzonnen-publicatie-{n}",
            year=rng.choice(YEARS),
            published_at=PUBLISHED_AT,
        )
        for n in range(sizes[Publication])
    )
    through = Publication.publishers.through
    through.objects.bulk_create(
        through(publication=publication, organisation=rng.choice(publishers)) for publication in publications
    )
    Article.objects.bulk_create(
        Article(
            publication=rng.choice(publications),
            title=vocabulary.name(rng, 6),
            slug=f"verzonnen-artikel-{n}",
            authors=[vocabulary.name(rng, 2)],
            pages=f"{n % 90 + 1}-{n % 90 + 4}",
            published_at=PUBLISHED_AT,
        )
        for n in range(sizes[Article])
    )


def _speakers(rng: Random, sizes: dict[type[Model], int], vocabulary: Vocabulary) -> None:
    people = Person.objects.bulk_create(
        Person(name=f"{vocabulary.name(rng, 2).title()} {n}", slug=f"verzonnen-persoon-{n}")
        for n in range(sizes[Person])
    )
    articles = list(Article.objects.order_by("pk"))
    speakers = Speaker.objects.bulk_create(
        Speaker(
            key=f"verzonnen-spreker-{n}",
            person=rng.choice(people),
            function=rng.choice(FUNCTIONS),
            article=rng.choice(articles),
        )
        for n in range(sizes[Speaker])
    )
    organisations = list(Organisation.objects.order_by("pk"))
    through = Speaker.organisations.through
    through.objects.bulk_create(
        through(speaker=speaker, organisation=rng.choice(organisations)) for speaker in speakers
    )


def known(references: References) -> Keys:
    """Return by what name each row is referred to, the favourites of authors first; loads all rows into `references`.

    The order is that of the primary key, but for municipalities: there the large ones come first.
    """
    by_slug: tuple[type[Model], ...] = (Theme, Organisation, Initiative, Region, Article)
    rows: dict[type[Model], QuerySet[Any]] = {
        Municipality: Municipality.objects.order_by("-population", "cbs_code").values_list("cbs_code", flat=True),
        Speaker: Speaker.objects.order_by("pk").values_list("key", flat=True),
    }
    for model in by_slug:
        rows[model] = model._default_manager.order_by("pk").values_list("slug", flat=True)
    keys = {model: list(found) for model, found in rows.items()}
    for model, names in keys.items():
        for start in range(0, len(names), CHUNK):
            references.preload(model, set(names[start : start + CHUNK]))
    return keys
