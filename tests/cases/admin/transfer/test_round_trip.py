"""The whole catalogue goes out and comes back in: nothing changes, and a cell means what it says."""

import pytest

from cases.admin.transfer import long_imports, sheets
from cases.admin.transfer.importing import read_in
from cases.admin.transfer.kinds import TRANSFERS
from cases.models import CatalogueState, Mailbox, Revision
from cases.outputs.exports.columns import as_meant
from tests.cases.admin.transfer.files import address, look, text_of
from tests.factories import UserFactory

# The catalogue has no mailboxes: theirs is in test_mailboxes.
KINDS = [model for model in TRANSFERS if model is not Mailbox]


@pytest.fixture(autouse=True)
def by_request(monkeypatch):
    """Let the request itself look at a file, however long."""
    monkeypatch.setattr(long_imports, "AT_ONCE", 10_000)


def transfer_of(model):
    return TRANSFERS[model](by=UserFactory(), note="Ingelezen", may_save=lambda entry: True)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_what_goes_out_comes_back_without_any_change(client, catalogue, db, model, extension):
    client.force_login(UserFactory(is_superuser=True))
    before = CatalogueState.objects.get().version, Revision.objects.count()

    content = client.get(address(model, "export", extension)).content
    sheet = sheets.read(content)
    page = look(client, model, content, f"lijst.{extension}")
    outcome = read_in(transfer_of(model), sheet)

    assert len(sheet.rows) == model.objects.count()
    assert "staat niets nieuws" in text_of(page)
    assert (outcome.errors, outcome.changing) == ([], [])
    assert (CatalogueState.objects.get().version, Revision.objects.count()) == before


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_each_cell_of_the_catalogue_reads_as_what_it_was_written_from(catalogue, db, model):
    """So a file is worth the same in another installation, where a cell has no old value to be equal to."""
    transfer = transfer_of(model)
    for entry in transfer.entries(model.objects.all()):
        for column in transfer.columns:
            text = as_meant(column.export(entry.data))
            value = entry.data[column.attribute]
            assert column.cell.read(text, transfer.references) == value, (str(entry), column.name)


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_the_list_goes_out_as_it_is_searched_and_filtered(client, catalogue, db, model, django_assert_max_num_queries):
    client.force_login(UserFactory(is_superuser=True))
    page = client.get(address(model, "changelist"), {"q": "wijk", "p": "1"})
    found = page.context["cl"].result_count
    link = f"{address(model, 'export', 'csv')}?{page.context['chosen']}"

    assert link in page.content.decode()
    # As many for ten rows as for a thousand.
    with django_assert_max_num_queries(25):
        sheet = sheets.read(client.get(link).content)

    assert 0 < found < model.objects.count()
    assert len(sheet.rows) == found


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_an_empty_file_has_the_columns_and_the_page_explains_them(client, catalogue, db, model):
    client.force_login(UserFactory(is_superuser=True))
    names = [column.name for column in TRANSFERS[model].columns]
    text = text_of(client.get(address(model, "import")))

    as_csv = client.get(address(model, "template", "csv"))
    as_xlsx = client.get(address(model, "template", "xlsx"))

    assert as_csv.content.decode() == "\ufeff" + ";".join(names) + "\r\n"
    assert as_csv["Content-Disposition"].startswith('attachment; filename="')
    with pytest.raises(sheets.Unreadable, match="niets om in te lezen"):
        sheets.read(as_xlsx.content)
    for column in TRANSFERS[model].columns:
        assert f"{column.name} {' '.join(column.meaning.split())}" in text
    assert client.get(address(model, "template", "pdf")).status_code == 404
    assert client.get(address(model, "export", "csv"), {"state__onzin": "1"}).status_code == 302


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_every_list_says_in_its_last_column_how_each_row_is(client, catalogue, db, model):
    client.force_login(UserFactory(is_superuser=True))
    sheet = sheets.read(client.get(address(model, "export", "csv")).content)

    assert sheet.headers[-1] == "versie"
    assert all(row[-1].startswith("v") for _, row in sheet.rows)
