"""The tab « Équipe »: who may own, decide and be written to."""

from domain.refusal import Refusal
from domain.team import Person, Team
from domain.vocabulary import Role
from tasks.feedback import Feedback
from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.tabs.layout import TEAM
from tasks.workbook.protocol import Row, TabContent


def read_people(tab: TabContent, feedback: Feedback) -> Team:
    """The people of the tab; a row that cannot be used is noted and the others count."""
    feedback.judged.add(TEAM)
    people: dict[str, Person] = {}
    for row in tab.rows:
        try:
            person = _person(row)
        except BadCell as error:
            feedback.refuse(TEAM, row, Refusal(f"{error.reason} ; {error.cure}.", "MIK-17", "Équipe"))
            continue
        if person is None:
            feedback.refuse(TEAM, row, Refusal("la ligne demande un nom, un e-mail et un rôle.", "MIK-17", "Équipe"))
        elif person.name.casefold() in people:
            feedback.refuse(TEAM, row, Refusal(
                f"« {person.name} » figure deux fois ; gardez une seule ligne par personne.", "MIK-17", "Nom"
            ))  # fmt: skip
        else:
            people[person.name.casefold()] = person
    return Team(tuple(people.values()))


def _person(row: Row) -> Person | None:
    name, email = cells.line(row.cells.get("Nom")), cells.email(row.cells.get("E-mail"))
    role = cells.choice(row.cells.get("Rôle"), Role)
    return Person(name, email, role) if name and email and role else None
