"""Three certifications side by side, from registration to parchemin and down the side roads (M2I, REF, MIK)."""

from datetime import date
from typing import Any

import pytest

from domain.exams.candidacy_process import CANDIDACY
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.session_process import EXAM_SESSION
from tasks.integrity import defects_of
from tasks.ledger.queries import read_subjects
from tests.season import three as hands
from tests.season.conformity import at
from tests.season.desk import Desk
from tests.season.reading import mails

ARTS, DESIGN, ENGINEERING = "S-2027-0001", "S-2027-0002", "S-2027-0003"
LAST_BLOC = "S-2027-0004"
FULL, BLOCS = "Session d’évaluation (certification entière)", "Session de blocs (ACP)"
EXPERIENCE = "Candidat libre : expérience équivalente"
IRENE, LEILA, CARLA = "Irène Vasseur", "Leïla Benali", "Carla Moreau"
PLANNED, REGISTERED, NAMED, HELD = date(2027, 1, 4), date(2027, 1, 6), date(2027, 1, 11), date(2027, 2, 17)
EVE = date(2027, 2, 15)
AGAIN, PIECES, JURY = date(2027, 3, 24), date(2027, 2, 18), date(2027, 2, 22)


def plan(desk: Desk) -> None:
    """Examiners, sessions, candidates and juries of the three."""
    desk.add_rows("Équipe", [dict(zip(("Nom", "E-mail", "Rôle"), one, strict=True)) for one in hands.EXAM_TEAM])
    people = (("RS9001", IRENE, True, date(2028, 6, 30)), ("RS9001", "Nadia Ferrand", False, date(2028, 6, 30)),
              ("RNCP9002", LEILA, True, date(2028, 12, 19)), ("RS9003", CARLA, True, date(2028, 1, 31)),
              ("RS9003", "Ines Roussel", False, date(2028, 1, 31)))  # fmt: skip
    desk.add_rows(
        hands.NEW_EXAMINERS, [hands.examiner(code, name, out, PLANNED, end) for code, name, out, end in people]
    )
    desk.add_rows(
        hands.NEW_SESSIONS,
        [
            hands.session("RS9001", FULL, HELD),
            hands.session("RNCP9002", BLOCS, HELD, ("RNCP9002BC01", "RNCP9002BC02")),
            hands.session("RS9003", FULL, EVE) | {"Dernière journée": at(HELD)},
        ],
    )
    desk.day(PLANNED)
    desk.add_rows(hands.NEW_CANDIDATES, candidates())
    desk.day(REGISTERED)
    hands.jury(
        desk,
        {ARTS: ("E-2027-0001", "E-2027-0002"), DESIGN: ("E-2027-0003",), ENGINEERING: ("E-2027-0004", "E-2027-0005")},
        NAMED,
    )
    hands.convene(desk, (ARTS, DESIGN, ENGINEERING), NAMED)


def candidates() -> list[dict[str, Any]]:
    """Who presents himself to what; one registration is refused, one candidate has a third more time."""
    extra = {"Aménagement": "Accordé", "Mesures d’aménagement": "Temps majoré d’un tiers",
             "Temps supplémentaire (%)": 33, "Aménagement décidé par": hands.OFFICE}  # fmt: skip
    two = {"Blocs": "RNCP9002BC01\nRNCP9002BC02"}
    refused = {"Décision": "Refuser", "Motif": "Aucune preuve du parcours."}
    return [
        hands.candidate(ARTS, "Maëlys Œuvrard", EXPERIENCE),
        hands.candidate(ARTS, "Théo Marchand", EXPERIENCE),
        hands.candidate(ARTS, "Zoé Garnier", EXPERIENCE, refused),
        hands.candidate(DESIGN, "Chloé D’Astorg", EXPERIENCE, two),
        hands.candidate(DESIGN, "Luc de La Tour", EXPERIENCE, two),
        hands.candidate(ENGINEERING, "Yanis Ben Saïd", EXPERIENCE, extra),
        hands.candidate(ENGINEERING, "Ada Noor", EXPERIENCE),
        hands.candidate(ENGINEERING, "Rose Petit", EXPERIENCE),
    ]


