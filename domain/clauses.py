"""The clause linter: what an agreement must say before anybody signs it. Each gap is named, with its rule."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.agreements import Agreement, AgreementKind, Article, Terms, values_of
from domain.calendar import format_date
from domain.placeholders import fields_of
from domain.refusal import Refusal
from domain.vocabulary import Scope


@dataclass(frozen=True)
class Clause:
    """A statement that an agreement must make; `of_evaluators`: only that of a partner who evaluates."""

    code: str
    label: str
    rule: str
    of_evaluators: bool = False
    needs_list: bool = False


CLAUSES: Mapping[AgreementKind, tuple[Clause, ...]] = {
    AgreementKind.CONVENTION: (
        Clause("objet", "Objet de l’habilitation (1°)", "LAW-02"),
        Clause("certifications", "Certifications ou blocs de compétences visés (2°)", "LAW-02"),
        Clause("validite", "Période de validité (3°)", "LAW-02"),
        Clause("contrepartie", "Contrepartie financière (4°)", "LAW-02"),
        Clause("sous_traitance", "Sous-traitance, article L. 6323-9-2 (5°)", "LAW-02"),
        Clause("moyens", "Moyens techniques, pédagogiques et d’encadrement (6°)", "LAW-02"),
        Clause("cfa", "Centres de formation d’apprentis (7°)", "LAW-02"),
        Clause("technique", "Règles techniques de la délégation", "QUA-04"),
        Clause("financier", "Règles financières de la délégation", "QUA-04"),
        Clause("cahier_des_charges", "Cahier des charges", "NET-11"),
        Clause("annexe_evaluation", "Modalités et critères d’évaluation, en annexe", "QUA-05", of_evaluators=True),
    ),
    AgreementKind.REGULATION: (
        Clause("selection", "Sélection", "MIK-57"),
        Clause("commercialisation", "Commercialisation", "MIK-57"),
        Clause("preparation", "Préparation", "MIK-57"),
        Clause("evaluation", "Évaluation", "MIK-57"),
        Clause("delivrance", "Délivrance", "MIK-57"),
        Clause("dysfonctionnements", "Traitement des dysfonctionnements", "MIK-57"),
    ),
    AgreementKind.CHARTER: (
        Clause("engagements", "Engagements de qualité, en liste", "MIK-90", needs_list=True),
        Clause("controle", "Contrôle du respect de la charte", "MIK-91"),
    ),
}

#: fields that only some agreements use, and the rule that wants them filled
_RULES = {
    "agreement.fees": "QUA-04",
    "agreement.evaluation_manager": "MIK-55",
    "agreement.trainers": "LAW-02",
    "certification.competences": "LAW-02",
}
_FIELD_NAMES = {
    "certifier": "organisme certificateur",
    "partner": "organisme partenaire",
    "certification": "certification",
    "agreement": "convention",
    "name": "dénomination",
    "siret": "SIRET",
    "address": "adresse",
    "representative": "représentant légal",
    "email": "adresse électronique",
    "code": "code",
    "title": "intitulé",
    "competences": "liste des compétences",
    "blocs": "blocs de l’habilitation",
    "routes": "voies d’accès de l’habilitation",
    "fees": "contrepartie financière (« fees » du fichier de la certification)",
    "trainers": "formateurs validés",
    "evaluation_manager": "responsable de l’évaluation",
}

_TO_WRITE = r"[àa] +(?:compl[ée]ter|d[ée]finir|pr[ée]ciser|r[ée]diger)"
#: a text that is nothing but this says nothing
_NOTHING = re.compile(rf"[\s\W_]*(?:{_TO_WRITE}|x{{3,}}|todo|tbd)?[\s\W_]*", re.IGNORECASE)
#: a gap left anywhere in a text
_GAP = re.compile(
    rf"lorem ipsum|_{{3,}}|…{{2,}}|\.{{4,}}|[\[(<]\s*(?:…|\.{{3}}|x{{3,}}|{_TO_WRITE})\s*[\])>]", re.IGNORECASE
)


def missing_clauses(kind: AgreementKind, articles: Iterable[Article], scope: Scope) -> tuple[Refusal, ...]:
    """The statements that the certifier's articles do not make for a partner of this scope (LAW-02, QUA-04, QUA-05…).

    Args:
        articles: as the file gives them, before the dossier's values stand in: a gap is the certifier's, and an OF
            that calls itself « à compléter » makes none.
    """
    kept = [article for article in articles if article.concerns(scope)]
    needed = [clause for clause in CLAUSES[kind] if scope.assesses or not clause.of_evaluators]
    return tuple(refusal for clause in needed if (refusal := _missing(kind, clause, kept)))


def _missing(kind: AgreementKind, clause: Clause, articles: Iterable[Article]) -> Refusal | None:
    found = [article for article in articles if article.clause == clause.code]
    if not found:
        cure = f"ajoutez à {kind.value}.toml un article dont la clé « clause » vaut « {clause.code} »"
        return Refusal(f"la clause « {clause.label} » manque : {cure}", clause.rule, kind.label)
    if any(_is_gap(article) for article in found) or (clause.needs_list and not any(one.items for one in found)):
        cure = f"rédigez l’article « {found[0].title} » de {kind.value}.toml"
        return Refusal(f"la clause « {clause.label} » est vide ou à compléter : {cure}", clause.rule, kind.label)
    return None


def _is_gap(article: Article) -> bool:
    """Nothing is said, or something is left to be said."""
    texts = article.texts
    return not texts or any(_NOTHING.fullmatch(text) or _GAP.search(text) for text in texts)


def missing_terms(agreement: Agreement, terms: Terms) -> tuple[Refusal, ...]:
    """What the dossier or the certification does not give although the texts use it, and dates that cannot be."""
    values, label = values_of(terms), agreement.kind.label
    used = frozenset[str]().union(*(fields_of(text) for text in agreement.for_scope(terms.scope).texts))
    if agreement.kind is AgreementKind.CONVENTION:
        used |= {"agreement.fees"}  # owed or not, it is said (QUA-04)
    empty = sorted(field for field in used if not "".join(values[field]).strip())
    refusals = [Refusal(f"il manque : {_named(field)}", _RULES.get(field, "LAW-01"), label) for field in empty]
    return (*refusals, *_wrong_dates(label, terms))


def agreement_refusals(agreement: Agreement, terms: Terms) -> tuple[Refusal, ...]:
    """Everything that keeps this agreement from being made; nothing when it can be signed."""
    return (*missing_clauses(agreement.kind, agreement.articles, terms.scope), *missing_terms(agreement, terms))


def _wrong_dates(label: str, terms: Terms) -> Iterable[Refusal]:
    start, end, last = format_date(terms.start), format_date(terms.end), format_date(terms.registration_end)
    if terms.end > terms.registration_end:
        yield Refusal(f"la fin, le {end}, dépasse l’échéance de l’enregistrement, le {last}", "MIK-85", label)
    if terms.start > terms.end:
        yield Refusal(f"le début, le {start}, vient après la fin, le {end}", "MIK-85", label)


def _named(field: str) -> str:
    """« organisme partenaire, représentant légal »."""
    group, _, name = field.partition(".")
    return f"{_FIELD_NAMES[group]}, {_FIELD_NAMES[name]}"
