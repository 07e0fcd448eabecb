"""What must be seen of a field that was added by its recipe; run by tests/test_howto.py in the copy it was added to."""

import json

from django.test import Client

from cases import publishing
from cases.admin.transfer.kinds import CaseTransfer
from cases.editorial.quality.advice import advice
from cases.models import Case, PublishedCase
from tests.cases.admin.admin_forms import typed
from tests.factories import UserFactory

WORD, NAME, LABEL = "kwartjesfonds", "bekostiging", "Bekostiging"


def look() -> None:
    """Fill the field in by the form of a case that was public before, and ask every surface for it."""
    case = Case.objects.filter(published__isnull=False).order_by("pk")[0]
    page = f"/praktijkvoorbeelden/{case.slug}/"
    reader, editor = Client(), Client()
    editor.force_login(UserFactory(is_staff=True, is_superuser=True))
    before = case.revisions.count()
    assert "Het is niet bekend wie het betaalt." in {remark.message for remark in advice(case)}
    assert LABEL not in reader.get(page).content.decode()

    form = f"/admin/cases/case/{case.pk}/change/"
    untouched = typed(editor.get(form), "case_form")
    assert editor.post(form, untouched).status_code == 302
    assert case.revisions.count() == before
    # With a sign that nobody can see: a text cleans what is typed in it.
    assert editor.post(form, untouched | {"funding": f"Het {WORD}\u200b betaalt."}).status_code == 302
    assert case.revisions.count() == before + 1

    versions = editor.get(f"/admin/cases/case/{case.pk}/versies/").content.decode()
    assert LABEL in versions
    assert WORD in versions
    case.refresh_from_db()
    publishing.publish(case=case, by=None)
    assert WORD in reader.get(page).content.decode()
    assert json.loads(reader.get(f"/api/v1{page.rstrip('/')}").content)[NAME] == f"Het {WORD} betaalt."
    found = json.loads(reader.get(f"/api/v1/praktijkvoorbeelden?zoek={WORD}").content)
    assert [row["slug"] for row in found["resultaten"]] == [case.slug]
    table = reader.get("/api/v1/praktijkvoorbeelden/_export?formaat=csv")
    header = table.getvalue().decode().splitlines()[0]
    assert header.rstrip('"').endswith(NAME)
    assert NAME in reader.get("/api/v1/praktijkvoorbeelden/_codeboek").content.decode()
    assert NAME in json.dumps(json.loads(reader.get("/api/v1/openapi.json").content)["components"])
    assert NAME in [column.name for column in CaseTransfer.columns]

    publishing.restore(case=case, revision=case.revisions.get(number=before), by=None)
    assert Case.objects.values_list("funding", flat=True).get(pk=case.pk) == ""
    assert PublishedCase.objects.get(pk=case.pk).record[NAME] == f"Het {WORD} betaalt."
