"""The CSV export: ten files, « Standard » and « Partenaires » are needed, « Ancienne_Nouvelle » is welcome."""

import codecs
import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from domain.france_competences import Declared, Fiche, registration_code
from tasks.france_competences.fields import Fields, fiche_of, partner_of
from tasks.france_competences.files import BoundedStream, ExportFile, ExportUnreadable, opened

#: a line is a title or a name; the reader's own look-ahead is far below
LONGEST_LINE = 1 << 20
_STANDARD, _PARTNERS, _SUCCESSORS = "csv_standard", "csv_partenaires", "csv_ancienne_nouvelle_certification"
_CERTIFIERS = "csv_certificateurs"
_REQUIRED = {
    _STANDARD: ("NUMERO_FICHE", "INTITULE", "DATE_FIN_ENREGISTREMENT", "ACTIF"),
    _PARTNERS: ("NUMERO_FICHE", "NOM_PARTENAIRE", "SIRET_PARTENAIRE", "HABILITATION_PARTENAIRE"),
    _SUCCESSORS: ("NUMERO_FICHE", "NOUVELLE_CERTIFICATION"),
    _CERTIFIERS: ("NUMERO_FICHE", "NOM_CERTIFICATEUR"),
}


def csv_fiches(name: str, files: Sequence[ExportFile], codes: Collection[str]) -> Iterator[tuple[str, Fiche | None]]:
    """Every code of « Standard », with its fiche when it is among `codes`.

    Args:
        name: of the folder or archive, for the message.

    Raises:
        ExportUnreadable: a file or a column is missing, there are two of one kind, or a file is not CSV.
    """
    standard, partners = _only(name, files, _STANDARD), _only(name, files, _PARTNERS)
    if standard is None or partners is None:
        wanted = "Partenaires" if standard else "Standard"
        raise ExportUnreadable(
            name, f"le fichier « export_fiches_CSV_{wanted}_AAAA_MM_JJ.csv » y manque",
            "donnez le dossier ou l’archive qui contient les dix fichiers",
        )  # fmt: skip
    declared: dict[str, list[Declared]] = defaultdict(list)
    for code, fields in _rows(partners, _PARTNERS, codes):
        if fields:
            declared[code].append(partner_of(code, fields))
    successors = _listed(name, files, _SUCCESSORS, "NOUVELLE_CERTIFICATION", codes)
    certifiers = _listed(name, files, _CERTIFIERS, "NOM_CERTIFICATEUR", codes)
    for code, fields in _rows(standard, _STANDARD, codes):
        yield code, fiche_of(fields, successors[code], declared[code], certifiers[code]) if fields else None


def csv_titles(name: str, files: Sequence[ExportFile]) -> Iterator[tuple[str, str]]:
    """The code and the title of every fiche. Raises ExportUnreadable."""
    standard = _only(name, files, _STANDARD)
    for code, fields in _rows(standard, _STANDARD, None) if standard else ():
        yield code, fields["INTITULE"]


def _listed(
    name: str, files: Sequence[ExportFile], kind: str, column: str, codes: Collection[str]
) -> dict[str, list[str]]:
    """Code → what one column of a file that may be absent gives."""
    found: dict[str, list[str]] = defaultdict(list)
    file = _only(name, files, kind)
    for code, fields in _rows(file, kind, codes) if file else ():
        if fields:
            found[code].append(fields.get(column, ""))
    return found


def _only(name: str, files: Sequence[ExportFile], kind: str) -> ExportFile | None:
    found = [file for file in files if kind in file.name.casefold()]
    if len(found) > 1:
        both = f"« {found[0].name} » et « {found[1].name} »"
        raise ExportUnreadable(name, f"{both} y sont ensemble", "ne gardez que les fichiers d’une même date")
    return found[0] if found else None


def _rows(file: ExportFile, kind: str, codes: Collection[str] | None) -> Iterator[tuple[str, Fields]]:
    """The code of each line, with its fields when it is among `codes`, or when there are none, else without."""
    encoding = _encoding(file)
    with opened(file) as stream:
        lines = _lines(stream, encoding)
        header = next(lines, "")
        separator = max(";,\t", key=header.count)
        columns = [name.strip().strip('"').upper() for name in header.split(separator)]
        _refuse_missing_columns(file, columns, _REQUIRED[kind])
        place, rows = columns.index("NUMERO_FICHE"), csv.reader(lines, delimiter=separator)
        try:
            for row in rows:
                if len(row) > place and (code := registration_code(row[place])):
                    yield code, dict(zip(columns, row, strict=False)) if codes is None or code in codes else {}
        except csv.Error as error:
            raise ExportUnreadable(file.name, f"le CSV est mal formé vers la ligne {rows.line_num + 1}") from error


def _refuse_missing_columns(file: ExportFile, columns: Collection[str], required: Sequence[str]) -> None:
    absent = [name for name in required if name not in columns]
    if absent:
        raise ExportUnreadable(file.name, f"les colonnes suivantes y manquent : {', '.join(absent)}")


def _lines(stream: BoundedStream, encoding: str) -> Iterator[str]:
    """The lines of the file; one that never ends is refused before it fills the memory."""
    stream.grant(LONGEST_LINE)
    for line in io.TextIOWrapper(io.BufferedReader(stream), encoding, errors="replace", newline=""):
        stream.grant(LONGEST_LINE)
        yield line


def _encoding(file: ExportFile) -> str:
    """UTF-8, as France compétences writes, unless a spreadsheet has saved the file in the old Windows way."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opened(file) as stream:
        try:
            while chunk := stream.read(1 << 16):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"
