"""Slips, agreements, loss, habilitation and end: what each document of a dossier says, in its data and in its PDF."""

from datetime import date
from typing import Any

import pytest

from domain.agreements import AgreementKind
from domain.calendar import ExplainedDate
from domain.correspondence import Paper, Pv
from domain.partnership import PARTNERSHIP
from domain.process import Command, Decision
from domain.signing import DeliveredKit
from domain.vocabulary import Event, Scope, State, TimeLimit
from tasks.ledger.drafts import Moment
from tasks.ledger.journal import Head
from tasks.presenting.frame import Data
from tasks.presenting.minutes import Minutes
from tests import builders_conformity as good
from tests import builders_procedure as made
from tests.builders import (
    DIRECTOR,
    application,
    commission_record,
    dossier,
    extension,
    scoresheet,
    shipped_config,
    withdrawal,
)
from tests.tasks.presenting.moments import moment_of, plain, section, text_of

HOSTILE = '#import "x.typ": * {{ 7*7 }} {scope} $x$ <b>gras</b>'


def minutes(state: State, event: Event, facts: Any, on: date, **update: Any) -> Minutes:
    return Minutes(moment_of(PARTNERSHIP, state, event, facts, on, **update), shipped_config())


def held() -> Minutes:
    """The information session, just held."""
    before = dossier(info_session=good.meeting(), notified_on=good.NOTIFIED_ON)
    update = {"attendance": good.attendance(), "kits": good.delivered()}
    return minutes(State.PRE_HABILITATED, Event.INFO_SESSION_HELD, before, good.SESSION_ON, **update)


def delivered_rows(data: Data) -> list[tuple[str, str, str]]:
    rows = section(data, "Documents remis")["table"]["rows"]
    return [(plain(row[0] if isinstance(row[0], str) else row[0]["title"]), row[1], row[2]) for row in rows]


def recorded(kits: tuple[DeliveredKit, ...]) -> list[tuple[str, str, str]]:
    return [(plain(kit.title.replace("'", "’")), kit.version, kit.sha256[:12]) for kit in kits]


@pytest.mark.rule("MIK-43", "MIK-54", "NET-12")
def test_the_slip_lists_what_was_recorded_and_leaves_the_evaluation_kit_out() -> None:
    writer = held()
    data = writer.write(Paper.DELIVERY_SLIP)
    assert delivered_rows(data) == recorded(good.delivered())
    assert len(delivered_rows(data)) == 4 + 9 + 6 + 1 + 1 + 1
    assert section(data, "Séance")["list"] == ["Hélène Aubry", "Zoé Garnier"]
    assert data["signatures"] == [{"name": "Hélène Aubry", "quality": "Reçu les documents, engagements acceptés"}]
    text = text_of(writer, Paper.DELIVERY_SLIP)
    assert "Remis à Hélène Aubry le 20/11/2026" in text
    assert "Séance tenue en visioconférence le 20/11/2026" in text


@pytest.mark.rule("MIK-43", "MIK-55", "MIK-56")
def test_the_evaluation_slip_lists_that_kit_alone_for_the_manager() -> None:
    facts, given = good.in_conformity(), good.delivered_evaluation(good.AUDITED_ON)
    event = Event.EVALUATION_KIT_DELIVERED
    writer = minutes(State.IN_CONFORMITY, event, facts, good.AUDITED_ON, kits=facts.kits + given)
    data = writer.write(Paper.EVALUATION_KIT_SLIP)
    assert delivered_rows(data) == recorded(given)
    assert len(given) == 1 + 8
    assert [box["name"] for box in data["signatures"]] == [good.MANAGER]
    text = text_of(writer, Paper.EVALUATION_KIT_SLIP)
    assert f"Remis à {good.MANAGER} le 11/12/2026" in text
    assert "protocole de transmission des pièces pour le jury de délivrance" in text


