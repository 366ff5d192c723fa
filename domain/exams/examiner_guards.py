"""Guards of an examiner's habilitation (M2I-27 to M2I-30, REF-16, LAW-15)."""

from datetime import date

from domain.calendar import format_date
from domain.certification import Certification
from domain.exams.examiner import Examiner
from domain.exams.registration_guards import unusable_name
from domain.partnership_guards import same_person, too_long
from domain.refusal import Refusal


def experienced(examiner: Examiner, on: date, figures: Certification, before: Examiner) -> Refusal | None:
    """Three years in the specialty, unless the certification says otherwise (M2I-30)."""
    least = figures.jury.examiner_years
    if examiner.years >= least:
        return None
    message = f"un examinateur a {least:g} ans d’expérience au moins dans la spécialité. Habilitez une autre personne."
    return Refusal(message, "M2I-30", "Années d’expérience")


def blocs_known(examiner: Examiner, on: date, figures: Certification, before: Examiner) -> Refusal | None:
    """He is habilitated by specialty: for blocs of the référentiel (M2I-27, M2I-29)."""
    known = [bloc.code for bloc in figures.referentiel.blocs]
    unknown = [code for code in examiner.blocs if code not in known]
    if examiner.blocs and not unknown:
        return None
    about = f"« {unknown[0][:40]} » n’est pas un bloc de {figures.code}" if unknown else "aucun bloc n’est indiqué"
    return Refusal(f"{about}. Choisissez parmi : {', '.join(known)}.", "M2I-29", "Blocs")


def term_within_registration(examiner: Examiner, on: date, figures: Certification, before: Examiner) -> Refusal | None:
    """A term that is not over yet, and that the certification does not end before (M2I-27)."""
    start, end, last = examiner.starts_on, examiner.ends_on, figures.registration_end
    if end < start or end < on:
        message = (
            f"l’habilitation prendrait fin le {format_date(end)}, avant de commencer ou d’être enregistrée. "
            "Corrigez les dates."
        )
        return Refusal(message, "M2I-27", "Habilité jusqu’au")
    if end > last:
        message = (
            f"l’habilitation ne dépasse pas le {format_date(last)}, fin de l’enregistrement de la certification. "
            "Corrigez la date."
        )
        return Refusal(message, "M2I-27", "Habilité jusqu’au")
    return None


def decided(examiner: Examiner, on: date, figures: Certification, before: Examiner) -> Refusal | None:
    """By whom, when (REF-16); who may decide is read in « Équipe » before the command leaves."""
    if examiner.decision.decided_by and examiner.decision.decided_on <= on:
        return None
    message = "une habilitation se décide, au plus tard aujourd’hui, par une personne nommée. Complétez la décision."
    return Refusal(message, "REF-16", "Décidé par")


def decided_anew(examiner: Examiner, on: date, figures: Certification, before: Examiner) -> Refusal | None:
    """What was granted changes by a new decision only (REF-16)."""
    if examiner.decision.decided_on > before.decision.decided_on:
        return None
    message = (
        f"l’habilitation a été décidée le {format_date(before.decision.decided_on)} : pour en changer la période, les "
        "blocs ou la qualité de membre externe, datez une nouvelle décision."
    )
    return Refusal(message, "REF-16", "Décidé le")


def truly_external(examiner: Examiner, on: date, figures: Certification, before: Examiner) -> Refusal | None:
    """Nobody whom the certifier employs is external to it (LAW-15)."""
    if not (examiner.external and same_person(examiner.employer, figures.certifier)):
        return None
    message = f"une personne employée par {figures.certifier} n’est pas externe. Répondez Non, ou corrigez l’employeur."
    return Refusal(message, "LAW-15", "Externe")


def introduced(examiner: Examiner, on: date, figures: Certification, before: Examiner) -> Refusal | None:
    """The PV de jury gives his identity and quality (REF-24)."""
    if examiner.quality.strip():
        return unusable_name("Prénom et nom", examiner.person)
    message = "le procès-verbal de jury donne la profession et la qualité des évaluateurs. Complétez-la."
    return Refusal(message, "REF-24", "Qualité")


def confirmation_dated(examiner: Examiner, on: date, figures: Certification, before: Examiner) -> Refusal | None:
    if examiner.confirmed_on is None or examiner.confirmed_on <= on:
        return None
    message = "la connaissance du référentiel se confirme au plus tard aujourd’hui. Corrigez la date."
    return Refusal(message, "M2I-28", "Référentiel confirmé le")


def confirmed_in_time(examiner: Examiner, on: date, figures: Certification, before: Examiner) -> Refusal | None:
    """He knows the version in force since it was sent to him (M2I-28)."""
    day, asked = examiner.confirmed_on, before.asked_on
    if day is not None and asked is not None and asked <= day <= on:
        return None
    sent = format_date(asked) if asked else "jour de la demande"
    message = f"la connaissance du référentiel se confirme entre le {sent} et aujourd’hui. Corrigez la date."
    return Refusal(message, "M2I-28", "Référentiel confirmé le")


def ending_motivated(examiner: Examiner, on: date, figures: Certification, before: Examiner) -> Refusal | None:
    if not examiner.ending_motive.strip():
        return Refusal("un retrait d’habilitation est motivé. Écrivez le motif.", "REF-16", "Motif du retrait")
    return too_long("Motif du retrait", examiner.ending_motive)


#: what every habilitation answers to, first or renewed
HABILITATION = (
    introduced, experienced, blocs_known, truly_external, term_within_registration, decided, confirmation_dated,
)  # fmt: skip
