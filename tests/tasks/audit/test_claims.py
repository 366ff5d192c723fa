"""Forbidden claims and their lawful neighbours (LAW-14)."""

import pytest

from domain.audit import Finding
from tests.tasks.audit.corpus import proposed

pytestmark = pytest.mark.rule("LAW-14")
MENTION = "Cet enregistrement ne vaut pas agrément de l’État."


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Formation gratuite !", "Gratuité"),
        ("Reste à charge : 0&nbsp;€", "Gratuité"),
        ("Finançable à 100% par le CPF", "Prise en charge intégrale"),
        ("Une tablette est offerte à chaque inscrit", "Cadeau ou rétribution"),
        ("Organisme agréé par l'Etat", "Agrément ou caution de l’État"),
        ("Un diplôme d’État à la clé", "Diplôme ou titre"),
        ("Une formation certifiée Qualiopi", "Qualiopi"),
        ("NDA : 11 75 12345 75", "Numéro de déclaration d’activité"),
        ("Enregistrée sous le numéro 11 75 12345 75.", "Numéro de déclaration d’activité"),
        (f"NDA 11 75. Enregistrée sous le numéro 11 75. {MENTION}", "Numéro de déclaration d’activité"),
        ("Réussite garantie", "Résultat garanti"),
        ("Vos droits CPF expirent bientôt", "Pression"),
        ("Test gratuit, puis formation gratuite", "Gratuité"),
    ],
)
def test_a_claim_contradicts_with_its_words(words: str, label: str) -> None:
    proposal = proposed(f"<p>{words}</p>")["allegations"]
    assert proposal.finding is Finding.CONTRADICTS
    assert proposal.reason.startswith(f"Allégation relevée : {label}")
    assert proposal.passage


@pytest.mark.parametrize(
    "words",
    [
        "Appel gratuit depuis un poste fixe. Test de positionnement gratuit.",
        "Certification enregistrée au Répertoire spécifique sous le numéro RS9001.",
        "Certification enregistrée sous le numéro RS9001.",
        f"Déclaration d’activité enregistrée sous le numéro 11 75 12345 75 auprès du préfet. {MENTION}",
        f"Déclaration d’activité enregistrée sous le n° 11 75 12345 75</p><p>{MENTION}",
        "Organisme de formation certifié Qualiopi. Prérequis : être titulaire d’un diplôme d’État d’infirmier.",
    ],
)
def test_a_lawful_wording_is_no_claim(words: str) -> None:
    proposal = proposed(f"<p>{words}</p>")["allegations"]
    assert (proposal.finding, proposal.reason) == (
        Finding.FOUND,
        "Aucune allégation de la liste n’a été relevée.",
    )


def test_a_denial_is_left_to_the_auditor() -> None:
    assert proposed("<p>Cette formation n’est pas gratuite.</p>")["allegations"].finding is Finding.TO_SEE


def test_a_denial_does_not_hide_a_claim() -> None:
    html = "<p>Cette formation n’est pas gratuite. Mais un ordinateur vous est offert.</p>"
    assert proposed(html)["allegations"].finding is Finding.CONTRADICTS
