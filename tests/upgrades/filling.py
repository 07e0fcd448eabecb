"""Fills an empty database by a release's own code, as editors, readers and partners of that release would.

`make_dump.py` runs this in a checkout of the release, with that release's packages: what the release does not have yet
is left out. Names are invented and addresses end in `.example`.
"""

import datetime
import hashlib
import importlib
import inspect
import sys
import time
from pathlib import Path
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.auth.models import Group, Permission, User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from cases import publishing  # noqa: E402
from cases.models import Article, Case, CaseMunicipality, Citation, Claim, Revision, Synonym, Theme  # noqa: E402
from cases.search import missed_searches  # noqa: E402
from municipalities.models import Municipality, Organisation  # noqa: E402

sys.path.insert(0, str(Path(__file__).parent))
from example import KEY, PASSWORD, trim  # noqa: E402

# Nobody listens there: what is mailed stays waiting.
NO_MAIL_SERVER = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
    }
}


def module(name: str) -> Any:
    """Return the module `name` of the release, or None where it has none."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


def has(model: str) -> bool:
    """Whether the release has this model."""
    return any(model == known._meta.label for known in apps.get_models())


def fill(folder: Path) -> None:
    """Do everything, in the order in which a release in use would meet it."""
    fixtures = trim(Path.cwd() / "fixtures", folder)
    call_command("migrate", verbosity=0)
    call_command("import_municipalities", fixtures / "reference", verbosity=0)
    call_command("load_catalogue", fixtures / "catalogue")
    call_command("rebuild_published")
    writer, chief = accounts()
    edits(writer, chief)
    references(chief)
    readers_and_partners(chief)
    if "submit" in dir(publishing):
        reviews(writer, chief)
    if module("cases.editorial.mail"):
        with override_settings(MAILERS=NO_MAIL_SERVER):
            submissions(writer, chief)
            inquiries(chief)
    signs_of_use(writer, chief)
    if has("cases.Job"):
        job_halfway(chief)
    call_command("rebuild_published", "--check")


def accounts() -> tuple[User, User]:
    """Make an account of every kind and return the writer and the one who publishes."""
    people = {}
    for name in ("schrijver", "eindredacteur", "beheerder", "vertrokken"):
        people[name] = User.objects.create_user(
            name, f"{name}@gouden.example", PASSWORD, is_staff=True, first_name=name.capitalize(), last_name="Jansen"
        )
    User.objects.create_superuser("redactie", "redactie@gouden.example", PASSWORD)
    if not Group.objects.filter(name="redacteur").exists():
        # Before there were groups of our own, administrators made theirs.
        for name in ("Redactie", "redacteur"):
            group = Group.objects.create(name=name)
            group.permissions.set(Permission.objects.filter(content_type__app_label="cases"))
            people["schrijver"].groups.add(group)
        for name in ("eindredacteur", "beheerder"):
            people[name].groups.add(group)
    else:
        for name, group in {
            "schrijver": "redacteur",
            "eindredacteur": "eindredacteur",
            "beheerder": "beheerder",
        }.items():
            people[name].groups.add(Group.objects.get(name=group))
    people["vertrokken"].is_active = False
    people["vertrokken"].save()
    return people["schrijver"], people["eindredacteur"]


# --- What editors do --------------------------------------------------------------------------------------------------


def case(slug: str) -> Case:
    return Case.objects.get(slug=slug)


def save(one: Case, by: User, note: str = "", **changes: Any) -> Revision:
    """Change a case as the admin's form does, and return the version."""
    one = Case.objects.get(pk=one.pk)
    for name, value in changes.items():
        setattr(one, name, value)
    one.modified_by = by
    one.save()
    return publishing.record_revision(case=one, by=by, note=note)


def act(verb: str, **said: Any) -> None:
    """Do a verb to a case; who does it says which version was looked at, where the release asks for that."""
    do = getattr(publishing, verb)
    if "seen" in inspect.signature(do).parameters:
        said["seen"] = publishing.latest_number(said["case"])
    do(**said)


