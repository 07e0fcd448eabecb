"""What it costs to publish one changed case: the queries, and the processor time of the process that asks them.

    DATABASE_URL=sqlite:////tmp/scratch.sqlite3 python -m benchmarks.publishing

Measures the database that DATABASE_URL names, and leaves it as it was: everything is done and taken back.
"""

import argparse
import time
from statistics import mean, median

import django


def main() -> None:
    """Publish a change of each of so many cases and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=40)
    options = parser.parse_args()
    django.setup()
    measure(options.cases)


def measure(count: int) -> None:
    """Print the queries and milliseconds of a publication, over so many practices."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from cases import publishing
    from cases.models import Case

    queries, seconds = [], []
    with transaction.atomic():
        for number, case in enumerate(Case.objects.filter(published__isnull=False, kind="praktijk")[:count]):
            case.approach = f"Anders dan het was. {case.approach}"
            case.save()
            before = time.process_time()
            if number % 2:
                publishing.publish(case=case, by=None)
                seconds.append(time.process_time() - before)
            else:
                with CaptureQueriesContext(connection) as captured:
                    publishing.publish(case=case, by=None)
                queries.append(len(captured))
        transaction.set_rollback(True)
    print(f"{mean(queries):.0f} queries, {1000 * median(seconds):.1f} ms of the processor")


if __name__ == "__main__":
    main()
