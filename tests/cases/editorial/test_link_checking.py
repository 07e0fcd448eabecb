"""The hourly visits to the links: a few at a time, never twice, and a link fails after two days of failures."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import publishing
from cases.editorial import link_checking
from cases.editorial.quality.conditions import LINK_FAILS
from cases.models import LinkCheck, Revision
from tests.factories import (
    ArticleFactory,
    CaseFactory,
    CaseLinkFactory,
    InitiativeLinkFactory,
    LinkCheckFactory,
    OrganisationFactory,
    PublicationFactory,
    PublishedCaseFactory,
    UserFactory,
)
from tests.web.outgoing.test_visiting import Website, called

pytestmark = pytest.mark.django_db


@pytest.fixture
def website(settings):
    settings.GOUDEN_VISIT_LOOPBACK = True
    with Website() as website:
        yield website


@pytest.fixture
def hosts(website, monkeypatch):
    """The addresses of four websites, all of them this machine."""
    names = [f"{name}.example" for name in ("een", "twee", "drie", "vier")]
    called(monkeypatch, {name: ["127.0.0.1"] for name in names})
    return [f"http://{name}:{website.port}/" for name in names]


def days_later(number=1):
    """Let the last visit to each link be so many days ago."""
    earlier = timezone.now() - datetime.timedelta(days=number)
    LinkCheck.objects.update(checked_at=earlier)
    for check in LinkCheck.objects.exclude(failing_since=None):
        check.failing_since -= datetime.timedelta(days=number)
        check.failed_on -= datetime.timedelta(days=number)
        check.save()


def failing():
    return list(LinkCheck.objects.filter(LINK_FAILS))


def test_every_place_where_an_address_stands_is_followed():
    CaseLinkFactory(url="https://a.example/")
    InitiativeLinkFactory(url="https://b.example/")
    ArticleFactory(url="https://c.example/", publication=PublicationFactory(url="https://d.example/"))
    OrganisationFactory(
        website="https://e.example/", contact_page="https://f.example/", contact_checked_on="2026-01-01"
    )
    CaseLinkFactory(url="https://a.example/")
    LinkCheckFactory(url="https://nergens.example/")

    link_checking.follow_catalogue()

    assert [check.url for check in LinkCheck.objects.order_by("url")] == [f"https://{x}.example/" for x in "abcdef"]


def test_a_link_that_works_is_visited_and_left_alone_for_two_weeks(website):
    CaseLinkFactory(url=f"{website.address}/")

    assert [link_checking.check_due(), link_checking.check_due()] == [1, 0]
    check = LinkCheck.objects.get()
    assert (check.result, check.failing_since) == ("werkt", None)

    days_later(13)
    assert link_checking.check_due() == 0
    days_later(14)
    assert link_checking.check_due() == 1


def test_a_link_fails_when_it_failed_on_two_days(website):
    CaseLinkFactory(url=f"{website.address}/weg")
    website.answers["/weg"] = (404, "")

    link_checking.check_due()
    assert LinkCheck.objects.get().result == "de pagina bestaat niet (404)"
    assert link_checking.check_due() == 0
    LinkCheck.objects.update(checked_at=None)
    link_checking.check_due()
    assert failing() == []

    days_later()
    link_checking.check_due()
    [check] = failing()
    assert (check.failing_since, check.failed_on) == (
        timezone.localdate() - datetime.timedelta(days=1),
        timezone.localdate(),
    )


def test_a_link_that_works_again_fails_no_longer(website):
    CaseLinkFactory(url=f"{website.address}/")
    LinkCheckFactory(url=f"{website.address}/", failing=True)
    days_later()
    link_checking.check_due()
    assert failing() == []
    assert LinkCheck.objects.get().failing_since is None


@pytest.mark.parametrize(
    ("status", "result", "works"),
    [
        (204, "werkt", True),
        (403, "laat geen robots toe (403)", True),
        (429, "laat geen robots toe (429)", True),
        (410, "de pagina is weggehaald (410)", False),
        (500, "de website geeft een fout (500)", False),
    ],
)
def test_what_lets_no_robots_in_works_and_what_is_gone_does_not(website, status, result, works):
    CaseLinkFactory(url=f"{website.address}/")
    website.answers["/"] = (status, "")
    link_checking.check_due()
    check = LinkCheck.objects.get()
    assert (check.result, check.failing_since is None) == (result, works)


def test_an_address_in_a_network_of_our_own_is_reported_and_not_visited(website):
    CaseLinkFactory(url="http://10.0.0.1/")
    link_checking.check_due()
    assert LinkCheck.objects.get().result == "het webadres leidt naar een besloten netwerk"


def test_a_website_is_asked_once_a_run(website, hosts):
    one, other, *_ = hosts
    for path in ("a", "b"):
        CaseLinkFactory(url=f"{one}{path}")
        CaseLinkFactory(url=f"{other}{path}")
    assert [link_checking.check_due() for _ in range(3)] == [2, 2, 0]
    assert sorted(website.paths()) == ["HEAD /a", "HEAD /a", "HEAD /b", "HEAD /b"]


def test_a_run_makes_a_few_visits_those_of_longest_ago_first(website, hosts, monkeypatch):
    monkeypatch.setattr(link_checking, "A_RUN", 2)
    days = dict(zip(hosts, (20, None, 30, 40), strict=True))
    for url, ago in days.items():
        CaseLinkFactory(url=url)
        LinkCheckFactory(url=url, checked_at=ago and timezone.now() - datetime.timedelta(days=ago))

    link_checking.check_due()
    visited = [host for _, _, host, _ in website.asked]
    assert [f"http://{host}/" for host in visited] == [url for url, ago in days.items() if ago in {None, 40}]


def test_a_link_that_another_run_just_took_is_left_to_it(website, monkeypatch):
    CaseLinkFactory(url=f"{website.address}/")
    link_checking.follow_catalogue()
    stale = list(LinkCheck.objects.all())
    assert link_checking.check_due() == 1
    monkeypatch.setattr(link_checking, "_due", lambda now: stale)
    assert link_checking.check_due() == 0


def test_when_nobody_answers_it_is_our_own_network_and_no_link_fails(settings, monkeypatch):
    settings.GOUDEN_VISIT_LOOPBACK = True
    for n in range(3):
        # Nobody listens there.
        CaseLinkFactory(url=f"http://127.0.0.{n + 1}:9/")
    with pytest.raises(link_checking.NobodyAnswered):
        link_checking.check_due()
    assert {check.failing_since for check in LinkCheck.objects.all()} == {None}
    assert {check.checked_at for check in LinkCheck.objects.all()} == {None}, "nothing was learned of them"


def test_one_link_that_leads_nowhere_leaves_the_others_and_is_told(website, hosts):
    bad, other, *_ = hosts
    for url in (bad, other):
        CaseLinkFactory(url=url)
    CaseLinkFactory(url=f"{website.address}/omleiding")
    website.answers["/omleiding"] = (302, "http://[bad/")

    assert link_checking.check_due() == 3
    assert {check.url: check.result for check in LinkCheck.objects.all()} == {
        bad: "werkt",
        other: "werkt",
        f"{website.address}/omleiding": "verwijst door naar een webadres dat niet klopt",
    }


def test_a_stored_address_that_is_none_is_told(website):
    CaseLinkFactory(url=f"{website.address}/")
    ArticleFactory(url="http://[bad/")
    ArticleFactory(url="http://[ook/")

    assert link_checking.check_due() == 3
    assert LinkCheck.objects.filter(result="het webadres klopt niet").count() == 2


def test_a_fault_of_ours_costs_one_visit_which_does_not_count_as_one(website, hosts, monkeypatch):
    for url in hosts:
        CaseLinkFactory(url=url)
    real = link_checking.visit

    def visit(url):
        if url == hosts[1]:
            raise ZeroDivisionError
        return real(url)

    monkeypatch.setattr(link_checking, "visit", visit)
    with pytest.raises(link_checking.NotVisited, match="1 van 4 links"):
        link_checking.check_due()

    assert {check.url: check.result for check in LinkCheck.objects.exclude(checked_at=None)} == {
        url: "werkt" for url in hosts if url != hosts[1]
    }
    assert link_checking.check_due() == 0, "it is tried again tomorrow, and does not stand before others today"
    LinkCheck.objects.update(claimed_until=timezone.now())
    monkeypatch.setattr(link_checking, "visit", real)
    assert link_checking.check_due() == 1


def test_each_visit_is_kept_when_it_ends(website, hosts, monkeypatch):
    for url in hosts:
        CaseLinkFactory(url=url)
    real, kept = link_checking.visit, []

    def visit(url):
        kept.append(LinkCheck.objects.exclude(checked_at=None).count())
        return real(url)

    monkeypatch.setattr(link_checking, "visit", visit)
    link_checking.check_due()
    assert kept == [0, 1, 2, 3]


def test_it_makes_no_version_and_changes_nothing_public(website):
    case = CaseFactory(with_source=True)
    CaseLinkFactory(case=case, url=f"{website.address}/")
    published = PublishedCaseFactory(case=case)
    record, versions = published.record, Revision.objects.count()

    link_checking.check_due()
    publishing.publish(case=case, by=None)

    published.refresh_from_db()
    assert (published.record, Revision.objects.count()) == (record, versions)


def test_the_admin_says_where_a_link_stands(client):
    link, other = CaseLinkFactory(url="https://weg.example/"), InitiativeLinkFactory(url="https://weg.example/")
    organisation = OrganisationFactory(website="https://weg.example/")
    check = LinkCheckFactory(url="https://weg.example/", failing=True)
    client.force_login(UserFactory(is_superuser=True))

    assert check.url in client.get(f"{reverse('admin:cases_linkcheck_changelist')}?wacht=mislukt").content.decode()
    page = client.get(reverse("admin:cases_linkcheck_change", args=[check.pk])).content.decode()
    for row in (link.case, other.initiative, organisation):
        opts = row._meta
        assert reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk]) in page
