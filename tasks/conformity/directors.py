"""Who commits the certifier: a member of direction, as the tab « Équipe » lists them."""

from domain.refusal import Refusal
from domain.team import Person, Team
from domain.vocabulary import Role


def director(team: Team, name: str, rule: str, field: str) -> Person | Refusal:
    """The member of direction called `name`, or the refusal of `field`: nobody becomes direction by being typed."""
    person = team.find(name)
    if person is None:
        return Refusal(f"« {name[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne.", rule, field)
    if person.role is not Role.DIRECTION:
        return Refusal(
            f"« {person.name} » n’est pas de la direction, qui seule engage le certificateur. Indiquez un de ses "
            "membres.",
            rule,
            field,
        )
    return person
