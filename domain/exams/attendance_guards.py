"""Guards of the day: who is admitted, absent, turned away or excluded (M2I-13, M2I-20 to M2I-22, M2I-50)."""

from datetime import date, timedelta

from domain.calendar import format_date
from domain.certification import Certification
from domain.exams.candidacy import Attendance, Candidacy
from domain.exams.seating import TimetableSlot
from domain.partnership_guards import too_long
from domain.refusal import Refusal

PRESENT, CONVOCATION, IDENTITY = "Présent", "Convocation présentée", "Identité vérifiée"
CHECKED_BY, CHECKED_AT, ARRIVED, LATE = "Vérifiée par", "Vérifiée à", "Arrivé à", "Retard accepté"
EXCLUDED_AT, EXCLUSION_MOTIVE, NOTE = "Exclu à", "Motif d’exclusion", "Observation"


def slots_in_order(candidacy: Candidacy) -> tuple[TimetableSlot, ...]:
    return tuple(sorted(candidacy.slots, key=lambda slot: slot.starts))


def ends_at(slot: TimetableSlot) -> str:
    return f"{slot.starts + timedelta(minutes=slot.minutes):%H:%M}"


def is_late(attendance: Attendance, slot: TimetableSlot) -> bool:
    return attendance.arrived_at is not None and attendance.arrived_at > slot.starts.time()


def timetable_kept(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """Nothing that is noted on the day moves the end of an épreuve (M2I-22)."""
    if candidacy.slots == before.slots:
        return None
    return Refusal("un retard ne change pas l’heure de fin de l’épreuve : gardez l’horaire notifié.", "M2I-22")


def attendance_noted(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """Each épreuve noted: one of his own, on its day, with who checked the identity and when (M2I-20, M2I-22)."""
    added = [item for item in candidacy.attendance if item not in before.attendance]
    return next((found for item in added if (found := attendance_refusal(item, candidacy, on))), None)


def attendance_refusal(item: Attendance, candidacy: Candidacy, on: date) -> Refusal | None:
    """Why this presence cannot be noted, or None."""
    slot = next((slot for slot in candidacy.slots if slot.epreuve == item.epreuve), None)
    if slot is None:
        return Refusal(
            f"l’épreuve {item.epreuve} n’est pas au planning de ce candidat. Vérifiez la référence.", "M2I-12", "Réf."
        )
    refusal = _on_the_day(item, slot, on) or (_checked(item, slot) if item.present else None)
    return refusal or _lateness(item, slot) or too_long(NOTE, item.note)


def _on_the_day(item: Attendance, slot: TimetableSlot, on: date) -> Refusal | None:
    if slot.starts.date() <= on:
        return None
    return Refusal(
        f"l’épreuve a lieu le {format_date(slot.starts.date())} : notez la présence ce jour-là ou après.",
        "M2I-20",
        PRESENT,
    )


def _checked(item: Attendance, slot: TimetableSlot) -> Refusal | None:
    if not item.checked_by.strip():
        return Refusal("indiquez qui a vérifié l’identité du candidat.", "M2I-20", CHECKED_BY)
    if item.checked_at is None:
        return Refusal("indiquez l’heure à laquelle l’identité a été vérifiée.", "M2I-20", CHECKED_AT)
    if item.checked_at.date() != slot.starts.date():
        day = format_date(slot.starts.date())
        return Refusal(f"l’identité se vérifie le jour de l’épreuve, le {day}. Corrigez la date.", "M2I-20", CHECKED_AT)
    return None


def _lateness(item: Attendance, slot: TimetableSlot) -> Refusal | None:
    """Late after its end, he did not come; late before, somebody decides (M2I-22)."""
    if not item.present or not is_late(item, slot):
        return None
    if item.arrived_at is not None and f"{item.arrived_at:%H:%M}" >= ends_at(slot):
        return Refusal(
            f"l’épreuve était finie à {ends_at(slot)} : le candidat est absent, répondez Non à « Présent ».",
            "M2I-22",
            ARRIVED,
        )
    if item.late_admitted is None:
        return Refusal(
            f"le candidat est arrivé après {slot.starts:%H:%M} : dites si le retard est accepté ; l’épreuve finit "
            f"toujours à {ends_at(slot)}.",
            "M2I-22",
            LATE,
        )
    return None


def _first(candidacy: Candidacy) -> Attendance | None:
    slots = slots_in_order(candidacy)
    return candidacy.attendance_at(slots[0].epreuve) if slots else None


def comes_in(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """Convocation and identity at the first épreuve, else he is not admitted (M2I-13)."""
    first = _first(candidacy)
    if first is not None and first.admitted:
        return None
    return Refusal(
        "sans convocation ni pièce d’identité à sa première épreuve, le candidat n’est pas admis.",
        "M2I-13",
        IDENTITY,
    )


def does_not_come(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """Absent from the first épreuve, or too late for it to be admitted (M2I-21, M2I-22)."""
    first = _first(candidacy)
    if first is not None and (not first.present or first.late_admitted is False):
        return None
    return Refusal("l’absence se constate à la première épreuve du candidat. Notez-la d’abord.", "M2I-21", PRESENT)


def lacks_a_proof(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """There, without convocation or identity (M2I-13)."""
    first = _first(candidacy)
    if first is not None and first.present and not (first.convocation_shown and first.identity_checked):
        return None
    return Refusal("la convocation et l’identité sont en règle : le candidat est admis.", "M2I-13", IDENTITY)


def corrected_with_reason(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """An absence or a non-admission that was noted by mistake is put right with its reason (M2I-20)."""
    now, then = _first(candidacy), _first(before)
    if now is not None and now.note.strip() and (then is None or now.note != then.note):
        return None
    return Refusal("le candidat avait été noté absent ou non admis : écrivez pourquoi vous rectifiez.", "M2I-20", NOTE)


def excluded_with_reason(candidacy: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """An exclusion says when, why and by whom (M2I-50)."""
    found = candidacy.exclusion
    if found is None or not found.motive.strip():
        return Refusal("une exclusion se motive. Écrivez ce qui s’est passé.", "M2I-50", EXCLUSION_MOTIVE)
    if not found.decided_by.strip():
        return Refusal("indiquez qui prononce l’exclusion.", "M2I-50", "Saisi par")
    days = {slot.starts.date() for slot in candidacy.slots}
    if found.at.date() not in days or found.at.date() > on:
        return Refusal("l’exclusion se date d’un jour d’épreuve du candidat. Corrigez l’heure.", "M2I-50", EXCLUDED_AT)
    return too_long(EXCLUSION_MOTIVE, found.motive)


DAY = (timetable_kept, attendance_noted)
