"""What editors leave behind: versions, files, jobs."""

import datetime

from django.utils import timezone
from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory, Trait

from cases import models as cases
from cases.fields import Snapshot
from cases.revisions.snapshot import stored
from tests.factories.accounts import UserFactory
from tests.factories.base import Factory
from tests.factories.reference import ThemeFactory
from tests.factories.working import CaseFactory


class RevisionFactory(Factory):
    class Meta:
        model = cases.Revision

    case = SubFactory(CaseFactory)
    number = Sequence(lambda n: n + 1)
    snapshot = LazyAttribute(
        lambda revision: stored(Snapshot(title=revision.case.title, slug=revision.case.slug, kind=revision.case.kind))
    )


class ReferenceRevisionFactory(Factory):
    """A version of a theme; a test that looks at its content makes one by the verbs."""

    class Meta:
        model = cases.ReferenceRevision

    model = "cases.theme"
    row = LazyFunction(lambda: ThemeFactory().pk)
    number = Sequence(lambda n: n + 1)
    snapshot = LazyFunction(lambda: {"name": "Preventie"})


class LoadedEntryFactory(Factory):
    class Meta:
        model = cases.LoadedEntry

    kind = "themes"
    key = Sequence(lambda n: f"thema-{n}")
    digest = "0" * 64


class ProbableDuplicateFactory(Factory):
    class Meta:
        model = cases.ProbableDuplicate

    a = SubFactory(CaseFactory)
    b = SubFactory(CaseFactory)
    reason = "Dezelfde titel."


class UploadFactory(Factory):
    class Meta:
        model = cases.Upload

    by = SubFactory(UserFactory)
    kind = "cases.Organisation"
    name = "bestand.csv"
    content = b"adresnaam;naam\r\n"
    fingerprint = "0" * 64


class FileImportFactory(Factory):
    class Meta:
        model = cases.FileImport

    by = SubFactory(UserFactory)
    kind = "cases.Case"
    name = "bestand.csv"


class FileImportRowFactory(Factory):
    class Meta:
        model = cases.FileImportRow

    file_import = SubFactory(FileImportFactory)
    line = Sequence(lambda number: number + 2)
    status = cases.FileImportRow.Status.CHANGED
    key = 1


class JobFactory(Factory):
    """Of two cases, in nobody's queue; `failed=True` ended halfway."""

    class Meta:
        model = cases.Job

    class Params:
        failed = Trait(
            position=1, result=cases.Job.Result.FAILED, outcome="Afgebroken.", ended_at=LazyFunction(timezone.now)
        )

    kind = cases.Job.Kind.REFRESH
    subject = "Figulus Welzijn"
    arguments = LazyFunction(lambda: {"cases": [1, 2]})
    permission = "municipalities.publish_organisation"
    total = 2


class StepRunFactory(Factory):
    class Meta:
        model = cases.StepRun

    name = Sequence(lambda n: f"step {n}")
    started_at = LazyFunction(timezone.now)
    busy_until = LazyFunction(timezone.now)
    ended_well_at = LazyFunction(timezone.now)


class LinkCheckFactory(Factory):
    """Never visited; `failing=True` failed yesterday and today."""

    class Meta:
        model = cases.LinkCheck

    class Params:
        failing = Trait(
            checked_at=LazyFunction(timezone.now),
            result="de pagina bestaat niet (404)",
            failing_since=LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=1)),
            failed_on=LazyFunction(timezone.localdate),
        )

    url = Sequence(lambda n: f"https://link.example/{n}")