@pytest.mark.rule("MIK-85", "MIK-87", "MIK-90")
@pytest.mark.parametrize(
    ("kind", "paper", "rule"),
    [
        (AgreementKind.CONVENTION, Paper.AGREEMENT, "LAW-02"),
        (AgreementKind.REGULATION, Paper.REGULATION, "MIK-87"),
        (AgreementKind.CHARTER, Paper.CHARTER, "MIK-90"),
    ],
)
def test_each_agreement_is_made_with_the_terms_of_the_dossier(kind: AgreementKind, paper: Paper, rule: str) -> None:
    issued = good.issued_agreements(start=date(2027, 1, 4), end=date(2028, 3, 31))
    writer = minutes(
        State.READY_TO_SIGN, Event.AGREEMENTS_ISSUED, good.in_conformity(), good.RECHECKED_ON, agreements=issued
    )
    text = text_of(writer, paper)
    agreement = shipped_config().agreements[kind]
    assert f"Texte version {agreement.version} Empreinte {agreement.sha256[:12]}" in text
    assert "Validité du 04/01/2027 au 31/03/2028" in text
    assert f"Règle appliquée : {rule}." in text
    assert text.count("Date et signature") == 2
    if kind is AgreementKind.CONVENTION:
        assert "• Zoé Garnier" in text
        assert f"est {good.MANAGER}." in text


def lost(*unmet: Any, **over: Any) -> Minutes:
    facts = good.in_conformity(**over)
    return minutes(State.IN_CONFORMITY, Event.COMMUNICATION_LOST, facts, good.RECHECKED_ON, unmet=unmet)


@pytest.mark.rule("MIK-69", "MIK-70", "MIK-31")
def test_the_loss_gives_both_dates_every_unmet_correction_and_the_way_to_appeal() -> None:
    first, second = good.unmet(2), good.unmet(1, item="Intitulé exact", request="Écrivez-le.", found="Raccourci.")
    data = lost(first, second).write(Pv.HABILITATION_LOST)
    assert section(data, "Corrections")["table"]["rows"] == [
        ["1", {"title": "Intitulé exact", "note": "Support 1 – Site internet"}, "Écrivez-le.", "Raccourci."],
        ["2", {"title": "Prérequis", "note": "Support 1 – Site internet"}, first.request, first.found],
    ]
    assert [plain(fact) for fact in section(data, "Faits")["list"]] == [
        "Pré-habilitation notifiée le 13/11/2026.",
        "Séance d’information et remise du kit de communication : 20/11/2026.",
        "Premier contrôle le 11/12/2026 : corrections demandées (MIK-67).",
        "Second contrôle le 18/12/2026, sur ces seules corrections : toutes ne sont pas faites (MIK-68).",
    ]
    text = text_of(lost(first, second), Pv.HABILITATION_LOST)
    assert "Corrections non respectées : 2. L’organisme perd définitivement sa pré-habilitation à compter du" in text
    assert "jusqu’au 18/02/2027" in text


def granted(**over: Any) -> Minutes:
    facts = good.ready_to_sign(**over)
    update = {"habilitated_on": good.SIGNED_ON}
    return minutes(State.READY_TO_SIGN, Event.HABILITATION_GRANTED, facts, good.SIGNED_ON, **update)


@pytest.mark.rule("MIK-84", "MIK-92", "MIK-38")
def test_the_habilitation_gives_its_gates_and_its_three_signatures() -> None:
    data = granted().write(Pv.HABILITATION)
    assert section(data, "Étapes")["table"]["rows"] == [
        ["Séance d’information et remise des documents", "Tenue le 20/11/2026"],
        ["Communication", "Conforme le 11/12/2026"],
        ["Formateurs validés", "Zoé Garnier"],
        ["Responsable de l’évaluation habilité", "Inès Caron"],
    ]
    assert section(data, "Documents signés")["table"]["rows"] == [
        [{"title": kind.label, "note": "version 2026-1"}, "Hélène Aubry\nle 21/12/2026", f"{DIRECTOR}\nle 22/12/2026"]
        for kind in AgreementKind
    ]
    assert data["signatures"] == [{"name": DIRECTOR, "quality": f"Pour {shipped_config().organisation.name}"}]


@pytest.mark.rule("MIK-84")
def test_a_partner_who_only_prepares_has_no_evaluation_gate() -> None:
    writer = granted(application=application(scope=Scope.PREPARE), workstreams=good.workstreams(evaluation_manager=""))
    gates = section(writer.write(Pv.HABILITATION), "Étapes")["table"]["rows"]
    assert [gate for gate, _ in gates][-1] == "Formateurs validés"
    assert "Organisme habilité : préparer L’organisme est habilité" in text_of(writer, Pv.HABILITATION)


