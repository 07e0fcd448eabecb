"""Mailboxes of municipalities and organisations come in as rows of a file, and people's addresses do not."""

import pytest

from cases.models import Mailbox
from tests.cases.admin.transfer.files import address, csv_of, look, read_in, text_of
from tests.factories import MailboxFactory, MunicipalityFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
HEADER = ("soort", "code of adresnaam", "adres", "bron", "datum")


@pytest.fixture
def editor(client):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def test_they_come_in_for_municipalities_and_organisations(client, editor):
    MunicipalityFactory(cbs_code="0197", name="Aalten")
    OrganisationFactory(slug="figulus-welzijn")
    MailboxFactory(municipality=MunicipalityFactory(cbs_code="0141"), address="info@almelo.example")
    rows = [
        HEADER,
        ("gemeente", "0197", "gemeente@aalten.example", "https://aalten.example/contact", "1-11-2026"),
        ("organisatie", "figulus-welzijn", "info@figulus.example", "https://figulus.example", "2026-11-01"),
        ("gemeente", "0141", "sociaaldomein@almelo.example", "https://almelo.example", "2026-11-01"),
    ]

    page = read_in(client, Mailbox, csv_of(*rows))

    assert "2 nieuw, 1 gewijzigd" in text_of(page)
    assert {(row.kind, row.address, str(row.checked_on)) for row in Mailbox.objects.all()} == {
        ("gemeente", "gemeente@aalten.example", "2026-11-01"),
        ("organisatie", "info@figulus.example", "2026-11-01"),
        ("gemeente", "sociaaldomein@almelo.example", "2026-11-01"),
    }
    again = look(client, Mailbox, client.get(address(Mailbox, "export", "csv")).content)
    assert "staat niets nieuws" in text_of(again)


def test_what_is_wrong_is_said_at_its_row_and_nothing_comes_in(client, editor):
    MunicipalityFactory(cbs_code="0197", name="Aalten")
    rows = [
        HEADER,
        ("gemeente", "0197", "j.jansen@aalten.example", "https://aalten.example", "2026-11-01"),
        ("gemeente", "9999", "info@nergens.example", "https://nergens.example", "2026-11-01"),
        ("provincie", "25", "info@gelderland.example", "https://gelderland.example", "2026-11-01"),
        ("organisatie", "onbekend", "info@onbekend.example", "", "morgen"),
    ]

    text = text_of(look(client, Mailbox, csv_of(*rows)))

    assert "lijkt het adres van een persoon" in text
    assert "Er is geen gemeente ‘9999’." in text
    assert "‘provincie’ kan niet. Kies uit: gemeente, organisatie." in text
    assert "Er is geen organisatie ‘onbekend’." in text
    assert "‘morgen’ is geen datum" in text
    assert not Mailbox.objects.exists()
