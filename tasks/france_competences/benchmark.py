"""The certifications that exist beside ours, from the public export: an état des lieux to work on (REF-10)."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from domain.calendar import format_date
from domain.france_competences import Fiche, folded_words
from tasks.france_competences.reading import read_export, read_titles

_COLUMNS = ("Code", "Intitulé", "Niveau", "Certificateurs", "Fin d’enregistrement", "Active", "Partenaires actifs")


def read_benchmark(path: Path, expressions: Sequence[str], on: date) -> list[Fiche]:
    """The fiches whose title has every word of one of `expressions`, those in force on the day `on` first.

    Args:
        path: the export, in any form that `read_export` takes.
        expressions: words, without regard to case, accents or endings: « interface » finds « interfaces ».

    Raises:
        ExportUnreadable: the export cannot be used; the message is in French, with the cure.
    """
    wanted = [words for words in map(folded_words, expressions) if words]
    codes = {code for code, title in read_titles(path) if any(_has(title, words) for words in wanted)}
    found = read_export(path, codes).fiches.values()
    return sorted(found, key=lambda fiche: (not fiche.is_active(on), fiche.code))


def _has(title: str, words: Iterable[str]) -> bool:
    known = folded_words(title)
    return all(any(one.startswith(word) for one in known) for word in words)


def write_benchmark(target: Path, fiches: Iterable[Fiche], on: date) -> None:
    """A CSV that a French spreadsheet opens as it is.

    Raises:
        OSError: the file cannot be written.
    """
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(_COLUMNS)
        writer.writerows([_plain(cell) for cell in _row(fiche, on)] for fiche in fiches)


def _row(fiche: Fiche, on: date) -> tuple[str, ...]:
    partners = sum(partner.is_active for partner in fiche.partners)
    return (
        fiche.code, fiche.title, fiche.level, ", ".join(fiche.certifiers),
        format_date(fiche.ends_on) if fiche.ends_on else "", "oui" if fiche.is_active(on) else "non", str(partners),
    )  # fmt: skip


def _plain(cell: str) -> str:
    """A text that others wrote is no formula of whoever opens the file."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
