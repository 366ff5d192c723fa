"""The lines of the sessions to come of a partner that is suspended, terminated or at its end (LAW-06)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection

from domain.dossier import Dossier
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.organiser_guards import rule_of
from domain.exams.registration_conflicts import ACTIVE
from domain.exams.session import ExamSession
from domain.vocabulary import Role, State
from tasks.exams.reading import BEFORE
from tasks.ledger.queries import View, read_children
from tasks.mail.typography import count
from tasks.todo.deadlines import SOON_DAYS
from tasks.todo.task import LATE, LATER, SOON, Scene, Task, task_about


def read_presented(
    connection: Connection, dossiers: Mapping[str, View[Dossier]], sessions: Mapping[str, View[Any]]
) -> dict[str, View[Any]]:
    """The candidates whom partners no longer in force present to the sessions to come."""
    gone = {view.ref for view in dossiers.values() if _is_gone(view)}
    coming = [view.ref for view in sessions.values() if view.state in BEFORE] if gone else []
    found = read_children(connection, CANDIDACY, coming) if coming else ()
    return {view.ref: view for view in found if view.facts.partner in gone}


def _is_gone(dossier: View[Dossier]) -> bool:
    return dossier.facts.habilitated_on is not None and dossier.state is not State.HABILITATED


def from_sessions(scene: Scene) -> Iterator[Task]:
    """A session to take over or to postpone; then, by partner, the candidates who keep their exam."""
    coming = {
        view.ref: view for view in scene.views.values() if isinstance(view.facts, ExamSession) and view.state in BEFORE
    }
    gone = {view.ref: view for view in scene.views.values() if isinstance(view.facts, Dossier) and _is_gone(view)}
    for view in coming.values():
        organiser = gone.get(view.facts.organiser.dossier)
        if organiser is not None:
            what = "Reprendre la session (videz « Organisateur »), ou la reporter, dans « Sessions »"
            yield _task(scene, view, what, organiser, "l’organise")
    presented = Counter(
        (view.facts.session.ref, view.facts.partner)
        for view in scene.views.values()
        if isinstance(view.facts, Candidacy) and view.state in ACTIVE and view.facts.partner in gone
    )
    for (session, partner), number in presented.items():
        if session in coming:
            what = "Assurer l’examen de ses candidats, sans passer par l’organisme"
            yield _task(scene, coming[session], what, gone[partner], f"présente {count(number, 'candidat')}")


def _task(scene: Scene, session: View[Any], what: str, partner: View[Any], does: str) -> Task:
    """Before the day of the session, for the office of the exams."""
    day = session.facts.starts_on
    left = scene.office.config.calendar.between(scene.pull.on, day)
    urgency = LATE if left < 0 else SOON if left <= SOON_DAYS else LATER
    why = f"{partner.facts.name}, qui {does}, est « {partner.state.label} » : les candidats gardent leur place"
    return task_about(scene, session, urgency, what, why, rule_of(partner.state), day, Role.EXAM_MANAGER)
