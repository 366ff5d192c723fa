"""The lines that come from what went wrong: rows that could not be taken, e-mails that did not arrive."""

from collections.abc import Iterator

from domain.vocabulary import Role
from tasks.todo.task import LATE, SOON, Scene, Task, people_of


def from_anomalies(scene: Scene) -> Iterator[Task]:
    who = people_of(scene.pull.team, Role.PARTNER_MANAGER)
    for row in scene.anomalies:
        yield Task(SOON, who, f"Corriger l’onglet « {row['tab']} », {row['row']}", row["message"], row["rule"])


def from_mail(scene: Scene) -> Iterator[Task]:
    """An e-mail that carries a decision must arrive (MIK-23)."""
    who = people_of(scene.pull.team, Role.PARTNER_MANAGER)
    for row in scene.failed:
        what = f"E-mail non remis à {row['recipient']} : « {row['subject']} »"
        yield Task(LATE, who, what, row["error"], "MIK-23", (row["subject_ref"] or "", ""))
