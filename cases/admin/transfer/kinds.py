"""The kinds of entries that go out and come in as rows of a sheet; add one and its admin gets the pages."""

from django.db.models import Model

from cases.admin.transfer.case_rows import CaseTransfer, ClaimTransfer
from cases.admin.transfer.entries import Transfer
from cases.admin.transfer.mailbox_rows import MailboxTransfer
from cases.admin.transfer.reference_rows import InitiativeTransfer, OrganisationTransfer

TRANSFERS: dict[type[Model], type[Transfer]] = {
    transfer.model: transfer
    for transfer in (CaseTransfer, OrganisationTransfer, InitiativeTransfer, ClaimTransfer, MailboxTransfer)
}
