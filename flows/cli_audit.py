"""`certiflow audit`: tries the pre-audit on given pages, or measures how far it can be believed."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from domain.audit import ChecklistItem, Finding, Proposal, SupportType
from flows.console import BAD_USAGE, out, stop, the_office
from tasks.audit.measure import Accuracy, measure, total
from tasks.audit.propose import Expected
from tasks.conformity.accuracy import Measured, judged_pairs, labelled_pairs
from tasks.conformity.looking import Look, expected_of, look_at, proposals_for
from tasks.mail.text import one_line
from tasks.mail.typography import french
from tasks.office import Office

Urls = Annotated[list[str] | None, typer.Argument(metavar="[URL]…", help="Pages publiques à essayer.")]
Title = Annotated[str, typer.Option(metavar="INTITULÉ", help="Intitulé exact attendu ; sinon celui de --code.")]
Code = Annotated[str, typer.Option(metavar="CODE", help="Certification de la configuration, comme RS9001.")]
Report = Annotated[bool, typer.Option("--report", help="Précision et rappel, élément par élément.")]
LabelFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FICHIER",
        help=french(
            "Avec --report : un fichier TOML de pages étiquetées. Chaque table pages.NOM donne « certification », puis "
            "« url » ou « file » (sans l’un ni l’autre, NOM.html à côté du fichier), et les listes « absent » et "
            "« contradicts » ; les autres éléments sont présents. Une certification est un code de la configuration, "
            "ou une table certifications.NOM avec « title », « rs_code » et « competences »."
        ),
    ),
]

_NUMBER = re.compile(r"[A-Z]{1,2}-\d{4}-\d{4,}", re.IGNORECASE)
_STYLES = {Finding.FOUND: "green", Finding.NOT_FOUND: "red", Finding.CONTRADICTS: "red"}
_COUNTED = ("Vus", "Justes", "Faux", "Manqués", "À voir", "Précision", "Rappel")


def audit(
    urls: Urls = None, title: Title = "", code: Code = "", report: Report = False, labels: LabelFile = None
) -> None:
    """Essaie le contrôle automatique sur des pages, ou mesure sa fiabilité (--report). Ne change rien au registre."""
    if report == bool(urls) or (labels is not None and not report):
        stop("Indiquez des adresses à essayer, ou bien --report (avec --labels FICHIER si besoin).", BAD_USAGE)
    numbers = [url for url in urls or [] if _NUMBER.fullmatch(url.strip())]
    if numbers:
        stop(f"« {numbers[0]} » est un numéro : indiquez l’adresse d’une page, avec https://.", BAD_USAGE)
    with the_office() as office:
        if not report:
            _try(office, urls or [], _expected(office, title, code))
            return
        allowed = office.settings.audit_allowed
        config = office.config
        found = (
            labelled_pairs(labels, config.checklist, config.certifications, allowed)
            if labels is not None
            else judged_pairs(office)
        )
        _print_report(
            found,
            office.config.checklist.by_code,
            "pages étiquetées" if labels else "contrôles jugés par les auditeurs",
        )


def _expected(office: Office, title: str, code: str) -> Expected:
    """What the pages are compared with; the code may be left out when there is only one certification."""
    known = office.config.certifications
    wanted = code or (next(iter(known)) if len(known) == 1 else "")
    if wanted not in known:
        stop(f"Indiquez --code, parmi : {', '.join(known)}.", BAD_USAGE)
    expected = expected_of(known[wanted])
    return Expected(title or expected.title, expected.rs_code, expected.competences, habilitated=False)


def _try(office: Office, urls: list[str], expected: Expected) -> None:
    items = office.config.checklist.by_code
    for url, look in look_at(urls, office.settings.audit_allowed).items():
        _say(_heading(url, look), style="bold")
        if look.refusal:
            _say(french(f"  Tout est à voir par l’auditeur : {look.refusal}"))
            continue
        for found in proposals_for(office.config.checklist, SupportType.WEBSITE, look, expected):
            _print_proposal(items[found.item].label, found)


def _print_proposal(label: str, found: Proposal) -> None:
    confidence = f" ({found.confidence * 100:.0f} %)" if found.confidence else ""
    _say(french(f"  {label} : {found.finding.label}{confidence}"), style=_STYLES.get(found.finding))
    if found.passage:
        _say(french(f"    « {found.passage} »"))
    if found.reason:
        _say(french(f"    {found.reason}"))


def _say(text: str, style: str | None = None) -> None:
    """Others wrote the addresses and the passages: neither markup nor an escape sequence of the terminal."""
    indent = " " * (len(text) - len(text.lstrip(" ")))
    out.print(indent + one_line(text), style=style, markup=False, soft_wrap=True)


def _heading(url: str, look: Look) -> str:
    reached = look.received.final_url
    return french(f"{url} (adresse atteinte : {reached})") if reached and reached != url else url


def _print_report(found: Measured, items: dict[str, ChecklistItem], what: str) -> None:
    if not found.pairs:
        out.print(french("Aucun élément jugé : rien à mesurer pour l’instant."))
        return
    table = Table("Élément", *_COUNTED, box=None, header_style="bold")
    lines = measure(found.pairs)
    for line in (*lines, total(lines, "Ensemble")):
        label = items[line.item].label if line.item in items else line.item
        table.add_row(escape(french(label)), *_figures(line), style="red" if line.false_found else None)
    out.print(table)
    _say(french(f"Mesuré sur {len(found.sources)} {what} : {', '.join(found.sources)}."))
    _say(french("Justes : « Trouvé », et c’était conforme. Faux : « Trouvé » à tort, qui cacherait un défaut."))


def _figures(line: Accuracy) -> Iterable[str]:
    counts = (line.pairs, line.right_found, line.false_found, line.missed, line.to_see)
    return (*map(str, counts), _percentage(line.precision), _percentage(line.recall))


def _percentage(share: float | None) -> str:
    return "—" if share is None else f"{share * 100:.1f}\u202f%".replace(".", ",")
