"""The pack of a session, printed in one go: notice, attendance sheets, grids, accommodations, incident form.

Each part begins on its own page. What a candidate may see names nobody whole and shows no extra time (LAW-13).
"""

from collections.abc import Iterator
from datetime import date, datetime

from domain.calendar import format_date
from domain.exams.seating import Enrolled, TimetableSlot
from domain.exams.session import ExamSession
from domain.referentiel import Epreuve
from tasks.mail.typography import count, duration, french, hour_fr
from tasks.presenting.exams.letter import ExamFrame
from tasks.presenting.frame import Data, points
from tasks.presenting.wording import worded

#: a cell to write in: its height is that of three lines
_TO_FILL = "\u00a0\n\u00a0\n\u00a0"
_BOX = "□"
Sitting = tuple[datetime, str, str]


def exam_pack(at: ExamFrame[ExamSession]) -> Data:
    """M2I-12, M2I-16, M2I-20, M2I-40."""
    facts = at.facts
    return {
        "subtitle": worded("{name} – responsable : {manager}", name=facts.name, manager=facts.manager.name),
        "sections": [
            _contents(facts), _notice(facts), *_attendance(facts), *_grids(facts), _accommodations(facts),
            _incidents(facts),
        ],
    }  # fmt: skip


def _contents(facts: ExamSession) -> Data:
    return {
        "title": "Ce que contient ce dossier",
        "list": [
            "L’affichage du site (M2I-12).",
            "Les feuilles d’émargement, par épreuve et par salle (M2I-13, M2I-20).",
            "Les grilles des examinateurs, à reproduire pour chaque candidat (M2I-16, REF-29).",
            "Les aménagements d’épreuves, confidentiels (LAW-13).",
            "La fiche d’incident (M2I-40).",
        ],
        "paragraphs": [worded(
            "{candidates}, {members}. Référentiel {version} (M2I-01).", version=facts.referentiel.version,
            candidates=count(len(facts.enrolled), "candidat"), members=count(len(facts.sitting), "membre"),
        )],
    }  # fmt: skip


def _notice(facts: ExamSession) -> Data:
    """The times of all, without the name of birth nor the extra time of anybody."""
    rows = [
        [f"{starts:%d/%m/%Y}", hour_fr(starts), french(facts.referentiel.epreuve(epreuve).label), room,
         ", ".join(sorted(_initialled(person) for person in people))]
        for (starts, room, epreuve), people in _sittings(facts).items()
    ]  # fmt: skip
    where = [facts.site.place, *([facts.site.link] if facts.site.link else [])]
    return {
        "title": french("Affichage : épreuves de la session"),
        "new_page": True,
        "paragraphs": where,
        "table": {"columns": ["Date", "Heure", "Épreuve", "Salle", "Candidats"], "rows": rows},
    }


def _attendance(facts: ExamSession) -> Iterator[Data]:
    """One sheet an épreuve, a room and a day: those who sit one after the other sign on the same one."""
    sheets: dict[tuple[date, str, str], list[Sitting]] = {}
    sittings = _sittings(facts)
    for starts, room, epreuve in sittings:
        sheets.setdefault((starts.date(), room, epreuve), []).append((starts, room, epreuve))
    for (day, room, epreuve), times in sheets.items():
        yield {
            "title": french(f"Émargement : {facts.referentiel.epreuve(epreuve).label}"), "new_page": True,
            "paragraphs": [worded("Le {day}, {room}.", day=format_date(day), room=room)],
            "table": {
                "columns": ["Heure", "Candidat", "Convocation", "Identité", "Arrivée", "Signature", "Encadré par"],
                "rows": [
                    [hour_fr(time[0]), {"title": person.name, "note": person.candidacy}, _BOX, _BOX, "", _TO_FILL,
                     _attending(facts, time)]
                    for time in times for person in sittings[time]
                ],
                "shares": [0, 4, 0, 0, 2, 5, 4],
            },
        }  # fmt: skip


