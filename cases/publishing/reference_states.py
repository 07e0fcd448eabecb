"""Where a reference row stands, what readers see of it, and which verb it allows to whom. Writes nothing.

The table of `transitions` says which verb starts from which state, for cases and for these rows.
"""

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User
from django.db.models import Model

from cases.models import Adoption, Case, Designation, PublishedCase, ReferenceRevision
from cases.publishing.public import showing
from cases.publishing.transitions import TRANSITIONS, four_eyes_on, not_by
from cases.revisions.naming import versions_naming
from cases.revisions.reference_content import latest, same
from gouden.web.admin.usages import by_relation, rows_using
from gouden.web.admin.who_may import who_may
from gouden.web.text.dutch_text import enumeration
from municipalities.models import ReferenceRow

State = Case.State
# A verb of `transitions` by the permission on the model of the row that it takes.
PERMISSIONS = {
    "submit": "submit",
    "send_back": "publish",
    "publish": "publish",
    "withdraw": "publish",
    # As of cases: who writes throws away what no reader ever saw, and takes it back.
    "throw_away": "submit",
    "take_back": "submit",
    "erase": "publish",
}


def state_of(row: ReferenceRow) -> State:
    """Return where `row` stands, in the words of cases."""
    if row.is_public:
        return State.PUBLISHED
    if row.binned_at:
        return State.BINNED
    if row.submitted_at:
        return State.IN_REVIEW
    return State.WITHDRAWN if was_public(row) else State.DRAFT


def was_public(row: ReferenceRow) -> bool:
    """Whether readers see `row`, or saw it before it was withdrawn."""
    return row.is_public or ReferenceRevision.objects.of(row).exclude(published_at=None).exists()


def pending(row: ReferenceRow) -> ReferenceRevision | None:
    """Return the latest version of a public row when readers do not see it yet; None: they see what there is."""
    last = latest(row) if row.is_public else None
    if last is None or last.number == row.public_number:
        return None
    public = ReferenceRevision.objects.of(row).filter(number=row.public_number or 0).first()
    return None if public and same(public.snapshot, last.snapshot) else last


def may_do(verb: str, row: type[ReferenceRow] | ReferenceRow, by: User | None) -> bool:
    """Whether `by` may use `verb` on rows of this kind; the system (None) may."""
    codename = get_permission_codename(PERMISSIONS[verb], row._meta)
    return by is None or by.has_perm(f"{row._meta.app_label}.{codename}")


def refusal_of(row: ReferenceRow, verb: str, by: User | None) -> str:
    """Return why `by` cannot use `verb` on `row` now, in Dutch; empty: it can."""
    state = state_of(row)
    if not may_do(verb, row, by):
        return who_can_with(row, verb, by)
    if verb == "throw_away" and was_public(row):
        return _was_public(row, by)
    if state not in TRANSITIONS[verb].steps:
        return put_away_row(row, by) or f"Dit kan niet met wat {state.label} is."
    if verb in {"withdraw", "throw_away", "erase"}:
        return _shown_in(row) if verb == "withdraw" else _used_by(row, versions=verb == "erase")
    if TRANSITIONS[verb].four_eyes and by and four_eyes_on():
        unseen = ReferenceRevision.objects.of(row).filter(number__gt=row.public_number or 0)
        return not_by(by, unseen, row) if unseen.exists() else ""
    return _nothing_to_review(row, verb, state)


def who_can_with(row: ReferenceRow, verb: str, by: User | None) -> str:
    """Return in Dutch that `by` may use `verb` on rows of this kind, or else which group may."""
    permission = f"{row._meta.app_label}.{get_permission_codename(PERMISSIONS[verb], row._meta)}"
    return who_may(by, permission, TRANSITIONS[verb].doing)


def put_away_row(row: ReferenceRow, by: User | None) -> str:
    """Return why nobody works on `row` now, and who can change that; empty: it is not in the bin."""
    return f"Dit is weggegooid. {who_can_with(row, 'take_back', by)}" if row.binned_at else ""


def _was_public(row: ReferenceRow, by: User | None) -> str:
    """Return that `row` cannot be thrown away because readers have known it, and what can be done with it."""
    if not row.is_public:
        return "Dit is openbaar geweest: het blijft bewaard, zodat het oude adres kan zeggen waarom het weg is."
    return f"Dit is openbaar en kan niet worden weggegooid. {who_can_with(row, 'withdraw', by)}"


def _used_by(row: ReferenceRow, *, versions: bool) -> str:
    """Return what names `row`, or with `versions` ever did, as why it stays; empty: nothing does."""
    using = rows_using(row) or ([*versions_naming(row).values()] if versions else [])
    names = [f"‘{one}’" for one in using[:4]]
    return f"Hiernaar verwijst nog: {enumeration(names[:3])}{' en meer' if len(names) > 3 else ''}." if names else ""


def _nothing_to_review(row: ReferenceRow, verb: str, state: State) -> str:
    if verb == "submit" and row.submitted_at:
        return "Dit wacht al op beoordeling."
    if verb == "submit" and state == State.PUBLISHED and not pending(row):
        return "Er is niets veranderd sinds de publicatie; er valt niets te beoordelen."
    if verb == "send_back" and not row.submitted_at:
        return "Dit is niet ter beoordeling ingeleverd."
    return ""


def _shown_in(row: ReferenceRow) -> str:
    """Return what readers see that names `row`, as why it cannot be withdrawn; empty: nothing does."""
    found: list[Model] = [*PublishedCase.objects.filter(pk__in=showing([row])[:2])]
    for using in by_relation(row):
        if issubclass(using.model, ReferenceRow):
            found += using.filter(published_at__isnull=False)[:2]
        elif using.model in {Designation, Adoption}:
            found += using[:2]
    return f"Lezers zien dit bij ‘{found[0]}’{' en meer' if len(found) > 1 else ''}." if found else ""


def before_last(row: ReferenceRow) -> ReferenceRevision | None:
    """Return the version that readers saw before the one they see now; None: there is none to go back to."""
    shown = ReferenceRevision.objects.of(row).exclude(published_at=None).exclude(number=row.public_number or 0)
    return shown.order_by("-published_at", "-number").first() if row.is_public else None


def unseen_names(row: ReferenceRow) -> list[tuple[str, ReferenceRow]]:
    """Return the rows that `row` names and that readers do not see, with the field in which it does."""
    found = []
    for field in (*row._meta.concrete_fields, *row._meta.many_to_many):
        if field.is_relation and issubclass(field.related_model, ReferenceRow):  # type: ignore[arg-type]
            value = getattr(row, field.name)
            rows: list[ReferenceRow] = list(value.all()) if field.many_to_many else [value] if value else []
            found += [(field.name, one) for one in rows if not one.is_public]
    return found
