"""The report of a run: numbers and references, no personal datum. The detail is in the workbook."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from domain.vocabulary import Event
from flows.dashboard import comparison_rows, dashboard_markdown
from tasks.feedback import Note
from tasks.mail.typography import french
from tasks.run import Run
from tasks.statistics import conformity_delay, scores_by_scorer

_REFERENCE = re.compile(r"[A-Z]{1,4}-\d{4}-\d{4,}(/[\w./-]{1,40})?", re.ASCII)


@dataclass(frozen=True)
class RunReport:
    """`headline` is the state message, `markdown` the artifact, `scorers` the scores by scorer when some were given.

    `dashboard` and `comparison`: the figures of the network, after a run that took them.
    """

    headline: str
    markdown: str
    changes: int
    refusals: int
    warnings: tuple[str, ...]
    scorers: tuple[dict[str, Any], ...]
    dashboard: str = ""
    comparison: tuple[dict[str, Any], ...] = ()


def report_of(title: str, run: Run) -> RunReport:
    """What changed, what was refused and why, what was sent."""
    headline = _headline(run)
    parts = [
        f"# {title} : {run.on:%d/%m/%Y}",
        headline,
        *_warnings(run),
        *_changes(run),
        *_delay(run),
        *_moved(run),
        *_documents(run),
        *_refusals(run),
    ]
    return RunReport(
        headline,
        french("\n\n".join(parts)),
        len(run.feedback.applied),
        len(run.feedback.notes),
        tuple(run.warnings),
        _scorers(run),
        dashboard_markdown(run.figures) if run.figures else "",
        comparison_rows(run.figures) if run.figures else (),
    )


def _scorers(run: Run) -> tuple[dict[str, Any], ...]:
    """How each scorer scores, after a run in which somebody did (MIK-19). Initials only: an artifact names nobody."""
    if not any(applied.command.event is Event.GRID_VALIDATED for applied in run.feedback.applied):
        return ()
    return tuple(scores_by_scorer(run.office))


def _headline(run: Run) -> str:
    parts = [_count(len(run.feedback.applied), "changement")]
    if run.feedback.notes:
        parts.append(_count(len(run.feedback.notes), "refus", "refus"))
    if run.swept is not None:
        parts.append(_count(run.swept.notices, "rappel"))
        parts.append(_count(run.swept.lapses, "délai échu", "délais échus"))
    if run.documents:
        parts.append(_count(len(run.documents), "document"))
    if run.dispatched is not None:
        parts.append(_count(run.dispatched.sent, "e-mail parti", "e-mails partis"))
        lost = run.dispatched.failed + run.dispatched.unknown
        if lost:
            parts.append(_count(lost, "e-mail non remis", "e-mails non remis"))
    if run.warnings:
        parts.append("à voir : " + " ; ".join(warning.rstrip(".") for warning in run.warnings))
    return french(", ".join(parts) + ".")


def _warnings(run: Run) -> list[str]:
    return [f"> **À voir.** {warning}" for warning in run.warnings]


def _changes(run: Run) -> list[str]:
    if not run.feedback.applied:
        return []
    counts = Counter(applied.command.event.label for applied in run.feedback.applied)
    lines = "\n".join(f"| {event} | {count} |" for event, count in counts.most_common())
    return ["## Ce qui a changé", f"| Événement | Nombre |\n| --- | ---: |\n{lines}"]


def _delay(run: Run) -> list[str]:
    """The indicator of the conformity phase, after a run that habilitated somebody (MIK-36)."""
    if not any(applied.command.event is Event.HABILITATION_GRANTED for applied in run.feedback.applied):
        return []
    found = conformity_delay(run.office)
    if found is None:
        return []
    mean, middle = (f"{found[key]:g}".replace(".", ",") for key in ("mean", "median"))
    sentence = (
        f"De la pré-habilitation à la signature : {mean} jours ouvrés en moyenne, {middle} en médiane, "
        f"sur {_count(int(found['count']), 'habilitation')} (MIK-36)."
    )
    return ["## Délai de mise en conformité", sentence]


def _moved(run: Run) -> list[str]:
    if run.swept is None or not run.swept.moved:
        return []
    lines = "\n".join(
        f"| {item.subject} | {item.limit.label} | {item.before:%d/%m/%Y} | {item.after:%d/%m/%Y} |"
        for item in run.swept.moved[:200]
    )
    head = "| Dossier | Échéance | Avant | Désormais |\n| --- | --- | --- | --- |"
    return ["## Échéances recalculées (calendrier modifié)", f"{head}\n{lines}"]


def _documents(run: Run) -> list[str]:
    if not run.documents:
        return []
    lines = "\n".join(
        f"| [{item.number}]({item.path.absolute().as_uri()}) | {item.title} |" for item in run.documents[:200]
    )
    return ["## Documents établis", f"| Numéro | Document |\n| --- | --- |\n{lines}"]


def _refusals(run: Run) -> list[str]:
    if not run.feedback.notes:
        return []
    lines = "\n".join(
        f"| {note.tab} | {_place(note)} | {note.refusal.field or '–'} | {note.refusal.rule} |"
        for note in run.feedback.notes[:200]
    )
    table = f"| Onglet | Ligne | Champ | Règle |\n| --- | --- | --- | --- |\n{lines}"
    return ["## Ce qui a été refusé", table, "Le motif et le remède sont dans « Retour » et dans « Anomalies »."]


def _place(note: Note) -> str:
    """A reference that we gave, else the row's number: what somebody typed in its place does not leave the workbook."""
    if note.row is not None and not _REFERENCE.fullmatch(note.row.key or ""):
        return f"ligne {note.row.number}"
    return note.place


def _count(number: int, singular: str, plural: str = "") -> str:
    return f"{number} {singular if number < 2 else plural or singular + 's'}"
