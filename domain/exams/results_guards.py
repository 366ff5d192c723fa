"""Guards of a session from its end to its results: pieces, minutes, signatures, validation (REF-24, REF-25, M2I-37)."""

from datetime import date

from domain.certification import Certification
from domain.exams.minutes import missing_mentions
from domain.exams.session import ExamSession, MinutesSignature
from domain.exams.vocabulary import OrganiserKind, Piece
from domain.partnership_guards import same_person, too_long
from domain.refusal import Refusal
from domain.vocabulary import Role

ENDED_ON, RECEIVED_ON, PIECES, JURY_ON = "Session terminée le", "Pièces reçues le", "Pièces", "Jury réuni le"
OBSERVATIONS, SIGNED_BY, VALIDATED_BY, VALIDATED_ON = "Observations du jury", "Signé par", "Validée par", "Validée le"
_VALIDATORS = (Role.CERTIFIER_REPRESENTATIVE, Role.DIRECTION)


def ended(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """The day that it ended, which the clocks of the pieces and of the results start from (O-12, O-13)."""
    if before.starts_on <= session.ends_on <= on:
        return None
    return Refusal("la fin se date entre le premier jour de la session et aujourd’hui. Corrigez la date.",
                   "M2I-11", ENDED_ON)  # fmt: skip


def pieces_complete(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """Émargement, grilles, PV, and the incident forms when there was one (MIK-56, NET-27)."""
    found = session.pieces
    if found is None or not session.ends_on <= found.received_on <= on:
        return Refusal("la réception se date entre la fin de la session et aujourd’hui. Corrigez la date.",
                       "MIK-56", RECEIVED_ON)  # fmt: skip
    wanted = [piece for piece in Piece if piece is not Piece.INCIDENTS or session.incidents]
    absent = [piece.label for piece in wanted if piece.label not in found.items]
    if absent:
        return Refusal(f"il manque : {', '.join(absent)}. Réclamez-les à l’organisateur.", "NET-27", PIECES)
    return None


def jury_quorum(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """Those who decide are enough, and external enough (REF-15, LAW-15, O-16)."""
    sat, wanted = session.sat, figures.jury
    if len(sat) < wanted.min_members:
        return Refusal(
            f"{len(sat)} membre(s) du jury ont siégé, {wanted.min_members} au moins délibèrent. Vérifiez les présences "
            "dans « Jurys ».",
            "REF-15",
        )
    external = sum(member.external for member in sat)
    if external < wanted.min_external_ratio * len(sat):
        return Refusal(
            f"{external} membre(s) du jury sur {len(sat)} sont extérieurs, la part attendue est de "
            f"{wanted.min_external_ratio * 100:g} %. Complétez le jury.",
            "LAW-15",
        )
    return None


def minutes_complete(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """No PV without every mention (REF-24, LAW-16)."""
    if session.minutes is None:
        return Refusal("le procès-verbal n’a pas de contenu.", "REF-24")
    missing = missing_mentions(session.minutes)
    if missing:
        said = " ; ".join(mention for mention, _ in missing[:10])
        more = f" ; et {len(missing) - 10} autres mentions" if len(missing) > 10 else ""
        return Refusal(f"le procès-verbal de jury ne peut pas être établi. Il manque : {said}{more}.", missing[0][1])
    held = session.minutes.jury_date
    if held is None or not session.ends_on <= held <= on:
        return Refusal(
            "le jury se réunit entre la fin de la session et aujourd’hui. Corrigez la date.", "REF-24", JURY_ON
        )
    return too_long(OBSERVATIONS, "\n".join(session.minutes.observations))


def signature_refusal(signature: MinutesSignature, session: ExamSession, on: date) -> Refusal | None:
    """Those who sat sign, once the jury has met (REF-25)."""
    if not any(same_person(member.name, signature.name) for member in session.sat):
        return Refusal(
            f"« {signature.name[:60]} » n’a pas siégé au jury : seuls les évaluateurs signent.", "REF-25", SIGNED_BY
        )
    held = session.minutes.jury_date if session.minutes else None
    if held is None or not held <= signature.signed_on <= on:
        return Refusal(
            f"{signature.name} : la signature se date entre le jury et aujourd’hui. Corrigez la date.",
            "REF-25",
            SIGNED_BY,
        )
    return None


def signatures_right(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    names = [signature.name.casefold() for signature in session.signatures]
    if len(set(names)) < len(names):
        return Refusal("un évaluateur signe une fois. Retirez la ligne en trop.", "REF-25", SIGNED_BY)
    return next((found for item in session.signatures if (found := signature_refusal(item, session, on))), None)


def unsigned_by(session: ExamSession) -> list[str]:
    """The members who sat and have not signed."""
    signed = [signature.name for signature in session.signatures]
    return [member.name for member in session.sat if not any(same_person(member.name, name) for name in signed)]


def all_signed(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    """Nothing goes on while the PV is unsigned (REF-25)."""
    waiting = unsigned_by(session)
    if not waiting and session.signatures:
        return None
    return Refusal(f"le procès-verbal de jury attend une signature : {', '.join(waiting)}.", "REF-25", SIGNED_BY)


def validated_by_certifier(
    session: ExamSession, on: date, figures: Certification, before: ExamSession
) -> Refusal | None:
    """The certifier's representative or direction, or a co-certifier's; never the partner (M2I-37, NET-01, NET-02)."""
    found, organiser = session.validation, session.organiser
    if found and organiser.kind is OrganiserKind.PARTNER and same_person(found.validated_by, organiser.representative):
        message = (
            f"« {found.validated_by[:60]} » représente {organiser.name}, partenaire habilité : le droit de délivrance "
            "appartient au certificateur et aux co-certificateurs. Faites valider la session par l’un d’eux."
        )
        return Refusal(message, "NET-01", VALIDATED_BY)
    owns = found and any(same_person(found.validated_by, one.representative) for one in figures.co_certifiers)
    if found is None or not (owns or found.role in _VALIDATORS):
        who = f"« {found.validated_by[:60]} » n’est pas" if found else "il manque"
        return Refusal(
            f"{who} un représentant du certificateur ni un membre de la direction : seul le certificateur valide une "
            "session. Inscrivez cette personne dans « Équipe » avec son rôle, ou indiquez-en une autre.",
            "NET-02",
            VALIDATED_BY,
        )
    signed_on = max((signature.signed_on for signature in session.signatures), default=session.ends_on)
    if not signed_on <= found.validated_on <= on:
        return Refusal("la validation se date entre la dernière signature et aujourd’hui. Corrigez la date.",
                       "M2I-37", VALIDATED_ON)  # fmt: skip
    return None


def validated_before(session: ExamSession, on: date, figures: Certification, before: ExamSession) -> Refusal | None:
    if session.validation is not None:
        return None
    return Refusal("aucun résultat ne part avant que le certificateur ait validé la session.", "M2I-37", VALIDATED_BY)
