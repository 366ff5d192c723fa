"""The conseil de perfectionnement: agenda, members, what was said, actions; once a year at the least (NET-17)."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.certification import Certification
from domain.correspondence import Mail, Pv
from domain.network.mistake import RULE, Revocable, taken_back_with_reason
from domain.network.registration import Action
from domain.network.registration_vocabulary import CouncilEvent, CouncilState
from domain.partnership_guards import too_long
from domain.process import Process, Transition
from domain.refusal import Refusal
from domain.vocabulary import TimeLimit

HELD_ON, AGENDA, MEMBERS, DISCUSSED, ACTIONS, DONE = (
    "Tenu le", "Ordre du jour", "Membres présents", "Échanges et avis", "Actions décidées", "Actions faites"
)  # fmt: skip
_RULE = "NET-17"
_FEWEST = 2


class Council(Revocable):
    """One meeting.

    Args:
        concerned: codes of the certifications that it dealt with; `certification` is the first.
        members: name and quality, as typed, one each.
        done: numbers of the actions that are done, from 1.
    """

    concerned: tuple[str, ...]
    held_on: date
    agenda: str
    members: tuple[str, ...]
    discussed: str
    actions: tuple[Action, ...] = ()
    done: tuple[int, ...] = ()
    chaired_by: str

    @property
    def name(self) -> str:
        return f"Conseil de perfectionnement du {format_date(self.held_on)}"

    @property
    def left(self) -> list[tuple[int, Action]]:
        """The actions to do, with their numbers, the nearest first."""
        numbered = enumerate(self.actions, start=1)
        return sorted(((n, one) for n, one in numbered if n not in self.done), key=lambda pair: pair[1].due_on)


def held_in_order(council: Council, on: date, figures: Certification, before: Council) -> Refusal | None:
    """Members, an agenda and what was said, of a day that has come."""
    if council.held_on > on:
        return Refusal("le conseil n’a pas encore eu lieu. Corrigez la date.", _RULE, HELD_ON)
    if len(council.members) < _FEWEST:
        return Refusal("un conseil réunit plusieurs membres. Écrivez-les, un par ligne.", _RULE, MEMBERS)
    early = next((item for item in council.actions if item.due_on < council.held_on), None)
    if early is not None:
        message = f"l’action « {early.what[:60]} » finirait avant le conseil. Corrigez sa date."
        return Refusal(message, _RULE, ACTIONS)
    return too_long(AGENDA, council.agenda) or too_long(DISCUSSED, council.discussed)


def actions_known(council: Council, on: date, figures: Certification, before: Council) -> Refusal | None:
    """Numbers of actions that the council decided; one that was done stays done."""
    unknown = [n for n in council.done if not 1 <= n <= len(council.actions)]
    if unknown or not set(before.done) <= set(council.done):
        message = f"écrivez les numéros des actions faites, de 1 à {len(council.actions)}, les anciens compris."
        return Refusal(message, _RULE, DONE)
    return None


_S, _E = CouncilState, CouncilEvent
_Row = Transition[Council]
# fmt: off
TRANSITIONS: tuple[Transition[Council], ...] = (
    _Row(source=None, event=_E.HELD, target=_S.HELD, rule=_RULE, guards=(held_in_order,), pv=Pv.COUNCIL,
         mails=(Mail.COUNCIL_MINUTES,), opens=(TimeLimit.ACTION,)),
    _Row(source=None, event=_E.HELD_WITHOUT_ACTION, target=_S.CLOSED, rule=_RULE, guards=(held_in_order,),
         pv=Pv.COUNCIL, mails=(Mail.COUNCIL_MINUTES,)),
    _Row(source=_S.HELD, event=_E.ACTION_DONE, target=_S.HELD, rule=_RULE, guards=(actions_known,),
         closes=(TimeLimit.ACTION,), opens=(TimeLimit.ACTION,)),
    _Row(source=_S.HELD, event=_E.ACTIONS_DONE, target=_S.CLOSED, rule=_RULE, guards=(actions_known,),
         closes=(TimeLimit.ACTION,)),
    # a meeting without action is over at once, and the year of the next one counts from it
    *(_Row(source=state, event=_E.MISTAKEN, target=_S.MISTAKEN, rule=RULE, guards=(taken_back_with_reason,))
      for state in (_S.HELD, _S.CLOSED)),
)
# fmt: on


def span(
    limit: TimeLimit, facts: Council, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """The nearest action that is left; one that is late already is due at once."""
    if not facts.left:
        return None
    number, action = facts.left[0]
    sentence = f"action {number}, confiée à {action.owner} → {format_date(action.due_on)}"
    return ExplainedDate(on, max(action.due_on, on), sentence)


COUNCIL = Process(
    kind="council", prefix="CONS", noun="un conseil de perfectionnement", facts=Council, states=CouncilState,
    transitions=TRANSITIONS, span=span,
)  # fmt: skip
