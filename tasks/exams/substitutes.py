"""The sentence that proposes replacements when a jury is short of somebody (M2I-17, M2I-18)."""

from domain.certification import JuryFigures
from domain.exams.replacements import ranked
from domain.exams.session import ExamSession
from domain.exams.vocabulary import SessionState
from domain.refusal import Refusal
from tasks.exams.reading import Exams

_BUSY = (SessionState.PLANNED, SessionState.CONVENED, SessionState.READY, SessionState.RUNNING)
MOST = 3


def proposals(exams: Exams, session: ExamSession, figures: JuryFigures) -> Refusal:
    """Who could sit, best first; or that nobody can, and the session is postponed."""
    found = ranked(
        session, figures, [(view.facts, view.state) for view in exams.examiners.values()],
        [view.facts for view in exams.by_session.get(session.ref, ())],
        [view.facts for view in exams.sessions.values() if view.state in _BUSY],
    )  # fmt: skip
    if not found:
        message = "aucun autre examinateur habilité n’est libre. Écrivez « Reporter » dans « Décision », avec un motif."
        return Refusal(message, "M2I-18", "Jury")
    listed = " ; ".join(f"{rank}. {one}" for rank, one in enumerate(found[:MOST], start=1))
    message = f"remplaçants possibles : {listed}. Ajoutez l’un d’eux dans « Jurys », ou reportez la session."
    return Refusal(message, "M2I-18", "Jury")
