"""The grid and the declarations, and the two documents that rest on them: rejection on score, commission file."""

from domain.application import declared_checklist
from domain.calendar import format_date
from domain.dossier import warnings
from domain.scoring import ScoredLine
from tasks.presenting.dossier_frame import DossierFrame
from tasks.presenting.frame import Data, points


def rejected(at: DossierFrame) -> Data:
    scale, sheet = at.figures.grid, at.dossier.scoresheet
    total = points(sheet.total) if sheet else ""
    return {
        "sections": [grid(at)],
        "decision": {
            "title": f"Candidature rejetée : {total} / {points(scale.total)}",
            "text": f"La note est inférieure au minimum de {points(scale.pass_mark)} / {points(scale.total)}. "
            "La candidature est rejetée (MIK-22).",
            "tone": "bad",
        },
        "appeal": at.appeal(),
        "signatures": [{"name": at.dossier.owner, "quality": "Responsable du dossier"}],
    }


def commission_file(at: DossierFrame) -> Data:
    alerts = [sentence for _, sentence in warnings(at.dossier, at.figures)]
    lines = at.dossier.scoresheet.lines if at.dossier.scoresheet else ()
    alerts += [line.reason for line in lines if line.reason.endswith("(alerte)")]
    pieces = _pieces(at)
    return {
        "subtitle": f"Candidature de {at.dossier.application.name}",
        "sections": [
            {"title": "Alertes", "list": alerts or ["Aucune alerte sur l’ancienneté ni sur les formateurs"]},
            grid(at),
            declarations(at, "Formulaire de candidature"),
            {"title": "Pièces jointes à la candidature", "list": pieces},
        ],
    }


def _pieces(at: DossierFrame) -> list[str]:
    application = at.dossier.application
    found = [f"Extrait Kbis : {application.kbis_url}"]
    found += [f"CV de {trainer.name} : {trainer.cv_url}" for trainer in application.trainers]
    found += [f"Programme : {url}" for url in application.programme_urls]
    found += [f"Site internet : {application.website}"]
    found += [f"Page de vente : {url}" for url in application.landing_pages]
    return [piece for piece in found if not piece.endswith(": ")]


def grid(at: DossierFrame) -> Data:
    """The scoresheet, line by line, with who validated it (MIK-18)."""
    sheet = at.dossier.scoresheet
    lines = sheet.lines if sheet else ()
    rows = [
        [line.code, {"title": line.label, "note": _found(at, line)}, _out_of(line.points, line.max)] for line in lines
    ]
    total = _out_of(sheet.total, at.figures.grid.total) if sheet else ""
    return {
        "title": f"Grille de notation, version {at.dossier.grid_version}",
        "paragraphs": _scorer(at),
        "table": {"columns": ["Réf.", "Critère et constat", "Points"], "rows": rows, "total": ["", "Total", total]},
    }


def _found(at: DossierFrame, line: ScoredLine) -> str:
    """The automatic finding and, where staff judge, the points they gave."""
    judged = {item.code: item.staff_label for item in at.figures.grid.lines if item.staff_choices}
    if line.code not in judged:
        return line.reason
    label = judged[line.code].partition(" (")[0]  # without its scale
    return f"{line.reason} ; {label} : {points(line.staff_points)}".removeprefix(" ; ")


def _scorer(at: DossierFrame) -> list[str]:
    sheet = at.dossier.scoresheet
    if sheet is None:
        return []
    comment = f" {sheet.comment}" if sheet.comment else ""
    return [f"Grille validée par {sheet.scorer} le {format_date(sheet.scored_on)}.{comment}"]


def declarations(at: DossierFrame, title: str) -> Data:
    """What the OF declared and is bound by (MIK-33)."""
    rows = [[label, value] for label, value in declared_checklist(at.dossier.application)]
    return {"title": title, "table": {"columns": ["Élément", "Déclaré"], "rows": rows}}


def _out_of(number: float, most: float) -> str:
    return f"{points(number)} / {points(most)}"
