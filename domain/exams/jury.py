"""The jury of a session: who may sit, how many, whom each may not examine (M2I-29, M2I-31, REF-15, LAW-15, O-16)."""

from collections.abc import Iterable
from datetime import date

from domain.calendar import format_date
from domain.certification import Certification
from domain.exams.candidacy import Candidacy
from domain.exams.examiner import Examiner
from domain.exams.person import folded
from domain.exams.seating import JuryMember
from domain.exams.session import ExamSession
from domain.exams.vocabulary import ExaminerState, JuryRole, Sex
from domain.refusal import Refusal
from domain.vocabulary import Labelled

EXAMINER_FIELD, ROLE_FIELD, JURY_FIELD = "Examinateur", "Rôle", "Jury"


def unfit(
    examiner: Examiner, state: Labelled, session: ExamSession, first: date | None = None, last: date | None = None
) -> Refusal | None:
    """Why this examiner cannot sit in this session, or None (M2I-17, M2I-27, M2I-29)."""
    first, last = first or session.starts_on, last or session.ends_on
    if examiner.certification != session.certification:
        message = f"{examiner.person} est habilité pour {examiner.certification}, pas pour {session.certification}. "
        return Refusal(f"{message}Choisissez un examinateur de cette certification.", "M2I-29", EXAMINER_FIELD)
    if state is not ExaminerState.HABILITATED:
        message = f"{examiner.person} est à l’état « {state.label} ». Confirmez ou renouvelez son habilitation, ou "
        return Refusal(f"{message}choisissez quelqu’un d’autre.", "M2I-27", EXAMINER_FIELD)
    return _term(examiner.person, examiner.starts_on, examiner.ends_on, first, last) or _competence(
        examiner.person, examiner.blocs, session.blocs
    )


def trained_by(examiner: str, candidacies: Iterable[Candidacy]) -> tuple[str, ...]:
    """References of the candidates whose trainer he was, by his name (LAW-15)."""
    return tuple(
        candidacy.ref
        for candidacy in candidacies
        if folded(examiner) in {folded(trainer) for trainer in candidacy.trainers}
    )


def member_of(examiner: Examiner, role: JuryRole, candidacies: Iterable[Candidacy]) -> JuryMember:
    """The examiner as a member of the jury of these candidates."""
    return JuryMember(
        examiner=examiner.ref, name=examiner.person, quality=examiner.quality, email=examiner.email,
        external=examiner.external, blocs=examiner.blocs, habilitated_from=examiner.starts_on,
        habilitated_until=examiner.ends_on, sex=examiner.sex, role=role,
        trained=trained_by(examiner.person, candidacies),
    )  # fmt: skip


def jury_fit(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """Each member alone: habilitated for all the days and all the blocs, declared on real dates, one president."""
    for member in session.sitting:
        refusal = _term(
            member.name, member.habilitated_from, member.habilitated_until, session.starts_on, session.ends_on
        ) or _competence(member.name, member.blocs, session.blocs)
        if refusal is not None:
            return refusal
        if member.declaration and member.declaration.signed_on > on:
            day = format_date(member.declaration.signed_on)
            message = f"{member.name} ne peut pas signer sa déclaration dans le futur ({day}). "
            return Refusal(f"{message}Corrigez la date.", "M2I-31", "Déclaration d’absence de lien signée le")
    presidents = [member.name for member in session.sitting if member.role is JuryRole.PRESIDENT]
    if len(presidents) > 1:
        return Refusal(f"le jury a un seul président : choisissez entre {' et '.join(presidents)}.", "REF-15",
                       ROLE_FIELD)  # fmt: skip
    return None


def jury_complete(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """The whole: enough members, enough of them external, each still fit (O-16, LAW-15)."""
    wanted, members = figures.jury, session.sitting
    if len(members) < wanted.min_members:
        message = (
            f"le jury compte {len(members)} membre(s), il en faut {wanted.min_members} au moins. "
            "Ajoutez une ligne dans « Jurys »."
        )
        return Refusal(message, "O-16", JURY_FIELD)
    external = sum(member.external for member in members)
    if external < wanted.min_external_ratio * len(members):
        share = f"{wanted.min_external_ratio:.0%}".replace("%", " %")
        message = (
            f"{external} membre(s) sur {len(members)} sont extérieurs au certificateur et aux partenaires, il en faut "
            f"{share}. Ajoutez un membre extérieur."
        )
        return Refusal(message, "LAW-15", JURY_FIELD)
    return jury_fit(session, on, figures, before)


def balance(members: Iterable[JuryMember]) -> str:
    """The H/F indicator: « 2 femmes, 1 homme » (REF-15)."""
    sexes = [member.sex for member in members]
    women, men = sexes.count(Sex.FEMALE.value), sexes.count(Sex.MALE.value)
    said = [f"{number} {word}{'s' if number > 1 else ''}" for number, word in ((women, "femme"), (men, "homme"))]
    return ", ".join(said) + (f", {len(sexes) - women - men} non indiqué" if women + men < len(sexes) else "")


def _term(name: str, start: date, end: date, first: date, last: date) -> Refusal | None:
    if end < last:
        message = (
            f"{name} n’est habilité que jusqu’au {format_date(end)}, avant la fin de la session le "
            f"{format_date(last)}. Renouvelez son habilitation ou choisissez quelqu’un d’autre."
        )
        return Refusal(message, "M2I-17", EXAMINER_FIELD)
    if first < start:
        message = (
            f"{name} n’est habilité qu’à partir du {format_date(start)}, après le début de la session le "
            f"{format_date(first)}. Choisissez quelqu’un d’autre."
        )
        return Refusal(message, "M2I-17", EXAMINER_FIELD)
    return None


def _competence(name: str, blocs: tuple[str, ...], wanted: tuple[str, ...]) -> Refusal | None:
    absent = [bloc for bloc in wanted if bloc not in blocs]
    if not absent:
        return None
    message = f"{name} n’est pas habilité sur {', '.join(absent)}, que la session évalue. Choisissez quelqu’un d’autre."
    return Refusal(message, "M2I-29", EXAMINER_FIELD)
