"""What keeps a certificate from being delivered, or withdrawn: one defect at a time."""

from datetime import date
from typing import Any

import pytest

from domain.calendar import ExplainedDate
from domain.dossier import Attendee
from domain.exams.award import AwardedBloc, AwardKind, Holder, Registered, Repertoire, Signatory
from domain.exams.certificate import Certificate, CertificateWithdrawal
from domain.exams.certificate_process import CERTIFICATE
from domain.exams.session_process import EXAM_SESSION
from domain.exams.vocabulary import CertificateEvent, CertificateState, SessionEvent, SessionState
from domain.process import Command, Decision, decide
from domain.refusal import Refusal
from domain.vocabulary import Labelled, Role, TimeLimit
from tests.builders import shipped_config
from tests.exams import a_person, a_session, certification_of

ON = date(2027, 1, 25)
B1, B2 = "RNCP9002BC01", "RNCP9002BC02"
WITHDRAWAL = CertificateWithdrawal(
    motive="Fraude établie.", decided_by=Attendee(name="Hélène Dubois", role=Role.DIRECTION), decided_on=ON
)


def a_certificate(**over: Any) -> Certificate:
    """A parchemin of RNCP9002 that every guard accepts."""
    person, figures = a_person(), certification_of()
    values: dict[str, Any] = {
        "ref": "CERT-2027-0001", "certification": figures.code, "parent": "S-2027-0001", "candidacy": "I-2027-0001",
        "email": person.email, "kind": AwardKind.FULL,
        "holder": Holder(first_names=person.first_names, birth_name=person.birth_name, sex=person.sex,
                         birth=person.birth),
        "registered": Registered(repertoire=Repertoire.RNCP, code=figures.code, title=figures.title,
                                 level=figures.level, nsf=figures.nsf, decided_on=figures.decision_date),
        "required": (B1, B2), "acquired": (B1, B2), "certifier": figures.certifier, "jury_date": date(2027, 1, 18),
        "validated_by": "Sylvie Renard", "validated_on": date(2027, 1, 22), "delivered_on": ON, "place": "Paris",
        "signatory": Signatory(name="Hélène Dubois", quality="directrice"), "code": "ABCDEFGHIJKL2345",
        "register_url": "https://certificateur.example/registre",
    }  # fmt: skip
    return Certificate.model_validate({**values, **over})


def answer(
    facts: Certificate, event: Labelled, state: Labelled | None = None, **update: Any
) -> Decision[Certificate] | Refusal:
    command = Command("essai", facts.ref, event, ON, "essai", update)
    return decide(CERTIFICATE, state, facts, command, certification_of(), shipped_config().calendar)


@pytest.mark.rule("M2I-37", "NET-02")
@pytest.mark.parametrize(
    "over",
    [
        {"validated_by": " "},
        {"validated_on": date(2027, 1, 26)},
        {"validated_on": date(2027, 1, 17)},
    ],
    ids=["nobody", "tomorrow", "before the jury"],
)
def test_nothing_is_delivered_before_the_certifier_has_validated(over: dict[str, Any]) -> None:
    assert answer(a_certificate(**over), CertificateEvent.DELIVERED) == Refusal(
        "la session n’est pas validée par le représentant du certificateur : rien n’est délivré avant. Faites-la "
        "valider dans « Résultats ».",
        "M2I-37", "Validée par",
    )  # fmt: skip


@pytest.mark.rule("M2I-05", "REF-27")
def test_a_parchemin_needs_every_bloc_and_an_attestation_its_own() -> None:
    bloc = {"kind": AwardKind.BLOC, "bloc": AwardedBloc(code=B2, label="Concevoir"), "acquired": (B1,)}
    said = "les blocs RNCP9002BC02 ne sont pas acquis : rien n’est délivré pour eux. Vérifiez les décisions du jury."
    assert answer(a_certificate(acquired=(B1,)), CertificateEvent.DELIVERED) == Refusal(said, "M2I-05")
    assert answer(a_certificate(**bloc), CertificateEvent.BLOC_DELIVERED) == Refusal(said, "REF-27")


@pytest.mark.rule("REF-27")
def test_a_parchemin_names_no_bloc() -> None:
    facts = a_certificate(bloc=AwardedBloc(code=B1, label="Concevoir"))
    assert answer(facts, CertificateEvent.DELIVERED) == Refusal(
        "une attestation nomme son bloc, et un parchemin n’en nomme aucun.", "REF-27"
    )


@pytest.mark.rule("NET-16")
def test_thirty_days_run_from_the_validation_until_everything_is_delivered() -> None:
    figures, calendar = certification_of(), shipped_config().calendar
    due = EXAM_SESSION.span(TimeLimit.DELIVERY, a_session(), figures, ON, calendar)
    assert due == ExplainedDate(ON, date(2027, 2, 24), "30 jours à compter du 25/01/2027 → 24/02/2027")
    command = Command("essai", "S-2027-0001", SessionEvent.DELIVERED, ON, "essai")
    found = decide(EXAM_SESSION, SessionState.RESULTS_SENT, a_session(), command, figures, calendar)
    assert isinstance(found, Decision)
    assert found.closes_all


@pytest.mark.rule("M2I-38")
def test_nothing_is_dated_after_today() -> None:
    found = answer(a_certificate(delivered_on=date(2027, 1, 26)), CertificateEvent.DELIVERED)
    assert found == Refusal("un certificat ne se date pas d’un jour à venir.", "M2I-38")


@pytest.mark.rule("M2I-48")
@pytest.mark.parametrize(
    ("over", "refusal"),
    [
        ({"motive": " "}, ("le retrait d’une certification est motivé. Écrivez le motif.", "Motif")),
        (
            {"decided_by": Attendee(name="Omar Traoré", role=Role.EXAM_MANAGER)},
            ("le retrait revient à la direction. Indiquez un de ses membres, inscrit dans l’onglet « Équipe ».",
             "Retrait décidé par"),
        ),
        (
            {"decided_on": date(2027, 1, 24)},
            ("le retrait se décide entre la délivrance et aujourd’hui. Corrigez la date.", "Décidé le"),
        ),
        (
            {"decided_on": date(2027, 1, 26)},
            ("le retrait se décide entre la délivrance et aujourd’hui. Corrigez la date.", "Décidé le"),
        ),
    ],
    ids=["no motive", "not direction", "before it was delivered", "tomorrow"],
)  # fmt: skip
def test_a_withdrawal_is_motivated_by_direction(over: dict[str, Any], refusal: tuple[str, str]) -> None:
    asked = WITHDRAWAL.model_copy(update=over)
    found = answer(a_certificate(), CertificateEvent.WITHDRAWN, CertificateState.DELIVERED, withdrawal=asked)
    assert found == Refusal(refusal[0], "M2I-48", refusal[1])


@pytest.mark.rule("M2I-48")
def test_a_withdrawn_certificate_is_shown_revoked_and_withdrawn_once() -> None:
    found = answer(a_certificate(), CertificateEvent.WITHDRAWN, CertificateState.DELIVERED, withdrawal=WITHDRAWAL)
    assert isinstance(found, Decision)
    assert (a_certificate().award.revoked_on, found.facts.award.revoked_on) == (None, ON)
    again = answer(found.facts, CertificateEvent.WITHDRAWN, CertificateState.WITHDRAWN, withdrawal=WITHDRAWAL)
    assert isinstance(again, Refusal)
    assert again.rule == "MIK-02"
