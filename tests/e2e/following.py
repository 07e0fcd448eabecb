"""A portal in which something can be followed: a theme with a case; and what editors do to it meanwhile."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from cases import publishing
from cases.models import Case, Follow, Theme
from municipalities.models import Municipality
from tests import factories

THEME, CASE = "Schulden", "Startgeld"


def prepare() -> None:
    """Fill an empty database; run once, in the process of `manage.py shell`."""
    call_command("migrate", verbosity=0)
    theme = factories.ThemeFactory(name=THEME, slug="schulden")
    place = factories.MunicipalityFactory(name="Aalten", cbs_code="0197")
    obstacle = factories.ObstacleFactory(name="Privacy", slug="privacy")
    element = factories.ElementFactory(name="Maatwerk", slug="maatwerk")
    case = factories.CaseFactory(
        with_source=True, running=True, title=CASE, slug="startgeld", themes=[theme], municipalities=[place]
    )
    factories.ClaimFactory(
        case=case,
        kind="obstakel",
        obstacle=obstacle,
        elements=[element],
        article=case.citations.get().article,
        passage="2e alinea",
    )
    publishing.publish(case=case, by=None)
    factories.PublishedCaseFactory(case__title="Iets anders")


def a_week_later(title: str) -> None:
    """Publish a case of the theme, change the other, and let a week pass for everybody who follows."""
    case = Case.objects.get(slug="startgeld")
    places = [Municipality.objects.get(cbs_code="0197")]
    new = factories.CaseFactory(title=title, themes=[Theme.objects.get(slug="schulden")], municipalities=places)
    factories.CitationFactory(case=new, article=case.citations.get().article)
    publishing.publish(case=new, by=None)
    case.approach = f"Anders dan voor {title}."
    case.save()
    publishing.publish(case=case, by=None)
    Follow.objects.exclude(due_at=None).update(due_at=timezone.now() - timedelta(minutes=1))
    call_command("run_due", only="follows")
    call_command("run_due", only="waiting mail")
