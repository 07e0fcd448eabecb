"""Why an editor may not save what a file makes of a row, and who can."""

from typing import Literal

from django.contrib.auth.models import User
from django.db.models import Model

from cases.models import Case, Claim
from cases.publishing import put_away, put_away_row
from gouden.web.admin.who_may import may_not
from municipalities.models import ReferenceRow

type Act = Literal["toevoegen", "wijzigen", "weghalen"]

ACTIONS: dict[Act, str] = {"toevoegen": "add", "wijzigen": "change", "weghalen": "delete"}


def why_not_saved(by: User, row: Model, act: Act) -> str:
    """Return in Dutch why `by` may not do this to `row`; of what is put away, who can go on with it."""
    if isinstance(row, ReferenceRow) and (why_not := put_away_row(row, by)):
        return why_not
    case = row.case if isinstance(row, Claim) else row
    if isinstance(case, Case) and case.pk and (why_not := put_away(case, by)):
        return why_not
    # A claim is changed with its case.
    action, opts = ("change", Case._meta) if isinstance(row, Claim) else (ACTIONS[act], row._meta)
    return may_not(by, f"{opts.app_label}.{action}_{opts.model_name}", act)
