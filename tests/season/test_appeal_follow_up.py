"""A recours against a dossier or an examiner, and what is left to do of one that was upheld."""

from datetime import date
from typing import Any

import pytest

from domain.communication import COMMUNICATION, CommunicationState
from domain.dossier import Dossier
from domain.exams.examiner import HabilitationDecision
from domain.exams.examiner_process import EXAMINER
from domain.exams.vocabulary import ExaminerState
from domain.partnership import PARTNERSHIP
from domain.refusal import Refusal
from domain.vocabulary import State
from tasks.exams.contested import Contested, contested
from tasks.tabs import appeals as tab
from tasks.tabs.columns import ANSWER, REF, TYPED_BY
from tasks.tabs.layout import TEAM, TO_DO
from tests import builders
from tests.builders_conformity import AUDITOR, communication, first_pass
from tests.exams import EXAM_OFFICE, an_examiner
from tests.exams_ledger import place
from tests.season import reading
from tests.season.conformity import at, row
from tests.season.desk import DIRECTOR, MANAGER, Desk

ENDED_ON, LODGED_ON, ANSWERED_ON = date(2027, 1, 20), date(2027, 2, 1), date(2027, 2, 8)
OTHER_DIRECTOR = "Basile Cohen"


def ended_examiner(desk: Desk) -> str:
    """Habilitated, then withdrawn by the director."""
    ending: dict[str, Any] = {
        "ending": HabilitationDecision(decided_by=DIRECTOR, decided_on=ENDED_ON),
        "ending_motive": "Absences.",
    }
    desk.add_row(TEAM, {"Nom": OTHER_DIRECTOR, "E-mail": "basile@certificateur.example", "Rôle": "Direction"})
    with desk.office() as office:
        return place(office, EXAMINER, an_examiner(**ending), ExaminerState.ENDED, on=ENDED_ON)


def lodged(ref: str, by: str) -> dict[str, Any]:
    return {
        tab.CONTESTED: ref, tab.CLAIMANT: "Irène Vasseur", tab.EMAIL: "irene@jurys.example",
        "Reçu le": at(LODGED_ON), "Motifs du recours": f"Répondu par {by}.", "Décision": tab.UPHELD,
        "Motif": "Les absences étaient justifiées.", "Décidé par": by, "Décidé le": at(ANSWERED_ON), TYPED_BY: MANAGER,
    }  # fmt: skip


def to_do(desk: Desk) -> list[tuple[str, str]]:
    """(who, what) of each task that a recours leaves."""
    return [
        (line["Pour qui"], reading.plain(line["Quoi"])) for line in desk.rows(TO_DO) if "Recours" in line["Pourquoi"]
    ]


@pytest.mark.rule("M2I-42", "O-14", "REF-16", "REF-22")
def test_a_recours_of_an_examiner_is_taken_and_followed_until_somebody_says_what_was_done(desk: Desk) -> None:
    ref = ended_examiner(desk)
    desk.add_rows(tab.APPEALS, [lodged(ref, DIRECTOR), lodged(ref, OTHER_DIRECTOR)])
    desk.day(ANSWERED_ON)
    refused, upheld = (reading.plain(line[ANSWER]) for line in desk.rows(tab.APPEALS))
    assert refused.startswith(f"Décidé par : {DIRECTOR} a pris part à la décision contestée")
    task = "Une habilitation retirée le reste : habilitez de nouveau la personne dans « Examinateurs »"
    assert upheld == f"Recours accueilli. {task}, puis écrivez-le dans « Suite donnée ». [REF-22]"
    assert to_do(desk) == [(MANAGER, task)]
    recours = desk.rows(tab.APPEALS)[1][REF]
    desk.type_rows(tab.APPEALS, {recours: {"Suite donnée": "=1+1 Habilitée de nouveau.", TYPED_BY: EXAM_OFFICE}})
    desk.day(ANSWERED_ON)
    assert row(desk, tab.APPEALS, recours)[ANSWER] == "Suite donnée au recours."
    assert to_do(desk) == []
    before = reading.traces(desk)
    desk.day(ANSWERED_ON)
    assert reading.traces(desk) == before
    assert [event for _, event, _ in reading.events(desk, recours)] == [
        "appeal_lodged", "appeal_upheld", "appeal_followed",
    ]  # fmt: skip


DOSSIERS: tuple[tuple[State, Dossier, tuple[str, ...]], ...] = (
    (State.REJECTED_ON_SCORE, builders.scored(9), (builders.OWNER,)),
    (State.REFUSED, builders.dossier(commission=builders.commission_record()), (builders.DIRECTOR, builders.OWNER)),
    (State.WITHDRAWN, builders.dossier(withdrawal=builders.withdrawal()), (builders.DIRECTOR,)),
    (State.CLOSED_WITHOUT_ACTION, builders.dossier(), ()),
    (State.HABILITATION_LOST, builders.dossier(), (AUDITOR,)),
)


@pytest.mark.rule("O-14", "MIK-22", "MIK-30", "MIK-35", "MIK-69")
@pytest.mark.parametrize(("state", "facts", "by"), DOSSIERS, ids=[str(row[0]) for row in DOSSIERS])
def test_what_ended_a_dossier_is_contested_and_its_authors_are_known(
    desk: Desk, state: State, facts: Dossier, by: tuple[str, ...]
) -> None:
    with desk.office() as office:
        ref = place(office, PARTNERSHIP, facts, state, on=ENDED_ON)
        audited = communication(parent=ref)
        place(office, COMMUNICATION, audited.with_update(first_pass(audited)), CommunicationState.LOST, on=ENDED_ON)
    with desk.ledger() as connection:
        assert contested(connection, ref) == Contested(
            facts.certification, facts.grid_version, ref, f"dossier {ref} (« {state.label} »)", by, ENDED_ON
        )


@pytest.mark.rule("O-14")
def test_a_dossier_that_goes_on_has_nothing_to_contest(desk: Desk) -> None:
    with desk.office() as office:
        place(office, PARTNERSHIP, builders.dossier(), State.COMPLETE, on=ENDED_ON)
    with desk.ledger() as connection:
        assert contested(connection, "D-2027-0001") == Refusal(
            "le dossier D-2027-0001 est « Complète, à noter » : aucune décision n’y a mis fin.", "O-14", tab.CONTESTED
        )
