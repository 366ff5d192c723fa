"""What Prefect shows of each form: every word French, choices as drop-downs, days as calendars."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from prefect.utilities.callables import parameter_schema

from flows.deployments import DEPLOYMENTS
from flows.watching import PLANNED

Schema = Mapping[str, Any]
SCHEMAS = {item.name: parameter_schema(item.flow).model_dump() for item in DEPLOYMENTS}
FORMS = [item.name for item in DEPLOYMENTS if PLANNED not in item.tags]

OPINIONS = "Favorable | Réservé | Défavorable"
GRADES = "Conforme | Non-conformité mineure | Non-conformité majeure"
DROP_DOWNS = {
    "decision-de-commission": {
        "Qualité": "Inscrit dans l’onglet Équipe | Personnalité qualifiée | Responsable des examens | "
        "Référent pédagogique",
        "Avis": OPINIONS,
        "Décision": "Accepter | Refuser",
    },
    "evaluation-formateur": {
        "Présence": "Présent | Absent | Sans session : relecture du dossier corrigé",
        "Publics cibles, prérequis et objectifs": GRADES,
        "Référentiel de la certification": GRADES,
        "Modalités et critères d’évaluation": GRADES,
        "Dossier technique, par le cas pratique": GRADES,
    },
    "signature-document": {
        "Document": "Convention de partenariat | Réglementation de la certification | Charte qualité"
    },
    "habilitation": {"Capacité à respecter les référentiels": "Oui | Non", "Moyens adéquats": "Oui | Non"},
    "report-annulation": {"Décision": "Reporter | Annuler"},
    "rapport-fraude": {"Qualité du signataire": "Examinateur | Responsable de session"},
    "sanction-fraude": {
        "Décision": "Avertissement | Exclusion de la session | Interdiction de se présenter | "
        "Retrait de la certification | Classer sans sanction"
    },
    "reponse-recours": {"Décision": "Accueilli | Rejeté"},
}
DATES = {
    "decision-de-commission": {"Date de la commission": "date"},
    "retrait": {"Date de la décision": "date"},
    "prolongation": {"Date de la décision": "date"},
    "seance-information": {"Séance prévue le": "date-time"},
    "evaluation-formateur": {"Tenue le": "date"},
    "signature-document": {"Signé le (organisme)": "date", "Signé le (certificateur)": "date"},
    "incident": {"Date et heure": "date-time"},
    "validation-session": {"Validée le": "date"},
    "signalement-fraude": {"Date et heure": "date-time"},
    "rapport-fraude": {"Signé le": "date"},
    "sanction-fraude": {"Notifié le": "date"},
    "depot-recours": {"Reçu le": "date"},
    "reponse-recours": {"Décidé le": "date"},
    **{name: {"Date de la décision": "date"} for name in ("suspension", "griefs", "resiliation", "levee-suspension")},
}


def referred(schema: Schema, field: Schema) -> Schema:
    """The definition that a field refers to, itself when none."""
    return schema["definitions"].get(str(field.get("$ref", "")).rpartition("/")[2], field)  # type: ignore[no-any-return]


def fields(schema: Schema, of: Schema) -> Iterator[tuple[str, Schema]]:
    """Name and field, those of nested models after the one that holds them."""
    for name, field in of.get("properties", {}).items():
        yield name, field
        yield from fields(schema, referred(schema, field.get("items", field)))


def title(schema: Schema, field: Schema) -> str:
    return str(field.get("title") or referred(schema, field).get("title"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_person_reads_french_everywhere(name: str) -> None:
    schema = SCHEMAS[name]
    found = [(key, title(schema, field)) for key, field in fields(schema, schema)]
    assert found
    made_by_python = {form(key) for key, _ in found for form in (str, lambda key: key.replace("_", " ").title())}
    assert made_by_python.isdisjoint({said for _, said in found} - {"Document"})
    for field in schema["properties"].values():
        assert field.get("description") or referred(schema, field)["description"]


@pytest.mark.parametrize("name", FORMS)
def test_no_field_asks_for_its_type(name: str) -> None:
    """An optional field shows a « str | None » switch."""
    schema = SCHEMAS[name]
    assert [key for key, field in fields(schema, schema) if "anyOf" in field] == []


def test_choices_are_drop_downs() -> None:
    found = {
        name: {
            title(schema, field): " | ".join(choices)
            for _, field in fields(schema, schema)
            if (choices := referred(schema, field).get("enum"))
        }
        for name, schema in SCHEMAS.items()
    }
    assert {name: choices for name, choices in found.items() if choices} == DROP_DOWNS


def test_days_are_calendars() -> None:
    found = {
        name: {
            title(SCHEMAS[name], field): field["format"]
            for _, field in fields(SCHEMAS[name], SCHEMAS[name])
            if str(field.get("format")).startswith("date")
        }
        for name in FORMS
    }
    assert {name: days for name, days in found.items() if days} == DATES
