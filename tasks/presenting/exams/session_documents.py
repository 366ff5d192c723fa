"""The documents of the organisation of a session: mission letter, convocation of the jury, minutes of its endings."""

from datetime import timedelta

from domain.calendar import format_date
from domain.correspondence import Paper, Pv
from domain.exams.jury import balance
from domain.exams.seating import TimetableSlot
from domain.exams.session import Ending, ExamSession
from tasks.mail.typography import duration, french, hour_fr
from tasks.presenting.exams.exam_pack import exam_pack
from tasks.presenting.exams.letter import DocumentWriters, ExamFrame
from tasks.presenting.frame import Data
from tasks.presenting.wording import worded

_BEFORE = (
    "Désigner le jury avec le certificateur, recueillir la déclaration d’absence de lien de chacun et faire refaire le "
    "planning quand un lien est déclaré (M2I-31).",
    "S’assurer que les locaux, matériels, équipements, outils et documents sont là, et signer ce contrôle (M2I-15, "
    "M2I-16).",
    "Prévoir un surveillant pour chaque épreuve où l’examinateur n’est pas requis (M2I-23).",
    "Afficher sur le site le lieu, la date, l’heure et la nature des épreuves (M2I-12).",
)
_DURING = (
    "Vérifier qu’un examinateur habilité est présent ; sinon trouver un remplaçant habilité, ou reporter la session et "
    "en informer la direction (M2I-17 à M2I-19).",
    "Vérifier la convocation et l’identité de chaque candidat, constater les absences et les retards (M2I-13, M2I-20).",
    "Consigner les incidents ; décider, par décision motivée, de l’annulation s’il le faut (M2I-40, M2I-41).",
)
_AFTER = (
    "Remettre les pièces de la session au certificateur dans les trois jours ouvrés (O-12).",
    "Ne communiquer aucun résultat avant la délibération du jury et sa validation par le certificateur.",
)
_ACCOMMODATIONS = (
    "Les aménagements sont décidés avant la session, sur demande du candidat (REF-17, LAW-13). Vous en appliquez les "
    "mesures ; vous ne demandez ni ne conservez aucune pièce médicale, et l’affichage ne les montre pas."
)


def _mission(at: ExamFrame[ExamSession]) -> Data:
    """REF-21: the missions before, during and after, and what sets the accommodations."""
    facts = at.facts
    return {
        "subtitle": worded("Destinataire : {name}", name=facts.manager.name),
        "card": _card(at),
        "sections": [
            {"title": "Votre désignation (M2I-14)", "paragraphs": [worded(
                "Vous êtes responsable de cette session, et personne d’autre ne l’est. Elle suit le référentiel "
                "{version} de la certification {code}, qui ne change plus pour elle (M2I-01).",
                version=facts.referentiel.version, code=facts.certification,
            )]},
            {"title": "Avant la session", "list": [french(duty) for duty in _BEFORE], "numbered": True},
            {"title": "Pendant la session", "list": [french(duty) for duty in _DURING], "numbered": True},
            {"title": "Après la session", "list": [french(duty) for duty in _AFTER], "numbered": True},
            {"title": "Aménagements d’épreuves (REF-21)", "paragraphs": [french(_ACCOMMODATIONS)]},
        ],
        "signatures": [
            {"name": at.organisation.signatory, "quality": "Organisme certificateur"},
            {"name": facts.manager.name, "quality": "Responsable de session"},
        ],
    }  # fmt: skip


def _jury_convocation(at: ExamFrame[ExamSession]) -> Data:
    """Who is designated and for what (REF-16), who examines whom and when, and the declaration to sign (M2I-31)."""
    facts = at.facts
    members = [
        [{"title": member.name, "note": member.quality}, member.role.label,
         "Externe" if member.external else "Interne", format_date(member.habilitated_until),
         f"{format_date(member.designated_on)}, {member.designated_by}" if member.designated_on else ""]
        for member in facts.sitting
    ]  # fmt: skip
    return {
        "subtitle": facts.name,
        "card": _card(at),
        "sections": [
            {"title": "Membres désignés (REF-15, REF-16)", "table": {
                "columns": ["Membre", "Rôle", "Origine", "Habilitation jusqu’au", "Désignation"], "rows": members,
            }, "paragraphs": [french(f"Composition : {balance(facts.sitting)}.")]},
            {"title": "Planning (M2I-12)", "table": {
                "columns": ["Date et heure", "Épreuve", "Salle", "Candidats", "Jury ou surveillants"],
                "rows": [_row(facts, slot) for slot in (facts.timetable.slots if facts.timetable else ())],
                "shares": [0, 5, 0, 4, 4],
            }},
            {"title": "Vos obligations", "list": [
                "Vous connaissez le référentiel et les grilles, et vous n’évaluez que les critères de la grille.",
                french("Chaque candidat est évalué selon les mêmes critères ; vos points se justifient par ce que vous "
                       "avez observé."),
                "Vous n’examinez ni une personne avec qui vous avez ou avez eu un lien personnel, ni une personne que "
                "vous avez formée (M2I-31, LAW-15).",
                "Vous ne communiquez aucun résultat.",
            ]},
            _declaration(facts),
        ],
        "signatures": [{"name": member.name, "quality": "Membre du jury"} for member in facts.sitting],
    }  # fmt: skip


