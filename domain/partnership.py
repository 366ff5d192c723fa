"""The partnership process, from the application to the pre-habilitation: the table, and nothing but the table.

MIK-03: RECUE → COMPLETE → NOTEE → EN_COMMISSION → PRE_HABILITE, and its ways out, each with its minutes (MIK-31).
"""

from dataclasses import replace
from datetime import date

from domain import partnership_guards as guards
from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.certification import Certification
from domain.dossier import Dossier
from domain.process import Process, Transition
from domain.vocabulary import Event, Mail, Paper, Pv, State, TimeLimit

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
        guards=(guards.at_pass_mark,), paper=Paper.COMMISSION_FILE, mails=(Mail.COMMISSION_INVITATION,),
    ),
    Transition(
        source=State.IN_COMMISSION, event=Event.COMMISSION_ACCEPTED, target=State.PRE_HABILITATED, rule="MIK-28",
        guards=(guards.at_pass_mark, *guards.COMMISSION, guards.derogation_when_needed),
        pv=Pv.COMMISSION_ACCEPTED, mails=(Mail.PRE_HABILITATED,),
        opens=(TimeLimit.CONFORMITY, TimeLimit.QUALIOPI),
    ),
    Transition(
        source=State.IN_COMMISSION, event=Event.COMMISSION_REFUSED, target=State.REFUSED, rule="MIK-30",
        guards=(*guards.COMMISSION, guards.refusal_has_reason),
        pv=Pv.COMMISSION_REFUSED, mails=(Mail.COMMISSION_REFUSED,),
    ),
    Transition(
        source=State.PRE_HABILITATED, event=Event.EXTENSION_GRANTED, target=State.PRE_HABILITATED, rule="O-05",
        guards=(guards.extension_allowed,), pv=Pv.EXTENSION, mails=(Mail.EXTENSION_GRANTED,),
        closes=(TimeLimit.CONFORMITY,), opens=(TimeLimit.CONFORMITY,),
    ),
    Transition(
        source=State.PRE_HABILITATED, event=Event.PRE_HABILITATION_WITHDRAWN, target=State.WITHDRAWN, rule="MIK-34",
        guards=(guards.withdrawal_motivated,), pv=Pv.WITHDRAWN, mails=(Mail.WITHDRAWN,),
    ),
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
    if limit is TimeLimit.CONFORMITY and dossier.extension and dossier.notified_on:
        days = of_limit.length + dossier.extension.days
        # counted from the notification, but running from today: reminders of earlier days are past
        return replace(calendar.due(dossier.notified_on, days, of_limit.unit), start=on)
    return calendar.due(on, of_limit.length, of_limit.unit)


PARTNERSHIP = Process(kind="partnership", facts=Dossier, states=State, transitions=TRANSITIONS, span=span)