@pytest.mark.rule("LAW-01")
def test_the_two_answers_of_the_law_are_printed_with_who_gave_them() -> None:
    conditions = section(granted().write(Pv.HABILITATION), "Conditions")
    assert [plain(line) for line in conditions["paragraphs"]] == [f"Réponses données par {DIRECTOR}, le 22/12/2026 :"]
    assert conditions["table"]["rows"] == [
        ["Capacité de l’organisme à assurer le respect des référentiels", "Oui"],
        ["Adéquation de ses moyens pédagogiques, techniques et d’encadrement", "Oui"],
    ]


@pytest.mark.rule("MIK-61", "MIK-85", "MIK-92", "LAW-05")
def test_the_habilitation_says_its_period_the_days_used_and_what_is_due_next() -> None:
    text = text_of(granted(), Pv.HABILITATION)
    # 13/11 → 22/12/2026: 39 days, of which 12 are Saturdays or Sundays
    assert "Délai utilisé : 27 jours ouvrés sur 30, depuis la pré-habilitation notifiée le 13/11/2026" in text
    assert "Communication conforme 15 jours ouvrés après la séance d’information" in text
    assert "Convention valable du 22/12/2026 au 30/06/2028" in text
    assert "Déclaration à France compétences au plus tard le 22/02/2027 : 2 mois à compter du 22/12/2026" in text
    assert "Organisme habilité : préparer et évaluer" in text
    assert "Il est autorisé à publier ses supports de communication et son offre EDOF" in text


@pytest.mark.rule("MIK-61", "O-05")
def test_an_extension_is_part_of_the_days_allowed() -> None:
    assert "Délai utilisé : 27 jours ouvrés sur 40," in text_of(granted(extension=extension()), Pv.HABILITATION)


@pytest.mark.rule("MIK-85")
def test_the_end_of_the_agreement_is_said_with_its_day() -> None:
    end = date(2028, 6, 30)
    facts = good.ready_to_sign(habilitated_on=good.SIGNED_ON)
    text = text_of(minutes(State.HABILITATED, Event.AGREEMENT_EXPIRED, facts, end), Pv.EXPIRED)
    assert "Organisme habilité le 22/12/2026. • Convention valable du 22/12/2026 au 30/06/2028" in text
    assert "Convention échue le 30/06/2028 L’habilitation prend fin avec la convention, le 30/06/2028" in text


def test_what_people_typed_is_printed_as_text() -> None:
    name = application(name=HOSTILE, representative_last_name=HOSTILE)
    found = good.unmet(item=HOSTILE, request=HOSTILE, found=HOSTILE)
    printed = text_of(lost(found, application=name), Pv.HABILITATION_LOST).replace(" ", "")
    assert printed.count(HOSTILE.replace(" ", "")) == 2 + 3  # card, then the row
    signed = tuple(good.signature(kind, partner_signatory=HOSTILE) for kind in AgreementKind)
    writer = granted(signatures=signed, workstreams=good.workstreams(trainers=(HOSTILE,)))
    assert text_of(writer, Pv.HABILITATION).replace(" ", "").count(HOSTILE.replace(" ", "")) == 3 + 1


@pytest.mark.rule("MIK-31")
def test_every_document_that_the_table_asks_for_is_written() -> None:
    """A row whose document nobody writes would stop its whole batch."""
    facts = good.ready_to_sign(
        scoresheet=scoresheet(17), commission=commission_record(), extension=extension(), withdrawal=withdrawal(),
        unmet=(good.unmet(),), habilitated_on=good.SIGNED_ON, renewal=made.a_renewal(),
        procedure=made.answered_procedure(termination=made.a_termination(answer="Non."), lifting=made.a_lifting()),
    )  # fmt: skip
    limits = dict.fromkeys(TimeLimit, ExplainedDate(good.SESSION_ON, good.SIGNED_ON, "essai"))
    asked = [(row, kind) for row in PARTNERSHIP.transitions for kind in (*row.papers, row.pv) if kind]
    for row, kind in asked:
        command = Command("essai", facts.ref, row.event, good.SIGNED_ON, "essai")
        decision = Decision(row, facts, {}, closes_all=False)
        moment = Moment(command, decision, row.source, Head(1, "0" * 64), limits, limits, dossier())
        assert set(Minutes(moment, shipped_config()).write(kind)) > {"card", "seal", "sections"}, kind
    assert len({kind for _, kind in asked}) == 26
