"""The minutes of a conseil de perfectionnement, and the e-mail that carries them (NET-17)."""

from typing import ClassVar

from domain.calendar import format_date
from domain.correspondence import Audience, Mail, Pv
from domain.network.council import Council
from tasks.mail.typography import count
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame, ExamLetter, ExamPresenter, LetterWriters
from tasks.presenting.frame import Data
from tasks.presenting.letters import Context


def _minutes(frame: ExamFrame[Council]) -> Data:
    facts = frame.facts
    titles = [f"{code} – {frame.config.figures_for(code).title}" for code in facts.concerned]
    card = [["Tenu le", format_date(facts.held_on)], ["Présidé par", facts.chaired_by], ["Référence", facts.ref]]
    return {
        "card": card,
        "sections": [
            {"title": "Certifications examinées", "list": titles},
            {"title": "Membres présents", "list": list(facts.members)},
            {"title": "Ordre du jour", "list": [line for line in facts.agenda.splitlines() if line.strip()]},
            {"title": "Échanges et avis", "paragraphs": [facts.discussed]},
            *_actions(facts),
        ],
        "signatures": [{"name": facts.chaired_by, "quality": "Présidence du conseil"}],
    }


def _actions(facts: Council) -> list[Data]:
    rows = [
        [str(number), one.what, one.owner, format_date(one.due_on)] for number, one in enumerate(facts.actions, start=1)
    ]
    columns = ["N°", "Action", "Responsable", "Avant le"]
    if not rows:
        return [{"title": "Actions décidées", "paragraphs": ["Le conseil n’a décidé aucune action."]}]
    return [{"title": "Actions décidées", "table": {"columns": columns, "rows": rows, "shares": [0, 3, 1.2, 0]}}]


def _held(letter: ExamLetter[Council]) -> Context:
    facts = letter.facts
    return letter.common("NET-17") | {
        "held_on": facts.held_on, "concerned": facts.concerned, "present": count(len(facts.members), "membre"),
        "actions": [f"{one.what} ({one.owner}, {format_date(one.due_on)})" for one in facts.actions],
    }  # fmt: skip


class CouncilPresenter(ExamPresenter[Council]):
    """Direction and the partner managers read the minutes."""

    audiences: ClassVar[dict[Mail, Audience]] = {Mail.COUNCIL_MINUTES: Audience.DIRECTION_AND_MANAGERS}
    documents_of: ClassVar[DocumentWriters[Council]] = {Pv.COUNCIL: _minutes}
    letters_of: ClassVar[LetterWriters[Council]] = {Mail.COUNCIL_MINUTES: _held}
