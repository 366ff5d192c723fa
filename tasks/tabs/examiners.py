"""The tab « Examinateurs »: one row a person and certification, from the habilitation to its end (M2I-27, REF-16)."""

from collections.abc import Iterable

from domain.exams.vocabulary import ExaminerState, Sex
from tasks.tabs.columns import DEADLINE, REF, TYPED_BY, answer, staff, status, system
from tasks.workbook.layout import Tab, Tone
from tasks.workbook.values import Kind

EXAMINERS = "Examinateurs"
CERTIFICATION, NAME, EMAIL, SEX, QUALITY = "Certification", "Prénom et nom", "E-mail", "Sexe", "Qualité"
EMPLOYER, EXTERNAL, YEARS, BLOCS = "Employeur", "Externe", "Années d’expérience", "Blocs"
STARTS_ON, ENDS_ON, DECIDED_BY, DECIDED_ON = "Habilité du", "Habilité jusqu’au", "Décidé par", "Décidé le"
CONFIRMED_ON, ENDED, ENDED_BY, ENDING_MOTIVE = (
    "Référentiel confirmé le", "Retrait", "Retrait décidé par", "Motif du retrait"
)  # fmt: skip
VERSION = "Référentiel connu"

YES, NO = "Oui", "Non"
_TONES = {
    ExaminerState.HABILITATED.label: Tone.GOOD,
    ExaminerState.TO_CONFIRM.label: Tone.WARN,
    ExaminerState.EXPIRED.label: Tone.MUTED,
    ExaminerState.ENDED.label: Tone.BAD,
}


def examiners_tab(certifications: Iterable[str]) -> Tab:
    """Staff add a row; « Saisi par » signs it. A renewal is the same row with new dates and a new decision."""
    return Tab(
        EXAMINERS,
        REF,
        (
            system(REF, 14),
            status(_TONES),
            staff(CERTIFICATION, 14, Kind.CHOICE, certifications),
            staff(NAME, 26),
            staff(EMAIL, 30),
            staff(SEX, 12, Kind.CHOICE, (sex.label for sex in Sex), "Pour l’équilibre du jury (REF-15)"),
            staff(QUALITY, 34, help="Profession et employeur, comme le procès-verbal de jury les donne (REF-24)"),
            staff(EMPLOYER, 24),
            staff(EXTERNAL, 10, Kind.CHOICE, (YES, NO), "Ni du certificateur, ni d’un organisme partenaire (LAW-15)"),
            staff(YEARS, 12, Kind.NUMBER, help="Dans la spécialité, trois au moins sauf règle contraire (M2I-30)"),
            staff(BLOCS, 20, Kind.LONG_TEXT, help="Codes, un par ligne ; vide : tous ceux de la certification"),
            staff(STARTS_ON, 14, Kind.DATE),
            staff(ENDS_ON, 14, Kind.DATE, help="Au plus tard la fin de l’enregistrement de la certification (M2I-27)"),
            staff(DECIDED_BY, 24, help="Responsable des examens ou direction, inscrit dans « Équipe »"),
            staff(DECIDED_ON, 14, Kind.DATE),
            staff(CONFIRMED_ON, 14, Kind.DATE, help="À chaque révision du référentiel (M2I-28)"),
            staff(ENDED, 10, Kind.CHOICE, (YES,), "Pour mettre fin à l’habilitation avant son terme"),
            staff(ENDED_BY, 24),
            staff(ENDING_MOTIVE, 34, Kind.LONG_TEXT),
            staff(TYPED_BY, 24, help="Votre nom : sans lui, la ligne n’est pas lue"),
            system(VERSION, 14),
            system(DEADLINE, 44, Kind.LONG_TEXT),
            answer(),
        ),
    )
