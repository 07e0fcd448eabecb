"""Filling a case from an older version: what that names and no longer exists is left out, and told."""

from collections.abc import Iterator

from django.db.models import Model, Q

from cases.models import Case, Claim, ClaimLink, PublicationEvent
from cases.references import References
from cases.snapshot import MANY, ROWS, SINGLE, Data, preload, restore, upgraded

# What a row of a list is about: without that there is no row. Of a claim only the reference is left out.
ESSENTIAL = {"municipalities", "participations", "citations"}


def put_back(case: Case, stored: Data) -> list[str]:
    """Fill the working rows of `case` from a stored snapshot; return in Dutch what could not come along.

    Unlike `snapshot.restore`, which refuses data that names what does not exist, and leaves the ties of claims alone.
    """
    references = References()
    data, left_out = restorable(case, stored, references)
    restore(case, data, references)
    return left_out + _tie(case, data, {stored["slug"], case.slug})


def restorable(case: Case, stored: Data, references: References) -> tuple[Data, list[str]]:
    """Return what of a stored snapshot can come back in `case`, in today's format, and what cannot."""
    data = dict(upgraded(stored))
    preload(references, data)
    left_out = [*_without_what_is_gone(data, references), *_fitting(case, data, references)]
    references.missing.clear()
    return data, left_out


def _without_what_is_gone(data: Data, references: References) -> Iterator[str]:
    """Take out of `data` what no longer exists, and yield each."""

    def gone(model: type[Model], key: str | None) -> str:
        missing = key and references.get(model, key) is None
        return f"{model._meta.verbose_name} ‘{key}’ bestaat niet meer" if missing else ""

    for name, model in SINGLE.items():
        if said := gone(model, data[name]):
            yield said
            data[name] = None
    for name, model in MANY.items():
        yield from filter(None, (gone(model, key) for key in data[name]))
        data[name] = [key for key in data[name] if not gone(model, key)]
    for name, fields in ROWS.items():
        kept = []
        for row in data[name]:
            said_of = {field: said for field, model in fields.items() if (said := gone(model, row.get(field)))}
            about = f" (bij de uitspraak ‘{row['text']}’)" if name == "claims" else ""
            yield from (said + about for said in said_of.values())
            if not (said_of and name in ESSENTIAL):
                kept.append(row | dict.fromkeys(said_of))
        data[name] = kept


def _fitting(case: Case, data: Data, references: References) -> Iterator[str]:
    """Keep of `case` what it cannot have back any more: an address given away, a family that has changed."""
    if data["slug"] != case.slug and _given_away(case, data["slug"]):
        yield f"het adres ‘{data['slug']}’ is nu van een ander voorbeeld; het blijft ‘{case.slug}’"
        data["slug"] = case.slug
    if data["kind"] != Case.Kind.PORTRAIT and case.practices.exists():
        yield "het blijft een portret, want er horen praktijken bij"
        data["kind"], data["part_of"] = Case.Kind.PORTRAIT.value, None
    portrait = references.get(Case, data["part_of"])
    if portrait and (portrait.kind != Case.Kind.PORTRAIT or portrait.pk == case.pk):
        yield f"‘{portrait}’ is geen portret meer; dit is er geen onderdeel van"
        data["part_of"] = None


def _given_away(case: Case, slug: str) -> bool:
    """Whether `slug` belongs, or once belonged, to another case."""
    others = Case.objects.filter(slug=slug).exclude(pk=case.pk)
    return others.exists() or PublicationEvent.objects.filter(slug=slug).exclude(case=case).exists()


def _tie(case: Case, data: Data, slugs: set[str]) -> list[str]:
    """Tie the claims of `case`, which goes by `slugs`, as `data` has them; return ties that cannot be."""
    own = {claim.key: claim for claim in case.claims.all()}
    others = References()
    others.preload(Claim, {row["other"] for row in data["claim_links"]})
    wanted, left_out = {}, []
    for row in data["claim_links"]:
        slug, _, key = row["other"].partition("#")
        claim = own.get(row["claim"])
        other = own.get(key) if slug in slugs else others.get(Claim, row["other"])
        if claim and other:
            a, b = (claim, other) if row["side"] == "a" else (other, claim)
            wanted[a.pk, b.pk] = row["kind"]
        else:
            about = claim.text if claim else row["claim"]
            left_out.append(f"het verband ‘{row['kind']}’ bij de uitspraak ‘{about}’ ging over een die er niet meer is")
    ties = ClaimLink.objects.filter(Q(a__in=own.values()) | Q(b__in=own.values()))
    for tie in ties:
        kind = wanted.pop((tie.a_id, tie.b_id), None)
        if kind is None:
            tie.delete()
        elif kind != tie.kind:
            tie.kind = kind
            tie.save(update_fields=["kind"])
    ClaimLink.objects.bulk_create(ClaimLink(a_id=a, b_id=b, kind=kind) for (a, b), kind in wanted.items())
    return left_out
