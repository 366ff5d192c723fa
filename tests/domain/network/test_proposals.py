"""What the register proposes for each point, from good and bad activity of one partner."""

from datetime import date, datetime
from typing import Any

import pytest

from domain.exams.candidacy import Attendance, Candidacy, Eligibility
from domain.exams.session import ExamSession, Incident, Pieces
from domain.exams.vocabulary import CandidacyState, Route, SessionState
from domain.network.check import PastCheck, Sample
from domain.network.check_vocabulary import CheckKind, CheckSection, CheckVerdict
from domain.network.observed import Observed, SeenCandidacy, SeenSession
from domain.network.opening import items_of, sample_of
from domain.network.outliers import Share
from domain.network.proposals import AUTOMATIC, Look
from domain.vocabulary import Scope
from tests import builders_conformity as good
from tests.builders import application, shipped_certification, shipped_config
from tests.checks import SIGNED_ON, WEBSITE, partner_organiser
from tests.exams import a_candidacy, a_person, a_session

FIGURES, OUTLIERS = shipped_certification(), shipped_config().indicators.outliers
C, NC, NA = CheckVerdict.CONFORMING, CheckVerdict.NON_CONFORMING, CheckVerdict.NOT_APPLICABLE
SINCE, ON = SIGNED_ON, date(2027, 6, 7)
RECEIVED = Pieces(received_on=date(2027, 1, 20), items=("emargement",))


def session(number: int = 1, **over: Any) -> ExamSession:
    values: dict[str, Any] = {"ref": f"S-2027-{number:04}", "organiser": partner_organiser(), "pieces": RECEIVED}
    return a_session("RS9001", **{**values, **over})


def candidacy(number: int = 1, at: ExamSession | None = None, **over: Any) -> Candidacy:
    values: dict[str, Any] = {
        "ref": f"I-2027-{number:04}", "partner": "D-2026-0001", "trainers": ("Zoé Garnier",),
        "person": a_person(birth_name=f"Nom{number}"),
        "eligibility": Eligibility(route=Route.TRAINING, proof_url=f"https://pieces.example/{number}.pdf"),
    }  # fmt: skip
    return a_candidacy(at or session(), **{**values, **over})


def seen(facts: Candidacy, state: CandidacyState = CandidacyState.PASSED) -> SeenCandidacy:
    return SeenCandidacy(state, facts)


def observed(*candidacies: SeenCandidacy, **over: Any) -> Observed:
    values: dict[str, Any] = {
        "trainers": ("Zoé Garnier",), "sessions": (SeenSession(SessionState.RESULTS_SENT, session()),),
        "presented": candidacies, "trained": candidacies,
    }  # fmt: skip
    return Observed(good.habilitated(), SINCE, ON, OUTLIERS, **{**values, **over})


def proposed(auto: str, look: Observed, sample: Sample | None = None) -> tuple[CheckVerdict | None, str]:
    return AUTOMATIC[auto](Look(look, sample or Sample(seed="essai"), FIGURES))


@pytest.mark.rule("MIK-80")
def test_a_trainer_who_was_not_validated_is_named_with_his_learner() -> None:
    assert proposed("trainers", observed(seen(candidacy())))[0] is C
    stranger = seen(candidacy(2, trainers=("zoé  garnier", "Luc Petit")))
    assert proposed("trainers", observed(stranger)) == (NC, "Non validés : Luc Petit (I-2027-0002).")


@pytest.mark.rule("LAW-04")
def test_its_own_learners_sit_in_its_own_sessions() -> None:
    verdict, said = proposed("own_learners", observed(seen(candidacy())))
    assert (verdict, said.startswith("Apprenants inscrits sur la période : 1.")) == (None, True)
    elsewhere = seen(candidacy(7, a_session("RS9001")))
    assert proposed("own_learners", observed(elsewhere)) == (
        NC, "Inscrits à la session d’un autre organisateur : I-2027-0007.",
    )  # fmt: skip
    only_prepares = good.habilitated(application=application(scope=Scope.PREPARE))
    assert proposed("own_learners", Observed(only_prepares, SINCE, ON, OUTLIERS))[0] is NA


@pytest.mark.rule("NET-14")
def test_the_proofs_and_the_incidents_of_every_session_held() -> None:
    incident = Incident(number=1, reported_by="Paul", occurred_at=datetime(2027, 1, 18, 10), what="Panne.")
    treated = incident.model_copy(update={"treated_on": date(2027, 1, 19), "treatment": "Reprise."})
    sessions = (
        SeenSession(SessionState.ENDED, session(1, pieces=None, incidents=(incident,))),
        SeenSession(SessionState.RESULTS_SENT, session(2, incidents=(treated,))),
    )
    both, clean = observed(sessions=sessions), observed(sessions=sessions[1:])
    assert proposed("pieces", both) == (NC, "Pièces non reçues : S-2027-0001.")
    assert proposed("pieces", clean) == (C, "Pièces reçues pour chaque session observée (1).")
    assert proposed("incidents", both) == (NC, "Incidents sans traitement : S-2027-0001/1.")
    assert proposed("incidents", clean) == (C, "Incidents signalés : 1, tous traités.")
    assert proposed("pieces", observed(sessions=())) == (NA, "Aucune session tenue par le partenaire sur la période.")