def _declaration(facts: ExamSession) -> Data:
    return {
        "title": "Déclaration d’absence de lien (M2I-31)", "new_page": True,
        "paragraphs": [
            worded(
                "Je soussigné ou soussignée, membre du jury de la session {ref}, déclare n’avoir, ou n’avoir eu, aucun "
                "lien personnel ou salarial avec les candidats ci-dessous et n’en avoir formé aucun, à l’exception de "
                "ceux que je coche. Je n’examinerai pas ces derniers.", ref=facts.ref,
            ),
            french("Nom du membre : ………………………………………………"),
        ],
        "table": {
            "columns": ["Candidat", "Inscription", "Lien à déclarer"],
            "rows": [[person.name, person.candidacy, "□"] for person in facts.enrolled],
        },
    }  # fmt: skip


def _row(facts: ExamSession, slot: TimetableSlot) -> list[str]:
    jurors = {member.examiner: member.name for member in facts.jury}
    names = {person.candidacy: person.name for person in facts.enrolled}
    ends = slot.starts + timedelta(minutes=slot.minutes)
    return [
        f"{slot.starts:%d/%m/%Y}\n{hour_fr(slot.starts)} – {hour_fr(ends)}",
        f"{french(slot.label)} ({duration(slot.minutes)})", slot.room,
        "\n".join(names.get(ref, ref) for ref in slot.candidates),
        "\n".join((*(jurors.get(ref, ref) for ref in slot.jurors), *slot.invigilators)),
    ]  # fmt: skip


def _postponed(at: ExamFrame[ExamSession]) -> Data:
    text = "La nouvelle date sera annoncée par une nouvelle convocation. Les inscriptions sont maintenues (M2I-18)."
    return _minutes(at, at.facts.postponements[-1], "Session reportée", text, "warn")


def _cancelled(at: ExamFrame[ExamSession]) -> Data:
    text = "Les inscriptions restent valables pour une autre session, à programmer (M2I-41)."
    return _minutes(at, at.facts.cancellation, "Session annulée", text, "bad")


def _minutes(at: ExamFrame[ExamSession], ending: Ending | None, title: str, text: str, tone: str) -> Data:
    """Who decided, when and why; whom it touches, as known before the decision."""
    if ending is None:
        return {}
    known = at.moment.known
    touched = [
        ["Candidats au planning", str(len(known.enrolled))],
        ["Membres du jury", ", ".join(member.name for member in known.jury) or "aucun"],
    ]
    by = worded("Décidé par {name}, le {day}.", name=ending.decided_by, day=format_date(ending.decided_on))
    return {
        "subtitle": worded("Session prévue le {day}", day=format_date(ending.planned_on)),
        "card": _card(at),
        "sections": [
            {"title": "Motif", "paragraphs": [ending.motive]},
            {"title": "Personnes prévenues", "table": {"columns": ["Qui", "Combien"], "rows": touched}},
        ],
        "decision": {"title": title, "text": f"{by} {text}", "tone": tone},
        "signatures": [{"name": ending.decided_by, "quality": "A pris la décision"}],
    }


def _card(at: ExamFrame[ExamSession]) -> list[list[str]]:
    facts = at.facts
    days = format_date(facts.starts_on)
    if facts.ends_on != facts.starts_on:
        days = f"{days} – {format_date(facts.ends_on)}"
    return [
        *at.card(), ["Type", facts.kind.label], ["Dates", days], ["Lieu", facts.site.place],
        ["Modalité", facts.site.modality.label], ["Organisateur", facts.organiser.name],
        ["Responsable de session", facts.manager.name],
    ]  # fmt: skip


DOCUMENTS: DocumentWriters[ExamSession] = {
    Paper.MISSION_LETTER: _mission,
    Paper.JURY_CONVOCATION: _jury_convocation,
    Paper.EXAM_PACK: exam_pack,
    Pv.SESSION_POSTPONED: _postponed,
    Pv.SESSION_CANCELLED: _cancelled,
}
