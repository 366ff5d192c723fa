"""From three signatures and two answers to HABILITE; everything that keeps a dossier from it."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from domain.agreements import AgreementKind
from domain.vocabulary import State, TimeLimit
from tasks.feedback import Feedback
from tasks.ledger.queries import read_deadlines
from tasks.ledger.schema import documents, outbox
from tasks.office import Office
from tasks.tabs.conformity import CONFORMITY
from tests.builders import DIRECTOR, OWNER
from tests.builders_conformity import assurances, workstreams
from tests.tasks.conformity.signing_desk import ISSUED_ON, REF_1, SIGNED_ON, SigningDesk, plain, ready, refusals


@pytest.fixture
def signed(office: Office) -> SigningDesk:
    """The three documents are signed; direction has not answered."""
    ready(office)
    desk = SigningDesk(office)
    desk.run(ISSUED_ON)
    desk.sign()
    desk.run(SIGNED_ON)
    return desk


def answered(desk: SigningDesk, **over: Any) -> Feedback:
    desk.assurances[REF_1] = assurances(**over)
    return desk.run(SIGNED_ON)


@pytest.mark.rule("MIK-92", "LAW-01", "LAW-05", "MIK-85")
def test_three_signatures_and_two_answers_habilitate(signed: SigningDesk) -> None:
    assert refusals(answered(signed)) == []
    view = signed.dossier()
    assert (view.state, view.facts.habilitated_on, view.facts.assurances) == (
        State.HABILITATED, SIGNED_ON, assurances(),
    )  # fmt: skip
    with signed.office.ledger.reading() as connection:
        due = {item.limit: item.dates.due_on for item in read_deadlines(connection)}
        kinds = list(connection.scalars(select(documents.c.kind).order_by(documents.c.seq)))
        mails = list(connection.scalars(select(outbox.c.template).order_by(outbox.c.id)))
    assert due == {TimeLimit.FC_DECLARATION: date(2027, 2, 22), TimeLimit.AGREEMENT_END: date(2028, 6, 30)}
    assert kinds[3:] == ["habilitation"]
    assert mails == ["agreements_ready", "publication_authorised", "fc_declaration_due"]


@pytest.mark.rule("MIK-92", "LAW-18")
def test_the_partner_reads_what_it_may_publish_and_when(signed: SigningDesk) -> None:
    answered(signed)
    with signed.office.ledger.reading() as connection:
        query = select(outbox.c.text).where(outbox.c.template == "publication_authorised")
        text = " ".join(plain(connection.scalars(query).one()).split())
    assert "autorisé à la publier et à la commercialiser" in text
    assert "vérifiez que votre habilitation est visible avant de publier" in text


@pytest.mark.rule("MIK-92")
def test_the_signatures_and_the_answers_of_one_run_are_enough(office: Office) -> None:
    ready(office)
    desk = SigningDesk(office)
    desk.run(ISSUED_ON)
    desk.sign()
    assert refusals(answered(desk)) == []
    assert (desk.dossier().state, set(desk.shown().values())) == (State.HABILITATED, {"Signée"})


@pytest.mark.rule("LAW-01")
@pytest.mark.parametrize(
    ("condition", "field"),
    [("respects_reference", "Capacité à respecter les référentiels"), ("adequate_means", "Moyens adéquats")],
)
def test_a_no_refuses_the_habilitation_until_it_becomes_a_yes(signed: SigningDesk, condition: str, field: str) -> None:
    assert refusals(answered(signed, **{condition: False})) == [(CONFORMITY, REF_1, field, "LAW-01")]
    assert signed.dossier().state is State.READY_TO_SIGN
    assert refusals(answered(signed)) == []
    assert signed.dossier().state is State.HABILITATED


@pytest.mark.rule("LAW-01")
@pytest.mark.parametrize("name", [OWNER, "Un inconnu"])
def test_only_direction_answers(signed: SigningDesk, name: str) -> None:
    found = answered(signed, decided_by=name)
    assert refusals(found) == [(CONFORMITY, REF_1, "Habilitation décidée par", "LAW-01")]
    assert signed.dossier().state is State.READY_TO_SIGN


@pytest.mark.rule("MIK-92")
def test_a_missing_signature_waits_without_a_word(office: Office) -> None:
    ready(office)
    desk = SigningDesk(office)
    desk.run(ISSUED_ON)
    desk.sign(AgreementKind.CONVENTION, AgreementKind.CHARTER)
    assert refusals(answered(desk)) == []
    assert desk.dossier().state is State.READY_TO_SIGN


@pytest.mark.rule("LAW-01")
def test_no_answer_waits_without_a_word(signed: SigningDesk) -> None:
    assert (refusals(signed.run(SIGNED_ON)), signed.dossier().state) == ([], State.READY_TO_SIGN)


@pytest.mark.rule("MIK-84")
def test_a_gate_that_is_closed_again_refuses(office: Office) -> None:
    ready(office, workstreams=workstreams(communication_on=None))
    desk = SigningDesk(office)
    desk.run(ISSUED_ON)
    desk.sign()
    assert refusals(answered(desk)) == [(CONFORMITY, REF_1, "", "MIK-84")]


def test_habilitated_once(signed: SigningDesk) -> None:
    answered(signed)
    again = signed.run(SIGNED_ON)
    assert (again.applied, again.notes) == ([], [])
    assert {answer[:23] for answer in signed.answers().values()} == {"Signée par l’organisme "}


def test_the_spelling_of_the_team_is_kept(signed: SigningDesk) -> None:
    answered(signed, decided_by=DIRECTOR.upper())
    given = signed.dossier().facts.assurances
    assert given is not None
    assert given.decided_by == DIRECTOR