@pytest.mark.rule("REF-23", "M2I-13")
def test_the_rate_of_identity_checks_is_counted_over_every_presence() -> None:
    present = Attendance(epreuve="E1", present=True, convocation_shown=True, identity_checked=True)
    unchecked = present.model_copy(update={"epreuve": "E2", "identity_checked": False})
    absent = Attendance(epreuve="E2", present=False)
    assert proposed("identity", observed(seen(candidacy(1, attendance=(present, absent))))) == (
        C, "Identités vérifiées : 1 sur 1.",
    )  # fmt: skip
    assert proposed("identity", observed(seen(candidacy(2, attendance=(present, unchecked))))) == (
        NC, "Identités vérifiées : 1 sur 2. À voir : I-2027-0002.",
    )  # fmt: skip


@pytest.mark.rule("NET-14")
def test_a_vae_that_waits_for_its_decision() -> None:
    vae = candidacy(1, eligibility=Eligibility(route=Route.VAE))
    assert proposed("vae", observed(seen(vae, CandidacyState.TO_VALIDATE)))[0] is NC
    assert proposed("vae", observed(seen(vae))) == (C, "Demandes de VAE : 1, toutes suivies.")
    assert proposed("vae", observed(seen(candidacy())))[0] is NA


@pytest.mark.rule("REF-23")
def test_one_document_for_two_persons_is_a_duplicate_and_twice_for_one_is_not() -> None:
    mine, shared = candidacy(1), candidacy(1).eligibility
    again = mine.with_update({"ref": "I-2027-0009"})
    assert proposed("duplicates", observed(seen(mine), seen(again)))[0] is C
    assert proposed("duplicates", observed(seen(mine), seen(candidacy(2, eligibility=shared)))) == (
        NC, "Même pièce pour plusieurs candidats : I-2027-0001, I-2027-0002.",
    )  # fmt: skip


@pytest.mark.rule("REF-23", "NET-07")
@pytest.mark.parametrize(
    ("passed", "others", "verdict"),
    [(10, Share(20, 40), NC), (9, Share(20, 40), NC), (8, Share(20, 40), C), (1, Share(20, 40), NC),
     (5, Share(20, 40), C), (10, Share(1, 9), NA)],
)  # fmt: skip
def test_a_success_rate_far_from_the_network_is_an_outlier(passed: int, others: Share, verdict: CheckVerdict) -> None:
    """10 candidates beside a network where half succeed: too good counts like too bad, nine judged say nothing."""
    states = [CandidacyState.PASSED] * passed + [CandidacyState.FAILED] * (10 - passed)
    mine = [seen(candidacy(number), state) for number, state in enumerate(states)]
    look = observed(*mine, others=others)
    assert (proposed("success_rate", look)[0], look.is_outlier) == (verdict, verdict is NC)


@pytest.mark.rule("MIK-07")
@pytest.mark.parametrize(("until", "verdict"), [(date(2027, 6, 7), C), (date(2027, 6, 6), NC), (None, None)])
def test_qualiopi_is_still_valid(until: date | None, verdict: CheckVerdict | None) -> None:
    dossier = good.habilitated(application=application(qualiopi_until=until))
    assert proposed("qualiopi", Observed(dossier, SINCE, ON, OUTLIERS))[0] is verdict


@pytest.mark.rule("MIK-89")
def test_the_history_does_not_hold_while_a_dysfunction_is_open() -> None:
    past = PastCheck(ref="CT-2026-0001", kind=CheckKind.MONTHLY, concluded_on=ON, conforming=7, failed=("D1 – …",))
    said = "Contrôles conclus : 1 ; points non conformes : 1."
    look = observed(history=(past,), dysfunctions=("DYS-2027-0001",))
    assert proposed("history", look) == (NC, f"{said} Dysfonctionnements ouverts : DYS-2027-0001.")
    assert proposed("history", observed(history=(past,))) == (C, f"{said} Aucun dysfonctionnement ouvert.")


@pytest.mark.rule("REF-23")
def test_a_new_partner_and_an_incident_make_the_sample_larger_and_come_first() -> None:
    incident = Incident(number=1, reported_by="Paul", occurred_at=datetime(2027, 1, 18, 10), what="Panne.")
    sessions = tuple(
        SeenSession(SessionState.RESULTS_SENT, session(number, incidents=(incident,) if number == 4 else ()))
        for number in range(1, 7)
    )
    at = {one.facts.ref: one.facts for one in sessions}
    presented = tuple(seen(candidacy(number, at[f"S-2027-{1 + number % 6:04}"])) for number in range(12))
    look = observed(*presented, sessions=sessions)
    new = sample_of("essai", CheckKind.SEMESTER, look, FIGURES, SIGNED_ON)
    assert (len(new.sessions), new.sessions[0], new.population) == (4, "S-2027-0004", 6)
    assert new.risks == ("partenaire habilité depuis moins de 6 mois",)
    assert len(new.candidacies) == 6
    old = sample_of("essai", CheckKind.SEMESTER, look, FIGURES, date(2026, 12, 7))
    assert (len(old.sessions), old.risks) == (3, ())


@pytest.mark.rule("QUA-03", "QUA-08", "NET-08", "NET-13", "LAW-03")
def test_every_partner_has_the_same_list_with_a_line_for_each_support_and_engagement() -> None:
    config = shipped_config()
    figures = FIGURES.model_copy(update={"engagements": ("Premier.", "Second.")})
    looks = [Look(observed(), Sample(seed="essai"), figures), Look(observed(sessions=()), Sample(seed="x"), figures)]
    first, second = (items_of(config.checks, CheckKind.SEMESTER, look, (WEBSITE,)) for look in looks)
    assert [item.code for item in first] == [item.code for item in second]
    codes = {item.code: item.label for item in first}
    assert codes["C3.2"] == "Engagement pris avec France compétences : Second."
    assert codes["COM1.1"].endswith(": Site internet")
    assert {item.section for item in first} == set(CheckSection)
    assert next(item for item in first if item.code == "COM2").proposal is NA
