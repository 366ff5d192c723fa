"""What makes an application complete, by name and rule (MIK-05 to MIK-13), and the binding declarations (MIK-33)."""

from typing import Any

import pytest

from domain.application import Application, Trainer, declared_checklist, missing_items
from domain.vocabulary import Modality, Scope
from tests.builders import RECEIVED_ON, application


def lacking(**over: Any) -> list[tuple[str, str]]:
    return [(item.field, item.rule) for item in missing_items(application(**over))]


def for_rule(rule: str, *cases: tuple[str, object]) -> list[Any]:
    return [pytest.param(field, empty, rule, marks=pytest.mark.rule(rule, "MIK-13")) for field, empty in cases]


@pytest.mark.rule("MIK-13")
def test_a_complete_application_lacks_nothing() -> None:
    assert missing_items(application()) == ()


@pytest.mark.parametrize(
    ("field", "empty", "rule"),
    [
        *for_rule("MIK-05", ("kbis_url", ""), ("kbis_date", None), ("representative_first_name", "")),
        *for_rule("MIK-05", ("representative_last_name", ""), ("creation_year", None), ("headcount", None)),
        *for_rule("MIK-06", ("trainers", ())),
        *for_rule("MIK-07", ("has_qualiopi", None), ("qualiopi_number", ""), ("qualiopi_body", "")),
        *for_rule("MIK-07", ("qualiopi_categories", ()), ("qualiopi_from", None), ("qualiopi_until", None)),
        *for_rule("MIK-08", ("domain_sessions", None), ("domain_learners", None), ("domain_proof_url", "")),
        *for_rule("MIK-09", ("programme_urls", ())),
        *for_rule("MIK-10", ("modality", None), ("modality_description", ""), ("hours", None)),
        *for_rule("MIK-11", ("website", ""), ("has_edof", None), ("cpf_intended", None), ("commitment", None)),
        *for_rule("MIK-12", ("feedback_mean", None), ("feedback_scale", None), ("feedback_count", None)),
        *for_rule("MIK-12", ("feedback_proof_url", "")),
    ],
)
def test_each_item_left_empty_is_named(field: str, empty: object, rule: str) -> None:
    assert lacking(**{field: empty}) == [(field, rule)]


@pytest.mark.rule("MIK-13")
def test_what_the_applicant_reads_about_a_missing_item() -> None:
    (item,) = missing_items(application(kbis_url=""))
    assert (item.label, item.reason, item.cure) == (
        "Extrait Kbis (lien)",
        "non renseigné",
        "complétez votre réponse au formulaire",
    )


@pytest.mark.rule("MIK-13")
def test_no_and_zero_are_answers() -> None:
    assert lacking(has_edof=False, cpf_intended=False, commitment=False, headcount=0, domain_learners=0) == []


@pytest.mark.rule("MIK-07", "MIK-08", "MIK-12")
@pytest.mark.parametrize(
    "over",
    [
        {"has_qualiopi": False, "qualiopi_number": "", "qualiopi_body": "", "qualiopi_categories": (),
         "qualiopi_from": None, "qualiopi_until": None},
        {"domain_sessions": 0, "domain_proof_url": ""},
        {"feedback_count": 0, "feedback_mean": None, "feedback_scale": None, "feedback_proof_url": ""},
    ],
)  # fmt: skip
def test_proofs_are_not_asked_from_who_declares_nothing(over: dict[str, object]) -> None:
    assert lacking(**over) == []


@pytest.mark.rule("MIK-06", "MIK-13")
def test_each_trainer_needs_a_cv_and_years() -> None:
    found = missing_items(application(trainers=(Trainer(name="Zoé Garnier"), Trainer(name="Luc Petit", years=0))))
    assert [(item.field, item.label, item.rule) for item in found] == [
        ("trainers", "CV de Zoé Garnier (lien)", "MIK-06"),
        ("trainers", "Années d’expérience de Zoé Garnier dans le domaine", "MIK-06"),
        ("trainers", "CV de Luc Petit (lien)", "MIK-06"),
    ]


