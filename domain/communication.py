"""The communication of one partner: audit, corrections, one re-check, and no third pass (MIK-59 to MIK-69)."""

from datetime import date

from domain.audit import Judgement, Proposal, Snapshot, Support
from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.certification import Certification
from domain.conformity import WorkstreamFacts
from domain.correspondence import Mail, Pv
from domain.facts import Part
from domain.process import Process, Transition
from domain.refusal import Refusal
from domain.vocabulary import Labelled, TimeLimit


class CommunicationState(Labelled):
    TO_AUDIT = "A_AUDITER", "Communication à contrôler"
    CORRECTIONS_REQUESTED = "CORRECTIONS_DEMANDEES", "Corrections demandées"
    CONFORMING = "CONFORME", "Communication conforme"
    LOST = "PERDUE", "Corrections non respectées"
    CLOSED = "CLOSE", "Suivi de la communication clos"


class CommunicationEvent(Labelled):
    OPENED = "communication_opened", "Délai de mise à jour des supports ouvert"
    DECLARED = "supports_declared", "Supports annoncés par l’organisme"
    READ = "supports_read", "Supports relevés"
    PASSED = "audit_passed", "Communication conforme au premier contrôle"
    CORRECTIONS = "corrections_requested", "Corrections demandées"
    RECHECK_PASSED = "recheck_passed", "Communication conforme au second contrôle"
    RECHECK_FAILED = "recheck_failed", "Corrections non respectées au second contrôle"
    CLOSED = "communication_closed", "Suivi de la communication clos"


class ReadSupport(Part):
    """One support as it was read, and what the pre-audit proposes for it (MIK-62)."""

    support: Support
    snapshot: Snapshot
    proposals: tuple[Proposal, ...]

    def proposal(self, item: str) -> Proposal | None:
        return next((proposal for proposal in self.proposals if proposal.item == item), None)


class Pass(Part):
    """One pass of the audit: what was read, then what was judged."""

    read_on: date
    checklist: str
    supports: tuple[ReadSupport, ...]
    judged_on: date | None = None
    judgements: tuple[Judgement, ...] = ()

    def read(self, support: int) -> ReadSupport | None:
        return next((item for item in self.supports if item.support.number == support), None)

    def judgement(self, support: int, item: str) -> Judgement | None:
        return next((known for known in self.judgements if (known.support, known.item) == (support, item)), None)


class Correction(Part):
    """One numbered correction of the letter (MIK-67)."""

    number: int
    support: int
    item: str
    request: str


