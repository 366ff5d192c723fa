"""The guards of a session, one defect at a time; a good session passes them all."""

from datetime import date, datetime, time
from typing import Any

import pytest

from domain.exams import convocation_guards, jury
from domain.exams import session_guards as guards
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.examiner import Examiner
from domain.exams.seating import Declaration, Enrolled, JuryMember, Timetable, TimetableSlot
from domain.exams.session import Ending, ExamSession, Logistics, Organiser, Site
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import (
    CandidacyEvent,
    CandidacyState,
    ExaminerState,
    JuryRole,
    SessionEvent,
    SessionKind,
    SessionState,
)
from domain.extent import Extent
from domain.vocabulary import Modality, Scope
from tests.exams import EXAM_DAY, EXAM_OFFICE, a_candidacy, a_juror, a_session, an_examiner, certification_of, hours

ON = date(2027, 1, 5)
NINE = datetime(2027, 1, 18, 9)
FULL_CHECK = Logistics(
    premises=True, materials=True, equipment=True, tools=True, documents=True, signed_by=EXAM_OFFICE, signed_on=ON
)


def slot(epreuve: str = "E3", **over: Any) -> TimetableSlot:
    values: dict[str, Any] = {"epreuve": epreuve, "starts": NINE, "minutes": 20, "room": "Salle A",
                              "candidates": ("I-2026-0001",), "jurors": ("E-2026-0001",)}  # fmt: skip
    return TimetableSlot.model_validate({**values, **over})


def good(**over: Any) -> ExamSession:
    """Convened, checked, with its juror declared and one candidate."""
    values: dict[str, Any] = {
        "jury": (a_juror(),), "timetable": Timetable(slots=(slot(),)), "logistics": FULL_CHECK,
        "enrolled": (Enrolled(candidacy="I-2026-0001", name="Maëlys d’Œuvrard", blocs=()),),
    }  # fmt: skip
    return a_session(**{**values, **over})


def said(guard: Any, session: Any, on: date = ON, before: Any = None, code: str = "RNCP9002") -> str | None:
    refusal = guard(session, on, certification_of(code), before or session)
    return str(refusal) if refusal else None


@pytest.mark.parametrize("row", [row for row in EXAM_SESSION.transitions if row.guards and row.source in (
    None, SessionState.PLANNED, SessionState.CONVENED
) and row.event not in (
    SessionEvent.POSTPONED, SessionEvent.CANCELLED, SessionEvent.INCIDENT_REPORTED, SessionEvent.INCIDENT_TREATED
)], ids=lambda row: f"{row.source}-{row.event}")  # fmt: skip
def test_a_good_session_passes_every_guard(row: Any) -> None:
    assert [said(guard, good()) for guard in row.guards] == [None] * len(row.guards)


