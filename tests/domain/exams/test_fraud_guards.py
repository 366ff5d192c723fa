"""How far a sanction goes, upon what and by whom: one defect at a time (M2I-45 to M2I-50)."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.calendar import ExplainedDate
from domain.exams.fraud import Accused, Dismissal, FraudCase, ReportAuthor, SanctionDecision, SignedReport
from domain.exams.fraud_process import FRAUD
from domain.exams.vocabulary import FraudEvent, FraudState, Sanction
from domain.process import Command, Decision, decide
from domain.refusal import Refusal
from domain.vocabulary import Labelled, TimeLimit
from tests.builders import shipped_config
from tests.exams import EXAM_OFFICE, certification_of

ON = date(2027, 1, 25)
REPORT = SignedReport(author="Irène Vasseur", quality=ReportAuthor.EXAMINER, signed_on=date(2027, 1, 19))
BAN = SanctionDecision(
    sanction=Sanction.BAN, motive="Téléphone ouvert sur le corrigé.", decided_by=EXAM_OFFICE, by_direction=False,
    notified_on=date(2027, 1, 22), ban_until=date(2028, 1, 22),
)  # fmt: skip
DISMISSAL = Dismissal(motive="Fait non établi.", decided_by=EXAM_OFFICE, by_direction=False, decided_on=ON)


def a_case(**over: Any) -> FraudCase:
    """A fraud of two candidates, with its signed report."""
    values: dict[str, Any] = {
        "ref": "FR-2027-0001", "certification": "RNCP9002", "parent": "S-2027-0001", "session": "S-2027-0001",
        "manager": EXAM_OFFICE, "what": "Téléphone ouvert sur le corrigé.", "reported_by": "Aline Weber",
        "accused": (Accused(candidacy="I-2027-0001", name="Zoé Garnier", email="zoe@candidats.example"),
                    Accused(candidacy="I-2027-0002", name="Luc de la Tour", email="luc@candidats.example")),
        "occurred_at": datetime(2027, 1, 18, 10, 40), "report": REPORT,
    }  # fmt: skip
    return FraudCase.model_validate({**values, **over})


def answer(
    facts: FraudCase, event: Labelled, state: Labelled | None = FraudState.REPORT_SIGNED, **update: Any
) -> Decision[FraudCase] | Refusal:
    command = Command("essai", facts.ref, event, ON, "essai", update)
    return decide(FRAUD, state, facts, command, certification_of(), shipped_config().calendar)


def refused(**over: Any) -> Decision[FraudCase] | Refusal:
    return answer(a_case(), FraudEvent.SANCTIONED, decision=BAN.model_copy(update=over))


@pytest.mark.rule("M2I-45")
@pytest.mark.parametrize(
    ("over", "said", "field"),
    [
        ({"what": " "}, "décrivez ce qui a été constaté.", "Fait"),
        ({"accused": ()}, "indiquez au moins un candidat, par son numéro d’inscription.", "Candidats"),
        (
            {"occurred_at": datetime(2027, 1, 26, 9)},
            "un fait se constate au plus tard aujourd’hui. Corrigez la date.", "Date et heure",
        ),
    ],
)  # fmt: skip
def test_a_report_says_what_who_and_when(over: dict[str, Any], said: str, field: str) -> None:
    assert answer(a_case(**over), FraudEvent.REPORTED, None) == Refusal(said, "M2I-45", field)


@pytest.mark.rule("M2I-47")
def test_no_sanction_without_a_signed_report() -> None:
    said = (
        "aucune sanction sans rapport signé par l’examinateur ou le responsable de session. Indiquez qui l’a signé, en "
        "quelle qualité et quand."
    )
    found = answer(a_case(report=None), FraudEvent.SANCTIONED, decision=BAN)
    assert found == Refusal(said, "M2I-47", "Rapport signé par")
    skipped = answer(a_case(report=None), FraudEvent.SANCTIONED, FraudState.REPORTED, decision=BAN)
    assert isinstance(skipped, Refusal)


@pytest.mark.rule("M2I-47")
@pytest.mark.parametrize("signed_on", [date(2027, 1, 17), date(2027, 1, 26)])
def test_a_report_is_signed_between_the_facts_and_today(signed_on: date) -> None:
    report = REPORT.model_copy(update={"signed_on": signed_on})
    found = answer(a_case(report=None), FraudEvent.REPORT_SIGNED, FraudState.REPORTED, report=report)
    said = "le rapport se signe entre le jour des faits, le 18/01/2027, et aujourd’hui. Corrigez la date."
    assert found == Refusal(said, "M2I-47", "Rapport signé le")


@pytest.mark.rule("M2I-46")
@pytest.mark.parametrize("until", [None, date(2027, 1, 22), date(2028, 1, 23)], ids=["no end", "no day", "too long"])
def test_a_ban_lasts_a_year_at_the_most_from_its_notification(until: date | None) -> None:
    said = (
        "l’interdiction dure un an au plus à compter de la notification : jusqu’au 22/01/2028 au plus tard. Indiquez "
        "son dernier jour."
    )
    assert refused(ban_until=until) == Refusal(said, "M2I-46", "Interdiction jusqu’au")


@pytest.mark.rule("M2I-46")
def test_a_ban_of_a_whole_year_runs_to_its_last_day() -> None:
    found = answer(a_case(), FraudEvent.SANCTIONED, decision=BAN)
    assert isinstance(found, Decision)
    end = date(2028, 1, 22)
    assert found.opens == {TimeLimit.BAN: ExplainedDate(ON, end, "fin de l’interdiction, le 22/01/2028")}


@pytest.mark.rule("M2I-46")
def test_only_a_ban_has_an_end() -> None:
    said = "seule l’interdiction de se présenter a un terme. Effacez la date, ou choisissez cette sanction."
    assert refused(sanction=Sanction.WARNING) == Refusal(said, "M2I-46", "Interdiction jusqu’au")
    warned = answer(a_case(), FraudEvent.SANCTIONED,
                    decision=BAN.model_copy(update={"sanction": Sanction.WARNING, "ban_until": None}))  # fmt: skip
    assert isinstance(warned, Decision)
    assert warned.opens == {}


@pytest.mark.rule("M2I-46", "M2I-47", "M2I-48")
@pytest.mark.parametrize(
    ("over", "refusal"),
    [
        ({"motive": ""}, ("une sanction est motivée. Écrivez le motif.", "M2I-46", "Motif")),
        (
            {"notified_on": date(2027, 1, 18)},
            ("la sanction se notifie entre la signature du rapport et aujourd’hui. Corrigez la date.", "M2I-46",
             "Notifié le"),
        ),
        (
            {"decided_by": "Irène Vasseur"},
            (f"la décision revient au responsable de la session, {EXAM_OFFICE}, ou à un membre de la direction inscrit "
             "dans « Équipe ».", "M2I-47", "Décidé par"),
        ),
        (
            {"sanction": Sanction.WITHDRAWAL, "ban_until": None},
            ("retirer une certification revient à la direction. Indiquez un de ses membres, inscrit dans « Équipe ».",
             "M2I-48", "Décidé par"),
        ),
    ],
    ids=["no motive", "before the report", "an examiner", "a withdrawal by the responsable"],
)  # fmt: skip
def test_a_sanction_is_motivated_by_who_may_pronounce_it(over: dict[str, Any], refusal: tuple[str, str, str]) -> None:
    assert refused(**over) == Refusal(*refusal)


@pytest.mark.rule("M2I-45")
@pytest.mark.parametrize("state", [FraudState.REPORTED, FraudState.REPORT_SIGNED])
def test_a_case_is_dismissed_with_its_motive(state: FraudState) -> None:
    assert isinstance(answer(a_case(), FraudEvent.DISMISSED, state, dismissal=DISMISSAL), Decision)
    silent = DISMISSAL.model_copy(update={"motive": " "})
    assert answer(a_case(), FraudEvent.DISMISSED, state, dismissal=silent) == Refusal(
        "le classement d’un signalement est motivé. Écrivez le motif.", "M2I-45", "Motif"
    )
