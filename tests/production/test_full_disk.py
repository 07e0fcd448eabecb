"""No room on the disk of an SQLite file: pages go on, and nothing is lost in silence."""

import json
import re
import resource
from pathlib import Path
from urllib.parse import urlencode

import pytest

from gouden.web.operations import writable
from tests.production.containers import Image
from tests.production.servers import Answer, Site
from tests.production.test_outage import SIGN_IN

pytestmark = pytest.mark.once


def limit(site: Site, most: int) -> None:
    """Let no process of the site write a file beyond `most` bytes."""
    children = Path(f"/proc/{site.process.pid}/task/{site.process.pid}/children").read_text().split()
    for process in (site.process.pid, *map(int, children)):
        resource.prlimit(process, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def test_on_a_full_disk_pages_go_on_and_nothing_is_lost_in_silence(site: Site, image: Image) -> None:
    environment = image.of("web", DATABASE_URL=site.database_url)
    said = image.run(["python", "manage.py", "shell", "--command", SIGN_IN], environment).stdout
    cookie = f"sessionid={re.findall(r'sessie (\w+)', said)[0]}"

    def save(name: str) -> Answer:
        form = site.get("/admin/cases/theme/add/", Cookie=cookie)
        token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form.body)[0]
        csrf = re.findall(r"csrftoken=\w+", str(form.headers.get_all("Set-Cookie")))[0]
        fields = {"csrfmiddlewaretoken": token, "name": name, "slug": name, "kind": "onderwerp", "position": "1"}
        return site.post("/admin/cases/theme/add/", urlencode(fields), Cookie=f"{cookie}; {csrf}")

    assert save("een").status == 302
    limit(site, 1)
    try:
        assert {site.get(path).status for path in ("/", "/praktijkvoorbeelden/", "/api/v1/themas")} == {200}
        refused = save("twee")
        assert (refused.status, refused.headers["Retry-After"]) == (503, "30")
        assert "Ga terug met de knop Vorige van uw browser: daar staat het nog." in refused.body
        ready = json.loads(site.get("/readyz", proxied=False).body)
        assert ready["controles"]["schrijven"] == writable.FULL
    finally:
        limit(site, resource.RLIM_INFINITY)
    assert save("twee").status == 302
