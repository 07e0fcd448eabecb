"""One name, one thing: whoever looks for a class finds one."""

import ast
from collections import Counter
from pathlib import Path

from django.conf import settings

# Django finds these by their names.
EACH_ITS_OWN = {"Command", "Migration"}


def test_no_two_classes_share_a_name() -> None:
    modules = [
        path for part in ("cases", "gouden", "municipalities") for path in Path(settings.BASE_DIR, part).rglob("*.py")
    ]
    names = Counter(
        node.name
        for path in modules
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef)
    )

    assert not [name for name, times in names.items() if times > 1 and name not in EACH_ITS_OWN]