@pytest.mark.rule("M2I-11", "M2I-04", "M2I-05", "M2I-14", "NET-15")
@pytest.mark.parametrize(("guard", "over", "expected"), [
    (guards.dates_usable, {"starts_on": date(2026, 11, 1)},
     "Première journée : une session ne se planifie pas dans le passé (01/11/2026). Corrigez la date. [M2I-11]"),
    (guards.dates_usable, {"ends_on": date(2027, 1, 17)}, "Dernière journée : la session finirait le 17/01/2027, avant "
     "de commencer le 18/01/2027. Corrigez les dates. [M2I-11]"),
    (guards.dates_usable, {"ends_on": date(2027, 2, 18)}, "Dernière journée : une session dure 31 jours au plus. "
     "Corrigez les dates ou planifiez deux sessions. [M2I-11]"),
    (guards.place_known, {"site": Site(place="")},
     "Lieu : le lieu est annoncé aux candidats avant la session. Indiquez-le. [M2I-11]"),
    (guards.place_known, {"site": Site(place="", modality=Modality.REMOTE)},
     "Lien : une session à distance a un lien de connexion. Indiquez-le. [M2I-11]"),
    (guards.place_known, {"site": Site(place="Strasbourg")},
     "Salles : indiquez au moins une salle et ses places, par exemple « Salle A ; 20 ». [M2I-15]"),
    (guards.hours_usable, {"hours": hours(opens=time(18), closes=time(9))},
     "Fermeture : le site fermerait à 09:00, avant d’ouvrir à 18:00. Corrigez les heures. [M2I-11]"),
    (guards.hours_usable, {"hours": hours(opens=time(12, 30), closes=time(13, 15))},
     "Fermeture : le site n’ouvrirait que de 12:30 à 13:15, au déjeuner. Corrigez les heures. [M2I-11]"),
    (guards.hours_usable, {"hours": hours(closes=time(18, 3))},
     "Fermeture : les heures tombent toutes les 5 minutes, pas à 18:03. Corrigez l’heure. [M2I-11]"),
    (guards.blocs_of_kind, {"kind": SessionKind.BLOCS, "blocs": ()}, "Blocs : une session de blocs (ACP) dit lesquels. "
     "Indiquez leurs codes parmi RNCP9002BC01, RNCP9002BC02, RNCP9002BC03. [M2I-05]"),
    (guards.blocs_of_kind, {"blocs": ("RNCP9002BC01",)}, "Blocs : une session d’évaluation (SE) porte sur toute la "
     "certification. Laissez les blocs vides, ou choisissez « Session de blocs (ACP) ». [M2I-04]"),
    (guards.manager_named, {"manager": a_session().manager.model_copy(update={"email": ""})}, "Responsable de session "
     ": "
     "un responsable de session est désigné, et un seul. Indiquez son nom et son e-mail. [M2I-14]"),
    (guards.organiser_assesses, {"organiser": Organiser(dossier="D-2026-0001", name="Atelier", email="a@b.example",
                                                        scope=Scope.PREPARE)},
     "Organisateur : Atelier est habilité avec la portée « Préparer » : le certificateur organise lui-même le jury et "
     "les épreuves. Laissez l’organisateur vide. [NET-15]"),
    (guards.organiser_assesses, {"organiser": Organiser(dossier="D-2026-0001", name="Atelier", email="a@b.example",
                                                        scope=Scope.ASSESS, extent=Extent(blocs=("RNCP9002BC02",)))},
     "Organisateur : Atelier n’est pas habilité pour le bloc RNCP9002BC01, mais pour RNCP9002BC02 seulement. Retirez "
     "ce bloc, ou laissez l’organisateur vide. [NET-04]"),
])  # fmt: skip
def test_a_plan_with_one_defect_is_refused(guard: Any, over: dict[str, Any], expected: str) -> None:
    assert said(guard, a_session(**over)) == expected


@pytest.mark.rule("M2I-08")
def test_a_session_comes_before_the_end_of_the_registration() -> None:
    after: dict[str, Any] = {"starts_on": date(2028, 12, 20), "ends_on": date(2028, 12, 20)}
    assert said(guards.dates_usable, a_session(**after)) == (
        "Certification : l’enregistrement de la certification RNCP9002 a pris fin le 19/12/2028 ; si elle est "
        "prorogée, "
        "donnez son nouveau terme dans « registration_end » de RNCP9002.toml. [M2I-08]"
    )


@pytest.mark.rule("M2I-52", "M2I-23", "M2I-31", "M2I-12")
@pytest.mark.parametrize(("over", "expected"), [
    ({"timetable": Timetable(slots=(slot(jurors=()),))}, "Jury ou surveillants : Entretien final, le 18/01/2027 à "
     "09:00, "
     "n’a pas d’examinateur. Désignez-en un. [M2I-52]"),
    ({"timetable": Timetable(slots=(slot("E2", jurors=()),))}, "Jury ou surveillants : Questionnaire professionnel, le "
     "18/01/2027 à 09:00, n’a pas de surveillant. Désignez-en un. [M2I-52]"),
    ({"jury": (a_juror(declaration=Declaration(signed_on=ON, linked=("I-2026-0001",))),)}, "Jury : Irène Vasseur ne "
     "peut "
     "pas examiner I-2026-0001 : lien déclaré ou formation suivie avec lui. Convoquez un autre examinateur. [M2I-31]"),
    ({"jury": (a_juror(trained=("I-2026-0001",)),)}, "Jury : Irène Vasseur ne peut pas examiner I-2026-0001 : lien "
     "déclaré ou formation suivie avec lui. Convoquez un autre examinateur. [M2I-31]"),
])  # fmt: skip
def test_a_plan_that_leaves_an_epreuve_or_a_link_is_refused(over: dict[str, Any], expected: str) -> None:
    assert said(guards.timetable_attended, good(**over)) == expected


@pytest.mark.rule("M2I-12")
@pytest.mark.parametrize("over", [{"timetable": None}, {"enrolled": ()}])
def test_a_session_of_nobody_is_not_convened(over: dict[str, Any]) -> None:
    assert said(guards.somebody_comes, good(**over)) == (
        "Convoquer : aucun candidat inscrit n’a de place au planning. Validez des inscriptions avant de convoquer. "
        "[M2I-12]"
    )


