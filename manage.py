#!/usr/bin/env python
"""Gouden's command line."""

import io
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouden.settings.dev")
    # Whoever reads along, or keeps what is said in a file, has each line when it is said.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)
    from gouden.command_line import run

    sys.exit(run(sys.argv))


if __name__ == "__main__":
    if sys.version_info < (3, 12):  # noqa: UP036  # this file alone is read by an older Python too
        sys.exit(f"Gouden draait op Python 3.12 of nieuwer; dit is {sys.version.split()[0]}. Zie README.md.")
    main()
