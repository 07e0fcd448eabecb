"""The sheets that every page has, joined into one file when static files are collected.

In the repository each component keeps a file of its own, and development serves those.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# In the order in which a page needs them.
SHEETS = (
    "css/tokens.css",
    "css/base.css",
    "css/header.css",
    "css/footer.css",
    "css/breadcrumb.css",
    "css/search.css",
    "css/card.css",
    "css/brief.css",
    "css/pictogram.css",
    "css/chip.css",
    "css/save.css",
    "css/facts.css",
    "css/index.css",
    "css/suggestions.css",
)
BUNDLE = "css/site.css"


class BundledStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, which makes BUNDLE of SHEETS too."""

    # For `{% stylesheets %}`.
    sheets = (BUNDLE,)

    def post_process(self, paths: Mapping[str, Any], *args: Any, **kwargs: Any) -> Iterator[Any]:
        if kwargs.get("dry_run"):
            return
        parts = []
        for name in SHEETS:
            storage, path = paths[name]
            with storage.open(path) as file:
                parts.append(file.read())
        self.delete(BUNDLE)
        self.save(BUNDLE, ContentFile(b"\n".join(parts)))
        yield from super().post_process({**paths, BUNDLE: (self, BUNDLE)}, *args, **kwargs)
