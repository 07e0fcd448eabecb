"""An editor at work: changes the public side at random, and the same way each time."""

import random

from django.contrib.auth.models import Group, User

from cases import publishing
from cases.models import Case
from tests.factories import CaseFactory, OrganisationFactory, ParticipationFactory, UserFactory


def member_of(group: str) -> User:
    """Return a new account in a group of editors, whose permissions the table gave it (`groups.grant`)."""
    user: User = UserFactory()
    user.groups.add(Group.objects.get(name=group))
    return user


class Editor:
    """Publishes, edits, moves, withdraws and publishes again cases of its own, all of them with one organisation."""

    def __init__(self, name: str, *, cases: int = 0) -> None:
        self.name = name
        self.random = random.Random(name)
        self.organisation = OrganisationFactory(name=f"Organisatie van {name}")
        self.cases: list[Case] = []
        for _ in range(cases):
            self.publish()

    def work(self, times: int) -> None:
        """Do `times` different things, none of which fails."""
        acts = [self.publish, self.edit, self.edit, self.move, self.withdraw, self.restore, self.rename]
        for _ in range(times):
            self.random.choice(acts)()

    def publish(self) -> None:
        case = CaseFactory(with_source=True, title=f"{self.name} {len(self.cases)}")
        ParticipationFactory(case=case, organisation=self.organisation)
        publishing.publish(case=case, by=None)
        self.cases.append(case)

    def edit(self) -> None:
        if case := self._one_that_is(Case.State.PUBLISHED):
            case.approach = f"Aanpak {self.random.random()}"
            case.save(update_fields=["approach"])
            publishing.publish(case=case, by=None)

    def move(self) -> None:
        """Give a case another address, or back the one it had."""
        if case := self._one_that_is(Case.State.PUBLISHED):
            case.slug = case.slug.removesuffix("-elders") if case.slug.endswith("-elders") else f"{case.slug}-elders"
            case.save(update_fields=["slug"])
            publishing.publish(case=case, by=None)

    def withdraw(self) -> None:
        if case := self._one_that_is(Case.State.PUBLISHED):
            publishing.withdraw(case=case, by=None, reason="Klopt niet meer.")

    def restore(self) -> None:
        if case := self._one_that_is(Case.State.WITHDRAWN):
            publishing.publish(case=case, by=None)

    def rename(self) -> None:
        """Give the organisation another name, which every case of this editor shows."""
        self.organisation.name = f"Organisatie van {self.name} {self.random.random()}"
        self.organisation.save(update_fields=["name"])
        publishing.refresh(referring_to=self.organisation)

    def _one_that_is(self, state: Case.State) -> Case | None:
        found = list(Case.objects.filter(pk__in=[case.pk for case in self.cases], state=state).order_by("pk"))
        return self.random.choice(found) if found else None
