"""The columns that tabs are made of, and the headers that most of them share."""

from collections.abc import Iterable, Mapping

from domain.network.mistake import MISTAKE
from tasks.workbook.layout import Column, Owner, Tone
from tasks.workbook.values import Kind

REF, DOSSIER, STATUS, ANSWER, DEADLINE = "Réf.", "Dossier", "Statut", "Retour", "Échéance"
ORGANISATION, OWNER, TYPED_BY, MOTIVE = "Organisme", "Responsable du dossier", "Saisi par", "Motif"


def system(header: str, width: int = 16, kind: Kind = Kind.TEXT, help: str = "", **tones: Tone) -> Column:
    """A column that certiflow writes."""
    return Column(header, Owner.SYSTEM, kind, (), width, help, tones)


def staff(header: str, width: int = 18, kind: Kind = Kind.TEXT, choices: Iterable[str] = (), help: str = "") -> Column:
    """A column that people fill."""
    return Column(header, Owner.STAFF, kind, tuple(choices), width, help)


def status(tones: Mapping[str, Tone]) -> Column:
    return Column(STATUS, Owner.SYSTEM, Kind.TEXT, (), 24, "Écrit par certiflow à chaque passage", tones)


def mistake() -> Column:
    """Why a row that certiflow has recorded should not have been typed (QUA-09)."""
    return staff(
        MISTAKE, 30, Kind.LONG_TEXT, help="Écrivez pourquoi et signez : la ligne ne compte plus, ses délais s’arrêtent"
    )


def answer() -> Column:
    return system(ANSWER, 60, Kind.LONG_TEXT, "Ce que certiflow a fait de la ligne, ou ce qu’il faut corriger")
