"""Filling a case from an older version: what that names and no longer exists is left out, and told."""

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Q

from cases import fields
from cases.fields import ClaimData, ClaimLinkData, RowData, Snapshot, definition
from cases.models import Article, Case, Claim, ClaimLink, PublicationEvent
from cases.revisions.references import References
from cases.revisions.snapshot import preload, references_in, restore


def put_back(case: Case, data: Snapshot) -> list[str]:
    """Fill the working rows of `case` from an older snapshot; return in Dutch what could not come along.

    Unlike `snapshot.restore`, which refuses data that names what does not exist, and leaves the ties of claims alone.
    """
    references = References()
    fitting, left_out = restorable(case, data, references)
    restore(case, fitting, references)
    return left_out + _tie(case, fitting, {data.slug, case.slug})


def restorable(case: Case, data: Snapshot, references: References) -> tuple[Snapshot, list[str]]:
    """Return what of a snapshot can come back in `case`, and what cannot."""
    preload(references, data)
    there, gone = _without_what_is_gone(data, references)
    fitting, changed = _fitting(case, there, references)
    references.missing.clear()
    return fitting, gone + changed


def _without_what_is_gone(data: Snapshot, references: References) -> tuple[Snapshot, list[str]]:
    """Return `data` without what no longer exists, and what that is."""
    left_out = [
        f"{model._meta.verbose_name} ‘{key}’ bestaat niet meer{_about(holder)}"
        for holder, _, model, key in references_in(data)
        if references.get(model, key) is None
    ]
    kept: dict[str, object] = {}
    for name, field in definition(Snapshot).items():
        value = getattr(data, name)
        match field.part:
            case fields.Reference(to=model):
                kept[name] = value if references.get(model, value) else None
            case fields.ReferenceList(to=model):
                kept[name] = tuple(key for key in value if references.get(model, key))
            case fields.Rows():
                kept[name] = tuple(_rows_left(value, references))
    return replace(data, **kept), left_out  # type: ignore[arg-type]  # each of the kind its field says


def _rows_left(rows: tuple[RowData, ...], references: References) -> Iterator[RowData]:
    """Yield the rows that can come back; a claim or a tie comes without the names that are gone."""
    for row in rows:
        gone = [name for _, name, model, key in references_in(row) if references.get(model, key) is None]
        if not gone:
            yield row
        elif isinstance(row, ClaimData | ClaimLinkData):
            left = {name: _left(row, name, references) for name in gone}
            yield replace(row, **left)  # type: ignore[arg-type]  # each of the kind its field says


def _left(row: RowData, name: str, references: References) -> tuple[str, ...] | None:
    """Return what is left of a field that names what is gone: of a list the others."""
    part = definition(type(row))[name].part
    if not isinstance(part, fields.ReferenceList):
        return None
    return tuple(key for key in getattr(row, name) if references.get(part.to, key))


def _about(holder: Snapshot | RowData) -> str:
    return f" (bij de uitspraak ‘{holder.text}’)" if isinstance(holder, ClaimData) else ""


def _fitting(case: Case, data: Snapshot, references: References) -> tuple[Snapshot, list[str]]:
    """Keep of `case` what it cannot have back any more: an address given away, a family that has changed."""
    left_out = []
    if data.slug != case.slug and _given_away(case, data.slug):
        left_out.append(f"het adres ‘{data.slug}’ is nu van een ander voorbeeld; het blijft ‘{case.slug}’")
        data = replace(data, slug=case.slug)
    if data.kind != Case.Kind.PORTRAIT and case.practices.exists():
        left_out.append("het blijft een portret, want er horen praktijken bij")
        data = replace(data, kind=Case.Kind.PORTRAIT.value, part_of=None)
    portrait = references.get(Case, data.part_of)
    if portrait and (portrait.kind != Case.Kind.PORTRAIT or portrait.pk == case.pk):
        left_out.append(f"‘{portrait}’ is geen portret meer; dit is er geen onderdeel van")
        data = replace(data, part_of=None)
    return data, left_out


def _given_away(case: Case, slug: str) -> bool:
    """Whether `slug` belongs, or once belonged, to another case."""
    others = Case.objects.filter(slug=slug).exclude(pk=case.pk)
    return others.exists() or PublicationEvent.objects.filter(slug=slug, case__isnull=False).exclude(case=case).exists()


def _tie(case: Case, data: Snapshot, slugs: set[str]) -> list[str]:
    """Tie the claims of `case`, which goes by `slugs`, as `data` has them; return ties that cannot be."""
    own = {claim.key: claim for claim in case.claims.all()}
    others, articles = References(), References()
    others.preload(Claim, {link.other for link in data.claim_links})
    articles.preload(Article, {link.article for link in data.claim_links if link.article})
    wanted, left_out = {}, []
    for link in data.claim_links:
        slug, _, key = link.other.partition("#")
        claim = own.get(link.claim)
        other = own.get(key) if slug in slugs else others.get(Claim, link.other)
        if claim and other:
            a, b = (claim, other) if link.side == "a" else (other, claim)
            article = articles.get(Article, link.article)
            wanted[a.pk, b.pk] = ClaimLink(a=a, b=b, kind=link.kind, article=article, passage=link.passage)
        else:
            about = claim.text if claim else link.claim
            left_out.append(f"het verband ‘{link.kind}’ bij de uitspraak ‘{about}’ ging over een die er niet meer is")
    ties = ClaimLink.objects.filter(Q(a__in=own.values()) | Q(b__in=own.values()))
    for tie in ties:
        as_it_was = wanted.pop((tie.a_id, tie.b_id), None)
        if as_it_was is None:
            tie.delete()
        else:
            as_it_was.pk = tie.pk
            as_it_was.save(force_update=True)
    ClaimLink.objects.bulk_create(wanted.values())
    return left_out
