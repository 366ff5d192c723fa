"""Reads an export whatever its form: XML or CSV; a file, a zip or a folder."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from domain.france_competences import DIRECTORIES, Export, Fiche, directory_of
from tasks.france_competences.csv_export import csv_fiches, csv_titles
from tasks.france_competences.files import ExportFile, ExportUnreadable, files_of
from tasks.france_competences.xml_export import xml_fiches, xml_titles

#: both directories together hold some 60 000, closed ones included
MOST_FICHES = 1_000_000
_DATED = re.compile(r"(20\d\d)[-_]?(\d\d)[-_]?(\d\d)")


def read_export(path: Path, codes: Collection[str]) -> Export:
    """The fiches of `codes` in the export at `path`, with their partners.

    Args:
        path: an XML V4.1 file, a folder with the CSV files, or a zip of either.
        codes: the certifications wanted, normalised (« RS5568 »): all others are skipped as they are read.

    Raises:
        ExportUnreadable: the export cannot be used; the message is in French, with the cure.
    """
    wanted, fiches, directories, count = frozenset(codes), dict[str, Fiche](), set[str](), 0
    with files_of(path) as files:
        for code, fiche in _all_fiches(path, files, wanted):
            count += 1
            if count > MOST_FICHES:
                raise ExportUnreadable(path.name, f"il contient plus de {MOST_FICHES} fiches")
            directories.add(directory_of(code))
            if fiche is not None:
                _refuse_second(path, fiches, fiche)
                fiches[code] = fiche
        if not directories & DIRECTORIES:
            raise ExportUnreadable(path.name, "il ne contient aucune fiche de certification")
        dated = _dated([path.name, *(file.name for file in files)])
        return Export(path.name, dated, fiches, DIRECTORIES & directories, count)


def read_titles(path: Path) -> Iterator[tuple[str, str]]:
    """The code and the title of every fiche of the export at `path`. Raises ExportUnreadable."""
    with files_of(path) as files:
        documents, tables = _of_one_form(path, files)
        yield from csv_titles(path.name, tables) if tables else ()
        for file in documents:
            yield from xml_titles(file)


def _all_fiches(path: Path, files: Sequence[ExportFile], codes: Collection[str]) -> Iterator[tuple[str, Fiche | None]]:
    documents, tables = _of_one_form(path, files)
    yield from csv_fiches(path.name, tables, codes) if tables else ()
    for file in documents:
        yield from xml_fiches(file, codes)


def _of_one_form(path: Path, files: Sequence[ExportFile]) -> tuple[list[ExportFile], list[ExportFile]]:
    """The XML files, or the CSV files."""
    documents = [file for file in files if file.name.casefold().endswith(".xml")]
    tables = [file for file in files if file.name.casefold().endswith(".csv")]
    if documents and tables:
        raise ExportUnreadable(path.name, "il mêle des fichiers XML et CSV", "ne gardez que les uns ou les autres")
    if not documents and not tables:
        raise ExportUnreadable(
            path.name, "on n’y trouve ni fichier XML ni fichiers CSV",
            "donnez le fichier XML, l’archive ou le dossier des CSV tels que téléchargés sur data.gouv.fr",
        )  # fmt: skip
    return documents, tables


def _refuse_second(path: Path, fiches: dict[str, Fiche], fiche: Fiche) -> None:
    if fiche.code in fiches:
        cure = "ne gardez que les fichiers d’une même date"
        raise ExportUnreadable(path.name, f"la fiche {fiche.code} y figure deux fois", cure)


def _dated(names: Sequence[str]) -> date | None:
    """The day that the first dated name gives: « …_2026_11_20.csv », « …-2026-11-20.zip »."""
    for found in filter(None, map(_DATED.search, names)):
        try:
            return date(*map(int, found.groups()))
        except ValueError:
            continue
    return None
