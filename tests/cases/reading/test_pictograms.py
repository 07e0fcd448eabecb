"""Every subject looks unlike every other, and can be seen."""

import math
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from cases.models import Theme
from cases.reading.pictograms import NEUTRAL, PICTOGRAMS, leading_themes, other_themes, pictogram

ROOT = Path(settings.BASE_DIR)
SHEETS = ROOT / "static" / "css"
SHIPPED = yaml.safe_load((ROOT / "fixtures" / "catalogue" / "themes.yaml").read_text(encoding="utf-8"))
SUBJECTS = {theme["slug"] for theme in SHIPPED if theme["kind"] == Theme.Kind.SUBJECT}
APPROACHES = {theme["slug"] for theme in SHIPPED if theme["kind"] == Theme.Kind.APPROACH}
# Where gold may stand: evidence and results, a golden title, and what explains the design itself.
GOLDEN = re.compile(r"evidence|claim__grade|results?\b|grade__name|figure|designation|\.gold\b|guide__swatch")


def test_every_subject_has_a_pictogram_and_a_colour_of_its_own() -> None:
    assert {slug for slug, shown in PICTOGRAMS.items() if shown.hue is not None} == SUBJECTS
    hues = Counter(PICTOGRAMS[slug].hue for slug in SUBJECTS)
    assert max(hues.values()) == 1


def test_every_way_of_working_has_a_pictogram_and_no_two_themes_share_one() -> None:
    assert set(PICTOGRAMS) == SUBJECTS | APPROACHES
    symbols = Counter(shown.symbol for shown in [*PICTOGRAMS.values(), NEUTRAL])
    assert max(symbols.values()) == 1


def test_a_theme_that_editors_made_since_gets_the_neutral_one() -> None:
    assert pictogram("pas-bedacht") == NEUTRAL


def test_the_sprite_holds_what_is_used_and_no_more() -> None:
    sprite = (ROOT / "static" / "img" / "pictograms.svg").read_text(encoding="utf-8")

    assert set(re.findall(r'<symbol id="([^"]+)"', sprite)) == {
        shown.symbol for shown in [*PICTOGRAMS.values(), NEUTRAL]
    }


def test_the_style_sheet_draws_every_hue_that_is_used_and_no_more() -> None:
    rules = re.findall(r"\.pictogram--hue-(\d+) \{ --hue: (\d+); \}", (SHEETS / "pictogram.css").read_text("utf-8"))

    assert all(name == hue for name, hue in rules)
    assert {int(hue) for _, hue in rules} == {shown.hue for shown in PICTOGRAMS.values() if shown.hue is not None}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_pictogram_can_be_read_on_its_paper(scheme: int) -> None:
    tokens = (SHEETS / "tokens.css").read_text(encoding="utf-8")
    ink, paper = (re.findall(rf"--hue-{name}: (\d+)% ([\d.]+);", tokens)[scheme] for name in ("ink", "paper"))

    for hue in sorted({shown.hue for shown in PICTOGRAMS.values() if shown.hue is not None}):
        light, dark = (luminance(float(one) / 100, float(chroma), hue) for one, chroma in (ink, paper))
        assert (max(light, dark) + 0.05) / (min(light, dark) + 0.05) >= 4.5, hue


def test_gold_is_for_results_alone() -> None:
    golden = [
        f"{sheet.name}: {selector.strip()}"
        for sheet in SHEETS.glob("*.css")
        if sheet.name not in {"tokens.css", "map.css"}
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet.read_text(encoding="utf-8"))
        if "--gold" in body and not GOLDEN.search(selector)
    ]
    assert golden == []


def test_a_case_is_told_apart_by_its_subjects_and_without_one_by_how_was_worked() -> None:
    how, first, second = (
        {"slug": slug, "naam": slug, "soort": kind}
        for slug, kind in (("preventie", "werkwijze"), ("dementie", "onderwerp"), ("ggz", "onderwerp"))
    )
    whom = {"slug": "ouderen", "naam": "Ouderen", "soort": "doelgroep"}

    assert leading_themes([how, first, second, whom]) == [first, second]
    assert other_themes([how, first, second, whom]) == [how, whom]
    assert leading_themes([whom, how]) == [how]
    assert leading_themes([whom]) == []


def luminance(lightness: float, chroma: float, hue: float) -> float:
    """Return the relative luminance of an oklch colour; what a screen cannot show is cut off at its edge."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return sum(
        share * min(max(part, 0), 1) for share, part in zip((0.2126, 0.7152, 0.0722), (red, green, blue), strict=True)
    )
