"""What is refused of the agreements, their signatures, the habilitation and its declaration (MIK-85 to MIK-92)."""

from datetime import date
from typing import Any

import pytest

from domain.agreements import AgreementKind
from domain.dossier import Dossier
from domain.refusal import Refusal
from domain.vocabulary import Event, State
from tests import builders_conformity as good
from tests.domain.deciding import attempt, refused
from tests.domain.partnership_rows import issued

S, E = State, Event


def issue(**over: Any) -> Any:
    agreements = good.issued_agreements(**over)
    return attempt(S.READY_TO_SIGN, E.AGREEMENTS_ISSUED, good.in_conformity(), agreements=agreements)


@pytest.mark.rule("LAW-02", "QUA-04", "QUA-05")
@pytest.mark.parametrize("rule", ["LAW-02", "QUA-04", "QUA-05"])
def test_a_missing_clause_is_named_and_the_others_are_counted(rule: str) -> None:
    first = (rule, "dans « Convention de partenariat », la clause « Objet » manque")
    assert issue(gaps=(first,)) == Refusal(first[1], rule, "Documents à signer")
    more = Refusal(f"{first[1]} (2 autre(s) clause(s) à compléter ensuite)", rule, "Documents à signer")
    assert issue(gaps=(first, ("LAW-02", "b"), ("MIK-90", "c"))) == more


@pytest.mark.rule("MIK-85")
@pytest.mark.parametrize(("end", "is_issued"), [(date(2028, 6, 29), True), (date(2028, 6, 30), True),
                                                (date(2028, 7, 1), False)])  # fmt: skip
def test_an_agreement_never_outlives_the_registration(end: date, is_issued: bool) -> None:
    found = issue(end=end)
    late = Refusal("la convention finit au plus tard le 30/06/2028, fin de l’enregistrement.", "MIK-85")
    assert isinstance(found, Refusal) != is_issued
    assert is_issued or found == late


@pytest.mark.rule("LAW-02")
def test_nothing_is_issued_without_agreements() -> None:
    assert refused(S.READY_TO_SIGN, E.AGREEMENTS_ISSUED, good.in_conformity()) == ("LAW-02", "")


def sign(facts: Dossier, *added: Any, on: date = good.SIGNED_ON) -> Any:
    return attempt(S.READY_TO_SIGN, E.AGREEMENT_SIGNED, facts, on, signatures=(*facts.signatures, *added))


@pytest.mark.rule("MIK-87", "MIK-90", "MIK-92")
@pytest.mark.parametrize(
    ("kind", "rule"),
    [(AgreementKind.CONVENTION, "MIK-92"), (AgreementKind.REGULATION, "MIK-87"), (AgreementKind.CHARTER, "MIK-90")],
)
@pytest.mark.parametrize(
    ("field", "side"), [("partner_signed_on", "organisme"), ("certifier_signed_on", "certificateur")]
)
@pytest.mark.parametrize(("day", "shown"), [(date(2026, 12, 17), "17/12/2026"), (date(2026, 12, 23), "23/12/2026")])
def test_nobody_signs_before_the_document_nor_tomorrow(
    kind: AgreementKind, rule: str, field: str, side: str, day: date, shown: str
) -> None:
    assert sign(issued(), good.signature(kind, **{field: day})) == Refusal(
        f"la signature ({side}) est datée du {shown} ; le document est du 18/12/2026 : "
        "elle se date de ce jour au plus tôt, d’aujourd’hui au plus tard. Corrigez la date.",
        rule,
        f"Signé le ({side})",
    )


@pytest.mark.rule("MIK-87", "MIK-90", "MIK-92")
@pytest.mark.parametrize("kind", AgreementKind)
def test_a_document_may_be_signed_on_its_own_day_and_once(kind: AgreementKind) -> None:
    early = good.signature(kind, partner_signed_on=good.RECHECKED_ON, certifier_signed_on=good.RECHECKED_ON)
    once = sign(issued(), early)
    assert once.facts.signatures == (early,)
    twice = [sign(once.facts, good.signature(kind)), sign(issued(), early, good.signature(kind))]
    message = f"« {kind.label} » est déjà signée ; la signature enregistrée reste."
    assert [found.message for found in twice] == [message, message]