def hold(desk: Desk) -> None:
    hands.open_up(desk, (ENGINEERING,), EVE)
    hands.open_up(desk, (ARTS, DESIGN), HELD)
    excluded = {"Exclu à": "10:05", "Motif d’exclusion": "Téléphone consulté pendant l’épreuve."}
    hands.attend(
        desk,
        {
            "Maëlys Œuvrard": {}, "Théo Marchand": {"Présent": "Non"}, "Chloé D’Astorg": {},
            "Luc de La Tour": {"Identité vérifiée": "Non"}, "Yanis Ben Saïd": {}, "Ada Noor": {},
            "Rose Petit": excluded,
        },
        HELD,
    )  # fmt: skip
    marks = {"Maëlys Œuvrard": (3, IRENE), "Chloé D’Astorg": (4, LEILA), "Yanis Ben Saïd": (2, CARLA),
             "Ada Noor": (0, CARLA)}  # fmt: skip
    hands.mark(desk, marks, HELD)
    hands.finish(
        desk,
        {
            ARTS: f"{IRENE} ; 22/02/2027\nNadia Ferrand ; 22/02/2027",
            DESIGN: f"{LEILA} ; 22/02/2027",
            ENGINEERING: f"{CARLA} ; 22/02/2027\nInes Roussel ; 22/02/2027",
        },
        HELD, PIECES, JURY,
    )  # fmt: skip


def last_bloc(desk: Desk) -> None:
    """Chloé comes back for the bloc that she lacks: the whole certification is hers (M2I-05)."""
    desk.add_row(hands.NEW_SESSIONS, hands.session("RNCP9002", BLOCS, AGAIN, ("RNCP9002BC03",)))
    desk.day(date(2027, 2, 23))
    desk.add_row(
        hands.NEW_CANDIDATES, hands.candidate(LAST_BLOC, "Chloé D’Astorg", EXPERIENCE, {"Blocs": "RNCP9002BC03"})
    )
    desk.day(date(2027, 2, 24))
    hands.jury(desk, {LAST_BLOC: ("E-2027-0003",)}, date(2027, 2, 25))
    hands.convene(desk, (LAST_BLOC,), date(2027, 2, 25))
    hands.open_up(desk, (LAST_BLOC,), AGAIN)
    hands.attend(desk, {"Chloé D’Astorg": {}}, AGAIN)
    hands.mark(desk, {"Chloé D’Astorg": (4, LEILA)}, AGAIN)
    hands.finish(desk, {LAST_BLOC: f"{LEILA} ; 26/03/2027"}, AGAIN, date(2027, 3, 25), date(2027, 3, 26))


@pytest.mark.slow
@pytest.mark.rule("M2I-03", "M2I-04", "M2I-05", "M2I-07", "M2I-38", "REF-14", "REF-26", "REF-27", "O-16")
def test_three_certifications_are_played_side_by_side(desk: Desk) -> None:
    plan(desk)
    hold(desk)
    last_bloc(desk)
    with desk.ledger() as connection:
        sessions = {view.ref: view.state.value for view in read_subjects(connection, EXAM_SESSION)}
        people = [
            (view.facts.parent, view.facts.name, view.state.value) for view in read_subjects(connection, CANDIDACY)
        ]
        awards = [
            (view.ref, view.facts.name, view.facts.award.kind.value,
             view.facts.award.bloc.code if view.facts.award.bloc else "")
            for view in read_subjects(connection, CERTIFICATE)
        ]  # fmt: skip
    assert sessions == dict.fromkeys((ARTS, DESIGN, ENGINEERING, LAST_BLOC), "DELIVREE")
    assert people == [
        (ARTS, "Maëlys Œuvrard", "CERTIFIE"), (ARTS, "Théo Marchand", "ABSENT"), (ARTS, "Zoé Garnier", "REFUSE"),
        (DESIGN, "Chloé D’Astorg", "CERTIFIE"), (DESIGN, "Luc de La Tour", "REFUSE_IDENTITE"),
        (ENGINEERING, "Yanis Ben Saïd", "CERTIFIE"), (ENGINEERING, "Ada Noor", "ECHEC"),
        (ENGINEERING, "Rose Petit", "EXCLU"), (LAST_BLOC, "Chloé D’Astorg", "CERTIFIE"),
    ]  # fmt: skip
    assert sorted(award[1:] for award in awards) == [
        ("Chloé D’Astorg", "BLOC", "RNCP9002BC01"), ("Chloé D’Astorg", "BLOC", "RNCP9002BC02"),
        ("Chloé D’Astorg", "FULL", ""), ("Maëlys Œuvrard", "FULL", ""), ("Yanis Ben Saïd", "FULL", ""),
    ]  # fmt: skip
    kinds = [mail.kind for mail in mails(desk) if mail.to == "chloe@candidats.example"]
    assert kinds == [
        "registration_received", "registration_validated", "convocation", "candidate_result", "certificate_delivered",
        "certificate_delivered", "registration_received", "registration_validated", "convocation", "candidate_result",
        "certificate_delivered",
    ]  # fmt: skip
    with desk.office() as office:
        assert defects_of(office) == []
