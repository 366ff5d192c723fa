"""`certiflow statistics` writes what is sent to France compétences every two years (NET-22, LAW-11)."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from config.disk import disk_reason
from flows.console import BAD_USAGE, CANNOT_WORK, out, stop, the_office
from tasks.mail.typography import french
from tasks.network.statistics import read_cohorts
from tasks.network.statistics_files import as_csv, as_row, as_xml
from tasks.whole_file import write_whole

Code = Annotated[str, typer.Argument(metavar="CERTIFICATION", help="Par exemple RNCP9002.")]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FICHIER", help=".xml (balises de France compétences) ou .csv.")
]
_SHOWN = {
    "ANNEE": "Promotion", "NOMBRE_CERTIFIES": "Titulaires", "NOMBRE_CERTIFIES_VAE": "dont VAE",
    "TAUX_REPONSE_6MOIS": "Réponses à 6 mois (%)", "TAUX_INSERTION_GLOBAL_6MOIS": "Insertion à 6 mois (%)",
    "TAUX_INSERTION_METIER_6MOIS": "Métier à 6 mois (%)", "TAUX_REPONSE_2ANS": "Réponses à 2 ans (%)",
    "TAUX_INSERTION_METIER_2ANS": "Métier à 2 ans (%)", "UTILITE_MOYENNE_6MOIS": "Utilité (0 à 10)",
}  # fmt: skip


def statistics(code: Code, file: Out = None) -> None:
    """Statistiques d’une certification, promotion par promotion, et préparation du renouvellement."""
    if file is not None and file.suffix.lower() not in (".xml", ".csv"):
        stop("Le fichier se nomme en .xml ou en .csv : corrigez --out.", BAD_USAGE)
    code = code.strip().upper()
    with the_office() as office:
        if code not in office.config.certifications:
            known = ", ".join(office.config.certifications)
            stop(f"Aucune certification « {code} ». Choisissez parmi : {known}.", BAD_USAGE)
        on = datetime.now(office.settings.zone).date()
        with office.ledger.reading() as connection:
            cohorts = read_cohorts(office, connection, with_routes=True)
        promotions, ready = cohorts.promotions(code), cohorts.readiness(code, on)
        parts = [part for one in ready[1:] for part in cohorts.promotions(code, one.certifier)]
    if file is not None:
        _write(file, as_xml(code, promotions) if file.suffix.lower() == ".xml" else as_csv([*promotions, *parts]))
    table = Table(*map(french, _SHOWN.values()), title=french(f"{code} : statistiques au {on:%d/%m/%Y}"))
    for row in map(as_row, promotions):
        table.add_row(*("–" if row[tag] is None else f"{row[tag]}".replace(".", ",") for tag in _SHOWN))
    out.print(table if promotions else french(f"{code} : aucun titulaire pour l’instant."))
    for one in ready:
        out.print(french(f"Renouvellement : {one.sentence}"), markup=False, soft_wrap=True)


def _write(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content)
    except OSError as error:
        stop(f"{file} ne peut pas être écrit : {disk_reason(error)}.", CANNOT_WORK)
    out.print(french(f"Écrit : {file}"), markup=False, soft_wrap=True)
