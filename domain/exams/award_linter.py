"""The parchemin linter: no document leaves without every regulatory mention (REF-26, LAW-09).

It reads the text of the document, not its data: a template that forgets a mention is caught like a fact that is absent.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from domain.calendar import format_date
from domain.exams.award import Award, AwardKind, Repertoire, day_in_words
from domain.refusal import Refusal

_FRAMEWORKS = {
    Repertoire.RNCP: "répertoire national des certifications professionnelles",
    Repertoire.RS: "répertoire spécifique",
}
_BLOC_ONLY = "ne vaut pas délivrance de la certification"

#: what a parchemin must not say, letters only, and what it would be telling
_FORBIDDEN = (
    ("sousreserve", "« sous réserve », alors que ce qui est délivré l’est sans condition"),
    ("(agreee?s?|reconnue?s?|homologuee?s?|garantie?s?)par(letat|francecompetences)", "un agrément de l’État"),
    ("agrement(deletat|defrancecompetences)", "un agrément de l’État"),
    ("(delivree?|certifiee?|validee?|labellisee?)parfrancecompetences", "une délivrance par France compétences"),
    ("logo(type)?(de)?francecompetences", "le logo de France compétences"),
    ("diplome(detat|national)", "un diplôme d’État ou national"),
)


@dataclass(frozen=True)
class Mention:
    """What a document must state: every one of `said`; a blank one is a fact that is absent."""

    label: str
    rule: str
    said: tuple[str, ...]


def mentions(award: Award) -> tuple[Mention, ...]:
    """The mentions that the document of this award must bear (LAW-09; REF-27 for a bloc)."""
    return tuple(_mentions(award))


def _mentions(award: Award) -> Iterator[Mention]:
    certification, holder = award.certification, award.holder
    registered = ("enregistrée au", _FRAMEWORKS[certification.repertoire], certification.code)
    decided = f"décision du directeur général de France compétences en date du {format_date(certification.decided_on)}"
    yield Mention("Enregistrement et décision de France compétences", "LAW-09", (*registered, decided))
    yield Mention("Raison sociale du certificateur", "LAW-09", (award.certifier,))
    yield Mention("Intitulé exact de la certification", "LAW-09", (certification.title,))
    if certification.repertoire is Repertoire.RNCP:
        level = "" if certification.level is None else f"niveau {certification.level} du cadre"
        frameworks = (f"{level} national", f"{level} européen") if level else ("",)
        yield Mention("Niveau, national et européen (CEC)", "LAW-09", frameworks)
    nsf = tuple(f"NSF {certification.nsf[0]}" if rank == 0 else code for rank, code in enumerate(certification.nsf))
    yield Mention("Code NSF", "LAW-09", nsf or ("",))
    yield Mention("Identité du titulaire", "LAW-09", (holder.first_names, holder.birth_name))
    yield Mention("Date et lieu de naissance", "LAW-09", (holder.birth_date, holder.birth_place))
    yield Mention("Lieu et date de délivrance", "LAW-09", (award.place, day_in_words(award.delivered_on)))
    yield Mention("Nom et qualité du signataire", "LAW-09", (award.signatory.name, award.signatory.quality))
    if award.bloc is not None:
        yield Mention("Bloc de compétences acquis", "REF-27", (award.bloc.code, award.bloc.label, _BLOC_ONLY))


def missing_mentions(text: str, award: Award) -> list[str]:
    """The labels of the mentions that `text`, the whole text of a document, does not bear.

    Case, white space and line breaks do not count: a PDF breaks lines where it likes.
    """
    return [mention.label for mention in _missing(text, award)]


def forbidden(text: str) -> list[str]:
    """What `text` says and must not: a condition, an agrément, the logo or the title of somebody else."""
    letters = _letters(text)
    return list(dict.fromkeys(told for pattern, told in _FORBIDDEN if re.search(pattern, letters)))


def award_refusals(text: str, award: Award) -> tuple[Refusal, ...]:
    """Everything that keeps a document from being made; nothing when it can leave (REF-26)."""
    document = award.kind.label
    absent = tuple(
        Refusal(
            f"le document {award.number} ne porte pas la mention obligatoire « {mention.label} » : complétez la fiche "
            "de la certification ou du candidat, ou le modèle de document",
            mention.rule, document,
        )
        for mention in _missing(text, award)
    )  # fmt: skip
    # the exact title is France compétences' own: it may say what we may not
    said = forbidden(_letters(text).replace(_letters(award.certification.title), ""))
    wrong = tuple(
        Refusal(f"le document {award.number} annonce {told} : retirez cette mention", "LAW-09", document)
        for told in said
    )
    return (*absent, *wrong, *_mistakable(text, award))


def _missing(text: str, award: Award) -> Iterator[Mention]:
    flat = _flat(text)
    for mention in mentions(award):
        wanted = [_flat(said) for said in mention.said]
        if not all(said and said in flat for said in wanted):
            yield mention


def _mistakable(text: str, award: Award) -> tuple[Refusal, ...]:
    """An attestation that calls itself a parchemin (REF-27)."""
    if award.kind is AwardKind.FULL or _flat(AwardKind.FULL.label) not in _flat(text):
        return ()
    message = f"l’attestation {award.number} se présente comme un parchemin : retirez ce mot du modèle"
    return (Refusal(message, "REF-27", award.kind.label),)


def _flat(text: str) -> str:
    """Without case, white space, hyphenation and typographic variants."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("'", "’")
    return "".join(char for char in folded if not char.isspace() and unicodedata.category(char) != "Cf")


def _letters(text: str) -> str:
    """Letters and figures only, without accents: « agréé par l’État » is « agreeparletat »."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if char.isalnum())
