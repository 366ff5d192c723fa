"""The partnership process, from the application to the habilitation: the table, and nothing but the table.

MIK-03: RECUE → COMPLETE → NOTEE → EN_COMMISSION → PRE_HABILITE → MISE_EN_CONFORMITE → PRET_A_SIGNER → HABILITE, and its
ways out, each with its minutes (MIK-31).
"""

from dataclasses import replace
from datetime import date

from domain import conformity_guards as conformity
from domain import partnership_guards as guards
from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.certification import Certification
from domain.correspondence import Mail, Paper, Pv
from domain.dossier import Dossier
from domain.procedure_process import IN_FORCE
from domain.process import Process, Transition
from domain.vocabulary import Event, State, TimeLimit

#: states between the pre-habilitation and the signature, whose 30 working days run
UNDER_THE_CLOCK = (State.PRE_HABILITATED, State.IN_CONFORMITY, State.READY_TO_SIGN)

#: what the information session hands over, with its slip (MIK-43 to MIK-50, MIK-57)
HANDED_OVER = (
    Paper.DELIVERY_SLIP, Paper.KIT_COMMUNICATION, Paper.KIT_PEDAGOGY, Paper.TECHNICAL_FILE, Paper.KIT_QUALITY,
    Paper.REGULATION,
)  # fmt: skip

