"""Who may decide what in the exams, as the tab « Équipe » lists them."""

from collections.abc import Collection

from domain.refusal import Refusal
from domain.team import Person, Team
from domain.vocabulary import Role

DIRECTION = (Role.DIRECTION,)
#: decides of a registration (M2I-26)
ADVISERS = (Role.ADVISER, Role.EXAM_MANAGER, Role.DIRECTION)
#: decides of an accommodation (REF-17)
DISABILITY = (Role.DISABILITY_REFERENT, Role.EXAM_MANAGER, Role.DIRECTION)
#: habilitates the examiners (M2I-27)
EXAM_OFFICE = (Role.EXAM_MANAGER, Role.DIRECTION)


def person_with(team: Team, name: str, roles: Collection[Role], rule: str, field: str) -> Person | Refusal:
    """The person of « Équipe » called `name`, who has one of `roles`, or the refusal of `field`."""
    person = team.find(name)
    if person is None:
        return Refusal(f"« {name[:60]} » ne figure pas dans l’onglet « Équipe ». Inscrivez la personne.", rule, field)
    if person.role in roles:
        return person
    wanted = ", ".join(f"« {role.label} »" for role in roles)
    message = f"« {person.name} » est inscrit comme « {person.role.label} » ; cette décision revient à : {wanted}."
    return Refusal(message, rule, field)
