"""The whole table of a candidacy, row by row (domain.md §4)."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from domain.correspondence import Mail, Paper
from domain.exams.candidacy import (
    Accommodation,
    Attendance,
    BlocDecision,
    Candidacy,
    Eligibility,
    Exclusion,
    InCourseResults,
    Mark,
    SessionCard,
)
from domain.exams.vocabulary import CandidacyEvent, CandidacyState, Route
from domain.vocabulary import TimeLimit
from tests.domain.rows import Row
from tests.exams import ADVISER, EXAM_DAY, EXAM_OFFICE, a_candidacy, a_person, a_session, slots_of

S, E, L = CandidacyState, CandidacyEvent, TimeLimit
RECEIVED_ON, DECIDED_ON, CONVENED_ON = date(2026, 11, 23), date(2026, 11, 24), date(2026, 12, 21)
JURY_ON, VALIDATED_ON = date(2027, 1, 20), date(2027, 1, 22)
SESSION = a_session()
CARD = SessionCard.of(SESSION)
SLOTS = slots_of(SESSION)
LATER = tuple(slot.model_copy(update={"starts": slot.starts + timedelta(minutes=30)}) for slot in SLOTS)
OPEN = (S.TO_VALIDATE, S.REGISTERED, S.CONVENED)
ADMISSION = (L.REGISTRATION, L.VAE_ADMISSIBILITY)
DECIDED = {"decided_by": ADVISER, "decided_on": DECIDED_ON}
REFUSAL = {**DECIDED, "refusal_motive": "Aucune expérience dans le domaine."}
IDENTITY = {"person": a_person(usage_name="Lefèvre")}
BY_VAE, BY_TRAINING = (
    Eligibility(
        route=route, proof_url="https://pieces.example/attestation.pdf", prerequisites_checked=True,
        checked_by=ADVISER, checked_on=RECEIVED_ON,
    )
    for route in (Route.VAE, Route.TRAINING)
)  # fmt: skip
IN_COURSE = InCourseResults(summary="Contrôle continu : 14 sur 20", received_on=DECIDED_ON)
ACCOMMODATION = Accommodation(
    granted=True, measures="Tiers-temps.", extra_time_percent=33, decided_by="Rose Ibarra", decided_on=DECIDED_ON
)
MARK = Mark(epreuve="E1", criterion="C1.1", points=3, juror="Irène Vasseur")
EXCLUSION = Exclusion(at=datetime(2027, 1, 18, 10), motive="Téléphone.", decided_by=EXAM_OFFICE)


def _there(epreuve: str, **over: Any) -> Attendance:
    values = {"epreuve": epreuve, "present": True, "convocation_shown": True, "identity_checked": True,
              "checked_by": EXAM_OFFICE, "checked_at": datetime(2027, 1, 18, 8, 50)}  # fmt: skip
    return Attendance.model_validate({**values, **over})


#: by VAE, so that every clock of a candidacy runs (LAW-12)
to_validate = partial(a_candidacy, SESSION, eligibility=BY_VAE)
registered = partial(to_validate, **DECIDED, convene_by=date(2027, 1, 4))
convened = partial(registered, slots=SLOTS)
present = partial(convened, attendance=(_there("E1"),))


def trained(facts: Callable[..., Candidacy]) -> Callable[[], Candidacy]:
    """The same from a course, whose results the jury needs (M2I-36)."""
    return partial(facts, eligibility=BY_TRAINING, trainers=("Jeanne Kaplan",), partner="D-2026-0001")


def _jury(*acquired: str) -> dict[str, Any]:
    return {
        "decisions": tuple(
            BlocDecision(bloc=bloc, proposed=bloc in acquired, acquired=bloc in acquired) for bloc in SESSION.blocs
        ),
        "deliberated_on": JURY_ON,
    }


_OUTCOMES = (
    (E.PASSED, S.PASSED, _jury(*SESSION.blocs)), (E.PARTLY, S.PARTLY, _jury(SESSION.blocs[0])),
    (E.FAILED, S.FAILED, _jury()),
)  # fmt: skip
passed, partly, failed = (partial(present, **jury, validated_on=VALIDATED_ON) for _, _, jury in _OUTCOMES)
_KNOWN: Mapping[CandidacyState, Callable[..., Candidacy]] = {
    S.TO_VALIDATE: to_validate, S.REGISTERED: registered, S.CONVENED: convened, S.PRESENT: present, S.PASSED: passed,
    S.PARTLY: partly, S.FAILED: failed,
}  # fmt: skip


def _of_the_office() -> Iterator[Row]:
    """What the conseiller and the référent handicap decide, and what is put right."""
    for state, rule in ((S.TO_VALIDATE, "M2I-26"), (S.REGISTERED, "M2I-46"), (S.CONVENED, "M2I-46")):
        yield Row(state, E.REFUSED, _KNOWN[state], S.REFUSED, rule, REFUSAL, CONVENED_ON,
                  mails=(Mail.REGISTRATION_REFUSED,))  # fmt: skip
    for state in OPEN:
        yield Row(state, E.GAVE_UP, _KNOWN[state], S.GAVE_UP, "M2I-43", on=CONVENED_ON,
                  mails=(Mail.CANDIDATE_GAVE_UP,))  # fmt: skip
        yield Row(state, E.ACCOMMODATED, _KNOWN[state], state, "REF-17", {"accommodation": ACCOMMODATION}, CONVENED_ON,
                  mails=(Mail.ACCOMMODATION_DECIDED,))  # fmt: skip
    for state in (*OPEN, S.PRESENT):
        yield Row(state, E.IN_COURSE_RECORDED, trained(_KNOWN[state]), state, "M2I-36", {"in_course": IN_COURSE},
                  EXAM_DAY)  # fmt: skip
    for state in (S.REGISTERED, S.CONVENED, S.PRESENT, S.PASSED, S.PARTLY):
        yield Row(state, E.CORRECTED, _KNOWN[state], state, "NET-10", IDENTITY, VALIDATED_ON)


MOTIVE = "Aucun examinateur habilité ce jour-là."


def _card(**over: Any) -> dict[str, Any]:
    return {"session": CARD.model_copy(update=over)}


def _of_the_session() -> Iterator[Row]:
    """What its session makes of a candidacy: whoever was expected keeps his place when it does not take place."""
    for state in (S.TO_VALIDATE, S.REGISTERED):
        yield Row(state, E.SESSION_UPDATED, _KNOWN[state], state, "M2I-11", _card(place="Lyon"), CONVENED_ON)
    for state, target in (
        (S.TO_VALIDATE, S.TO_VALIDATE), (S.REGISTERED, S.REGISTERED), (S.CONVENED, S.REGISTERED),
        (S.PRESENT, S.REGISTERED),
    ):  # fmt: skip
        yield Row(state, E.POSTPONED, _KNOWN[state], target, "M2I-18",
                  {"slots": (), **_card(postponements=1, awaits_date=True, motive=MOTIVE)}, EXAM_DAY,
                  mails=(Mail.CANDIDATE_POSTPONED,))  # fmt: skip
        yield Row(state, E.SESSION_CANCELLED, _KNOWN[state], target, "M2I-41",
                  {"slots": (), **_card(cancelled=True, motive=MOTIVE)}, EXAM_DAY,
                  mails=(Mail.CANDIDATE_SESSION_CANCELLED,))  # fmt: skip


def _of_the_jury() -> Iterator[Row]:
    for event, target, jury in _OUTCOMES:
        yield Row(S.PRESENT, event, present, target, "REF-14", jury, JURY_ON, closes=(L.VAE_JURY,))
        yield Row(target, E.NOTIFIED, _KNOWN[target], target, "REF-22", {"notified_on": VALIDATED_ON}, VALIDATED_ON,
                  papers=(Paper.RESULT_LETTER,), mails=(Mail.CANDIDATE_RESULT,))  # fmt: skip
    for state in (S.PASSED, S.PARTLY):
        yield Row(state, E.CERTIFIED, _KNOWN[state], S.CERTIFIED, "M2I-38", {"certificates": ("CERT-2027-0001",)},
                  VALIDATED_ON, closes=(L.CLOSURE,))  # fmt: skip


def _turned_away() -> Iterator[Row]:
    """Not admitted, whatever was noted before; and admitted after all, when that was a mistake."""
    away = {
        S.ABSENT: (E.ABSENT, "M2I-21", {"present": False}, Mail.CANDIDATE_ABSENT),
        S.IDENTITY_REFUSED: (E.IDENTITY_REFUSED, "M2I-13", {"identity_checked": False}, Mail.CANDIDATE_NOT_ADMITTED),
    }
    for target, (event, rule, item, mail) in away.items():
        noted = (_there("E1", **item),)
        for state in (S.CONVENED, S.PRESENT):
            yield Row(state, event, _KNOWN[state], target, rule, {"attendance": noted}, EXAM_DAY, mails=(mail,),
                      closes=(L.VAE_JURY,))  # fmt: skip
        yield Row(target, E.ATTENDANCE_CORRECTED, partial(convened, attendance=noted), S.PRESENT, "M2I-20",
                  {"attendance": (_there("E1", note="Erreur de ligne."),)}, EXAM_DAY,
                  mails=(Mail.ATTENDANCE_CORRECTED,), opens=(L.VAE_JURY,))  # fmt: skip


CANDIDACY_ROWS = (
    Row(None, E.RECEIVED, to_validate, S.TO_VALIDATE, "M2I-26", on=RECEIVED_ON, mails=(Mail.REGISTRATION_RECEIVED,),
        opens=ADMISSION),
    Row(S.TO_VALIDATE, E.CORRECTED, to_validate, S.TO_VALIDATE, "M2I-26", IDENTITY, DECIDED_ON),
    Row(S.TO_VALIDATE, E.VALIDATED, to_validate, S.REGISTERED, "M2I-26", DECIDED, DECIDED_ON,
        papers=(Paper.PREREQUISITES,), mails=(Mail.REGISTRATION_VALIDATED,), closes=ADMISSION, opens=(L.VAE_JURY,)),
    Row(S.TO_VALIDATE, E.DEEMED_ADMISSIBLE, partial(to_validate, received_on=date(2026, 11, 2)), S.REGISTERED, "LAW-12",
        on=date(2027, 1, 4), mails=(Mail.REGISTRATION_VALIDATED,), closes=ADMISSION, opens=(L.VAE_JURY,)),
    *_of_the_office(),
    Row(S.REGISTERED, E.MOVED, registered, S.REGISTERED, "M2I-43",
        {"session": SessionCard.of(a_session(ref="S-2026-0002"))}, CONVENED_ON, mails=(Mail.CANDIDATE_MOVED,)),
    Row(S.REGISTERED, E.CONVENED, registered, S.CONVENED, "M2I-12", {"slots": SLOTS}, CONVENED_ON,
        papers=(Paper.CONVOCATION,), mails=(Mail.CONVOCATION,)),
    Row(S.CONVENED, E.SLOT_CHANGED, convened, S.CONVENED, "M2I-12", {"slots": LATER}, CONVENED_ON,
        papers=(Paper.CONVOCATION,), mails=(Mail.CONVOCATION,)),
    *_of_the_session(),
    Row(S.CONVENED, E.ADMITTED, convened, S.PRESENT, "M2I-13", {"attendance": (_there("E1"),)}, EXAM_DAY),
    *_turned_away(),
    Row(S.PRESENT, E.ATTENDANCE_NOTED, present, S.PRESENT, "M2I-20", {"attendance": (_there("E1"), _there("E2"))},
        EXAM_DAY),
    Row(S.PRESENT, E.EXCLUDED, present, S.EXCLUDED, "M2I-50", {"exclusion": EXCLUSION}, EXAM_DAY,
        mails=(Mail.CANDIDATE_EXCLUDED,)),
    Row(S.PRESENT, E.GRID_RECORDED, present, S.PRESENT, "M2I-33", {"marks": (MARK,)}, EXAM_DAY),
    Row(S.PRESENT, E.IN_COURSE_ASKED, trained(present), S.PRESENT, "M2I-36", {"in_course_asked_on": EXAM_DAY}, EXAM_DAY,
        mails=(Mail.IN_COURSE_DUE,)),
    *_of_the_jury(),
    Row(S.PARTLY, E.CLOSURE_STARTED, partly, S.PARTLY, "M2I-10", on=VALIDATED_ON, opens=(L.CLOSURE,)),
    Row(S.CERTIFIED, E.WITHDRAWN, passed, S.WITHDRAWN, "M2I-48", on=VALIDATED_ON),
)  # fmt: skip
