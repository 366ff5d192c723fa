"""Good facts of the exams for tests: each builder gives what every guard accepts, and takes the fields to change."""

from datetime import date, datetime
from typing import Any

from domain.certification import Certification
from domain.exams.candidacy import Candidacy, Eligibility, SessionCard
from domain.exams.examiner import Examiner, HabilitationDecision
from domain.exams.person import Birth, Person
from domain.exams.seating import Declaration, JuryMember, TimetableSlot
from domain.exams.session import Contact, ExamRoom, ExamSession, Hours, Organiser, Site
from domain.exams.vocabulary import JuryRole, Route, SessionKind, Sex
from tests.builders import shipped_config

#: made of blocs, its jury is one examiner: the certification of most tests of the exams
BLOCS_CODE = "RNCP9002"
ADVISER, EXAM_OFFICE = "Nadia Belkacem", "Omar Traoré"
ADVISER_MAIL, EXAM_OFFICE_MAIL = "nadia.belkacem@certificateur.example", "omar.traore@certificateur.example"
EXAM_DAY = date(2027, 1, 18)


def certification_of(code: str = BLOCS_CODE) -> Certification:
    return shipped_config().certifications[code]


def a_person(**over: Any) -> Person:
    """Maëlys d’Œuvrard, born on 1 March 1991."""
    values: dict[str, Any] = {
        "first_names": "Maëlys Anne", "birth_name": "d’Œuvrard", "sex": Sex.FEMALE,
        "birth": Birth(year=1991, month=3, day=1, place="Sélestat", postal_code="67600"),
        "email": "maelys@candidats.example", "phone": "06 00 00 00 01",
    }  # fmt: skip
    return Person.model_validate({**values, **over})


def hours(**over: Any) -> Hours:
    """The usual day, but for `over`."""
    usual = certification_of().exam_day.model_dump(include=set(Hours.model_fields))
    return Hours.model_validate({**usual, **over})


def a_session(code: str = BLOCS_CODE, **over: Any) -> ExamSession:
    """A full session of one day, organised by the certifier, in two rooms of ten."""
    figures = certification_of(code)
    values: dict[str, Any] = {
        "ref": "S-2026-0001", "certification": code, "kind": SessionKind.FULL,
        "blocs": tuple(bloc.code for bloc in figures.referentiel.blocs), "referentiel": figures.referentiel,
        "organiser": Organiser(name=figures.certifier, email="examens@certificateur.example"),
        "site": Site(place="Centre de Strasbourg, 12 rue des Érables",
                     rooms=(ExamRoom(name="Salle A", capacity=10), ExamRoom(name="Salle B", capacity=10))),
        "starts_on": EXAM_DAY, "ends_on": EXAM_DAY, "hours": hours(),
        "manager": Contact(name=EXAM_OFFICE, email=EXAM_OFFICE_MAIL),
    }  # fmt: skip
    return ExamSession.model_validate({**values, **over})


def a_candidacy(session: ExamSession | None = None, **over: Any) -> Candidacy:
    """A free candidate to every bloc of `session`, registered and with his prerequisites checked, not yet validated."""
    session = session or a_session()
    values: dict[str, Any] = {
        "ref": "I-2026-0001", "certification": session.certification, "parent": session.ref, "person": a_person(),
        "session": SessionCard.of(session), "blocs": session.blocs, "received_on": date(2026, 11, 23),
        "eligibility": Eligibility(
            route=Route.EXPERIENCE, proof_url="https://pieces.example/attestation.pdf", prerequisites_checked=True,
            checked_by=ADVISER, checked_on=date(2026, 11, 23),
        ),
    }  # fmt: skip
    return Candidacy.model_validate({**values, **over})


def an_examiner(code: str = BLOCS_CODE, **over: Any) -> Examiner:
    """Habilitated on every bloc for two years, by direction."""
    figures = certification_of(code)
    values: dict[str, Any] = {
        "ref": "E-2026-0001", "certification": code, "person": "Irène Vasseur", "email": "irene@jurys.example",
        "sex": Sex.FEMALE.value, "quality": "Directrice artistique, Studio Kiosque", "employer": "Studio Kiosque",
        "external": True, "years": 8, "blocs": tuple(bloc.code for bloc in figures.referentiel.blocs),
        "starts_on": date(2026, 11, 2), "ends_on": date(2028, 10, 31), "version": figures.referentiel.version,
        "decision": HabilitationDecision(decided_by="Hélène Dubois", decided_on=date(2026, 11, 2)),
    }  # fmt: skip
    return Examiner.model_validate({**values, **over})


def a_juror(session: ExamSession | None = None, **over: Any) -> JuryMember:
    """Irène Vasseur, external, habilitated on every bloc, there, without any link."""
    session = session or a_session()
    values: dict[str, Any] = {
        "examiner": "E-2026-0001", "name": "Irène Vasseur", "email": "irene@jurys.example",
        "quality": "Directrice artistique, Studio Kiosque", "external": True, "blocs": session.blocs,
        "habilitated_until": date(2028, 10, 31), "role": JuryRole.PRESIDENT,
        "declaration": Declaration(signed_on=date(2027, 1, 4)), "present": True,
    }  # fmt: skip
    return JuryMember.model_validate({**values, **over})


def slots_of(session: ExamSession, ref: str = "I-2026-0001") -> tuple[TimetableSlot, ...]:
    """One candidate's day: the épreuves of the session one after the other, on the hour from nine."""
    starts = [datetime(session.starts_on.year, session.starts_on.month, session.starts_on.day, 9 + 4 * rank)
              for rank in range(len(session.referentiel.epreuves))]  # fmt: skip
    return tuple(
        TimetableSlot(
            epreuve=epreuve.code,
            starts=at,
            minutes=epreuve.minutes,
            room="Salle A",
            candidates=(ref,),
            label=epreuve.label,
        )
        for epreuve, at in zip(session.referentiel.epreuves_for(session.blocs), starts, strict=False)
    )
