"""The whole tables of the three workstreams, row by row (MIK-37 to MIK-39)."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from domain.communication import Communication, CommunicationEvent, CommunicationState, Pass
from domain.correspondence import Mail, Paper, Pv
from domain.evaluation import Evaluation, Grade
from domain.evaluation_manager import ManagerEvent, ManagerState
from domain.kits import KitKind
from domain.trainer import Trainer, TrainerEvent, TrainerState
from domain.vocabulary import TimeLimit
from tasks.presenting.kits import deliveries
from tests import builders_conformity as good
from tests.builders import CODE, shipped_config
from tests.domain.rows import Row

C, CE, T, TE, M, ME, L = (
    CommunicationState, CommunicationEvent, TrainerState, TrainerEvent, ManagerState, ManagerEvent, TimeLimit,
)  # fmt: skip
FAILED = {(1, "prerequis"): "La page ne dit rien des prérequis.", (1, "volume"): "Pas de durée."}
LATER = date(2026, 12, 3)
_KITS = shipped_config().kits[CODE]
HANDED = deliveries(
    (_KITS.of(KitKind.PEDAGOGY), _KITS.of(KitKind.TECHNICAL_FILE)), (), good.trainer().trainer, good.SESSION_ON
)


def unread() -> Communication:
    return good.communication(passes=(), expected=())


def corrections_asked() -> Communication:
    facts = good.communication()
    return facts.with_update(good.first_pass(facts, FAILED))


def second_reading() -> Pass:
    """The re-check before its verdicts."""
    (second,) = good.second_pass(corrections_asked())["passes"][1:]
    return Pass(read_on=second.read_on, checklist=second.checklist, supports=second.supports)


_FIRST = {"passes": good.communication().passes, "expected": good.communication().expected}
_SECOND = {"passes": (*corrections_asked().passes, second_reading())}
COMMUNICATION_ROWS = (
    Row(None, CE.OPENED, unread, C.TO_AUDIT, "MIK-60", opens=(L.COMMUNICATION_UPDATE,)),
    Row(C.TO_AUDIT, CE.DECLARED, unread, C.TO_AUDIT, "MIK-60", {"ready_on": good.AUDITED_ON}, good.AUDITED_ON),
    Row(C.CORRECTIONS_REQUESTED, CE.DECLARED, corrections_asked, C.CORRECTIONS_REQUESTED, "MIK-60",
        {"corrected_on": good.RECHECKED_ON}, good.RECHECKED_ON),
    Row(C.TO_AUDIT, CE.READ, unread, C.TO_AUDIT, "MIK-62", _FIRST, good.AUDITED_ON),
    Row(C.CORRECTIONS_REQUESTED, CE.READ, corrections_asked, C.CORRECTIONS_REQUESTED, "MIK-62", _SECOND,
        good.RECHECKED_ON),
    Row(C.TO_AUDIT, CE.PASSED, good.communication, C.CONFORMING, "MIK-63", good.first_pass(good.communication()),
        good.AUDITED_ON, pv=Pv.AUDIT_FIRST, mails=(Mail.COMMUNICATION_CONFORMING,),
        closes=(L.COMMUNICATION_UPDATE,)),
    Row(C.TO_AUDIT, CE.CORRECTIONS, good.communication, C.CORRECTIONS_REQUESTED, "MIK-67",
        good.first_pass(good.communication(), FAILED), good.AUDITED_ON, pv=Pv.AUDIT_FIRST,
        mails=(Mail.CORRECTIONS_REQUESTED,), closes=(L.COMMUNICATION_UPDATE,), opens=(L.COMMUNICATION_RECHECK,)),
    Row(C.CORRECTIONS_REQUESTED, CE.RECHECK_PASSED, corrections_asked, C.CONFORMING, "MIK-68",
        good.second_pass(corrections_asked()), good.RECHECKED_ON, pv=Pv.AUDIT_SECOND,
        mails=(Mail.COMMUNICATION_CONFORMING,), closes=(L.COMMUNICATION_RECHECK,)),
    Row(C.CORRECTIONS_REQUESTED, CE.RECHECK_FAILED, corrections_asked, C.LOST, "MIK-69",
        good.second_pass(corrections_asked(), FAILED), good.RECHECKED_ON, pv=Pv.AUDIT_SECOND,
        mails=(Mail.RECHECK_FAILED,)),
    *(Row(state, CE.CLOSED, good.communication, C.CLOSED, "MIK-35")
      for state in (C.TO_AUDIT, C.CORRECTIONS_REQUESTED, C.CONFORMING)),
)  # fmt: skip

#: what came before the session that is planned for LATER, in each state where an evaluation is due
_BEFORE: dict[TrainerState, tuple[Evaluation, ...]] = {
    T.TO_EVALUATE: (),
    T.TO_REWORK: (good.evaluation(worst=Grade.MINOR),),
    T.SECOND_SESSION: (good.evaluation(worst=Grade.MAJOR),),
}
_CLOCKS = (L.TRAINER_REWORK, L.TRAINER_SECOND_SESSION)


def _of_one_state(state: TrainerState) -> Iterator[Row]:
    planned = partial(good.trainer, session=good.meeting(LATER), evaluations=_BEFORE[state])

    def judged(worst: Grade) -> dict[str, tuple[Evaluation, ...]]:
        return {"evaluations": (*_BEFORE[state], good.evaluation(LATER, worst))}

    yield Row(state, TE.DOCUMENTS_DELIVERED, planned, state, "MIK-71", {"delivered": HANDED},
              papers=(Paper.KIT_PEDAGOGY, Paper.TECHNICAL_FILE), mails=(Mail.TRAINER_DOCUMENTS,))  # fmt: skip
    yield Row(state, TE.SESSION_PLANNED, planned, state, "MIK-72", {"session": good.meeting(LATER)},
              mails=(Mail.TRAINER_INVITATION,))  # fmt: skip
    yield Row(state, TE.SESSION_CANCELLED, planned, state, "MIK-72", {"session": good.meeting(LATER, cancelled=True)},
              mails=(Mail.TRAINER_SESSION_CANCELLED,))  # fmt: skip
    yield Row(state, TE.VALIDATED, planned, T.VALIDATED, "MIK-74", judged(Grade.CONFORMING), LATER,
              pv=Pv.TRAINER_EVALUATION, mails=(Mail.TRAINER_REPORT,), closes=_CLOCKS)  # fmt: skip
    yield Row(state, TE.REWORK_ASKED, planned, T.TO_REWORK, "MIK-77", judged(Grade.MINOR), LATER,
              pv=Pv.TRAINER_EVALUATION, mails=(Mail.TRAINER_REPORT,), closes=_CLOCKS,
              opens=(L.TRAINER_REWORK,))  # fmt: skip
    yield Row(state, TE.MAJOR_FOUND, planned, T.SECOND_SESSION, "MIK-78", judged(Grade.MAJOR), LATER,
              pv=Pv.TRAINER_EVALUATION, mails=(Mail.TRAINER_REPORT,), closes=_CLOCKS,
              opens=(L.TRAINER_SECOND_SESSION,))  # fmt: skip
    yield Row(state, TE.SET_ASIDE, partial(planned, had_second=True), T.SET_ASIDE, "MIK-80", judged(Grade.MAJOR),
              LATER, pv=Pv.TRAINER_SET_ASIDE, mails=(Mail.TRAINER_SET_ASIDE,))  # fmt: skip
    yield Row(state, TE.CLOSED, good.trainer, T.CLOSED, "MIK-35")


def _trainer() -> Trainer:
    return good.trainer(session=None, email="")


TRAINER_ROWS = (
    Row(None, TE.PROPOSED, _trainer, T.TO_EVALUATE, "MIK-39"),
    *(row for state in _BEFORE for row in _of_one_state(state)),
    Row(T.VALIDATED, TE.CLOSED, good.trainer, T.CLOSED, "MIK-35"),
)

_REFUSAL = good.manager_decision(motive="Aucune expérience des jurys.")
MANAGER_ROWS = (
    Row(None, ME.DESIGNATED, good.manager, M.DESIGNATED, "MIK-38", on=good.SESSION_ON,
        mails=(Mail.MANAGER_DESIGNATED,)),
    Row(M.DESIGNATED, ME.HABILITATED, good.manager, M.HABILITATED, "MIK-82", {"decision": good.manager_decision()},
        good.TRAINER_ON, pv=Pv.MANAGER_DECISION, mails=(Mail.MANAGER_DECISION,)),
    Row(M.DESIGNATED, ME.CORRECTED, good.manager, M.DESIGNATED, "MIK-38", {"email": "paul@atelier.example"},
        good.SESSION_ON, mails=(Mail.MANAGER_DESIGNATED,)),
    *(Row(state, ME.REFUSED, good.manager, M.REFUSED, "MIK-82", {"decision": _REFUSAL}, good.TRAINER_ON,
          pv=Pv.MANAGER_DECISION, mails=(Mail.MANAGER_DECISION,)) for state in (M.DESIGNATED, M.HABILITATED)),
    *(Row(state, ME.CLOSED, good.manager, M.CLOSED, "MIK-35") for state in (M.DESIGNATED, M.HABILITATED)),
)  # fmt: skip
