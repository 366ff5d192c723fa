"""The hands of an exam office that runs sessions of three certifications: everything is typed in the workbook."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tasks.tabs import attendance, deliberations, examiners, grids, juries, registrations, results, sessions
from tasks.tabs.columns import REF, TYPED_BY
from tests.season.answers import Cells
from tests.season.conformity import at
from tests.season.desk import Desk

OFFICE, ADVISER, REPRESENTATIVE = "Ousmane Traoré", "Léa Fontaine", "Sylvie Renard"
EXAM_TEAM = (
    (OFFICE, "ousmane.traore@certificateur.example", "Responsable des examens"),
    (ADVISER, "lea.fontaine@certificateur.example", "Conseiller formation"),
    (REPRESENTATIVE, "sylvie.renard@certificateur.example", "Représentant du certificateur"),
)
SIGNED = {TYPED_BY: OFFICE}
ADDRESS = "12, quai des Arts, 69001 Lyon"


def _ascii(name: str) -> str:
    """For an address."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()


def examiner(code: str, name: str, external: bool, on: date, until: date) -> dict[str, Any]:
    """A row of « Examinateurs »: twelve years of experience, every bloc."""
    return SIGNED | {
        "Certification": code, "Prénom et nom": name, "E-mail": f"{_ascii(name.split(maxsplit=1)[0])}@jury.example",
        "Sexe": "Féminin", "Qualité": "Professionnelle du secteur", "Externe": "Oui" if external else "Non",
        "Années d’expérience": 12, "Habilité du": at(on), "Habilité jusqu’au": at(until), "Décidé par": OFFICE,
        "Décidé le": at(on),
    }  # fmt: skip


def session(code: str, kind: str, day: date, blocs: Iterable[str] = ()) -> dict[str, Any]:
    return SIGNED | {
        "Certification": code, "Type": kind, "Blocs": "\n".join(blocs), "Lieu": ADDRESS, "Modalité": "Présentiel",
        "Salles": "Salle A ; 20\nSalle B ; 6", "Première journée": at(day), "Responsable de session": OFFICE,
        "Surveillants": "Paul Berger ; paul@certificateur.example",
    }  # fmt: skip


def candidate(of: str, name: str, route: str, over: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A row of « Inscriptions », validated by the adviser."""
    first, _, last = name.partition(" ")
    return {
        "Session": of, "Prénoms": first, "Nom de naissance": last, "Sexe": "Féminin",
        "Date de naissance": "14/07/1991", "Lieu de naissance": "Sélestat", "Code postal de naissance": "67600",
        "E-mail": f"{_ascii(first)}@candidats.example", "Voie d’accès": route,
        "Justificatif (lien)": "https://pieces.example/preuve.pdf", "Prérequis vérifiés": "Oui",
        "Prérequis vérifiés par": ADVISER, "Prérequis vérifiés le": at(date(2027, 1, 5)), "Décision": "Valider",
        "Décidé par": ADVISER, TYPED_BY: ADVISER, **(over or {}),
    }  # fmt: skip


def jury(desk: Desk, members: Mapping[str, Iterable[str]], on: date) -> None:
    """Session → its examiners, the first of whom presides; each has declared no link."""
    desk.add_rows(
        juries.JURIES,
        [
            SIGNED
            | {
                "Session": of, "Examinateur": ref, "Rôle": "Membre du jury" if rank else "Président du jury",
                "Déclaration d’absence de lien signée le": at(on),
            }
            for of, refs in members.items()
            for rank, ref in enumerate(refs)
        ],
    )  # fmt: skip


def convene(desk: Desk, refs: Iterable[str], on: date) -> None:
    desk.type_rows(sessions.SESSIONS, {ref: {sessions.CONVENE: "Oui"} for ref in refs})
    desk.day(on)


def open_up(desk: Desk, refs: Iterable[str], on: date) -> None:
    """The day: checklist signed, jury there, session open."""
    refs, checks = tuple(refs), dict.fromkeys(sessions.CHECKLIST.values(), "Oui")
    signed: Cells = {**checks, "Contrôle signé par": OFFICE, "Contrôle signé le": at(on)}
    desk.type_rows(sessions.SESSIONS, dict.fromkeys(refs, signed))
    desk.day(on)
    rows = [line[REF] for line in desk.rows(juries.JURIES) if line["Session"] in refs]
    desk.type_rows(juries.JURIES, {ref: {juries.PRESENT_ON: at(on)} for ref in rows})
    desk.type_rows(sessions.SESSIONS, {ref: {"Session ouverte le": at(on)} for ref in refs})
    desk.day(on)


def rows_of(desk: Desk, tab: str, name: str) -> list[str]:
    return [line[REF] for line in desk.rows(tab) if line.get("Candidat") == name]


def attend(desk: Desk, by_name: Mapping[str, Cells], on: date) -> None:
    """What « Présences » says of each candidate, on every row of his."""
    came: dict[str, Any] = {
        "Présent": "Oui", "Convocation présentée": "Oui", "Identité vérifiée": "Oui", "Vérifiée par": OFFICE,
        "Vérifiée à": "08:45", **SIGNED,
    }  # fmt: skip
    desk.type_rows(
        attendance.ATTENDANCE,
        {key: {**came, **over} for name, over in by_name.items() for key in rows_of(desk, attendance.ATTENDANCE, name)},
    )
    desk.day(on)


def mark(desk: Desk, by_name: Mapping[str, tuple[float, str]], on: date) -> None:
    """The same points on every criterion, by a juror."""
    desk.type_rows(
        grids.GRIDS,
        {
            key: SIGNED | {"Points": points, "Juré": juror}
            for name, (points, juror) in by_name.items()
            for key in rows_of(desk, grids.GRIDS, name)
        },
    )
    desk.day(on)


def finish(desk: Desk, signatures: Mapping[str, str], on: date, pieces_on: date, jury_on: date) -> None:
    """Session → « Signé par »: ended, pieces received, the jury decides as the marks propose, signed, validated."""
    desk.type_rows(results.RESULTS, {ref: SIGNED | {"Session terminée le": at(on)} for ref in signatures})
    desk.day(on)
    pieces: Cells = {"Pièces reçues le": at(pieces_on), "Pièces": "Émargement\nGrilles\nIncidents\nPV"}
    desk.type_rows(results.RESULTS, dict.fromkeys(signatures, pieces))
    desk.day(pieces_on)
    lines = [line for line in desk.rows(deliberations.DELIBERATIONS) if line["Session"] in signatures]
    presidents = {ref: said.split(" ;")[0] for ref, said in signatures.items()}
    desk.type_rows(
        deliberations.DELIBERATIONS,
        {
            line[REF]: SIGNED
            | {"Décision": line[deliberations.PROPOSAL], "Président du jury": presidents[line["Session"]]}
            for line in lines
        },
    )
    desk.type_rows(results.RESULTS, {ref: {"Jury réuni le": at(jury_on)} for ref in signatures})
    desk.day(jury_on)
    validated: dict[str, Any] = {"Validée par": REPRESENTATIVE, "Validée le": at(jury_on)}
    desk.type_rows(results.RESULTS, {ref: validated | {"Signé par": said} for ref, said in signatures.items()})
    desk.day(jury_on)


#: the tabs in which a row of one's own is added
NEW_EXAMINERS, NEW_SESSIONS, NEW_CANDIDATES = examiners.EXAMINERS, sessions.SESSIONS, registrations.REGISTRATIONS
