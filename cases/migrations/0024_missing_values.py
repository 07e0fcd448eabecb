"""What 0009 and 0020 left empty in a database that was in use: they added a column and not its values."""

from collections import Counter
from typing import Any

from django.db import migrations

# What stands in these is what a case is about.
PROMINENT = ("names", "summary", "parties")


def count_prominent(apps: Any, schema_editor: Any) -> None:
    """Count in how many cases each term stands prominently, as their documents are stored.

    With nought the first withdrawal took its terms off a count that was never made.
    """
    counted: Counter[str] = Counter()
    for columns in apps.get_model("cases", "SearchEntry").objects.values_list(*PROMINENT).iterator(chunk_size=1_000):
        counted.update({term for column in columns for term in column.split()})
    terms = apps.get_model("cases", "SearchTerm").objects
    wrong = [term for term in terms.all() if term.prominent != counted[term.term]]
    for term in wrong:
        term.prominent = counted[term.term]
    terms.bulk_update(wrong, ["prominent"], batch_size=500)


def number_last_public(apps: Any, schema_editor: Any) -> None:
    """Give what is public no more the number of the version that readers saw, from which four eyes count the writers.

    It is the latest version of when the case was last published after it had not been public. Changes that were
    published after that leave no trace of their version: they count as not seen, so a colleague looks at them again.
    """
    events = apps.get_model("cases", "PublicationEvent").objects
    revisions = apps.get_model("cases", "Revision").objects
    public = apps.get_model("cases", "PublishedCase").objects.values("pk")
    for case in apps.get_model("cases", "Case").objects.filter(last_public_number=None).exclude(pk__in=public):
        published = events.filter(case=case, kind="gepubliceerd").order_by("-number").first()
        seen = published and revisions.filter(case=case, at__lte=published.at).order_by("-number").first()
        if seen:
            case.last_public_number = seen.number
            case.save(update_fields=["last_public_number"])


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0023_derived_by"),
    ]

    operations = [
        migrations.RunPython(count_prominent, migrations.RunPython.noop),
        migrations.RunPython(number_last_public, migrations.RunPython.noop),
    ]