def write_new(slug: str, title: str, by: User) -> Case:
    """Make a concept that may be published, with a claim and a source."""
    article = Article.objects.order_by("pk").first()
    made = Case(slug=slug, title=title, summary=f"Over {title.lower()}.", approach="Met de buurt.", modified_by=by)
    made.save()
    CaseMunicipality.objects.create(case=made, municipality=Municipality.objects.get(cbs_code="0197"))
    Citation.objects.create(case=made, article=article, passage="2e alinea")
    Claim.objects.create(
        case=made,
        key="bewoners",
        kind="bereik",
        text="Er doen 120 bewoners mee.",
        value=120,
        unit="bewoners",
        article=article,
        passage="2e alinea",
    )
    made.themes.set(Theme.objects.order_by("pk")[:2])
    publishing.record_revision(case=made, by=by, note="Begonnen")
    return made


def edits(writer: User, chief: User) -> None:
    """Edit, move, withdraw, publish again and leave unfinished."""
    changed = case("haarlem-buuv")
    save(changed, writer, "Titel korter", title="Buurtdiensten in Haarlem")
    act("publish", case=changed, by=chief, note="Nagekeken")
    save(changed, writer, "Nog niet openbaar", summary="Een samenvatting die nog niemand zag.")

    portrait = case("aalten-gouden-gemeente")
    act("withdraw", case=portrait, by=chief, reason="De gemeente vroeg om een rectificatie.")
    save(case("aalten-gouden-gemeente"), writer, lessons="Vraag het eerst aan de buurt.")
    act("publish", case=case("aalten-gouden-gemeente"), by=chief)

    practices = list(Case.objects.filter(part_of=portrait).order_by("pk"))
    # The writer wrote what was public when it was withdrawn, and nothing since.
    save(practices[0], writer, title=f"{practices[0].title} (nieuw)")
    act("publish", case=practices[0], by=chief)
    act("withdraw", case=practices[0], by=chief, reason="De bron bleek niet te kloppen.")
    old = practices[1].slug
    save(practices[1], writer, slug=f"{old}-verhuisd")
    act("publish", case=practices[1], by=chief)
    save(case(f"{old}-verhuisd"), chief, slug=f"{old}-nogmaals")
    act("publish", case=case(f"{old}-nogmaals"), by=writer)
    act("withdraw", case=practices[2], by=chief, reason="Tijdelijk.")
    save(case(practices[2].slug), writer, title=f"{practices[2].title}, herzien", featured=True)

    write_new("concept-van-de-schrijver", "Een concept", writer)
    own = write_new("eigen-voorbeeld", "Een eigen voorbeeld", writer)
    act("publish", case=own, by=chief)
    save(own, chief, "Jaar erbij", started_year=2016)


def references(chief: User) -> None:
    """Change, add and remove what cases refer to."""
    organisation = Organisation.objects.get(slug="figulus-welzijn")
    organisation.name = "Figulus Welzijn Aalten"
    organisation.contact_mailbox = "info@figulus.example"
    organisation.contact_checked_on = datetime.date(2026, 11, 1)
    organisation.save()
    publishing.refresh(referring_to=organisation)
    theme = Theme.objects.order_by("pk").first()
    theme.description = "Door de redactie herschreven."
    theme.save()
    publishing.refresh(referring_to=theme)
    Synonym.objects.order_by("pk").first().delete()
    publishing.forget_cached()
    added = Synonym.objects.create(terms=["babbelbox", "praathuis"], note="Van de redactie")
    publishing.refresh(referring_to=added)
    Organisation.objects.create(
        name="Stichting van de redactie", slug="stichting-van-de-redactie", kind=organisation.kind
    )


def readers_and_partners(chief: User) -> None:
    missed_searches.send(searched="babbelbox eenzaamheid", message="Iets over jongeren.")
    api_keys = module("gouden.accounts.api_keys") or module("cases.access")
    for text in (KEY, f"{KEY}-ingetrokken"):
        key = api_keys.ApiKey(name="Een partner", mailbox="beheer@partner.example")
        api_keys.issue(key=key, by=chief)
        api_keys.ApiKey.objects.filter(pk=key.pk).update(
            prefix=text[:13], digest=hashlib.sha256(text.encode()).hexdigest()
        )
    api_keys.revoke(key=key, by=chief)