# fmt: off
TRANSITIONS: tuple[Transition[Dossier], ...] = (
    Transition(
        source=None, event=Event.APPLICATION_RECEIVED, target=State.RECEIVED, rule="MIK-04",
        mails=(Mail.ACKNOWLEDGEMENT,), opens=(TimeLimit.OWNERSHIP,),
    ),
    Transition(
        source=State.RECEIVED, event=Event.PIECES_MISSING, target=State.RECEIVED, rule="MIK-13",
        guards=(guards.something_missing,), mails=(Mail.MISSING_PIECES,), opens=(TimeLimit.COMPLETION,),
    ),
    Transition(
        source=State.RECEIVED, event=Event.DECLARATION_COMPLETED, target=State.RECEIVED, rule="MIK-13",
    ),
    Transition(
        source=State.RECEIVED, event=Event.PIECES_COMPLETE, target=State.COMPLETE, rule="MIK-13",
        guards=(guards.nothing_missing,), mails=(Mail.APPLICATION_COMPLETE,), closes=(TimeLimit.COMPLETION,),
    ),
    Transition(
        source=State.RECEIVED, event=Event.COMPLETION_LAPSED, target=State.CLOSED_WITHOUT_ACTION, rule="MIK-13",
        pv=Pv.CLOSED_WITHOUT_ACTION, mails=(Mail.CLOSED_WITHOUT_ACTION,),
    ),
    *(
        Transition(
            source=state, event=Event.OWNER_ASSIGNED, target=state, rule="MIK-17",
            guards=(guards.has_owner,), closes=(TimeLimit.OWNERSHIP,),
        )
        for state in (State.RECEIVED, State.COMPLETE)
    ),
    Transition(
        source=State.COMPLETE, event=Event.GRID_VALIDATED, target=State.SCORED, rule="MIK-18",
        guards=(guards.has_owner, guards.scored_by_owner, guards.grid_in_force, guards.grid_filled),
    ),
    Transition(
        source=State.SCORED, event=Event.SCORE_BELOW, target=State.REJECTED_ON_SCORE, rule="MIK-22",
        guards=(guards.below_pass_mark,), pv=Pv.REJECTED_ON_SCORE, mails=(Mail.REJECTED_ON_SCORE,),
    ),
    Transition(
        source=State.SCORED, event=Event.SCORE_REACHED, target=State.IN_COMMISSION, rule="MIK-21",
        guards=(guards.at_pass_mark,), papers=(Paper.COMMISSION_FILE,), mails=(Mail.COMMISSION_INVITATION,),
    ),
    Transition(
        source=State.IN_COMMISSION, event=Event.COMMISSION_ACCEPTED, target=State.PRE_HABILITATED, rule="MIK-28",
        guards=(guards.at_pass_mark, *guards.COMMISSION, guards.derogation_when_needed),
        pv=Pv.COMMISSION_ACCEPTED, mails=(Mail.PRE_HABILITATED,),
        opens=(TimeLimit.CONFORMITY, TimeLimit.INFO_SESSION, TimeLimit.QUALIOPI),
    ),
    Transition(
        source=State.IN_COMMISSION, event=Event.COMMISSION_REFUSED, target=State.REFUSED, rule="MIK-30",
        guards=(*guards.COMMISSION, guards.refusal_has_reason),
        pv=Pv.COMMISSION_REFUSED, mails=(Mail.COMMISSION_REFUSED,),
    ),
    *(
        Transition(
            source=state, event=Event.EXTENSION_GRANTED, target=state, rule="O-05",
            guards=(guards.extension_allowed,), pv=Pv.EXTENSION, mails=(Mail.EXTENSION_GRANTED,),
            closes=(TimeLimit.CONFORMITY,), opens=(TimeLimit.CONFORMITY,),
        )
        for state in UNDER_THE_CLOCK
    ),
    *(
        Transition(
            source=state, event=Event.PRE_HABILITATION_WITHDRAWN, target=State.WITHDRAWN, rule="MIK-34",
            guards=(guards.withdrawal_motivated,), pv=Pv.WITHDRAWN, mails=(Mail.WITHDRAWN,),
        )
        for state in UNDER_THE_CLOCK
    ),
    Transition(
        source=State.PRE_HABILITATED, event=Event.INFO_SESSION_PLANNED, target=State.PRE_HABILITATED, rule="MIK-42",
        guards=(conformity.info_session_planned,), mails=(Mail.INFO_SESSION_INVITATION,),
    ),
    Transition(
        source=State.PRE_HABILITATED, event=Event.INFO_SESSION_CANCELLED, target=State.PRE_HABILITATED, rule="MIK-42",
        guards=(conformity.info_session_known,), mails=(Mail.INFO_SESSION_CANCELLED,),
    ),
    Transition(
        source=State.PRE_HABILITATED, event=Event.INFO_SESSION_HELD, target=State.IN_CONFORMITY, rule="MIK-44",
        guards=(conformity.info_session_held,), papers=HANDED_OVER, mails=(Mail.KITS_DELIVERED,),
        closes=(TimeLimit.INFO_SESSION,),
    ),
    *(
        Transition(
            source=state, event=Event.EXTENT_SET, target=state, rule="NET-04", guards=(conformity.extent_open,),
        )
        for state in UNDER_THE_CLOCK
    ),
    Transition(
        source=State.IN_CONFORMITY, event=Event.EVALUATION_KIT_DELIVERED, target=State.IN_CONFORMITY, rule="MIK-55",
        guards=(conformity.evaluation_kit_allowed,),
        papers=(Paper.EVALUATION_KIT_SLIP, Paper.KIT_EVALUATION), mails=(Mail.EVALUATION_KIT,),
    ),
    Transition(
        source=State.IN_CONFORMITY, event=Event.COMMUNICATION_LOST, target=State.HABILITATION_LOST, rule="MIK-69",
        guards=(conformity.something_unmet,), pv=Pv.HABILITATION_LOST, mails=(Mail.HABILITATION_LOST,),
    ),
    Transition(
        source=State.IN_CONFORMITY, event=Event.WORKSTREAMS_DONE, target=State.READY_TO_SIGN, rule="MIK-84",
        guards=(conformity.gates_open,),
    ),
    Transition(
        source=State.READY_TO_SIGN, event=Event.AGREEMENTS_ISSUED, target=State.READY_TO_SIGN, rule="LAW-02",
        guards=(conformity.clauses_complete,), papers=(Paper.AGREEMENT, Paper.REGULATION, Paper.CHARTER),
        mails=(Mail.AGREEMENTS_READY,),
    ),
    Transition(
        source=State.READY_TO_SIGN, event=Event.SIGNING_PLANNED, target=State.READY_TO_SIGN, rule="MIK-41",
        guards=(conformity.signing_planned,), mails=(Mail.SIGNING_INVITATION,),
    ),
    Transition(
        source=State.READY_TO_SIGN, event=Event.SIGNING_CANCELLED, target=State.READY_TO_SIGN, rule="MIK-41",
        guards=(conformity.signing_known,), mails=(Mail.SIGNING_CANCELLED,),
    ),
    *(
        row
        for state in (State.WITHDRAWN, State.HABILITATION_LOST)
        for row in (
            Transition(
                source=state, event=Event.INFO_SESSION_CANCELLED, target=state, rule="MIK-35",
                guards=(conformity.info_session_known,), mails=(Mail.INFO_SESSION_CANCELLED,),
            ),
            Transition(
                source=state, event=Event.SIGNING_CANCELLED, target=state, rule="MIK-35",
                guards=(conformity.signing_known,), mails=(Mail.SIGNING_CANCELLED,),
            ),
        )
    ),
    Transition(
        source=State.READY_TO_SIGN, event=Event.AGREEMENT_SIGNED, target=State.READY_TO_SIGN, rule="MIK-92",
        guards=(conformity.signature_dated,),
    ),
    Transition(
        source=State.READY_TO_SIGN, event=Event.HABILITATION_GRANTED, target=State.HABILITATED, rule="MIK-92",
        guards=(conformity.gates_open, conformity.may_be_habilitated), pv=Pv.HABILITATION,
        mails=(Mail.PUBLICATION_AUTHORISED, Mail.FC_DECLARATION_DUE),
        closes=(TimeLimit.CONFORMITY,), opens=(TimeLimit.FC_DECLARATION, TimeLimit.AGREEMENT_END),
        within=TimeLimit.CONFORMITY,
    ),
    *IN_FORCE,
)
# fmt: on


def span(
    limit: TimeLimit, dossier: Dossier, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """When a time limit that opens on `on` ends (O-04: the day of notification is excluded)."""
    of_limit = figures.time_limits[limit]
    if limit is TimeLimit.QUALIOPI:
        until = dossier.application.qualiopi_until if dossier.application.has_qualiopi else None
        return ExplainedDate(on, until, f"fin de validité déclarée le {format_date(until)}") if until else None
    if limit is TimeLimit.AGREEMENT_END:
        end = dossier.agreements.end if dossier.agreements else figures.registration_end
        return ExplainedDate(on, end, f"fin de l’enregistrement de la certification, le {format_date(end)}")
    if limit is TimeLimit.CONFORMITY and dossier.extension and dossier.notified_on:
        days = of_limit.length + dossier.extension.days
        # counted from the notification, but running from today: reminders of earlier days are past
        return replace(calendar.due(dossier.notified_on, days, of_limit.unit), start=on)
    return calendar.due(on, of_limit.length, of_limit.unit)


PARTNERSHIP = Process(
    kind="partnership", prefix="D", noun="un dossier", facts=Dossier, states=State, transitions=TRANSITIONS, span=span,
)  # fmt: skip
