"""The clause linter: a statement taken away is the refusal named, and nothing else."""

from datetime import date

import pytest

from domain.agreements import Agreement, AgreementKind, Article
from domain.clauses import CLAUSES, Clause, agreement_refusals, missing_clauses, missing_terms
from domain.refusal import Refusal
from domain.vocabulary import Scope
from tests.terms import shipped_agreements, terms

BOTH = Scope.PREPARE_AND_ASSESS
EACH = [pytest.param(kind, clause, id=f"{kind}-{clause.code}") for kind in AgreementKind for clause in CLAUSES[kind]]
CONVENTION = AgreementKind.CONVENTION


def told(refusals: tuple[Refusal, ...]) -> list[tuple[str, str]]:
    return [(refusal.message.partition(" :")[0], refusal.rule) for refusal in refusals]


def emptied(agreement: Agreement, code: str, text: str) -> list[Article]:
    """The articles, those of one clause with `text` only."""
    return [
        article.model_copy(update={"paragraphs": (text,), "items": (text,)}) if article.clause == code else article
        for article in agreement.articles
    ]


def test_the_clauses_are_those_of_the_rules() -> None:
    found = {kind: [(clause.code, clause.rule) for clause in CLAUSES[kind]] for kind in AgreementKind}
    assert found == {
        AgreementKind.CONVENTION: [
            ("objet", "LAW-02"), ("certifications", "LAW-02"), ("validite", "LAW-02"), ("contrepartie", "LAW-02"),
            ("sous_traitance", "LAW-02"), ("moyens", "LAW-02"), ("cfa", "LAW-02"), ("technique", "QUA-04"),
            ("financier", "QUA-04"), ("cahier_des_charges", "NET-11"), ("annexe_evaluation", "QUA-05"),
        ],
        AgreementKind.REGULATION: [
            ("selection", "MIK-57"), ("commercialisation", "MIK-57"), ("preparation", "MIK-57"),
            ("evaluation", "MIK-57"), ("delivrance", "MIK-57"), ("dysfonctionnements", "MIK-57"),
        ],
        AgreementKind.CHARTER: [("engagements", "MIK-90"), ("controle", "MIK-91")],
    }  # fmt: skip


@pytest.mark.rule("LAW-02", "QUA-04", "QUA-05", "NET-11", "MIK-57", "MIK-85")
@pytest.mark.parametrize("scope", Scope)
@pytest.mark.parametrize("kind", AgreementKind)
def test_the_shipped_agreements_may_be_signed(kind: AgreementKind, scope: Scope) -> None:
    assert agreement_refusals(shipped_agreements()[kind], terms(scope=scope)) == ()


@pytest.mark.rule("LAW-02", "QUA-04", "QUA-05", "NET-11", "MIK-57", "MIK-90", "MIK-91")
@pytest.mark.parametrize(("kind", "clause"), EACH)
def test_a_clause_taken_away_is_the_one_refused(kind: AgreementKind, clause: Clause) -> None:
    articles = [article for article in shipped_agreements()[kind].articles if article.clause != clause.code]
    refusals = missing_clauses(kind, articles, BOTH)
    assert told(refusals) == [(f"la clause « {clause.label} » manque", clause.rule)]
    assert f"« {clause.code} »" in refusals[0].message


GAPS = ["", "  \u00a0", "…", "[…]", "À compléter", "(à préciser).", "Lorem ipsum dolor", "Montant : ____ euros", "XXX",
        "Somme de [à compléter] par candidat", "- - -", "TODO"]  # fmt: skip


@pytest.mark.rule("LAW-02", "QUA-04")
@pytest.mark.parametrize("text", GAPS)
@pytest.mark.parametrize("code", ["contrepartie", "annexe_evaluation"])
def test_a_clause_left_to_write_counts_as_missing(code: str, text: str) -> None:
    clause = next(clause for clause in CLAUSES[CONVENTION] if clause.code == code)
    refusals = missing_clauses(CONVENTION, emptied(shipped_agreements()[CONVENTION], code, text), BOTH)
    assert told(refusals) == [(f"la clause « {clause.label} » est vide ou à compléter", clause.rule)]


