"""Organisations that answer the form: complete or not, sometimes hostile; some complete, some come back later."""

from datetime import date, timedelta
from typing import Any

from domain.vocabulary import Modality, Scope, State
from flows.simulation.desk import Desk, at
from flows.simulation.season import Applicant, Scene
from tasks.intake.form import CERTIFICATION, SUBMITTED_AT
from tasks.tabs.layout import APPLICATIONS, DOSSIERS

_KBIS = "Lien de l’extrait Kbis"
_PIECE = "https://pieces.example/kbis.pdf"
_OVER = (State.REJECTED_ON_SCORE, State.REFUSED, State.CLOSED_WITHOUT_ACTION, State.HABILITATION_LOST)


def apply(scene: Scene, desk: Desk) -> None:
    """Those whose day has come, those who complete, those who try again or for another certification."""
    for applicant in scene.applicants:
        if applicant.on <= desk.on and (APPLICATIONS, applicant.rank) not in desk.memory.rows:
            desk.add(APPLICATIONS, answers(scene, applicant, applicant.certification, desk.on), applicant.rank)
    _complete(scene, desk)
    _come_back(scene, desk)


def _complete(scene: Scene, desk: Desk) -> None:
    for row in desk.rows(APPLICATIONS, State.RECEIVED.label):
        who = row.cells["SIRET"]
        if not row.cells.get(_KBIS) and desk.is_time(("completes", who), 12, scene.habits.never_completed):
            desk.type(APPLICATIONS, row, {_KBIS: _PIECE, "Date de l’extrait Kbis": at(desk.on - timedelta(days=20))})


def _come_back(scene: Scene, desk: Desk) -> None:
    """A new answer of the same organisation: for the same certification once it is over, or for another one."""
    states = {(row.cells["SIRET"], row.cells["Certification"]): row.cells["Statut"] for row in desk.rows(DOSSIERS)}
    for applicant in scene.applicants:
        state, name = states.get((applicant.siret, applicant.certification)), (applicant.rank, "again")
        if (APPLICATIONS, name) in desk.memory.rows:
            continue
        if state in [over.label for over in _OVER]:
            share, code = scene.habits.reapplies, applicant.certification
        elif state == State.HABILITATED.label:
            share, code = scene.habits.second_certification, _other(scene, applicant)
        else:
            continue
        if scene.chance.happens(share, *name) and desk.is_time(name, 30):
            desk.add(APPLICATIONS, answers(scene, applicant, code, desk.on) | {_KBIS: _PIECE}, name)


def _other(scene: Scene, applicant: Applicant) -> str:
    codes = sorted(scene.config.certifications)
    return codes[(codes.index(applicant.certification) + 1) % len(codes)]


def answers(scene: Scene, applicant: Applicant, code: str, on: date) -> dict[str, Any]:
    """What the form writes for the certification of that code."""
    rank, chance, habits, names = applicant.rank, scene.chance, scene.habits, scene.season.names
    found = dict(scene.season.answers) | {
        SUBMITTED_AT: at(on, 9, chance.whole(0, 59, "minute", rank)), CERTIFICATION: code,
        "Raison sociale": applicant.name, "SIRET": applicant.siret,
        "E-mail du responsable légal": f"direction{rank}@organismes.example",
        "Prénom du responsable légal": chance.pick(names.first, "representative", rank),
        "Nom du responsable légal": chance.pick(names.family, "representative", rank),
        "Portée demandée": _scope(scene, rank).label,
        "Modalité pédagogique": chance.pick([modality.label for modality in Modality], "modality", rank),
        "Date de l’extrait Kbis": at(on - timedelta(days=20)),
        "Formateurs pressentis": "\n".join(trainers(scene, rank)), "Ville": chance.pick(names.town, "town", rank),
        "Fin de validité Qualiopi": at(on + timedelta(days=chance.whole(200, 900, "qualiopi", rank))),
        "Site internet": f"{scene.site}/{rank}/{code}",
    }  # fmt: skip
    if chance.happens(habits.incomplete, "incomplete", rank):
        found |= {_KBIS: None, "Date de l’extrait Kbis": None}
    if chance.happens(habits.weak, "weak", rank):
        found |= {"Nombre de réponses": 2, "Note moyenne des stagiaires": 2}
        found |= {"Sessions dans le domaine (24 derniers mois)": 1, "Compte EDOF": "Non"}
    if chance.happens(habits.young, "young", rank):
        found |= {"Année de création": on.year - 1}
    if applicant.is_hostile:
        found |= {"Description des modalités": applicant.name, "Adresse": applicant.name}
    return found


def _scope(scene: Scene, rank: int) -> Scope:
    only_prepares = scene.chance.happens(scene.habits.only_prepares, "scope", rank)
    return Scope.PREPARE if only_prepares else Scope.PREPARE_AND_ASSESS


def trainers(scene: Scene, rank: int) -> list[str]:
    """Two, as the form asks for them: name; years; CV."""
    names, chance = scene.season.names, scene.chance
    people = (
        (chance.pick(names.first, "trainer", rank, place), chance.pick(names.family, "trainer", rank, place), place)
        for place in range(2)
    )
    return [
        f"{first} {family} ; {chance.whole(3, 20, 'years', rank, place)} ; https://pieces.example/cv-{rank}-{place}.pdf"
        for first, family, place in people
    ]
