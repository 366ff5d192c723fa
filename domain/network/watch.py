"""The watch of the labour market and of the regulation: what was found, its impact, what is done (NET-20, REF-30)."""

from datetime import date

from domain.calendar import ExplainedDate, WorkingCalendar, format_date
from domain.certification import Certification
from domain.network.mistake import RULE, Revocable, taken_back_with_reason
from domain.network.registration import Action
from domain.network.registration_vocabulary import WatchEvent, WatchState
from domain.partnership_guards import too_long
from domain.process import Process, Transition
from domain.refusal import Refusal
from domain.vocabulary import TimeLimit

NOTED_ON, FOUND, IMPACT, ACTION_DUE, DONE_ON = "Date", "Ce qui change", "Impact", "À faire avant le", "Fait le"


class WatchNote(Revocable):
    """One note.

    Args:
        concerned: codes of the certifications that it has an impact on; `certification` is the first.
        source: one of the reference list (REF-33).
    """

    concerned: tuple[str, ...]
    source: str
    noted_on: date
    found: str
    impact: str
    action: Action | None = None
    done_on: date | None = None

    @property
    def name(self) -> str:
        return self.source


def noted_in_order(note: WatchNote, on: date, figures: Certification, before: WatchNote) -> Refusal | None:
    """An action, when there is one, comes after what it answers (REF-30)."""
    if note.noted_on > on:
        return Refusal("cette date est dans le futur. Corrigez-la.", "NET-20", NOTED_ON)
    if note.action is not None and note.action.due_on < note.noted_on:
        return Refusal("l’action finirait avant la note. Corrigez la date.", "REF-30", ACTION_DUE)
    return too_long(FOUND, note.found) or too_long(IMPACT, note.impact)


def done_in_order(note: WatchNote, on: date, figures: Certification, before: WatchNote) -> Refusal | None:
    if note.done_on is None or not note.noted_on <= note.done_on <= on:
        return Refusal("l’action se date entre la note et aujourd’hui. Corrigez la date.", "REF-30", DONE_ON)
    return None


_S, _E = WatchState, WatchEvent
_Row = Transition[WatchNote]
# fmt: off
TRANSITIONS: tuple[Transition[WatchNote], ...] = (
    _Row(source=None, event=_E.NOTED, target=_S.TO_DO, rule="REF-30", guards=(noted_in_order,),
         opens=(TimeLimit.ACTION,)),
    _Row(source=None, event=_E.FILED, target=_S.CLOSED, rule="NET-20", guards=(noted_in_order,)),
    _Row(source=_S.TO_DO, event=_E.DONE, target=_S.CLOSED, rule="REF-30", guards=(done_in_order,),
         closes=(TimeLimit.ACTION,)),
    *(_Row(source=state, event=_E.MISTAKEN, target=_S.MISTAKEN, rule=RULE, guards=(taken_back_with_reason,))
      for state in (_S.TO_DO, _S.CLOSED)),
)
# fmt: on


def span(
    limit: TimeLimit, facts: WatchNote, figures: Certification, on: date, calendar: WorkingCalendar
) -> ExplainedDate | None:
    """The date of the action."""
    if facts.action is None:
        return None
    sentence = f"action confiée à {facts.action.owner} → {format_date(facts.action.due_on)}"
    return ExplainedDate(on, max(facts.action.due_on, on), sentence)


WATCH_NOTE = Process(
    kind="watch_note", prefix="VEI", noun="une note de veille", facts=WatchNote, states=WatchState,
    transitions=TRANSITIONS, span=span,
)  # fmt: skip
