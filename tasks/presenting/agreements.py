"""What the three agreements print: the data that `templates/documents/record.typ` is given (MIK-85, MIK-87, MIK-90).

The certifier's words receive their French typography before the fields are filled: what an OF typed is not retouched,
and is never read again.
"""

from collections.abc import Sequence
from datetime import date

from config.loader import Organisation
from domain.agreements import Agreement, Article, Party, Terms, values_of
from domain.calendar import format_date
from domain.certification import Certification
from domain.dossier import Dossier
from domain.extent import blocs_in_words, competences_of, routes_in_words
from domain.placeholders import Values, fill, fill_items
from tasks.mail.typography import NO_BREAK, french, siret
from tasks.presenting.frame import Data

#: characters of a fingerprint that a page prints; the register keeps all 64
SHORT = 12


def terms_of(
    dossier: Dossier, organisation: Organisation, figures: Certification, start: date, end: date | None = None
) -> Terms:
    """The terms of one dossier.

    Args:
        start: first day of the agreement.
        end: last day; that of the registration unless said (MIK-85).
    """
    application, done = dossier.application, dossier.workstreams
    return Terms(
        certifier=Party(
            organisation.name,
            siret(organisation.siret),
            organisation.address,
            organisation.signatory,
            organisation.email,
        ),
        partner=Party(
            application.name,
            siret(application.siret),
            " ".join(filter(None, (application.address, application.postcode, application.city))),
            application.representative,
            application.email,
        ),
        code=figures.code,
        title=figures.title,
        registration_end=figures.registration_end,
        start=start,
        end=end or figures.registration_end,
        scope=application.scope,
        blocs=blocs_in_words(dossier.extent, figures),
        routes=routes_in_words(dossier.extent),
        competences=competences_of(dossier.extent, figures),
        fees=figures.fees,
        trainers=done.trainers if done else (),
        evaluation_manager=done.evaluation_manager if done else "",
    )


def agreement_data(agreement: Agreement, terms: Terms) -> Data:
    """The data of one agreement, to lay over `Frame.frame`; whether it may be signed is for `domain.clauses`.

    Annexes come before the signatures, which cover them.
    """
    values, kept = values_of(terms), agreement.for_scope(terms.scope).articles
    articles = [article for article in kept if not article.annex]
    annexes = [article for article in kept if article.annex]
    return {
        "version": agreement.version,
        "title": french(agreement.title),
        "subtitle": f"{terms.code} – {terms.title}",
        "card": _card(agreement, terms),
        "sections": [
            {"title": "Préambule", "paragraphs": _paragraphs(agreement.preamble, values)},
            *_sections("Article", articles, values),
            *_sections("Annexe", annexes, values),
            {"title": "Signatures", "paragraphs": _paragraphs(agreement.closing, values)},
        ],
        "signatures": [
            {"name": terms.certifier.representative, "quality": f"Pour {terms.certifier.name}"},
            {"name": terms.partner.representative, "quality": f"Pour {terms.partner.name}"},
        ],
    }


def _card(agreement: Agreement, terms: Terms) -> list[list[str]]:
    return [
        ["Certificateur", terms.certifier.name],
        ["SIRET", terms.certifier.siret],
        ["Partenaire", terms.partner.name],
        ["SIRET", terms.partner.siret],
        ["Portée", terms.scope.label],
        ["Validité", f"du {format_date(terms.start)} au {format_date(terms.end)}"],
        ["Texte", f"version {agreement.version}"],
        ["Empreinte", agreement.sha256[:SHORT]],
    ]


def _sections(word: str, articles: Sequence[Article], values: Values) -> list[Data]:
    return [
        {
            "title": f"{word}{NO_BREAK}{number} – {fill(french(article.title), values)}",
            "paragraphs": _paragraphs(article.paragraphs, values),
            "list": list(fill_items(tuple(map(french, article.items)), values)),
        }
        for number, article in enumerate(articles, start=1)
    ]


def _paragraphs(texts: Sequence[str], values: Values) -> list[str]:
    return [fill(french(text), values) for text in texts]
