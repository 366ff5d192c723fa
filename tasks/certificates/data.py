"""From an award to the words of its document, refused when a mention is missing or a name cannot be printed.

The templates print every string of the data and add none: the text that the linter reads is the text of the page.
`tests/tasks/certificates/test_parchemin.py` holds them to it, with the text of the PDF.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from domain.calendar import format_date
from domain.exams.award import Award, AwardKind, Repertoire, day_in_words, grouped
from domain.exams.award_linter import award_refusals
from domain.exams.vocabulary import Sex
from domain.refusal import Refusal
from tasks.certificates.qr import qr_code
from tasks.mail.typography import NO_BREAK, french
from tasks.typesetting import clean_text, lost_characters
from tasks.typesetting.cleaning import clean_data

TEMPLATES = {AwardKind.FULL: "parchemin", AwardKind.BLOC: "attestation_bloc"}

_BORN = {Sex.FEMALE: "née", Sex.MALE: "né"}
_REPERTOIRES = {
    Repertoire.RNCP: "Répertoire national des certifications professionnelles (RNCP)",
    Repertoire.RS: "Répertoire spécifique (RS)",
}
_ACHIEVED = {
    AwardKind.FULL: "a satisfait aux exigences du référentiel d’évaluation et obtient la certification professionnelle",
    AwardKind.BLOC: "a satisfait aux exigences du référentiel d’évaluation et acquiert le bloc de compétences",
}
_BLOC_ONLY = (
    "La présente attestation ne vaut pas délivrance de la certification entière : le bloc reste acquis et compte pour "
    "l’obtenir."
)


@dataclass(frozen=True)
class AwardDocument:
    """What to compose: the name of a template and its data, as `tasks.typesetting.render` takes them."""

    template: str
    data: Mapping[str, Any]


def award_document(award: Award, register_url: str, *, sealed: bool = False) -> AwardDocument | tuple[Refusal, ...]:
    """The document of an award, or why it cannot leave (REF-26, REF-27, LAW-09).

    Args:
        register_url: public address of the register, without its last « / ».
        sealed: whether an electronic seal will be put on the file: the document says so.
    """
    refusals = award_lacks(award, register_url, sealed=sealed)
    address = page_address(register_url, award)
    qr = {"svg": qr_code(address), "alt": f"Code QR de vérification : {address}"}
    words = _words(award, register_url, sealed)
    return refusals or AwardDocument(TEMPLATES[award.kind], {**words, "qr": qr})


def award_lacks(award: Award, register_url: str, *, sealed: bool = False) -> tuple[Refusal, ...]:
    """Why the document of an award cannot leave; nothing when it can."""
    return _unprintable(award) or award_refusals(printed_text(_words(award, register_url, sealed)), award)


def page_address(register_url: str, award: Award) -> str:
    """The public page of the certificate, which its QR code opens."""
    return f"{register_url.rstrip('/')}/v/{award.verification_code}.html"


def printed_text(data: Mapping[str, Any]) -> str:
    """Every word that the document prints: the QR code, which is a picture, is left out."""
    return "\n".join(_strings(clean_data({key: value for key, value in data.items() if key != "qr"})))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    else:
        for item in value:
            yield from _strings(item)


def _unprintable(award: Award) -> tuple[Refusal, ...]:
    """A name that the fonts cannot write to the letter is not printed with a blank square or without its accents."""
    holder = award.holder
    written = {
        "Prénoms": holder.first_names, "Nom de naissance": holder.birth_name, "Nom d’usage": holder.usage_name,
        "Lieu de naissance": holder.birth_place,
    }  # fmt: skip
    return tuple(
        Refusal(
            f"« {clean_text(text)} » ne peut pas être imprimé sur le document {award.number} : les polices n’ont pas "
            f"{', '.join(lost)}. Écrivez-le en lettres latines, comme sur la pièce d’identité",
            "REF-26", field,
        )
        for field, text in written.items() if (lost := lost_characters(text))
    )  # fmt: skip


def _words(award: Award, register_url: str, sealed: bool) -> dict[str, Any]:
    """All that the document prints but the QR code."""
    certification = award.certification
    return {
        "title": award.kind.label,
        "number": award.number,
        "certifier": award.certifier,
        "attests": "Le certificateur atteste que",
        "name": award.holder.name,
        "born": _birth(award),
        "achieved": _ACHIEVED[award.kind],
        "certification": certification.title,
        "level": _level(award),
        "registration": _registration(award),
        "nsf": _nsf(certification.nsf),
        "jury": f"Délibération du jury du {day_in_words(award.jury_date)}",
        "bloc": _bloc(award),
        "delivered": f"Fait à {award.place}, le {day_in_words(award.delivered_on)}",
        "signatory": {"name": award.signatory.name, "quality": award.signatory.quality},
        "validity": award.valid_until and f"Valable jusqu’au {day_in_words(award.valid_until)}",
        "verify": {
            "label": "Vérifier ce document",
            "host": urlsplit(register_url).netloc,
            "code": f"Code {grouped(award.verification_code)}",
        },
        "seal": f"Document scellé électroniquement par {award.certifier}" if sealed else None,
    }


def _birth(award: Award) -> str:
    """« née le 14 juillet 1991 à Sélestat (67), nom d’usage Lefèvre »."""
    holder = award.holder
    link = "le " if holder.birth.day and holder.birth.month else "en "
    place = f" à {holder.birth_place}" if holder.birth_place else ""
    usage = f", nom d’usage {holder.usage_name}" if holder.usage_name else ""
    return f"{_BORN[holder.sex]} {link}{holder.birth_date}{place}{usage}"


def _level(award: Award) -> str | None:
    """Both frameworks count alike since the décret n° 2019-14; the répertoire spécifique has no level."""
    level = award.certification.level
    if award.certification.repertoire is Repertoire.RS or level is None:
        return None
    return (
        f"Niveau{NO_BREAK}{level} du cadre national des certifications professionnelles, niveau{NO_BREAK}{level} du "
        "cadre européen des certifications (CEC)"
    )


def _registration(award: Award) -> str:
    certification = award.certification
    return (
        f"Certification professionnelle enregistrée au {_REPERTOIRES[certification.repertoire]} sous le "
        f"numéro{NO_BREAK}{certification.code} par décision du directeur général de France compétences en date du "
        f"{format_date(certification.decided_on)}"
    )


def _nsf(codes: tuple[str, ...]) -> str | None:
    if not codes:
        return None
    return f"{'Code' if len(codes) == 1 else 'Codes'} NSF{NO_BREAK}{', '.join(codes)}"


def _bloc(award: Award) -> dict[str, str] | None:
    if award.bloc is None:
        return None
    return {
        "code": f"Bloc {award.bloc.code}",
        "label": award.bloc.label,
        "of": "de la certification professionnelle",
        "only": french(_BLOC_ONLY),
    }