def test_an_invigilator_is_enough_where_no_examiner_is_asked_for() -> None:
    watched = good(timetable=Timetable(slots=(slot("E2", jurors=(), invigilators=("Gaël Roy",)),)))
    assert said(guards.timetable_attended, watched) is None


@pytest.mark.rule("M2I-15", "M2I-16", "M2I-31", "M2I-14")
@pytest.mark.parametrize(("over", "expected"), [
    ({"logistics": Logistics()}, "Prête ? : la session n’est pas prête. à contrôler : les locaux, les matériels, les "
     "équipements, les outils, les documents des examinateurs ; le contrôle n’est pas signé par le responsable de "
     "session. [M2I-15]"),
    ({"jury": (a_juror(declaration=None),)}, "Prête ? : la session n’est pas prête. déclaration d’absence de lien à "
     "signer : Irène Vasseur. [M2I-31]"),
    ({"logistics": FULL_CHECK.model_copy(update={"signed_by": "Bob"})},
     f"Contrôle signé par : le contrôle est signé par le responsable de session, {EXAM_OFFICE}. [M2I-15]"),
    ({"logistics": FULL_CHECK.model_copy(update={"signed_on": date(2027, 1, 6)})},
     "Contrôle signé le : le contrôle ne se signe pas dans le futur. Corrigez la date. [M2I-15]"),
    ({"postponements": (Ending(motive="m", decided_by="x", decided_on=ON, planned_on=ON),)}, "Contrôle signé le : ce "
     "contrôle date d’avant le report du 05/01/2027. Refaites-le pour la nouvelle date. [M2I-15]"),
])  # fmt: skip
def test_a_session_that_lacks_something_is_not_ready(over: dict[str, Any], expected: str) -> None:
    assert said(guards.ready, good(**over)) == expected


@pytest.mark.rule("M2I-17")
@pytest.mark.parametrize(("over", "opens"), [
    ({}, True),
    ({"present": None}, False),
    ({"present": False}, False),
    ({"habilitated_until": date(2027, 1, 17)}, False),
    ({"habilitated_until": EXAM_DAY}, True),
    ({"habilitated_from": date(2027, 1, 19)}, False),
    ({"blocs": ("RNCP9002BC01",)}, False),
])  # fmt: skip
def test_a_session_opens_with_a_habilitated_examiner_there(over: dict[str, Any], opens: bool) -> None:
    session = good(jury=(a_juror(**over),))
    assert (said(guards.examiner_present, session, EXAM_DAY) is None) == opens


@pytest.mark.rule("M2I-17")
def test_a_session_does_not_open_before_its_day() -> None:
    expected = "Session ouverte le : la session commence le 18/01/2027. Ouvrez-la ce jour-là. [M2I-17]"
    assert said(guards.examiner_present, good(), date(2027, 1, 17)) == expected


@pytest.mark.rule("M2I-18", "M2I-41")
def test_an_ending_is_motivated_and_a_new_date_is_another() -> None:
    blank = Ending(motive="  ", decided_by="x", decided_on=ON, planned_on=EXAM_DAY)
    expected = "Motif : la décision est motivée. Écrivez le motif."
    assert said(guards.cancellation_motivated, good(cancellation=blank)) == f"{expected} [M2I-41]"
    assert said(guards.postponement_motivated, good(postponements=(blank,))) == f"{expected} [M2I-18]"
    assert said(guards.another_day, good(postponements=(blank,))) == (
        "Nouvelle première journée : la session était prévue le 18/01/2027 : la nouvelle date en est une autre. "
        "[M2I-18]"
    )
    long = blank.model_copy(update={"motive": "m" * 4001})
    assert said(guards.cancellation_motivated, good(cancellation=long)) == (
        "Motif : le texte compte 4001 caractères, 4000 au plus. Résumez-le et joignez le détail en pièce. [MIK-31]"
    )


INSIDER = a_juror(examiner="E-2026-0002", name="Paul Ott", external=False, role=JuryRole.MEMBER)


