"""The e-mails of the conformity phase, from real decisions: who reads them, what they say, what they attach."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from domain.application import MissingItem
from domain.audit import SupportType
from domain.calendar import ExplainedDate
from domain.communication import CommunicationEvent, CommunicationState
from domain.correspondence import Audience, Mail
from domain.evaluation import Grade
from domain.notices import Notice
from domain.partnership import PARTNERSHIP
from domain.process import Command, Decision
from domain.processes import WORKSTREAMS
from domain.vocabulary import Event, State, TimeLimit
from tasks.ledger.drafts import Moment, OpenDeadline
from tasks.ledger.journal import Head
from tasks.presenting.presenters import presenter_of
from tests import builders_conformity as good
from tests import builders_procedure as made
from tests.builders import (
    commission_record,
    extension,
    scoresheet,
    shipped_certification,
    shipped_config,
    withdrawal,
)
from tests.domain.workstream_rows import HANDED
from tests.tasks.presenting.letters import (
    AGENCY,
    ASSESSOR,
    DIRECTION,
    MANAGERS,
    OF,
    TEAM,
    TRAINER_EMAIL,
    mails,
    running,
    with_agency,
)
from tests.tasks.presenting.moments import moment_of, plain

FAILED = {(1, "prerequis"): "Rien sur la page.", (2, "intitule"): "« Promouvoir son art »"}
SOON = date(2028, 4, 1)  # 90 days before the end of the registration
KINDS = {process.kind: process for process in (PARTNERSHIP, *WORKSTREAMS)}


def audited() -> Any:
    return good.communication(
        SupportType.WEBSITE,
        SupportType.EDOF,
        partner=good.in_conformity(application=with_agency()).partner,
    )


def corrected() -> Any:
    """The corrections are asked for and read again."""
    facts = audited()
    return facts.with_update(good.first_pass(facts, FAILED))


WHOLE_PROCEDURE = made.answered_procedure(termination=made.a_termination(answer="Non."), lifting=made.a_lifting())
WHOLE: Mapping[str, Any] = {
    "partnership": good.ready_to_sign(
        application=with_agency(), scoresheet=scoresheet(17), commission=commission_record(), extension=extension(),
        withdrawal=withdrawal(), unmet=(good.unmet(),), habilitated_on=good.SIGNED_ON, signing=good.meeting(),
        kits=(*good.delivered(), *good.delivered_evaluation()), procedure=WHOLE_PROCEDURE, renewal=made.a_renewal(),
        missing=(MissingItem(field="kbis_url", label="Kbis", rule="MIK-05", reason="absent", cure="joignez-le"),),
    ),
    "communication": corrected().with_update(good.second_pass(corrected(), FAILED)),
    "trainer": good.trainer(evaluations=(good.evaluation(worst=Grade.MAJOR),), delivered=HANDED),
    "evaluation_manager": good.manager(decision=good.manager_decision(motive="CV solide.")),
}  # fmt: skip
READERS: Mapping[Mail, list[str]] = {
    Mail.INFO_SESSION_INVITATION: [OF, AGENCY],
    Mail.INFO_SESSION_CANCELLED: [OF, AGENCY],
    Mail.KITS_DELIVERED: [OF, AGENCY],
    Mail.EVALUATION_KIT: [ASSESSOR],
    Mail.HABILITATION_LOST: [OF],
    Mail.AGREEMENTS_READY: [OF],
    Mail.SIGNING_INVITATION: [OF],
    Mail.SIGNING_CANCELLED: [OF],
    Mail.PUBLICATION_AUTHORISED: [OF],
    Mail.FC_DECLARATION_DUE: [MANAGERS],
    Mail.FC_CHANGE_DUE: [MANAGERS],
    Mail.AGREEMENT_SUSPENDED: [OF, AGENCY],
    Mail.SUSPENSION_LIFTED: [OF, AGENCY],
    Mail.AGREEMENT_EXPIRED: [OF],
    Mail.COMMUNICATION_CONFORMING: [OF, AGENCY],
    Mail.CORRECTIONS_REQUESTED: [OF, AGENCY],
    Mail.RECHECK_FAILED: [OF, AGENCY],
    Mail.TRAINER_DOCUMENTS: [TRAINER_EMAIL, OF],
    Mail.TRAINER_INVITATION: [TRAINER_EMAIL, OF],
    Mail.TRAINER_SESSION_CANCELLED: [TRAINER_EMAIL, OF],
    Mail.TRAINER_REPORT: [TRAINER_EMAIL, OF],
    Mail.TRAINER_SET_ASIDE: [TRAINER_EMAIL, OF],
    Mail.MANAGER_DESIGNATED: [ASSESSOR, OF],
    Mail.MANAGER_DECISION: [ASSESSOR, OF],
    Mail.COMMISSION_INVITATION: [DIRECTION, MANAGERS],
}
ROWS = [(kind, row) for kind, process in KINDS.items() for row in process.transitions if row.mails]


@pytest.mark.rule("MIK-32", "MIK-46", "MIK-55", "MIK-75")
@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[f"{kind}-{row.source}-{row.event}" for kind, row in ROWS])
def test_every_mail_of_every_table_is_written_for_its_readers(kind: str, row: Any) -> None:
    facts = WHOLE[kind]
    limits = dict.fromkeys(TimeLimit, ExplainedDate(good.SESSION_ON, good.SIGNED_ON, "essai"))
    known = facts.model_copy(update={"kits": ()} if kind == "partnership" else {})
    command = Command("essai", facts.ref, row.event, good.SIGNED_ON, "essai")
    decision = Decision(row, facts, {}, closes_all=False)
    moment = Moment(command, decision, row.source, Head(1, "0" * 64), limits, limits, known)
    written = mails(moment, KINDS[kind])
    assert [(draft.template, draft.recipient) for draft in written] == [
        (mail.value, reader) for mail in row.mails for reader in READERS.get(mail, [OF])
    ]
    assert all(draft.attachments == ("PV-2026-0007",) for draft in written)
    assert {draft.template for draft in written if draft.calendar} <= {
        "info_session_invitation", "info_session_cancelled", "signing_invitation", "signing_cancelled",
        "trainer_invitation", "trainer_session_cancelled",
    }  # fmt: skip


@pytest.mark.rule("MIK-43", "MIK-60", "O-04")
def test_the_kits_are_listed_with_their_version_and_start_15_working_days() -> None:
    planned = good.in_conformity(application=with_agency(), attendance=None, kits=())
    moment = moment_of(
        PARTNERSHIP, State.PRE_HABILITATED, Event.INFO_SESSION_HELD, planned, good.SESSION_ON,
        attendance=good.attendance(), kits=good.delivered(),
    )  # fmt: skip
    draft, _ = mails(running(moment, CONFORMITY=date(2026, 12, 28)), PARTNERSHIP)
    text = plain(draft.text)
    for said in (
        "- Kit de communication (version 2026-1) - Kit pédagogique (version 2026-1) - Dossier technique d’évaluation",
        "- Réglementation de la certification (version",
        "au plus tard le vendredi 11 décembre 2026 15 jours ouvrés à compter du 20/11/2026 → 11/12/2026",
        "Gardez ces pages en brouillon ou non indexées",
        "Désignez votre responsable de l’évaluation",
        "s’achève au plus tard le lundi 28 décembre 2026",
    ):
        assert said in text
    assert "Kit d’évaluation (version" not in text


@pytest.mark.rule("MIK-55")
def test_the_evaluation_kit_goes_to_the_person_designated_and_lists_its_documents() -> None:
    facts = good.in_conformity()
    moment = moment_of(
        PARTNERSHIP, State.IN_CONFORMITY, Event.EVALUATION_KIT_DELIVERED, facts, good.SESSION_ON,
        kits=(*facts.kits, *good.delivered_evaluation()),
    )  # fmt: skip
    (draft,) = mails(moment, PARTNERSHIP)
    assert (draft.recipient, "Bonjour Inès Caron," in draft.text) == (ASSESSOR, True)
    assert draft.text.count("(version 2026-1)") == 8


@pytest.mark.rule("MIK-67", "MIK-68", "MIK-69", "O-06")
def test_the_corrections_are_numbered_and_have_five_working_days() -> None:
    facts = audited()
    process = KINDS["communication"]
    moment = moment_of(
        process, CommunicationState.TO_AUDIT, CommunicationEvent.CORRECTIONS, facts, good.AUDITED_ON,
        **good.first_pass(facts, FAILED),
    )  # fmt: skip
    draft, copy = mails(moment, process)
    text = plain(draft.text)
    assert draft.subject.startswith("2\u00a0corrections à apporter à votre communication")
    assert copy.recipient == AGENCY
    for said in (
        "1. Prérequis Site internet – https://atelier-lumieres.example/site → Indiquez les prérequis",
        "2. Intitulé exact de la certification Offre EDOF – https://atelier-lumieres.example/edof → Écrivez",
        "au plus tard le vendredi 18 décembre 2026 5 jours ouvrés à compter du 11/12/2026 → 18/12/2026",
        "avant 12 h le dernier jour du délai",
        "Ce second contrôle est le dernier",
    ):
        assert said in text


@pytest.mark.rule("MIK-68", "MIK-70")
def test_the_second_check_lists_only_what_is_not_made() -> None:
    facts, process = corrected(), KINDS["communication"]
    moment = moment_of(
        process, CommunicationState.CORRECTIONS_REQUESTED, CommunicationEvent.RECHECK_FAILED, facts,
        good.RECHECKED_ON, **good.second_pass(facts, {(2, "intitule"): "Toujours abrégé."}),
    )  # fmt: skip
    text = plain(mails(moment, process)[0].text)
    assert "2. Intitulé exact de la certification" in text
    assert "Constaté : Absent – Toujours abrégé." in text
    assert "1. Prérequis" not in text


@pytest.mark.rule("MIK-46", "MIK-60", "MIK-68")
def test_reminders_of_the_communication_reach_the_agency_and_list_the_corrections() -> None:
    process, on = KINDS["communication"], date(2026, 12, 17)
    dates = ExplainedDate(good.AUDITED_ON, good.RECHECKED_ON, "5 jours ouvrés")
    deadline = OpenDeadline(1, "A-2026-0001", TimeLimit.COMMUNICATION_RECHECK, dates, {})
    notice = Notice("J-1", on, Mail.COMMUNICATION_REMINDER, Audience.PARTNER, Event.REMINDED, before_due=True)
    drafts = presenter_of(process, shipped_config(), TEAM).notice(corrected(), deadline, notice, on)
    assert [draft.recipient for draft in drafts] == [OF, AGENCY]
    assert drafts[0].subject.startswith("Corrections\u202f: il vous reste 1\u00a0jour ouvré")
    assert "\n2. Intitulé exact de la certification\n" in drafts[0].text


@pytest.mark.rule("MIK-85")
def test_the_end_of_the_agreement_is_told_in_calendar_days() -> None:
    end = shipped_certification().registration_end
    deadline = OpenDeadline(1, "D-2026-0001", TimeLimit.AGREEMENT_END, ExplainedDate(good.SIGNED_ON, end, "fin"), {})
    notice = Notice("J-90", end, Mail.AGREEMENT_ENDING, Audience.PARTNER, Event.REMINDED, before_due=True)
    (draft,) = presenter_of(PARTNERSHIP, shipped_config(), TEAM).notice(
        good.ready_to_sign(), deadline, notice, date(2028, 4, 1)
    )
    assert draft.subject.startswith("Votre convention prend fin dans 90\u00a0jours")


@pytest.mark.rule("MIK-92", "LAW-05", "LAW-18")
def test_a_habilitation_authorises_publication_and_asks_staff_to_declare_it() -> None:
    facts, on = good.ready_to_sign(), good.SIGNED_ON
    moment = moment_of(PARTNERSHIP, State.READY_TO_SIGN, Event.HABILITATION_GRANTED, facts, on, habilitated_on=on)
    to_partner, to_staff = mails(moment, PARTNERSHIP)
    assert "vérifiez que votre habilitation est visible avant de publier" in plain(to_partner.text)
    assert "Fin de la convention : vendredi 30 juin 2028" in plain(to_partner.text)
    assert "Habilitation à choisir : HABILITATION_ORGA_FORM" in plain(to_staff.text)
    assert "au plus tard le lundi 22 février 2027 2 mois à compter du 22/12/2026" in plain(to_staff.text)


def test_a_meeting_after_its_time_limit_does_not_promise_to_keep_it() -> None:
    def text(ends: date) -> str:
        facts = good.in_conformity(info_session=None)
        moment = moment_of(
            PARTNERSHIP, State.PRE_HABILITATED, Event.INFO_SESSION_PLANNED, facts, good.NOTIFIED_ON,
            info_session=good.meeting(),
        )  # fmt: skip
        return mails(running(moment, INFO_SESSION=ends), PARTNERSHIP)[0].text

    assert "dans le délai ci-dessous" in text(good.SESSION_ON)
    assert "délai ci-dessous" not in text(date(2026, 11, 19))


def test_the_agreements_say_their_dates() -> None:
    facts = good.in_conformity()
    moment = moment_of(
        PARTNERSHIP, State.READY_TO_SIGN, Event.AGREEMENTS_ISSUED, facts, good.RECHECKED_ON,
        agreements=good.issued_agreements(),
    )  # fmt: skip
    (draft,) = mails(running(moment, CONFORMITY=date(2026, 12, 28)), PARTNERSHIP)
    text = plain(draft.text)
    assert "Prise d’effet, au plus tôt : mardi 22 décembre 2026 Fin de la convention : vendredi 30 juin 2028" in text
