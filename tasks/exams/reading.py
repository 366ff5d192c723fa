"""The exams as the ledger has them: sessions, who presents himself to them, examiners; one query a kind."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from sqlalchemy import Connection

from config.loader import Config
from domain.dossier import Dossier
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.examiner import Examiner
from domain.exams.examiner_process import EXAMINER
from domain.exams.session import ExamSession, Organiser
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import SessionState
from domain.partnership import PARTNERSHIP
from tasks.ledger.queries import View, read_some, read_subjects

#: its day is to come
BEFORE = (SessionState.PLANNED, SessionState.CONVENED, SessionState.READY)


class Exams:
    """What a call sees of the exams, each kind read when it is first asked for and then kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def sessions(self) -> dict[str, View[ExamSession]]:
        return {view.ref: view for view in read_subjects(self._connection, EXAM_SESSION)}

    @cached_property
    def candidacies(self) -> dict[str, View[Candidacy]]:
        return {view.ref: view for view in read_subjects(self._connection, CANDIDACY)}

    @cached_property
    def examiners(self) -> dict[str, View[Examiner]]:
        return {view.ref: view for view in read_subjects(self._connection, EXAMINER)}

    @cached_property
    def by_session(self) -> dict[str, list[View[Candidacy]]]:
        """Session → its candidacies, by reference."""
        return by_session(self.candidacies.values())

    @cached_property
    def partners(self) -> dict[str, View[Dossier]]:
        """The dossiers of the partners that organise a session to come."""
        coming = [view.facts.organiser.dossier for view in self.sessions.values() if view.state in BEFORE]
        return read_some(self._connection, PARTNERSHIP, set(coming) - {""})

    def organiser_of(self, session: ExamSession) -> Organiser:
        """With what the dossier of a partner is today: its habilitation may have ended since (LAW-06)."""
        dossier = self.partners.get(session.organiser.dossier)
        return session.organiser.model_copy(update={"standing": dossier.state if dossier else None})

    def over(self, config: Config, on: date) -> frozenset[str]:
        """The sessions that ended so long ago that the rows of their day have left the workbook."""
        return frozenset(ref for ref, view in self.sessions.items() if _is_over(view, config, on))

    def session_of(self, key: str) -> str:
        """The session of a row of the day; empty when nobody has that key."""
        view = self.candidacies.get(key.partition("/")[0].partition("#")[0])
        return view.facts.session.ref if view else ""

    def is_past(self, key: str) -> bool:
        """Whether a row of the day is of an appointment that was withdrawn: it is kept, and says nothing any more."""
        line = key.partition("/")[0]
        ref, _, number = line.partition("#")
        view = self.candidacies.get(ref)
        return view is not None and (int(number) if number.isdecimal() else 1) <= view.facts.put_off


def _is_over(view: View[ExamSession], config: Config, on: date) -> bool:
    shown = config.figures_for(view.facts.certification, view.facts.grid_version).thresholds.shown_days
    return view.state in EXAM_SESSION.terminal_states and view.changed_on + timedelta(days=shown) <= on


PAST = "La session n’a pas eu lieu à cette date : la ligne est gardée et ne compte plus."


def read_exams(connection: Connection) -> Exams:
    """The exams of one call; `connection` stays open while they are asked for."""
    return Exams(connection)


def by_session(views: Iterable[View[Candidacy]]) -> dict[str, list[View[Candidacy]]]:
    found: dict[str, list[View[Candidacy]]] = {}
    for view in views:
        found.setdefault(view.facts.session.ref, []).append(view)
    return found
