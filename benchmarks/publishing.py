"""What it costs to publish one changed case: the queries, and the processor time of the process that asks them.

    export DJANGO_SETTINGS_MODULE=gouden.settings.dev
    DATABASE_URL=sqlite:////tmp/scratch.sqlite3 python -m benchmarks.publishing

Measures the database that DATABASE_URL names, and leaves it as it was: everything is done and taken back. A text gets
words that nothing else says, so that search changes too. A title stands with each statement of the case as well, and
its portrait is found by it.
"""

import argparse
import time
from collections.abc import Callable
from itertools import islice
from statistics import mean, median
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from cases.models import Case

# Before anything is measured: what a process does once is done then.
FIRST = 3


def main() -> None:
    """Publish a change of each of so many cases and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=40)
    options = parser.parse_args()
    django.setup()
    measure("a changed text", change_text, options.cases)
    measure("a changed title", change_title, options.cases)


def change_text(case: "Case") -> None:
    """Give the approach of a case a sentence more."""
    case.approach = f"De kersenboomgaard {case.pk} bloeit. {case.approach}"


def change_title(case: "Case") -> None:
    """Give the title of a case a word more."""
    case.title = f"{case.title} met kersenboomgaard"[:150]


def measure(what: str, change: "Callable[[Case], None]", count: int) -> None:
    """Print the queries and milliseconds of a publication, over so many practices."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from cases import publishing
    from cases.models import Case
    from cases.publishing.rules import problems

    queries, seconds = [], []
    with transaction.atomic():
        practices = Case.objects.filter(published__isnull=False, kind="praktijk").order_by("pk")
        # Not all that is generated may be published once more.
        chosen = [*islice((case for case in practices if not problems(case)), FIRST + count)]
        for number, case in enumerate(chosen):
            change(case)
            case.save()
            before = time.process_time()
            if number < FIRST or number % 2:
                publishing.publish(case=case, by=None)
                seconds.append(time.process_time() - before)
            else:
                with CaptureQueriesContext(connection) as captured:
                    publishing.publish(case=case, by=None)
                queries.append(len(captured))
        transaction.set_rollback(True)
    milliseconds = 1000 * median(seconds[FIRST:])
    print(f"{what}: {mean(queries):.0f} queries, {milliseconds:.1f} ms of the processor")


if __name__ == "__main__":
    main()
