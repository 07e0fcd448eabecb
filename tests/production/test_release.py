"""What .ci/release makes, in a clone of this project."""

import json
import os
import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.production.containers import ROOT

pytestmark = pytest.mark.once

ENVIRONMENT = os.environ | {
    "BIN": str(Path(sys.executable).parent),
    **{f"GIT_{who}_{what}": "gouden@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with the scripts as they are here, committed."""
    folder = tmp_path / "gouden"
    # A folder of somebody else's, as in a container, is no reason to stop.
    subprocess.run(
        [
            "git",
            "-c",
            f"safe.directory={ROOT}",
            "clone",
            "-q",
            "--no-local",
            "--depth=1",
            "--no-tags",
            f"file://{ROOT}",
            folder,
        ],
        check=True,
    )
    (folder / ".ci" / "release").write_bytes((ROOT / ".ci" / "release").read_bytes())
    git(folder, "commit", "-qam", "As it is here", "--allow-empty")
    return folder


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=True)
    return done.stdout


def release(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [".ci/release", *words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )


def test_a_release_has_a_tag_a_day_and_what_it_carries(clone: Path) -> None:
    """Prepared first; what lands until it is made is part of it."""
    assert release(clone, "7.8.9", "--prepare").returncode == 0
    assert (git(clone, "tag"), git(clone, "status", "--porcelain")) == ("", "")
    changes = clone / "CHANGELOG.md"
    changes.write_text(changes.read_text().replace("## Unreleased\n\n", "## Unreleased\n\n- Mended meanwhile.\n\n"))
    git(clone, "commit", "-qam", "Mend")

    done = release(clone, "7.8.9")

    assert done.returncode == 0, done.stderr
    assert git(clone, "describe", "--exact-match").strip() == "v7.8.9"
    assert 'version = "7.8.9"' in (clone / "pyproject.toml").read_text()
    assert '__version__ = "7.8.9"' in (clone / "gouden" / "__init__.py").read_text()
    assert "softwareVersion: 7.8.9" in (clone / "publiccode.yml").read_text()
    assert re.search(r"\n## Unreleased\n\n## 7\.8\.9, 20\S+\n\n- Mended meanwhile\.\n", changes.read_text())
    assert changes.read_text().count("## 7.8.9") == 1
    folder = clone / "var" / "release" / "7.8.9"
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=True)
    with tarfile.open(folder / "gouden-7.8.9.tar.gz") as source:
        names = set(source.getnames())
    assert {f"gouden-7.8.9/{name}" for name in ("Dockerfile", "manage.py", "requirements/base.txt")} <= names
    assert len(json.loads((folder / "gouden-7.8.9.cdx.json").read_text())["components"]) > 20
    assert git(clone, "status", "--porcelain") == ""

    again = release(clone, "7.8.9")
    assert (again.returncode, again.stderr) == (1, "v7.8.9 is there already.\n")


def test_what_is_no_version_or_would_leave_work_out_changes_nothing(clone: Path) -> None:
    for version in ("", "7", "v7.8.9", "7.8.9-rc1", "07.8.9"):
        done = release(clone, version)
        assert (done.returncode, done.stderr) == (1, "Name a version like 0.2.0: .ci/release 0.2.0\n"), version
    assert git(clone, "status", "--porcelain") == ""

    assert release(clone, "7.8.9", "--preprae").stderr.startswith("--preprae is nothing that .ci/release knows")

    (clone / "note.txt").write_text("not committed")
    assert release(clone, "7.8.9").stderr == "Commit or put away what was changed first.\n"
    assert git(clone, "tag") == ""
