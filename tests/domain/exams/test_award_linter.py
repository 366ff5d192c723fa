"""The linter is fed texts with one mention removed at a time: each is caught, and only that one."""

import pytest

from domain.exams.award import Award
from domain.exams.award_linter import award_refusals, forbidden, mentions, missing_mentions
from tests.domain.exams.awarding import LABEL, award, bloc_award, holder, registered, rs_award

#: what each mention is made of, in the text of `complete`: removing any one of them is a missing mention
PARTS = {
    "Enregistrement et décision de France compétences": [
        "enregistrée au", "Répertoire national des certifications professionnelles", "RNCP9002",
        "par décision du directeur général de France compétences", "27/03/2025",
    ],
    "Raison sociale du certificateur": ["Certif’Académie"],
    "Intitulé exact de la certification": ["Concepteur de supports numériques"],
    "Niveau, national et européen (CEC)": ["niveau 5 du cadre national", "niveau 5 du cadre européen"],
    "Code NSF": ["NSF 320t", "326t"],
    "Identité du titulaire": ["Maëlys", "Œuvrard-Lefèvre"],
    "Date et lieu de naissance": ["14 juillet 1991", "Sélestat (67)"],
    "Lieu et date de délivrance": ["Strasbourg", "1er décembre 2026"],
    "Nom et qualité du signataire": ["Hélène D’Astorg", "Directrice"],
}  # fmt: skip
BLOC = {"Bloc de compétences acquis": ["BC02", LABEL, "ne vaut pas délivrance de la certification"]}
COMPLETE = " / ".join(part for parts in PARTS.values() for part in parts).replace(
    "par décision du directeur général de France compétences / 27/03/2025",
    "par décision du directeur général de France compétences en date du 27/03/2025",
)
COMPLETE_BLOC = f"{COMPLETE} / RNCP9002BC02 / {LABEL} / ne vaut pas délivrance de la certification entière"


@pytest.mark.rule("REF-26", "LAW-09")
@pytest.mark.parametrize(("label", "part"), [(label, part) for label, parts in PARTS.items() for part in parts])
def test_a_mention_removed_is_named(label: str, part: str) -> None:
    assert missing_mentions(COMPLETE, award()) == []
    assert part in COMPLETE
    assert missing_mentions(COMPLETE.replace(part, ""), award()) == [label]


@pytest.mark.rule("REF-27")
@pytest.mark.parametrize("part", BLOC["Bloc de compétences acquis"])
def test_an_attestation_says_which_bloc_and_that_it_is_no_more(part: str) -> None:
    assert missing_mentions(COMPLETE_BLOC, bloc_award()) == []
    assert missing_mentions(COMPLETE_BLOC.replace(part, ""), bloc_award()) == list(BLOC)


@pytest.mark.rule("LAW-09")
def test_a_certification_of_the_repertoire_specifique_has_no_level() -> None:
    labels = [mention.label for mention in mentions(rs_award())]
    assert labels == [label for label in PARTS if not label.startswith("Niveau")]


@pytest.mark.rule("LAW-09")
@pytest.mark.parametrize(
    ("spoilt", "label"),
    [
        (award(certification=registered(nsf=())), "Code NSF"),
        (award(certification=registered(level=None)), "Niveau, national et européen (CEC)"),
        (award(place=" "), "Lieu et date de délivrance"),
        (award(holder=holder(birth_name="")), "Identité du titulaire"),
    ],
)
def test_a_fact_that_is_absent_is_a_missing_mention_whatever_the_text(spoilt: Award, label: str) -> None:
    assert missing_mentions(COMPLETE, spoilt) == [label]


def test_line_breaks_case_and_hyphenation_of_a_pdf_do_not_count() -> None:
    broken = COMPLETE.replace("Concepteur de", "CONCEP\xad\nTEUR\nde").replace("’", "'").replace(" ", "\u202f")
    assert missing_mentions(broken, award()) == []


@pytest.mark.rule("LAW-09")
@pytest.mark.parametrize(
    "said",
    [
        "sous réserve du paiement", "Sous  Réserve", "certification agréée par l’État", "reconnu par l'État",
        "agrément de l’Etat", "délivrée par France compétences", "diplôme d’État", "logo France compétences",
    ],
)  # fmt: skip
def test_what_a_parchemin_must_not_say_is_found(said: str) -> None:
    assert len(forbidden(f"{COMPLETE} {said}")) == 1
    refusals = award_refusals(f"{COMPLETE} {said}", award())
    assert [refusal.rule for refusal in refusals] == ["LAW-09"]


def test_nothing_forbidden_is_seen_in_a_good_one_or_in_the_exact_title() -> None:
    title = "Préparer au diplôme d’État d’ambulancier"
    text = COMPLETE.replace("Concepteur de supports numériques", title)
    assert award_refusals(COMPLETE, award()) == ()
    assert award_refusals(text, award(certification=registered(title=title))) == ()


@pytest.mark.rule("REF-27")
def test_an_attestation_that_calls_itself_a_parchemin_is_refused() -> None:
    assert [refusal.rule for refusal in award_refusals(COMPLETE_BLOC, bloc_award())] == []
    assert [refusal.rule for refusal in award_refusals(f"Parchemin / {COMPLETE_BLOC}", bloc_award())] == ["REF-27"]


@pytest.mark.rule("REF-26")
def test_a_refusal_says_the_document_the_mention_and_the_cure() -> None:
    (refusal,) = award_refusals(COMPLETE.replace("NSF 320t", ""), award())
    assert str(refusal) == (
        "Parchemin : le document CERT-2026-000001 ne porte pas la mention obligatoire « Code NSF » : complétez la "
        "fiche de la certification ou du candidat, ou le modèle de document [LAW-09]"
    )