@pytest.mark.rule("O-16", "LAW-15", "REF-15")
@pytest.mark.parametrize(("code", "members", "expected"), [
    ("RNCP9002", (INSIDER,), None),
    ("RNCP9002", (), "Jury : le jury compte 0 membre(s), il en faut 1 au moins. Ajoutez une ligne dans « Jurys ». "
     "[O-16]"),
    ("RS9003", (a_juror(),), "Jury : le jury compte 1 membre(s), il en faut 2 au moins. Ajoutez une ligne dans « "
     "Jurys ». "
     "[O-16]"),
    ("RS9003", (a_juror(), INSIDER), None),
    ("RS9003", (a_juror(), INSIDER, INSIDER), "Jury : 1 membre(s) sur 3 sont extérieurs au certificateur et aux "
     "partenaires, il en faut 50 %. Ajoutez un membre extérieur. [LAW-15]"),
    ("RS9003", (a_juror(present=False), a_juror(), INSIDER), None),
])  # fmt: skip
def test_each_certification_has_its_jury(code: str, members: tuple[JuryMember, ...], expected: str | None) -> None:
    assert said(jury.jury_complete, good(jury=members), code=code) == expected


@pytest.mark.rule("M2I-17", "M2I-27", "M2I-29")
@pytest.mark.parametrize(("over", "state", "expected"), [
    ({}, ExaminerState.HABILITATED, None),
    ({"ends_on": EXAM_DAY}, ExaminerState.HABILITATED, None),
    ({"ends_on": date(2027, 1, 17)}, ExaminerState.HABILITATED, "Examinateur : Irène Vasseur n’est habilité que "
     "jusqu’au "
     "17/01/2027, avant la fin de la session le 18/01/2027. Renouvelez son habilitation ou choisissez quelqu’un "
     "d’autre. [M2I-17]"),
    ({"blocs": ("RNCP9002BC01",)}, ExaminerState.HABILITATED, "Examinateur : Irène Vasseur n’est pas habilité sur "
     "RNCP9002BC02, RNCP9002BC03, que la session évalue. Choisissez quelqu’un d’autre. [M2I-29]"),
    ({}, ExaminerState.TO_CONFIRM, f"Examinateur : Irène Vasseur est à l’état « {ExaminerState.TO_CONFIRM.label} ». "
     "Confirmez ou renouvelez son habilitation, ou choisissez quelqu’un d’autre. [M2I-27]"),
    ({"certification": "RS9001"}, ExaminerState.HABILITATED, "Examinateur : Irène Vasseur est habilité pour RS9001, "
     "pas "
     "pour RNCP9002. Choisissez un examinateur de cette certification. [M2I-29]"),
])  # fmt: skip
def test_an_examiner_sits_while_his_habilitation_covers_the_session(
    over: dict[str, Any], state: ExaminerState, expected: str | None
) -> None:
    refusal = jury.unfit(an_examiner(**over), state, a_session())
    assert (str(refusal) if refusal else None) == expected


@pytest.mark.rule("LAW-15")
def test_the_trainer_is_known_under_any_spelling() -> None:
    candidates = [a_candidacy(ref="I-1", trainers=("Irene  VASSEUR",)), a_candidacy(ref="I-2", trainers=("Anna Roy",))]
    examiner: Examiner = an_examiner()
    assert jury.trained_by(examiner.person, candidates) == ("I-1",)
    assert jury.member_of(examiner, JuryRole.MEMBER, candidates).forbidden == frozenset({"I-1"})


@pytest.mark.rule("O-11", "M2I-12")
@pytest.mark.parametrize(("on", "agrees", "passes"), [
    (date(2027, 1, 4), False, True), (date(2027, 1, 5), False, False), (date(2027, 1, 5), True, True),
])  # fmt: skip
def test_a_candidate_is_convened_ten_working_days_before_or_agrees(on: date, agrees: bool, passes: bool) -> None:
    candidacy = a_candidacy(convene_by=date(2027, 1, 4), late_agreement=agrees, slots=(slot(),))
    assert (said(convocation_guards.in_time, candidacy, on) is None) == passes


def test_a_time_that_has_not_moved_is_not_told_again() -> None:
    candidacy = a_candidacy(slots=(slot(),))
    row = CANDIDACY.find(CandidacyState.CONVENED, CandidacyEvent.SLOT_CHANGED)
    assert row is not None
    assert [said(guard, candidacy) for guard in row.guards] == [
        None, "Maëlys d’Œuvrard : rien n’a changé de sa convocation. [M2I-12]",
    ]  # fmt: skip
    moved = candidacy.with_update({"slots": (slot(room="Salle B"),)})
    assert [said(guard, moved, before=candidacy) for guard in row.guards] == [None, None]