@pytest.mark.parametrize(
    "text",
    ["Le dossier à compléter par le candidat…", "Prix (hors taxes), à préciser par avenant.", "{{ agreement.fees }}"],
)
def test_a_sentence_with_the_same_words_is_a_sentence(text: str) -> None:
    assert missing_clauses(CONVENTION, emptied(shipped_agreements()[CONVENTION], "objet", text), BOTH) == ()


@pytest.mark.rule("QUA-05")
def test_the_evaluation_annex_is_for_partners_who_evaluate() -> None:
    articles = [one for one in shipped_agreements()[CONVENTION].articles if one.clause != "annexe_evaluation"]
    found = {scope: [refusal.rule for refusal in missing_clauses(CONVENTION, articles, scope)] for scope in Scope}
    assert found == {Scope.PREPARE: [], Scope.ASSESS: ["QUA-05"], BOTH: ["QUA-05"]}


@pytest.mark.rule("LAW-02")
def test_an_article_for_others_only_does_not_count() -> None:
    articles = [
        one.model_copy(update={"only_for": (Scope.ASSESS,)}) if one.clause == "moyens" else one
        for one in shipped_agreements()[CONVENTION].articles
    ]
    assert [len(missing_clauses(CONVENTION, articles, scope)) for scope in Scope] == [1, 0, 0]


@pytest.mark.rule("MIK-90")
def test_a_charter_without_a_list_of_commitments_is_refused() -> None:
    articles = [one.model_copy(update={"items": ()}) for one in shipped_agreements()[AgreementKind.CHARTER].articles]
    refusals = missing_clauses(AgreementKind.CHARTER, articles, BOTH)
    assert told(refusals) == [("la clause « Engagements de qualité, en liste » est vide ou à compléter", "MIK-90")]


@pytest.mark.rule("QUA-04")
@pytest.mark.parametrize("fees", [(), ("",), ("  ",)])
def test_without_fees_no_convention_even_when_its_text_asks_for_none(fees: tuple[str, ...]) -> None:
    convention = shipped_agreements()[CONVENTION]
    silent = convention.model_copy(update={"articles": tuple(emptied(convention, "contrepartie", "Rien n’est dû."))})
    for agreement in (convention, silent):
        (refusal,) = agreement_refusals(agreement, terms(fees=fees))
        assert (refusal.rule, refusal.field) == ("QUA-04", "Convention de partenariat")
        assert refusal.message.startswith("il manque : convention, contrepartie financière")


@pytest.mark.rule("MIK-55", "QUA-05")
def test_what_the_texts_use_and_the_dossier_lacks_is_named() -> None:
    lacking = terms(trainers=(), evaluation_manager="")
    assert [(one.message, one.rule) for one in missing_terms(shipped_agreements()[CONVENTION], lacking)] == [
        ("il manque : convention, responsable de l’évaluation", "MIK-55"),
        ("il manque : convention, formateurs validés", "LAW-02"),
    ]
    assert missing_terms(shipped_agreements()[AgreementKind.CHARTER], lacking) == ()


@pytest.mark.rule("MIK-85")
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 12, 15), date(2028, 6, 30), []),
        (date(2026, 12, 15), date(2028, 7, 1),
         ["la fin, le 01/07/2028, dépasse l’échéance de l’enregistrement, le 30/06/2028"]),
        (date(2028, 6, 30), date(2028, 6, 29), ["le début, le 30/06/2028, vient après la fin, le 29/06/2028"]),
    ],
)  # fmt: skip
def test_the_convention_ends_with_the_registration(start: date, end: date, expected: list[str]) -> None:
    refusals = missing_terms(shipped_agreements()[CONVENTION], terms(start=start, end=end))
    assert [(one.message, one.rule) for one in refusals] == [(message, "MIK-85") for message in expected]


@pytest.mark.parametrize("name", ["à compléter", "[…]", "____", "Lorem ipsum"])
def test_an_organisation_with_such_a_name_makes_no_gap(name: str) -> None:
    assert agreement_refusals(shipped_agreements()[CONVENTION], terms(name)) == ()
