"""The statistics of one certification as files: France compétences' own tags in XML, and a wider table in CSV."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from lxml import etree

from domain.exams.vocabulary import Route
from domain.network.readiness import EVERYBODY, Promotion, WaveFigures
from domain.network.survey_vocabulary import Wave
from tasks.network.statistics import percent

#: how the tags of France compétences end
_SUFFIX = {Wave.SIX_MONTHS: "6MOIS", Wave.TWO_YEARS: "2ANS"}
#: rates that its public files have; the others are ours, in the CSV only
_PUBLIC = ("TAUX_INSERTION_GLOBAL_6MOIS", "TAUX_INSERTION_METIER_6MOIS", "TAUX_INSERTION_METIER_2ANS")
EVERYBODY_LABEL = "Ensemble"


def as_xml(code: str, promotions: Iterable[Promotion]) -> bytes:
    """`STATISTIQUES_PROMOTIONS` of one fiche, as the public export V4.1 nests it; what is unknown has no tag."""
    root = etree.Element("FICHE")
    etree.SubElement(root, "NUMERO_FICHE").text = code
    parent = etree.SubElement(root, "STATISTIQUES_PROMOTIONS")
    for promotion in promotions:
        line, known = etree.SubElement(parent, "STATISTIQUES_PROMOTION"), as_row(promotion)
        for tag in ("ANNEE", "NOMBRE_CERTIFIES", "NOMBRE_CERTIFIES_VAE", *_PUBLIC):
            if known[tag] is not None:
                etree.SubElement(line, tag).text = str(known[tag])
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))


def as_csv(promotions: Iterable[Promotion]) -> bytes:
    """One line a promotion and a certifier, « ; » between and a BOM before, as spreadsheets in French read it."""
    rows = [as_row(promotion) for promotion in promotions]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]) if rows else ["ANNEE"], delimiter=";")
    writer.writeheader()
    writer.writerows({name: _shown(value) for name, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_row(promotion: Promotion) -> dict[str, Any]:
    """Every figure of one promotion, by its tag."""
    row: dict[str, Any] = {
        "CERTIFICATEUR": promotion.certifier if promotion.certifier != EVERYBODY else EVERYBODY_LABEL,
        "ANNEE": promotion.year, "NOMBRE_CERTIFIES": promotion.certified,
        "NOMBRE_CERTIFIES_VAE": promotion.routes.get(Route.VAE.value, 0),
    }  # fmt: skip
    row |= {f"NOMBRE_{route.value}": promotion.routes.get(route.value, 0) for route in Route if route is not Route.VAE}
    for wave, suffix in _SUFFIX.items():
        row |= {f"{name}_{suffix}": value for name, value in _figures(promotion.waves.get(wave)).items()}
    return row


def _figures(wave: WaveFigures | None) -> dict[str, Any]:
    known = wave or WaveFigures(Wave.SIX_MONTHS, 0, 0, 0, 0, 0)
    return {
        "NOMBRE_INTERROGES": known.asked, "NOMBRE_REPONSES": known.answered,
        "TAUX_REPONSE": percent(known.response_rate), "TAUX_INSERTION_GLOBAL": percent(known.insertion_rate),
        "TAUX_INSERTION_METIER": percent(known.trade_rate), "SALAIRE_BRUT_ANNUEL_MEDIAN": known.median_salary,
        "PART_CDI": percent(known.permanent), "UTILITE_MOYENNE": known.usefulness, "PART_UTILISEE": percent(known.used),
    }  # fmt: skip


def _shown(value: Any) -> Any:
    """Decimal comma; no cell begins as a formula does (a name of the configuration)."""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@" else value