def reviews(writer: User, chief: User) -> None:
    """Submit, send back, put away, take out again and put back an older version."""
    waiting = write_new("wacht-op-beoordeling", "Wacht op beoordeling", writer)
    act("submit", case=waiting, by=writer, note="Graag deze week.")
    returned = write_new("teruggestuurd", "Teruggestuurd", writer)
    act("submit", case=returned, by=writer)
    act("send_back", case=returned, by=chief, note="Noem de bron.")
    away = write_new("weggelegd", "Weggelegd", writer)
    act("archive", case=away, by=chief)
    again = write_new("weer-open", "Weer open", writer)
    act("archive", case=again, by=chief)
    act("reopen", case=again, by=chief)
    save(again, chief, title="Weer open, en anders")
    act("restore", case=again, revision=Revision.objects.get(case=again, number=1), by=writer)
    changes = case("eigen-voorbeeld")
    act("submit", case=changes, by=chief)


# --- What people outside send, and what the system keeps --------------------------------------------------------


def submissions(writer: User, chief: User) -> None:
    verbs = module("cases.submissions.verbs")
    if not verbs:
        return
    concepts, model = module("cases.submissions.concepts"), apps.get_model("cases.Submission")

    def shared(title: str) -> Any:
        one = model(
            kind="voorbeeld",
            token=f"kenmerk-{title.lower()}",
            title=title,
            municipality=Municipality.objects.get(cbs_code="0197"),
            organisation="Figulus Welzijn",
            summary="Bewoners krijgen geld om iets voor hun straat te doen.",
            approach="Wie een plan heeft, belt.",
            name="An Jansen",
            email="an@figulus.example",
        )
        one.kind = model.Kind.EXAMPLE
        one.save()
        return one

    shared("Begonnen")
    sent = {title: verbs.send(submission=shared(title)) for title in ("Onbevestigd", "Binnen", "Genomen", "Nee", "Ja")}
    for title in ("Binnen", "Genomen", "Nee", "Ja"):
        sent[title] = verbs.confirm(submission=sent[title])
    concepts.take_up(submission=sent["Genomen"], by=writer)
    verbs.note(submission=sent["Binnen"], by=writer, text="Gebeld; ze sturen nog een verslag.")
    mail = module("cases.editorial.mail")
    MailText = getattr(mail, "MailText", None) or mail.Text
    verbs.refuse(submission=sent["Nee"], by=chief, text=MailText("Uw voorbeeld", "Dit past niet bij ons.\n"))
    verbs.accept(submission=sent["Ja"], by=chief, text=MailText("Uw voorbeeld", "Dank u wel.\n"))
    mistake = model(
        kind=model.Kind.MISTAKE, token="kenmerk-fout", message="Dit is gestopt.", case=case("eigen-voorbeeld")
    )
    mistake.email = "melder@buurt.example"
    verbs.report(submission=mistake)
    passing_on = module("cases.submissions.passing_on")
    if passing_on:
        asked = model(
            kind="vraag", token="kenmerk-vraag", message="Hoeveel uren kost dit?", email="vrager@buurt.example"
        )
        asked.case = case("eigen-voorbeeld")
        asked = passing_on.confirm(submission=verbs.send_at_once(submission=asked))
        passing_on.pass_on(submission=asked, mailbox="info@figulus.example", party="Figulus Welzijn", by=chief)
    board = module("cases.submissions.board")
    if board:
        asked = shared("Wie werkt met een buurtbus?")
        model.objects.filter(pk=asked.pk).update(kind="bordvraag", token="kenmerk-bord")
        asked.refresh_from_db()
        asked = verbs.confirm(submission=verbs.send(submission=asked))
        said = {"question": asked.title, "explanation": "", "municipality": asked.municipality}
        question = board.place_question(submission=asked, by=chief, **said)
        given = model(kind="antwoord", token="kenmerk-antwoord", message="Bij ons.", board_question=question)
        board.place_answer(submission=verbs.report(submission=given), text="Bij ons.", named=None, giver="", by=chief)


