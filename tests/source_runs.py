"""The sources' runs of six words, as hashes: the catalogue may not repeat them, and the sources need not be here.

`python -m tests.source_runs FOLDER` makes tests/data/source_runs.bin anew from the source texts (*.txt) in FOLDER.
"""

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

LENGTH = 6
SIZE = 6  # bytes of each hash: among a hundred thousand looked up, one false alarm in fifty thousand runs
FILE = Path(__file__).parent / "data" / "source_runs.bin"


def words(text: str) -> list[str]:
    """Return the words of `text`, in lower case and without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.findall(r"[a-z0-9]+", plain)


def runs(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield each run of six words in `text` with its hash."""
    found = words(text)
    for start in range(len(found) - LENGTH + 1):
        run = " ".join(found[start : start + LENGTH])
        yield run, hashlib.sha256(run.encode()).digest()[:SIZE]


def source_hashes() -> set[bytes]:
    """Return the hashes of every run of six words in the sources."""
    data = FILE.read_bytes()
    return {data[start : start + SIZE] for start in range(0, len(data), SIZE)}


def make(folder: Path) -> int:
    """Write the hashes of all texts in `folder`, with words broken at line ends both broken and joined."""
    hashes: set[bytes] = set()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        unlinked = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        for form in (text, unlinked, re.sub(r"-\s*\n\s*", "", unlinked)):
            hashes |= {digest for _, digest in runs(form)}
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(b"".join(sorted(hashes)))
    return len(hashes)


if __name__ == "__main__":
    sys.stdout.write(f"{make(Path(sys.argv[1]))} runs\n")
