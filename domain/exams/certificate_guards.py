"""Guards of the delivery of a certificate and of its withdrawal.

`certificate` is what the command would make of it, `before` what it was.
"""

from datetime import date

from domain.certification import Certification
from domain.exams.award import AwardKind
from domain.exams.certificate import Certificate
from domain.partnership_guards import too_long
from domain.refusal import Refusal
from domain.vocabulary import Role

DECIDED_BY, DECIDED_ON = "Retrait décidé par", "Décidé le"


def validated(certificate: Certificate, on: date, figures: Certification, before: Certificate) -> Refusal | None:
    """Only the certifier delivers, once its representative has validated the session (M2I-37, NET-02)."""
    if certificate.validated_by.strip() and certificate.jury_date <= certificate.validated_on <= on:
        return None
    return Refusal(
        "la session n’est pas validée par le représentant du certificateur : rien n’est délivré avant. Faites-la "
        "valider dans « Résultats ».",
        "M2I-37", "Validée par",
    )  # fmt: skip


def acquired(certificate: Certificate, on: date, figures: Certification, before: Certificate) -> Refusal | None:
    """The whole certification for all its blocs (M2I-05), an attestation for the one that it names (REF-27)."""
    if certificate.bloc is not None:
        wanted, rule = {certificate.bloc.code}, "REF-27"
    else:
        wanted, rule = set(certificate.required), "M2I-05"
    lacking = sorted(wanted - set(certificate.acquired))
    if wanted and not lacking:
        return None
    return Refusal(
        f"les blocs {', '.join(lacking) or 'de la certification'} ne sont pas acquis : rien n’est délivré pour eux. "
        "Vérifiez les décisions du jury.",
        rule,
    )


def of_its_kind(certificate: Certificate, on: date, figures: Certification, before: Certificate) -> Refusal | None:
    """An attestation names its bloc, a parchemin none (REF-27); neither is dated after today."""
    if (certificate.kind is AwardKind.BLOC) != (certificate.bloc is not None):
        return Refusal("une attestation nomme son bloc, et un parchemin n’en nomme aucun.", "REF-27")
    if certificate.delivered_on > on:
        return Refusal("un certificat ne se date pas d’un jour à venir.", "M2I-38")
    return None


def withdrawal_motivated(
    certificate: Certificate, on: date, figures: Certification, before: Certificate
) -> Refusal | None:
    """By direction, with its motive, after the delivery (M2I-48)."""
    asked = certificate.withdrawal
    if asked is None or not asked.motive.strip():
        return Refusal("le retrait d’une certification est motivé. Écrivez le motif.", "M2I-48", "Motif")
    if asked.decided_by.role is not Role.DIRECTION:
        message = "le retrait revient à la direction. Indiquez un de ses membres, inscrit dans l’onglet « Équipe »."
        return Refusal(message, "M2I-48", DECIDED_BY)
    if not certificate.delivered_on <= asked.decided_on <= on:
        message = "le retrait se décide entre la délivrance et aujourd’hui. Corrigez la date."
        return Refusal(message, "M2I-48", DECIDED_ON)
    return too_long("Motif", asked.motive)
