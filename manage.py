#!/usr/bin/env python
"""Gouden's command line."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gouden.settings.dev")
    from django.core.management import execute_from_command_line

    from gouden.env import BadEnvironment

    try:
        execute_from_command_line(sys.argv)
    except BadEnvironment as error:
        sys.exit(f"Gouden start niet: {error}")


if __name__ == "__main__":
    main()
