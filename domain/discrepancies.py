"""What may differ between our register and the export of France compétences, each with its French sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.calendar import add_months, format_date
from domain.france_competences import DIRECTORIES, Declared, Export, Fiche, directory_of
from domain.vocabulary import Labelled, Scope

#: R. 6113-16-5: every change is declared within two months (LAW-05)
DECLARATION_MONTHS = 2
_SCOPES = {scope.france_competences: scope.label for scope in Scope}


class Gap(Labelled):
    """The kinds of discrepancy, the gravest first."""

    CERTIFICATION_INACTIVE = "certification_inactive", "Certification expirée ou inactive"
    FICHE_ABSENT = "fiche_absente", "Fiche absente de l’export"
    MISSING = "manquant", "Partenaire non déclaré"
    NOT_ACTIVE = "non_actif", "Déclaration supprimée ou inactive"
    STILL_DECLARED = "encore_declare", "Encore déclaré après la fin de l’habilitation"
    WRONG_SCOPE = "perimetre", "Périmètre différent"
    OTHER_ESTABLISHMENT = "autre_etablissement", "Déclaré sous un autre établissement"
    BAD_SIRET = "siret_invalide", "SIRET absent ou invalide"
    UNKNOWN_HERE = "inconnu", "Déclaré mais inconnu du registre"
    DUPLICATE = "doublon", "Lignes en double"
    CERTIFICATION_REPLACED = "fiche_remplacee", "Fiche remplacée"
    NAME_DIFFERS = "nom", "Nom différent (pour information)"


_RANK = {gap: rank for rank, gap in enumerate(Gap)}


@dataclass(frozen=True)
class Registered:
    """One habilitation of our register.

    Args:
        certification, siret: normalised (« RS5568 », 14 digits).
        habilitated_on: the day of the habilitation, or of the amendment that gave it its present scope.
        ended_on: the first day without habilitation, None when no end is known.
    """

    dossier: str
    certification: str
    siret: str
    name: str
    scope: Scope
    habilitated_on: date
    ended_on: date | None = None

    def is_live(self, on: date) -> bool:
        return self.habilitated_on <= on and (self.ended_on is None or on < self.ended_on)


@dataclass(frozen=True)
class Discrepancy:
    """One gap and its cure.

    Args:
        dossier, siret, name: empty when the gap is the certification's, or (dossier) when we know no such partner.
        due_on: when the declaration must be made, None when no dated change of ours starts the two months.
        late: whether that day has passed.
        sentence: what differs and what to do, in French.
    """

    kind: Gap
    certification: str
    sentence: str
    siret: str = ""
    name: str = ""
    dossier: str = ""
    due_on: date | None = None
    late: bool = False
    rule: str = "LAW-05"

    def urgency(self) -> tuple[bool, int, date, str, str, str]:
        """The sort key: what is late first, the gravest before the others, then by due date."""
        due_on = self.due_on or date.max
        return not self.late, _RANK[self.kind], due_on, self.certification, self.siret, self.sentence


def fiche_absent(code: str, partners: int, export: Export) -> Discrepancy:
    if directory_of(code) in (export.directories or DIRECTORIES):
        cure = "vérifiez le code de la certification dans la configuration"
    else:
        held = " et ".join(sorted(export.directories))
        cure = f"cet export ne contient que des fiches {held} : prenez celui du {directory_of(code)}"
    fact = f"La fiche {code} ne figure pas dans l’export « {export.source} » ({_partners(partners)} à y comparer)"
    return Discrepancy(Gap.FICHE_ABSENT, code, f"{fact} : {cure}.")


def certification_inactive(fiche: Fiche, partners: int) -> Discrepancy:
    ended = f" depuis la fin de son enregistrement le {format_date(fiche.ends_on)}" if fiche.ends_on else ""
    said = "n’est plus active" + (ended if fiche.active else " pour France compétences" + _end(fiche))
    sentence = (
        f"La certification {fiche.code} {said}{_successor(fiche)}. Le registre y compte {_partners(partners)} : "
        "mettez fin aux conventions et faites retirer les communications."
    )
    return Discrepancy(Gap.CERTIFICATION_INACTIVE, fiche.code, sentence, rule="MIK-85")


def certification_replaced(fiche: Fiche) -> Discrepancy:
    sentence = (
        f"La fiche {fiche.code} est encore active{_end(fiche)} mais elle est déjà{_successor(fiche, comma='')} : "
        "préparez les conventions et la déclaration des partenaires sur la nouvelle fiche."
    )
    return Discrepancy(Gap.CERTIFICATION_REPLACED, fiche.code, sentence, rule="MIK-85")


def missing(entry: Registered, on: date) -> Discrepancy:
    fact = (
        f"{entry.name} est habilité depuis le {format_date(entry.habilitated_on)} ({entry.scope.label.lower()}) "
        f"mais ne figure pas sur la fiche {entry.certification}"
    )
    return _clocked(Gap.MISSING, entry, f"{fact} : déclarez-le", entry.habilitated_on, on)


def not_active(entry: Registered, line: Declared, on: date) -> Discrepancy:
    since = f" depuis le {format_date(line.changed_on)}" if line.changed_on else ""
    fact = (
        f"{entry.name} est habilité mais figure sur la fiche {entry.certification} comme « {line.state.label} »{since}"
    )
    changed = max(entry.habilitated_on, line.changed_on or date.min)
    return _clocked(Gap.NOT_ACTIVE, entry, f"{fact} : redéclarez-le ou mettez fin à son habilitation", changed, on)


def still_declared(entry: Registered, on: date) -> Discrepancy:
    ended_on = entry.ended_on or on
    fact = (
        f"L’habilitation de « {entry.name} » a pris fin le {format_date(ended_on)} "
        f"mais la fiche {entry.certification} le déclare toujours actif"
    )
    return _clocked(Gap.STILL_DECLARED, entry, f"{fact} : déclarez le retrait", ended_on, on)


def wrong_scope(entry: Registered, lines: Sequence[Declared], on: date) -> Discrepancy:
    there = " et ".join(sorted({_scope(line) for line in lines}))
    fact = f"{entry.name} est habilité à « {entry.scope.label} » mais la fiche {entry.certification} porte « {there} »"
    return _clocked(Gap.WRONG_SCOPE, entry, f"{fact} : corrigez la déclaration", entry.habilitated_on, on)


def other_establishment(entry: Registered, line: Declared, on: date) -> Discrepancy:
    fact = (
        f"{entry.name} est habilité sous le SIRET {entry.siret} mais la fiche {entry.certification} déclare un autre "
        f"établissement de la même entreprise ({line.siret})"
    )
    cure = "corrigez la déclaration ou le registre"
    return _clocked(Gap.OTHER_ESTABLISHMENT, entry, f"{fact} : {cure}", entry.habilitated_on, on)


def bad_siret(line: Declared, entry: Registered | None, on: date) -> Discrepancy:
    number = f"avec le SIRET « {line.siret[:20]} », qui n’est pas valide" if line.siret else "sans SIRET"
    fact = f"« {line.name} » figure sur la fiche {line.certification} {number}"
    if entry is None:
        sentence = f"{fact}, et aucun partenaire du registre ne porte ce nom : faites corriger la déclaration."
        return Discrepancy(Gap.BAD_SIRET, line.certification, sentence, line.siret, line.name)
    cure = f"faites corriger la déclaration avec le SIRET {entry.siret}"
    return _clocked(Gap.BAD_SIRET, entry, f"{fact} : {cure}", entry.habilitated_on, on)


def unknown_here(line: Declared) -> Discrepancy:
    since = f" (depuis le {format_date(day)})" if (day := line.active_since or line.changed_on) else ""
    sentence = (
        f"{line.name} (SIRET {line.siret}) est déclaré actif sur la fiche {line.certification}{since} "
        "mais le registre ne le connaît pas : enregistrez sa convention ou faites retirer la déclaration."
    )
    return Discrepancy(Gap.UNKNOWN_HERE, line.certification, sentence, line.siret, line.name)


def duplicate(entry: Registered, lines: Sequence[Declared]) -> Discrepancy:
    sentence = (
        f"{entry.name} figure {len(lines)} fois comme « Actif » sur la fiche {entry.certification} : "
        "faites retirer les lignes en trop."
    )
    return Discrepancy(Gap.DUPLICATE, entry.certification, sentence, entry.siret, entry.name, entry.dossier)


def name_differs(entry: Registered, line: Declared) -> Discrepancy:
    sentence = (
        f"Le SIRET {entry.siret} est celui de « {entry.name} » dans le registre et de « {line.name} » sur la fiche "
        f"{entry.certification} : vérifiez qu’il s’agit du même organisme."
    )
    return Discrepancy(Gap.NAME_DIFFERS, entry.certification, sentence, entry.siret, entry.name, entry.dossier)


def _clocked(gap: Gap, entry: Registered, fact: str, changed: date, on: date) -> Discrepancy:
    due_on = add_months(changed, DECLARATION_MONTHS)
    span = f"{DECLARATION_MONTHS} mois à compter du {format_date(changed)}"
    late = on > due_on
    clock = (
        f"en retard, il fallait le faire au plus tard le {format_date(due_on)}"
        if late
        else (f"au plus tard le {format_date(due_on)}")
    )
    return Discrepancy(
        gap, entry.certification, f"{fact} ; {clock} ({span}, art. R. 6113-16-5).",
        entry.siret, entry.name, entry.dossier, due_on, late,
    )  # fmt: skip


def _scope(line: Declared) -> str:
    if line.scope is None:
        return "aucun périmètre"
    return _SCOPES.get(line.scope, line.scope[:40])


def _end(fiche: Fiche) -> str:
    return f" (fin d’enregistrement : {format_date(fiche.ends_on)})" if fiche.ends_on else ""


def _successor(fiche: Fiche, comma: str = ",") -> str:
    return f"{comma} remplacée par {' et '.join(fiche.replaced_by)}" if fiche.replaced_by else ""


def _partners(count: int) -> str:
    return f"{count} partenaire habilité" if count == 1 else f"{count} partenaires habilités"
