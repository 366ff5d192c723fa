"""The application form: each column of the tab « Candidatures », the field it fills and the rule that asks for it.

The columns are those of the online form, in its order, Horodateur first: Google Forms writes them itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.vocabulary import Modality, Scope
from tasks.intake import cells
from tasks.workbook.layout import Column, Owner
from tasks.workbook.values import CellValue, Kind

QUALIOPI_CATEGORIES = ("actions de formation", "bilans de compétences", "VAE", "actions de formation par apprentissage")
YES_NO = ("Oui", "Non")

Parser = Callable[[CellValue], Any]


@dataclass(frozen=True)
class Question:
    """One question of the form: `identity` ones are needed to open a dossier at all."""

    field: str
    header: str
    rule: str
    parse: Parser
    kind: Kind = Kind.TEXT
    choices: tuple[str, ...] = ()
    width: int = 18
    help: str = ""
    identity: bool = False

    def column(self) -> Column:
        return Column(self.header, Owner.FORM, self.kind, self.choices, self.width, self.help)


def _labels(words: type[Modality] | type[Scope]) -> tuple[str, ...]:
    return tuple(word.label for word in words)


def _scope(cell: CellValue) -> Scope | None:
    return cells.choice(cell, Scope)


def _modality(cell: CellValue) -> Modality | None:
    return cells.choice(cell, Modality)


SUBMITTED_AT = "Horodateur"
CERTIFICATION = "Certification visée"

QUESTIONS: tuple[Question, ...] = (
    Question("certification", CERTIFICATION, "MIK-04", cells.line, identity=True, help="Code RS ou RNCP"),
    Question(
        "scope", "Portée demandée", "MIK-01", _scope, Kind.CHOICE, _labels(Scope), identity=True
    ),
    Question("name", "Raison sociale", "MIK-05", cells.line, width=28, identity=True),
    Question("siret", "SIRET", "MIK-05", cells.siret, identity=True, help="14 chiffres"),
    Question("email", "E-mail du responsable légal", "MIK-05", cells.email, width=28, identity=True),
    Question("representative_first_name", "Prénom du responsable légal", "MIK-05", cells.line),
    Question("representative_last_name", "Nom du responsable légal", "MIK-05", cells.line),
    Question("kbis_url", "Lien de l’extrait Kbis", "MIK-05", cells.url, width=28),
    Question("kbis_date", "Date de l’extrait Kbis", "MIK-05", cells.day, Kind.DATE),
    Question("creation_year", "Année de création", "MIK-05", cells.whole, Kind.NUMBER),
    Question("headcount", "Nombre de salariés", "MIK-05", cells.whole, Kind.NUMBER),
    Question("address", "Adresse", "MIK-05", cells.line, width=28),
    Question("postcode", "Code postal", "MIK-05", cells.line),
    Question("city", "Ville", "MIK-05", cells.line),
    Question("phone", "Téléphone", "MIK-05", cells.line),
    Question(
        "trainers", "Formateurs pressentis", "MIK-06", cells.trainers, Kind.LONG_TEXT, width=40,
        help="Un par ligne : Prénom Nom ; années d’expérience dans le domaine ; lien du CV",
    ),
    Question("has_qualiopi", "Certification Qualiopi", "MIK-07", cells.yes_no, Kind.CHOICE, YES_NO),
    Question("qualiopi_number", "Numéro du certificat Qualiopi", "MIK-07", cells.line),
    Question("qualiopi_body", "Organisme certificateur Qualiopi", "MIK-07", cells.line),
    Question(
        "qualiopi_categories", "Catégories Qualiopi", "MIK-07", cells.words, width=24,
        help="Séparées par des virgules : " + ", ".join(QUALIOPI_CATEGORIES),
    ),
    Question("qualiopi_from", "Début de validité Qualiopi", "MIK-07", cells.day, Kind.DATE),
    Question("qualiopi_until", "Fin de validité Qualiopi", "MIK-07", cells.day, Kind.DATE),
    Question(
        "domain_sessions", "Sessions dans le domaine (24 derniers mois)", "MIK-08", cells.whole, Kind.NUMBER
    ),
    Question(
        "domain_learners", "Stagiaires dans le domaine (24 derniers mois)", "MIK-08", cells.whole, Kind.NUMBER
    ),
    Question("domain_proof_url", "Justificatif de l’expérience (lien)", "MIK-08", cells.url, width=28),
    Question(
        "programme_urls", "Programmes de formation (liens)", "MIK-09", cells.urls, Kind.LONG_TEXT, width=28,
        help="Un lien par ligne",
    ),
    Question(
        "modality", "Modalité pédagogique", "MIK-10", _modality, Kind.CHOICE, _labels(Modality)
    ),
    Question("modality_description", "Description des modalités", "MIK-10", cells.text, Kind.LONG_TEXT, width=40),
    Question("hours", "Volume horaire", "MIK-10", cells.decimal, Kind.NUMBER),
    Question("website", "Site internet", "MIK-11", cells.url, width=28),
    Question("landing_pages", "Pages de vente (liens)", "MIK-11", cells.urls, Kind.LONG_TEXT, width=28),
    Question("social_accounts", "Réseaux sociaux (liens)", "MIK-11", cells.urls, Kind.LONG_TEXT, width=28),
    Question("has_edof", "Compte EDOF", "MIK-11", cells.yes_no, Kind.CHOICE, YES_NO),
    Question("cpf_intended", "Financement CPF envisagé", "MIK-11", cells.yes_no, Kind.CHOICE, YES_NO),
    Question(
        "commitment", "Engagement sur le cahier des charges", "MIK-11", cells.yes_no, Kind.CHOICE, YES_NO
    ),
    Question("communication_email", "E-mail du service communication", "MIK-46", cells.email, width=28),
    Question("feedback_mean", "Note moyenne des stagiaires", "MIK-12", cells.decimal, Kind.NUMBER),
    Question("feedback_scale", "Barème de la note", "MIK-12", cells.decimal, Kind.NUMBER),
    Question("feedback_count", "Nombre de réponses", "MIK-12", cells.whole, Kind.NUMBER),
    Question("feedback_proof_url", "Justificatif des retours (lien)", "MIK-12", cells.url, width=28),
)  # fmt: skip

BY_FIELD: Mapping[str, Question] = {question.field: question for question in QUESTIONS}
