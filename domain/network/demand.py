"""What an authority asks of the certifier and its answer: complement (REF-32), mise en demeure (LAW-07, LAW-10)."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.certification import Certification
from domain.correspondence import Mail
from domain.facts import Part
from domain.network.mistake import RULE, Revocable, taken_back_with_reason
from domain.network.registration_vocabulary import DemandEvent, DemandNature, DemandState
from domain.partnership_guards import too_long
from domain.process import Process, Transition
from domain.refusal import Refusal
from domain.vocabulary import TimeLimit

RECEIVED_ON, WHAT, DUE_ON, ANSWER, ANSWERED_ON = (
    "Reçue le", "Critère ou objet", "Échéance fixée", "Réponse", "Répondu le"
)  # fmt: skip

#: the time limit of each nature
LIMITS = {
    DemandNature.COMPLEMENT: TimeLimit.COMPLEMENT,
    DemandNature.FC_NOTICE: TimeLimit.FC_NOTICE,
    DemandNature.CDC_NOTICE: TimeLimit.CDC_NOTICE,
}
_RULES = {DemandNature.COMPLEMENT: "REF-32", DemandNature.FC_NOTICE: "LAW-07", DemandNature.CDC_NOTICE: "LAW-10"}


class DemandAnswer(Part):
    """What was answered, when. `proof`: a link or a number; empty when the text says it all."""

    answered_on: date
    text: str
    proof: str = ""


class Demand(Revocable):
    """One demand.

    Args:
        what: the criterion that it is about, or its object.
        due_on: the date that the authority has written; None when it is the legal minimum.
    """

    nature: DemandNature
    received_on: date
    what: str
    due_on: date | None = None
    answer: DemandAnswer | None = None

    @property
    def name(self) -> str:
        return self.nature.label

    @property
    def rule(self) -> str:
        return _RULES[self.nature]


def received_in_order(demand: Demand, on: date, figures: Certification, before: Demand) -> Refusal | None:
    """A complement has the date that its instructor gave; a mise en demeure never less than the law leaves."""
    if demand.received_on > on:
        return Refusal("cette date est dans le futur. Corrigez-la.", demand.rule, RECEIVED_ON)
    shortest = figures.time_limits[LIMITS[demand.nature]].length
    if demand.nature is DemandNature.COMPLEMENT:
        if demand.due_on is None or demand.due_on < demand.received_on:
            message = "indiquez la date que l’instructeur a fixée, après la réception de sa demande."
            return Refusal(message, demand.rule, DUE_ON)
    elif demand.due_on is not None and (demand.due_on - demand.received_on).days < shortest:
        message = (
            f"une mise en demeure laisse {shortest} jours au moins. Vérifiez les deux dates, ou videz celle-ci : "
            "certiflow compte ce minimum."
        )
        return Refusal(message, demand.rule, DUE_ON)
    return too_long(WHAT, demand.what)


def answered_in_order(demand: Demand, on: date, figures: Certification, before: Demand) -> Refusal | None:
    """In words, between the reception and today."""
    answer = demand.answer
    if answer is None or not answer.text.strip():
        return Refusal("écrivez ce qui a été répondu, ou corrigé.", demand.rule, ANSWER)
    if not demand.received_on <= answer.answered_on <= on:
        message = "la réponse se date entre la réception de la demande et aujourd’hui. Corrigez la date."
        return Refusal(message, demand.rule, ANSWERED_ON)
    return too_long(ANSWER, answer.text)


_S, _E = DemandState, DemandEvent
_Row = Transition[Demand]
# fmt: off
TRANSITIONS: tuple[Transition[Demand], ...] = (
    _Row(source=None, event=_E.RECEIVED, target=_S.RECEIVED, rule="REF-32", guards=(received_in_order,),
         mails=(Mail.DEMAND_RECEIVED,), opens=tuple(LIMITS.values())),
    _Row(source=_S.RECEIVED, event=_E.FINAL_TERM, target=_S.FINAL, rule="LAW-07", mails=(Mail.DEMAND_RECEIVED,),
         closes=(TimeLimit.FC_NOTICE,), opens=(TimeLimit.FC_NOTICE_FINAL,)),
    *(_Row(source=state, event=_E.ANSWERED, target=_S.ANSWERED, rule="REF-32", guards=(answered_in_order,))
      for state in (_S.RECEIVED, _S.FINAL)),
    # what was answered has left: it is no mistake any more
    *(_Row(source=state, event=_E.MISTAKEN, target=_S.MISTAKEN, rule=RULE, guards=(taken_back_with_reason,))
      for state in (_S.RECEIVED, _S.FINAL)),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Demand, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """30 days, then 15 from their end (LAW-07); 60 days (LAW-10); else the date that the authority gave (REF-32)."""
    first, of_limit = LIMITS[facts.nature], figures.time_limits[limit]
    if limit is TimeLimit.FC_NOTICE_FINAL:
        ended = span(TimeLimit.FC_NOTICE, facts, figures, on, calendar)
        return calendar.due(ended.due_on, of_limit.length, of_limit.unit) if ended else None
    if limit is not first:
        return None
    if facts.due_on is not None:
        return ExplainedDate(
            facts.received_on, facts.due_on, f"date fixée par l’autorité → {format_date(facts.due_on)}"
        )
    return calendar.due(facts.received_on, of_limit.length, of_limit.unit)


DEMAND = Process(
    kind="demand", prefix="DEM", noun="une demande", facts=Demand, states=DemandState, transitions=TRANSITIONS,
    span=span,
)  # fmt: skip
