"""The certifier's people, as the tab « Équipe » lists them."""

from dataclasses import dataclass

from domain.partnership_guards import same_person
from domain.vocabulary import Role


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    role: Role


@dataclass(frozen=True)
class Team:
    people: tuple[Person, ...] = ()

    def find(self, name: str) -> Person | None:
        return next((person for person in self.people if same_person(person.name, name)), None)

    def with_role(self, role: Role) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.role is role)

    @property
    def sole_manager(self) -> Person | None:
        """The one partner manager, who then owns every dossier without being named on it (MIK-17)."""
        managers = self.with_role(Role.PARTNER_MANAGER)
        return managers[0] if len(managers) == 1 else None
