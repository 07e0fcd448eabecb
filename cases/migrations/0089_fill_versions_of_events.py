from typing import Any

from django.db import migrations
from django.db.models import Max, OuterRef, Subquery


def fill(apps: Any, schema_editor: Any) -> None:
    """Say of the last event by which each public case changed which version readers have since; of older ones nobody
    knows."""
    events = apps.get_model("cases", "PublicationEvent").objects.order_by()
    published = apps.get_model("cases", "PublishedCase").objects.filter(pk=OuterRef("case"))
    changes = events.filter(kind__in=["gepubliceerd", "gewijzigd"], case__published__isnull=False)
    last = changes.values("case").annotate(last=Max("number")).values("last")
    events.filter(number__in=last).update(revision=Subquery(published.values("revision")[:1]))


class Migration(migrations.Migration):
    """What changed since an event is told by comparing two versions."""

    dependencies = [("cases", "0088_versions_of_events")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