class Communication(WorkstreamFacts):
    """The audit of one partner's communication.

    Args:
        supports: what is audited, numbered.
        ready_on, corrected_on: when the OF said it was ready; None until then.
        passes: one or two, in order.
        expected: (support, item) that each pass has to judge, as the checklist in force gave them.
    """

    supports: tuple[Support, ...]
    ready_on: date | None = None
    corrected_on: date | None = None
    passes: tuple[Pass, ...] = ()
    expected: tuple[tuple[int, str], ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def current(self) -> Pass | None:
        return self.passes[-1] if self.passes else None

    @property
    def is_with_auditor(self) -> bool:
        """The supports of this pass were read: until its verdicts, nothing is asked of the OF any more (MIK-60)."""
        return self.current is not None and self.current.judged_on is None

    @property
    def to_judge(self) -> tuple[tuple[int, str], ...]:
        """(support, item) of the pass in hand: everything at first, the corrections only at the re-check (MIK-68)."""
        if len(self.passes) < 2:
            return self.expected
        return tuple((correction.support, correction.item) for correction in self.corrections)


def _said_today(facts: Communication, on: date, figures: Certification, before: Communication) -> Refusal | None:
    """What the OF announces is dated between the start of its time limit and today."""
    asked_on = before.passes[0].judged_on if before.passes else None
    for day, start, rule, field in (
        (facts.ready_on, facts.opened_on, "MIK-60", "Supports prêts le"),
        (facts.corrected_on, asked_on or facts.opened_on, "MIK-68", "Corrections faites le"),
    ):
        if day and not start <= day <= on:
            message = f"la date va du {format_date(start)}, début du délai, à aujourd’hui. Corrigez-la."
            return Refusal(message, rule, field)
    return None


def _read_in_turn(facts: Communication, on: date, figures: Certification, before: Communication) -> Refusal | None:
    """One reading at a time, each judged before the next: there is no third pass (MIK-69)."""
    if facts.passes[:-1] == before.passes and all(known.judged_on for known in before.passes):
        return None
    return Refusal("un relevé attend déjà ses verdicts, et ce qui est jugé ne change plus.", "MIK-69")


def _second_pass(facts: Communication, on: date, figures: Certification, before: Communication) -> Refusal | None:
    """The re-check is a pass of its own, on the very corrections that were asked (MIK-68)."""
    if len(facts.passes) == 2 and facts.passes[:1] == before.passes[:1] and facts.corrections == before.corrections:
        return None
    return Refusal("le second contrôle n’a pas encore été relevé.", "MIK-68")


def _all_judged(facts: Communication, on: date, figures: Certification, before: Communication) -> Refusal | None:
    """Each item of each support is judged, once, and nothing else is (MIK-64, MIK-68)."""
    current = facts.current
    if current is None or not facts.to_judge:
        return Refusal("les supports ne sont pas encore relevés.", "MIK-62")
    judged = [(item.support, item.item) for item in current.judgements]
    if len(set(judged)) != len(judged):
        return Refusal("un même élément porte deux verdicts. Gardez-en un.", "MIK-63", "Verdict")
    if not set(judged) <= set(facts.to_judge):
        return Refusal(
            "un verdict porte sur un élément qui n’est pas à juger : un second contrôle ne regarde que les corrections "
            "demandées.",
            "MIK-68",
            "Verdict",
        )
    missing = [pair for pair in facts.to_judge if pair not in judged]
    if missing:
        return Refusal(f"{len(missing)} élément(s) restent à juger : chacun reçoit un verdict.", "MIK-64", "Verdict")
    return None


def _nothing_to_correct(
    facts: Communication, on: date, figures: Certification, before: Communication
) -> Refusal | None:
    failed = len(_failed(facts))
    return Refusal(f"{failed} élément(s) ne sont pas conformes.", "MIK-67", "Verdict") if failed else None


def _something_to_correct(
    facts: Communication, on: date, figures: Certification, before: Communication
) -> Refusal | None:
    return None if _failed(facts) else Refusal("tout est conforme : aucune correction à demander.", "MIK-67", "Verdict")


def _failed(facts: Communication) -> list[tuple[int, str]]:
    judgements = facts.current.judgements if facts.current else ()
    return [(item.support, item.item) for item in judgements if item.verdict.calls_for_correction]


def _numbered(facts: Communication, on: date, figures: Certification, before: Communication) -> Refusal | None:
    """The letter numbers its corrections 1 to n: each item that failed, with what is asked (MIK-67)."""
    failed, asked = _failed(facts), [(item.support, item.item) for item in facts.corrections]
    in_order = [item.number for item in facts.corrections] == list(range(1, len(failed) + 1))
    if in_order and sorted(asked) == sorted(failed) and all(item.request.strip() for item in facts.corrections):
        return None
    return Refusal("chaque élément non conforme dit la correction demandée.", "MIK-67", "Correction demandée")


_S, _E = CommunicationState, CommunicationEvent
_OPEN = (_S.TO_AUDIT, _S.CORRECTIONS_REQUESTED)

# fmt: off
TRANSITIONS: tuple[Transition[Communication], ...] = (
    Transition(
        source=None, event=_E.OPENED, target=_S.TO_AUDIT, rule="MIK-60", opens=(TimeLimit.COMMUNICATION_UPDATE,),
    ),
    *(
        Transition(source=state, event=_E.DECLARED, target=state, rule="MIK-60", guards=(_said_today,))
        for state in _OPEN
    ),
    *(
        Transition(source=state, event=_E.READ, target=state, rule="MIK-62", guards=(_read_in_turn,))
        for state in _OPEN
    ),
    Transition(
        source=_S.TO_AUDIT, event=_E.PASSED, target=_S.CONFORMING, rule="MIK-63",
        guards=(_all_judged, _nothing_to_correct), pv=Pv.AUDIT_FIRST, mails=(Mail.COMMUNICATION_CONFORMING,),
        closes=(TimeLimit.COMMUNICATION_UPDATE,),
    ),
    Transition(
        source=_S.TO_AUDIT, event=_E.CORRECTIONS, target=_S.CORRECTIONS_REQUESTED, rule="MIK-67",
        guards=(_all_judged, _something_to_correct, _numbered),
        pv=Pv.AUDIT_FIRST, mails=(Mail.CORRECTIONS_REQUESTED,),
        closes=(TimeLimit.COMMUNICATION_UPDATE,), opens=(TimeLimit.COMMUNICATION_RECHECK,),
    ),
    Transition(
        source=_S.CORRECTIONS_REQUESTED, event=_E.RECHECK_PASSED, target=_S.CONFORMING, rule="MIK-68",
        guards=(_second_pass, _all_judged, _nothing_to_correct), pv=Pv.AUDIT_SECOND,
        mails=(Mail.COMMUNICATION_CONFORMING,), closes=(TimeLimit.COMMUNICATION_RECHECK,),
    ),
    Transition(
        source=_S.CORRECTIONS_REQUESTED, event=_E.RECHECK_FAILED, target=_S.LOST, rule="MIK-69",
        guards=(_second_pass, _all_judged, _something_to_correct), pv=Pv.AUDIT_SECOND, mails=(Mail.RECHECK_FAILED,),
    ),
    *(Transition(source=state, event=_E.CLOSED, target=_S.CLOSED, rule="MIK-35") for state in (*_OPEN, _S.CONFORMING)),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Communication, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """15 working days after the information session, 5 after the corrections are notified (MIK-60, MIK-68, O-04)."""
    start = facts.opened_on if limit is TimeLimit.COMMUNICATION_UPDATE else on
    return calendar.due(start, figures.time_limits[limit].length, figures.time_limits[limit].unit)


COMMUNICATION = Process(
    kind="communication", prefix="A", noun="un contrôle de communication", facts=Communication,
    states=CommunicationState, transitions=TRANSITIONS, span=span,
)  # fmt: skip
