"""Guards of an exam session up to its opening: each returns the refusal that a person reads, or None.

`session` is what the command would make of it, `before` what it was.
"""

from datetime import date, timedelta

from domain.calendar import format_date
from domain.certification import Certification
from domain.exams.session import Ending, ExamSession
from domain.exams.timetable import STEP
from domain.exams.vocabulary import SessionKind
from domain.lifecycle import may_register
from domain.partnership_guards import same_person, too_long
from domain.refusal import Refusal
from domain.vocabulary import Modality

PLACE, LINK, ROOMS, BLOCS = "Lieu", "Lien", "Salles", "Blocs"
FIRST_DAY, LAST_DAY, NEW_FIRST_DAY = "Première journée", "Dernière journée", "Nouvelle première journée"
OPENS, CLOSES, MANAGER, ORGANISER = "Ouverture", "Fermeture", "Responsable de session", "Organisateur"
SIGNED_BY, SIGNED_ON, OPENED_ON = "Contrôle signé par", "Contrôle signé le", "Session ouverte le"
ATTENDED_BY = "Jury ou surveillants"
LONGEST_SESSION = 31  # days: beyond it a date was mistyped


def dates_usable(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """A start and an end, in order, to come, while the certification is registered (M2I-11, M2I-08)."""
    starts_on, ends_on = session.starts_on, session.ends_on
    if starts_on < on:
        message = f"une session ne se planifie pas dans le passé ({format_date(starts_on)}). Corrigez la date."
        return Refusal(message, "M2I-11", FIRST_DAY)
    if ends_on < starts_on:
        message = f"la session finirait le {format_date(ends_on)}, avant de commencer le {format_date(starts_on)}. "
        return Refusal(f"{message}Corrigez les dates.", "M2I-11", LAST_DAY)
    if ends_on - starts_on >= timedelta(days=LONGEST_SESSION):
        message = f"une session dure {LONGEST_SESSION} jours au plus. Corrigez les dates ou planifiez deux sessions."
        return Refusal(message, "M2I-11", LAST_DAY)
    return may_register(figures, starts_on, frozenset(session.blocs))


def place_known(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """Where: a place, or the link of a session at a distance, and rooms with their seats (M2I-11, M2I-15)."""
    site = session.site
    if site.modality is not Modality.REMOTE and not site.place:
        return Refusal("le lieu est annoncé aux candidats avant la session. Indiquez-le.", "M2I-11", PLACE)
    if site.modality is not Modality.ON_SITE and not site.link:
        message = "une session à distance a un lien de connexion. Indiquez-le."
        return Refusal(message, "M2I-11", LINK)
    if not site.rooms:
        message = "indiquez au moins une salle et ses places, par exemple « Salle A ; 20 »."
        return Refusal(message, "M2I-15", ROOMS)
    return None


def hours_usable(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    opens, closes = session.hours.opens, session.hours.closes
    if opens >= closes:
        message = f"le site fermerait à {closes:%H:%M}, avant d’ouvrir à {opens:%H:%M}. Corrigez les heures."
        return Refusal(message, "M2I-11", CLOSES)
    if session.hours.lunch_starts <= opens and closes <= session.hours.lunch_ends:
        message = f"le site n’ouvrirait que de {opens:%H:%M} à {closes:%H:%M}, au déjeuner. Corrigez les heures."
        return Refusal(message, "M2I-11", CLOSES)
    for field, hour in ((OPENS, opens), (CLOSES, closes)):
        if hour.minute % STEP or hour.second:
            message = f"les heures tombent toutes les {STEP} minutes, pas à {hour:%H:%M}. Corrigez l’heure."
            return Refusal(message, "M2I-11", field)
    return None


def blocs_of_kind(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """All the blocs for the whole certification, named ones for a session of blocs (M2I-04, M2I-05)."""
    known = tuple(bloc.code for bloc in session.referentiel.blocs)
    strangers = [code for code in session.blocs if code not in known]
    if strangers:
        message = f"{', '.join(strangers)} n’est pas un bloc de {session.certification}. Choisissez parmi "
        return Refusal(f"{message}{', '.join(known)}.", "M2I-05", BLOCS)
    if session.kind is SessionKind.FULL and set(session.blocs) != set(known):
        message = "une session d’évaluation (SE) porte sur toute la certification. Laissez les blocs vides, ou "
        return Refusal(f"{message}choisissez « {SessionKind.BLOCS.label} ».", "M2I-04", BLOCS)
    if not session.blocs:
        message = f"une session de blocs (ACP) dit lesquels. Indiquez leurs codes parmi {', '.join(known)}."
        return Refusal(message, "M2I-05", BLOCS)
    return None


def manager_named(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    if session.manager.name and session.manager.email:
        return None
    message = "un responsable de session est désigné, et un seul. Indiquez son nom et son e-mail."
    return Refusal(message, "M2I-14", MANAGER)


def organiser_assesses(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """A partner that only prepares does not organise: the certifier does (NET-15, NET-25)."""
    organiser = session.organiser
    if not organiser.dossier or (organiser.scope is not None and organiser.scope.assesses):
        return _within_extent(session)
    scope = organiser.scope.label if organiser.scope else "inconnue"
    message = (
        f"{organiser.name} est habilité avec la portée « {scope} » : le certificateur organise lui-même le jury et les "
        "épreuves. Laissez l’organisateur vide."
    )
    return Refusal(message, "NET-15", ORGANISER)


def _within_extent(session: ExamSession) -> Refusal | None:
    """A partner organises for the blocs that it is habilitated for (NET-04)."""
    outside = session.organiser.extent.bloc_outside(session.blocs)
    if not outside:
        return None
    allowed = ", ".join(session.organiser.extent.blocs)
    message = (
        f"{session.organiser.name} n’est pas habilité pour le bloc {outside}, mais pour {allowed} seulement. Retirez "
        "ce bloc, ou laissez l’organisateur vide."
    )
    return Refusal(message, "NET-04", ORGANISER)


def same_days(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """Once people are convened, another day is a postponement: motivated, and told (M2I-18)."""
    if (session.starts_on, session.ends_on, session.blocs) == (before.starts_on, before.ends_on, before.blocs):
        return None
    message = (
        f"la session du {format_date(before.starts_on)} est convoquée : ses dates et ses blocs ne changent plus. "
        "Pour une autre date, écrivez « Reporter » dans « Décision », avec un motif."
    )
    return Refusal(message, "M2I-18", FIRST_DAY)


def another_day(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    if not session.awaits_date:
        return None
    message = f"la session était prévue le {format_date(session.starts_on)} : la nouvelle date en est une autre."
    return Refusal(message, "M2I-18", NEW_FIRST_DAY)


def somebody_comes(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    if session.timetable is not None and session.enrolled:
        return None
    message = "aucun candidat inscrit n’a de place au planning. Validez des inscriptions avant de convoquer."
    return Refusal(message, "M2I-12", "Convoquer")


def timetable_attended(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """Every épreuve has an examiner or an invigilator without a link (M2I-52, M2I-31)."""
    unattended = unattended_slots(session)
    if unattended:
        return Refusal(unattended[0], "M2I-52", ATTENDED_BY)
    forbidden = {member.examiner: member for member in session.jury}
    for slot in session.timetable.slots if session.timetable else ():
        for ref in slot.jurors:
            if ref in forbidden and forbidden[ref].forbidden & set(slot.candidates):
                message = f"{forbidden[ref].name} ne peut pas examiner {', '.join(slot.candidates)} : lien déclaré ou "
                return Refusal(f"{message}formation suivie avec lui. Convoquez un autre examinateur.", "M2I-31", "Jury")
    return None


def unattended_slots(session: ExamSession) -> list[str]:
    """The épreuves that nobody attends, in French (M2I-23, M2I-52)."""
    found = []
    for slot in session.timetable.slots if session.timetable else ():
        epreuve = session.referentiel.epreuve(slot.epreuve)
        if not slot.jurors and (epreuve.needs_examiner or not slot.invigilators):
            who = "d’examinateur" if epreuve.needs_examiner else "de surveillant"
            found.append(
                f"{epreuve.label}, le {format_date(slot.starts)} à {slot.starts:%H:%M}, n’a pas {who}. Désignez-en un."
            )
    return found


_CHECKLIST = (
    ("premises", "les locaux"), ("materials", "les matériels"), ("equipment", "les équipements"),
    ("tools", "les outils"), ("documents", "les documents des examinateurs"),
)  # fmt: skip


def not_ready(session: ExamSession) -> tuple[tuple[str, str], ...]:
    """What still stands between a convened session and its day: (rule, French), in order (M2I-14 to M2I-16)."""
    logistics = session.logistics
    unchecked = [label for field, label in _CHECKLIST if not getattr(logistics, field)]
    undeclared = [member.name for member in session.sitting if member.declaration is None]
    asked = (
        (not session.enrolled, "M2I-12", "plus aucun candidat n’est attendu : reportez ou annulez la session"),
        (bool(unchecked), "M2I-15", f"à contrôler : {', '.join(unchecked)}"),
        (not logistics.signed_by, "M2I-15", "le contrôle n’est pas signé par le responsable de session"),
        *((True, "M2I-52", sentence.rstrip(".")) for sentence in unattended_slots(session)),
        (bool(undeclared), "M2I-31", f"déclaration d’absence de lien à signer : {', '.join(undeclared)}"),
    )
    return tuple((rule, said) for is_missing, rule, said in asked if is_missing)


def ready(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    missing = not_ready(session)
    if missing:
        rule = missing[0][0]
        return Refusal(f"la session n’est pas prête. {' ; '.join(said for _, said in missing)}.", rule, "Prête ?")
    logistics = session.logistics
    if not same_person(logistics.signed_by, session.manager.name):
        message = f"le contrôle est signé par le responsable de session, {session.manager.name}."
        return Refusal(message, "M2I-15", SIGNED_BY)
    signed_on = logistics.signed_on or on
    if signed_on > on:
        return Refusal("le contrôle ne se signe pas dans le futur. Corrigez la date.", "M2I-15", SIGNED_ON)
    if session.postponements and signed_on <= session.postponements[-1].decided_on:
        decided = format_date(session.postponements[-1].decided_on)
        message = f"ce contrôle date d’avant le report du {decided}. Refaites-le pour la nouvelle date."
        return Refusal(message, "M2I-15", SIGNED_ON)
    return None


def examiner_present(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """At least one habilitated examiner is there, on a day of the session (M2I-17)."""
    if on < session.starts_on:
        message = f"la session commence le {format_date(session.starts_on)}. Ouvrez-la ce jour-là."
        return Refusal(message, "M2I-17", OPENED_ON)
    day = min(on, session.ends_on)
    for member in session.sat:
        covers = member.habilitated_from <= day <= member.habilitated_until
        if covers and set(session.blocs) <= set(member.blocs):
            return None
    message = (
        "aucun examinateur habilité n’est noté présent : la session ne peut pas ouvrir. Notez les présences dans "
        "« Jurys », appelez un remplaçant ou reportez la session."
    )
    return Refusal(message, "M2I-17", OPENED_ON)


def postponement_motivated(
    session: ExamSession, on: date, figures: Certification, before: ExamSession
) -> Refusal | None:
    return _motivated(session.postponements[-1] if session.postponements else None, "M2I-18")


def cancellation_motivated(
    session: ExamSession, on: date, figures: Certification, before: ExamSession
) -> Refusal | None:
    return _motivated(session.cancellation, "M2I-41")


def _motivated(ending: Ending | None, rule: str) -> Refusal | None:
    """The motive is what the minutes say (M2I-41)."""
    if ending is None or not ending.motive.strip():
        return Refusal("la décision est motivée. Écrivez le motif.", rule, "Motif")
    return too_long("Motif", ending.motive)