@pytest.mark.rule("MIK-92")
def test_nothing_is_signed_before_it_is_issued_nor_without_a_signature() -> None:
    signature = good.signature(AgreementKind.CHARTER)
    message = "les documents à signer ne sont pas encore établis."
    assert sign(good.in_conformity(), signature) == Refusal(message, "MIK-92", "Signé le")
    assert sign(issued()) == Refusal("aucune signature n’est donnée.", "MIK-92")


def grant(**over: Any) -> Any:
    return attempt(S.READY_TO_SIGN, E.HABILITATION_GRANTED, good.ready_to_sign(**over), good.SIGNED_ON)


@pytest.mark.rule("MIK-92", "MIK-87", "MIK-90")
def test_the_three_signatures_are_there_or_those_that_are_not_are_named() -> None:
    one = good.signature(AgreementKind.REGULATION)
    missing = [grant(signatures=()), grant(signatures=(one,))]
    assert missing == [
        Refusal("il manque la signature de : Convention de partenariat, Réglementation de la certification, "
                "Charte qualité.", "MIK-92", "Signatures"),
        Refusal("il manque la signature de : Convention de partenariat, Charte qualité.", "MIK-92", "Signatures"),
    ]  # fmt: skip


@pytest.mark.rule("LAW-01")
@pytest.mark.parametrize(
    ("answers", "message", "field"),
    [
        (None, "la direction répond d’abord aux deux conditions de l’habilitation.", "Habilitation"),
        (good.assurances(respects_reference=False),
         "la capacité à faire respecter les référentiels n’est pas établie : l’habilitation est impossible.",
         "Capacité à respecter les référentiels"),
        (good.assurances(adequate_means=False),
         "l’adéquation des moyens n’est pas établie : l’habilitation est impossible.", "Moyens adéquats"),
    ],
)  # fmt: skip
def test_both_conditions_of_the_law_are_answered_yes(answers: Any, message: str, field: str) -> None:
    assert grant(assurances=answers) == Refusal(message, "LAW-01", field)


@pytest.mark.rule("MIK-86", "LAW-05")
@pytest.mark.parametrize("day", [date(2026, 12, 21), date(2027, 1, 16)])
def test_a_declaration_is_dated_between_the_habilitation_and_today(day: date) -> None:
    record = good.fc_declaration(declared_on=day)
    found = attempt(S.HABILITATED, E.DECLARED_TO_FC, good.habilitated(), good.DECLARED_ON, fc_declaration=record)
    assert found == Refusal(
        "la déclaration se date entre le changement à déclarer, du 22/12/2026, et aujourd’hui. Corrigez la date.",
        "MIK-86",
        "Déclaré à France compétences le",
    )


@pytest.mark.rule("MIK-86")
@pytest.mark.parametrize("record", [None, good.fc_declaration(proof=""), good.fc_declaration(proof=" \t")])
def test_a_declaration_comes_with_its_proof(record: Any) -> None:
    found = attempt(S.HABILITATED, E.DECLARED_TO_FC, good.habilitated(), good.DECLARED_ON, fc_declaration=record)
    message = "joignez la preuve de la déclaration (lien ou capture)."
    assert found == Refusal(message, "MIK-86", "Preuve de la déclaration")


@pytest.mark.rule("O-17")
@pytest.mark.parametrize("event", [E.PRE_HABILITATION_WITHDRAWN, E.COMMUNICATION_LOST, E.EXTENSION_GRANTED])
def test_what_belongs_to_the_pre_habilitation_ends_with_the_signature(event: Event) -> None:
    assert refused(S.HABILITATED, event, good.habilitated(unmet=(good.unmet(),))) == ("MIK-02", "")