def _grids(facts: ExamSession) -> Iterator[Data]:
    """One for each épreuve, with the degrees of its scale and the lines of the blocs assessed (REF-29, M2I-16)."""
    for epreuve in facts.referentiel.epreuves_for(facts.blocs):
        copies = len({person.candidacy for sitting, people in _sittings(facts).items() for person in people
                      if sitting[2] == epreuve.code})  # fmt: skip
        yield {
            "title": french(f"Grille : {epreuve.label}"), "new_page": True,
            "paragraphs": [
                french(f"Exemplaires à prévoir : {copies}. Objectif : {epreuve.objective}"),
                french(f"Échelle : {_scale(epreuve)}. {epreuve.attribution}"),
                french("Candidat : ………………………………………  Examinateur : ………………………………………"),
            ],
            "table": {
                "columns": ["Critère", "Points", "Observations"],
                "rows": [
                    [{"title": criterion.code, "note": french(criterion.label)}, f"… / {points(epreuve.maximum)}",
                     _TO_FILL]
                    for _, criterion in facts.referentiel.criteria_of(epreuve, facts.blocs)
                ],
                "shares": [5, 0, 4],
            },
        }  # fmt: skip


def _scale(epreuve: Epreuve) -> str:
    return ", ".join(f"{points(step.points)} = {step.label}" for step in epreuve.scale)


def _accommodations(facts: ExamSession) -> Data:
    """The measures, for those who apply them; no reason is known here (LAW-13)."""
    rows = [
        [person.name, person.measures, f"{person.extra_time_percent} %" if person.extra_time_percent else "—",
         "\n".join(_ends(facts, person))]
        for person in facts.enrolled
        if person.measures or person.extra_time_percent
    ]  # fmt: skip
    return {
        "title": "Aménagements d’épreuves – confidentiel",
        "new_page": True,
        "paragraphs": ["À l’usage du responsable, des examinateurs et des surveillants. Ne pas afficher."],
        "table": {"columns": ["Candidat", "Mesures", "Temps majoré", "Durée de ses épreuves"], "rows": rows},
    }


def _ends(facts: ExamSession, person: Enrolled) -> list[str]:
    slots = facts.timetable.of_candidate(person.candidacy) if facts.timetable else ()
    return [french(f"{slot.label} : {duration(slot.minutes)}") for slot in slots]


def _incidents(facts: ExamSession) -> Data:
    asked = (
        "Date et heure",
        "Épreuve et salle",
        "Personnes concernées",
        "Faits constatés",
        "Mesures prises",
        "Témoins",
    )
    return {
        "title": "Fiche d’incident (M2I-40)", "new_page": True,
        "paragraphs": [worded(
            "À remplir sur-le-champ et à remettre au responsable de session, qui la saisit dans « Incidents » : "
            "{name}, {email}.", name=facts.manager.name, email=facts.manager.email,
        )],
        "table": {"columns": ["Rubrique", "À compléter"], "rows": [[item, _TO_FILL] for item in asked],
                  "shares": [1, 3]},
    }  # fmt: skip


def _sittings(facts: ExamSession) -> dict[Sitting, list[Enrolled]]:
    """Those who begin an épreuve together in a room, whatever their time, in the order of the day."""
    people = {person.candidacy: person for person in facts.enrolled}
    found: dict[Sitting, list[Enrolled]] = {}
    for slot in sorted(_slots(facts), key=lambda slot: (slot.starts, slot.room, slot.epreuve)):
        here = found.setdefault((slot.starts, slot.room, slot.epreuve), [])
        here += [people[ref] for ref in slot.candidates if ref in people]
    return found


def _slots(facts: ExamSession) -> tuple[TimetableSlot, ...]:
    return facts.timetable.slots if facts.timetable else ()


def _attending(facts: ExamSession, sitting: Sitting) -> str:
    """Who examines or invigilates there, one a line."""
    names = {member.examiner: member.name for member in facts.jury}
    staff = dict.fromkeys(
        name
        for slot in _slots(facts)
        if (slot.starts, slot.room, slot.epreuve) == sitting
        for name in (*(names.get(ref, ref) for ref in slot.jurors), *slot.invigilators)
    )
    return "\n".join(staff)


def _initialled(person: Enrolled) -> str:
    """« Maëlys O. (I-2026-0001) »: enough to find oneself on the wall, no more (RGPD, art. 5.1.c)."""
    first, _, last = person.name.partition(" ")
    initial = next((sign for sign in last if sign.isupper()), last[:1]).upper()
    return f"{first} {initial}. ({person.candidacy})" if initial else f"{first} ({person.candidacy})"