def inquiries(chief: User) -> None:
    verbs = module("cases.editorial.inquiries")
    if not verbs:
        return
    organisation = Organisation.objects.get(slug="figulus-welzijn")
    model = apps.get_model("cases.Inquiry")
    asked = Case.objects.filter(state="gepubliceerd").order_by("pk")[:3]
    for days, one in zip((3, 20, 40), asked, strict=True):
        Case.objects.filter(pk=one.pk).update(contact=organisation)
        row = model.objects.create(
            case=one,
            mailbox=organisation.contact_mailbox,
            asked_on=timezone.localdate() - datetime.timedelta(days=days),
        )
        verbs._mail(row, "inquiry")
        publishing.refresh(referring_to=row)
        if days > 3:
            verbs.answer(inquiry=row, answer="loopt", remark="Het gaat goed.")
    verbs.accept(inquiry=row, by=chief)


def job_halfway(chief: User) -> None:
    """Leave a job of which the first step was done when its worker was killed."""
    kinds, model = module("cases.jobs.kinds"), apps.get_model("cases.Job")
    public = list(apps.get_model("cases.PublishedCase").objects.order_by("pk").values_list("pk", flat=True))
    job = model.objects.create(
        kind="bijwerken",
        subject="Alle voorbeelden",
        arguments={"cases": public},
        permission="cases.change_theme",
        by=chief,
        total=len(public),
        started_at=timezone.now(),
        claim="0123456789abcdef",
        attempts=1,
    )
    pace = module("cases.jobs.pace")
    kinds.STEPS[job.kind](job, *([pace.Pace(0, time.monotonic)] if pace else []))
    assert 0 < job.position < job.total
    job.save()


def signs_of_use(writer: User, chief: User) -> None:
    """Leave what the system keeps for itself: sessions, second factors, waiting times, the log of the admin, files."""
    for user in (writer, chief):
        client = Client()
        client.force_login(user)
        assert client.get("/admin/").status_code in {200, 302}
    second_factor = module("gouden.accounts.second_factor")
    if second_factor:
        device = second_factor.prepare(chief)
        device.confirmed = True
        device.save()
        second_factor.issue_recovery_codes(chief)
    for app in ("accounts", "cases"):
        if has(f"{app}.SignInDelay"):
            apps.get_model(f"{app}.SignInDelay").objects.create(digest="0" * 64, failures=3)
    if has("cases.ProbableDuplicate"):
        module("cases.editorial.quality.duplicates").refresh()
        first, second = Case.objects.order_by("pk")[:2]
        apps.get_model("cases.ProbableDuplicate").objects.get_or_create(
            a=first, b=second, defaults={"reason": "Dezelfde titel."}
        )
    if has("cases.LinkCheck"):
        module("cases.editorial.link_checking").follow_catalogue()
        today = timezone.localdate()
        apps.get_model("cases.LinkCheck").objects.create(
            url="https://link.example/weg",
            checked_at=timezone.now(),
            result="de pagina bestaat niet (404)",
            failing_since=today - datetime.timedelta(days=1),
            failed_on=today,
        )
    if has("cases.Upload"):
        module("cases.admin.transfer.uploads").keep(
            by=writer, kind="cases.Theme", name="themas.csv", content=b"adresnaam;naam\r\n", fingerprint="0" * 64
        )
    entry = apps.get_model("admin.LogEntry")
    call = entry.objects.log_actions
    parameters = inspect.signature(call).parameters
    call(
        user_id=writer.pk,
        queryset=Case.objects.filter(slug="eigen-voorbeeld"),
        action_flag=2,
        **({"change_message": "Titel gewijzigd."} if "change_message" in parameters else {}),
    )


if __name__ == "__main__":
    fill(Path(sys.argv[1]))
