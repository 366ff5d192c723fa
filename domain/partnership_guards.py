"""Guards of the partnership process: each returns the refusal that a person reads, or None.

`dossier` is what the command would make of it, `before` what it was.
"""

from datetime import date
from unicodedata import normalize

from domain.calendar import format_date
from domain.certification import Certification
from domain.dossier import Attendee, CommissionRecord, Dossier, warnings
from domain.refusal import Refusal
from domain.scoring import passes
from domain.vocabulary import Factor, Role

#: longest free text of a decision, in characters; beyond it a PV can no longer be read
LONGEST_TEXT = 4000


def same_person(one: str, other: str) -> bool:
    """Two spellings of one name: space, case and coding of accents do not make two persons."""
    return normalize("NFC", one).casefold().split() == normalize("NFC", other).casefold().split()


def something_missing(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    return None if dossier.missing else Refusal("Aucune pièce ne manque.", "MIK-13")


def nothing_missing(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    if not dossier.missing:
        return None
    items = ", ".join(item.label for item in dossier.missing)
    return Refusal(f"Seules les candidatures complètes sont examinées. Il manque : {items}.", "MIK-13")


def has_owner(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    if dossier.owner:
        return None
    return Refusal(
        "le dossier n’a pas de responsable. Indiquez-le dans l’onglet « Candidatures » avant de noter.",
        "MIK-17",
        "Responsable du dossier",
    )


def scored_by_owner(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    if dossier.scoresheet and same_person(dossier.scoresheet.scorer, dossier.owner):
        return None
    return Refusal(
        f"la grille est validée par la personne responsable du dossier, {dossier.owner}.",
        "MIK-16",
        "Grille validée par",
    )


def grid_in_force(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    if dossier.scoresheet and dossier.scoresheet.grid_version == dossier.grid_version:
        return None
    return Refusal(
        f"le dossier se note avec la grille en vigueur à sa réception ({dossier.grid_version}). "
        "Remettez ce fichier de grille dans config/certifications.",
        "MIK-19",
    )


def grid_filled(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """Each line of the grid once, none empty, none beyond what it can give (MIK-18, MIK-20, O-08)."""
    scored = list(dossier.scoresheet.lines) if dossier.scoresheet else []
    expected = {line.code: line for line in figures.grid.lines}
    for code in expected:
        if code not in {line.code for line in scored}:
            return Refusal("aucune ligne de la grille ne reste vide : donnez les points.", "MIK-18", code)
    for position, line in enumerate(scored):
        if line.code not in expected or line.code in {other.code for other in scored[:position]}:
            return Refusal("cette ligne est en trop : chaque ligne de la grille compte une fois.", "MIK-20", line.code)
        if not 0 <= line.points <= expected[line.code].max:
            return Refusal(f"les points vont de 0 à {expected[line.code].max:g}.", "MIK-20", line.code)
        if line.staff_points not in (expected[line.code].staff_choices or (0,)):
            return Refusal("ces points ne figurent pas parmi les choix de la ligne.", "MIK-20", line.code)
    return None


def below_pass_mark(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    if dossier.scoresheet and not passes(figures.grid, dossier.scoresheet.total):
        return None
    return Refusal("La note atteint le seuil : le dossier va en commission.", "MIK-22")


def at_pass_mark(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """The other factors never rescue a dossier below the mark (MIK-14, MIK-21)."""
    if dossier.scoresheet and passes(figures.grid, dossier.scoresheet.total):
        return None
    return Refusal(f"La note est inférieure à {figures.grid.pass_mark:g} : le dossier est rejeté.", "MIK-21")


def quorum(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """Direction and the owner, two different persons (MIK-24)."""
    attendees = dossier.commission.attendees if dossier.commission else ()
    owners = [person for person in attendees if same_person(person.name, dossier.owner)]
    others = [person for person in attendees if not same_person(person.name, dossier.owner)]
    if not any(person.role is Role.DIRECTION for person in others):
        return Refusal(
            "la commission réunit au moins un membre de la direction, autre que le responsable du dossier.",
            "MIK-24",
            "Participants",
        )
    if not owners:
        return Refusal(
            f"la commission réunit la personne responsable du dossier, {dossier.owner}.", "MIK-24", "Participants"
        )
    return None


def five_factors(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    given = {item.factor for item in dossier.commission.factors} if dossier.commission else set()
    for factor in Factor:
        if factor not in given:
            return Refusal(
                "chacun des cinq autres facteurs reçoit un avis : Favorable, Réservé ou Défavorable.",
                "MIK-15",
                factor.label,
            )
    return None


def commission_dated(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    record = dossier.commission
    if record is None or record.held_on > on:
        return Refusal(
            "la commission ne peut pas être datée après aujourd’hui. Corrigez la date.",
            "MIK-24",
            "Date de la commission",
        )
    if dossier.scoresheet and record.held_on < dossier.scoresheet.scored_on:
        return Refusal(
            f"la commission suit la notation, validée le {format_date(dossier.scoresheet.scored_on)}. "
            "Corrigez la date.",
            "MIK-21",
            "Date de la commission",
        )
    return None


def texts_readable(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    record = dossier.commission
    if record is None:
        return None
    texts = [("Motif", record.motive), ("Dérogation motivée", record.derogation)]
    texts += [(f"Commentaire – {item.factor.label}", item.comment) for item in record.factors]
    return next((refusal for name, text in texts if (refusal := too_long(name, text))), None)


def too_long(field: str, text: str) -> Refusal | None:
    if len(text) <= LONGEST_TEXT:
        return None
    return Refusal(
        f"le texte compte {len(text)} caractères, {LONGEST_TEXT} au plus. Résumez-le et joignez le détail en pièce.",
        "MIK-31",
        field,
    )


#: what every decision of the commission needs, whichever way it goes
COMMISSION = (quorum, five_factors, commission_dated, texts_readable)


def derogation_when_needed(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    record: CommissionRecord | None = dossier.commission
    found = warnings(dossier, figures)
    if not found or (record and record.derogation.strip()):
        return None
    reasons = " ; ".join(sentence for _, sentence in found)
    return Refusal(
        f"{reasons}. L’acceptation demande une dérogation motivée, imprimée au procès-verbal (O-07).",
        found[0][0],
        "Dérogation motivée",
    )


def refusal_has_reason(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    if dossier.commission and dossier.commission.motive.strip():
        return None
    return Refusal("un refus donne ses raisons au candidat. Écrivez le motif.", "MIK-30", "Motif")


def extension_allowed(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """One extension, short, motivated, by direction (O-05). The facts hold the one asked for."""
    asked, most = dossier.extension, figures.thresholds.maximum_extension_days
    if before.extension is not None:
        return Refusal("le délai a déjà été prolongé ; il ne peut l’être qu’une fois.", "O-05", "Décision")
    if asked is None or not 1 <= asked.days <= most:
        return Refusal(f"une prolongation va de 1 à {most} jours ouvrés.", "O-05", "Jours ouvrés accordés")
    return (
        _motivated(asked.motive)
        or _by_direction(asked.decided_by, "O-05")
        or _dated(asked.decided_on, on, dossier, "O-05")
    )


def withdrawal_motivated(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    asked = dossier.withdrawal
    if asked is None or not asked.motive.strip():
        return Refusal("un retrait énonce le manquement ou la fausse déclaration. Écrivez le motif.", "MIK-34", "Motif")
    return (
        too_long("Motif", asked.motive)
        or too_long("Pièces", asked.evidence)
        or _by_direction(asked.decided_by, "MIK-34")
        or _dated(asked.decided_on, on, dossier, "MIK-34")
    )


def _motivated(motive: str) -> Refusal | None:
    if not motive.strip():
        return Refusal("une prolongation est motivée. Écrivez le motif.", "O-05", "Motif")
    return too_long("Motif", motive)


def _by_direction(person: Attendee, rule: str) -> Refusal | None:
    if person.role is Role.DIRECTION:
        return None
    return Refusal(
        "cette décision revient à la direction. Indiquez un membre de la direction inscrit dans l’onglet « Équipe ».",
        rule,
        "Décidé par",
    )


def _dated(decided_on: date, on: date, dossier: Dossier, rule: str) -> Refusal | None:
    """A decision about a pre-habilitation comes after its notification and not after today."""
    if decided_on <= on and (dossier.notified_on is None or decided_on >= dossier.notified_on):
        return None
    notified = dossier.notified_on
    earliest = f"au plus tôt du {format_date(notified)}, jour de la notification, et " if notified else ""
    message = f"une décision se date {earliest}au plus tard d’aujourd’hui. Corrigez la date."
    return Refusal(message, rule, "Date de la décision")