@pytest.mark.rule("MIK-13")
def test_a_bare_application_is_received_and_lacks_all_in_the_order_of_the_form() -> None:
    bare = Application(certification="RS9001", scope=Scope.PREPARE, name="A", siret="1", email="a@b.example")
    assert [item.field for item in missing_items(bare)] == [
        "kbis_url", "kbis_date", "representative_first_name", "representative_last_name", "creation_year",
        "headcount", "trainers", "has_qualiopi", "domain_sessions", "domain_learners", "programme_urls", "modality",
        "modality_description", "hours", "website", "has_edof", "cpf_intended", "commitment", "feedback_count",
    ]  # fmt: skip


@pytest.mark.rule("MIK-33")
def test_the_declarations_become_the_checklist_of_later_audits() -> None:
    assert declared_checklist(application(social_accounts=(), feedback_mean=4.6)) == (
        ("Extrait Kbis (lien)", "https://atelier-lumieres.example/kbis.pdf"),
        ("Date de l’extrait Kbis", "01/10/2026"),
        ("Prénom du responsable légal", "Hélène"),
        ("Nom du responsable légal", "Aubry"),
        ("Année de création", "2018"),
        ("Nombre de salariés", "4"),
        ("Formateurs pressentis", "Zoé Garnier (8 ans d’expérience) ; Luc Petit (3,5 ans d’expérience)"),
        ("Certification Qualiopi (oui ou non)", "oui"),
        ("Sessions réalisées dans le domaine (24 derniers mois)", "6"),
        ("Stagiaires formés dans le domaine (24 derniers mois)", "48"),
        ("Programmes de formation existants (liens)", "https://atelier-lumieres.example/programme.pdf"),
        ("Modalités pédagogiques envisagées", "Mixte"),
        ("Description des modalités pédagogiques", "Deux jours en atelier, puis trois classes virtuelles."),
        ("Volume horaire envisagé", "35,5"),
        ("Site internet", "https://atelier-lumieres.example"),
        ("Compte EDOF (oui ou non)", "oui"),
        ("Financement CPF envisagé (oui ou non)", "oui"),
        ("Engagement à respecter le cahier des charges de communication", "oui"),
        ("Nombre de réponses aux enquêtes de satisfaction", "32"),
        ("Numéro du certificat Qualiopi", "Q-2025-118"),
        ("Organisme certificateur Qualiopi", "Certif Qualité"),
        ("Catégories d’actions certifiées Qualiopi", "Actions de formation"),
        ("Début de validité Qualiopi", "01/06/2025"),
        ("Fin de validité Qualiopi", "31/05/2028"),
        ("Justificatif de l’expérience dans le domaine (lien)", "https://atelier-lumieres.example/sessions.pdf"),
        ("Note moyenne des stagiaires", "4,6"),
        ("Barème de la note des stagiaires", "5"),
        ("Justificatif des retours des stagiaires (lien)", "https://atelier-lumieres.example/avis.pdf"),
    )


@pytest.mark.rule("MIK-33")
def test_no_is_a_declaration_and_silence_is_not() -> None:
    shown = dict(declared_checklist(application(has_edof=False, modality=Modality.REMOTE, website="", headcount=0)))
    assert (shown["Compte EDOF (oui ou non)"], shown["Modalités pédagogiques envisagées"]) == ("non", "Distanciel")
    assert (shown.get("Site internet"), shown["Nombre de salariés"]) == (None, "0")


@pytest.mark.rule("MIK-33")
@pytest.mark.parametrize(
    ("trainer", "shown"),
    [
        (Trainer(name="J.-P. Martin", years=4), "J.-P. Martin (4 ans d’expérience)"),
        (Trainer(name="Luc Petit", years=1), "Luc Petit (1 an d’expérience)"),
    ],
)
def test_a_trainer_is_shown_as_declared(trainer: Trainer, shown: str) -> None:
    assert dict(declared_checklist(application(trainers=(trainer,))))["Formateurs pressentis"] == shown


def test_representative_and_years_of_activity() -> None:
    declared = application(creation_year=2024)
    assert (declared.representative, declared.years_of_activity(RECEIVED_ON)) == ("Hélène Aubry", 2)
    assert application(creation_year=None).years_of_activity(RECEIVED_ON) is None
