"""Guards of the second half of the partnership: information session, gates of the signature, agreements, habilitation.

`dossier` is what the command would make of it, `before` what it was.
"""

from datetime import date

from domain.agreements import AgreementKind
from domain.calendar import format_date
from domain.certification import Certification
from domain.conformity import held_as_planned, not_in_the_past
from domain.dossier import Dossier
from domain.partnership_guards import same_person, too_long
from domain.refusal import Refusal
from domain.signing import Signature

EXTENT_BLOCS, EXTENT_ROUTES = "Blocs de l’habilitation", "Voies d’accès de l’habilitation"
INFO_FIELD, HELD_FIELD, SIGNING_FIELD = "Séance d’information", "Séance tenue le", "Journée de signature"


def info_session_planned(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    return not_in_the_past(dossier.info_session, on, "MIK-42", INFO_FIELD)


def info_session_known(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    return (
        None
        if before.info_session and not before.info_session.cancelled
        else Refusal("aucune séance n’est planifiée.", "MIK-42", INFO_FIELD)
    )


def info_session_held(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """It took place on the day that its invitation, or its correction, says; somebody of the OF was there (MIK-42)."""
    record = dossier.attendance
    if record is None or not record.attendees:
        return Refusal("indiquez qui a participé, une personne par ligne.", "MIK-42", "Participants à la séance")
    planned_on = dossier.info_session.day if dossier.info_session else None
    return held_as_planned(record.held_on, planned_on, on, "MIK-42", HELD_FIELD)


def evaluation_kit_allowed(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """Only when the scope evaluates, and only to a designated person (MIK-54, MIK-55)."""
    if not dossier.application.scope.assesses:
        return Refusal("la portée ne comprend pas l’évaluation : aucun kit d’évaluation n’est remis.", "MIK-54")
    given = [kit for kit in dossier.kits if kit not in before.kits]
    designated, _ = dossier.evaluation_contact
    if designated and given and all(same_person(kit.recipient, designated) for kit in given):
        return None
    return Refusal(
        "le kit d’évaluation se remet au responsable de l’évaluation. Désignez-le d’abord.",
        "MIK-55",
        "Responsable de l’évaluation",
    )


def gates_open(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """The three first steps of the conformity phase are validated (MIK-84)."""
    closed = closed_gates(dossier)
    if not closed:
        return None
    return Refusal(f"la signature attend encore : {', '.join(closed)}.", "MIK-84")


def closed_gates(dossier: Dossier) -> tuple[str, ...]:
    """What still stands between the dossier and its signature, in French."""
    found, streams = [], dossier.workstreams
    if dossier.attendance is None:
        found.append("la séance d’information")
    if streams is None or streams.communication_on is None:
        found.append("une communication conforme")
    if streams is None or not streams.trainers:
        found.append("un formateur validé")
    if dossier.application.scope.assesses and not (streams and streams.evaluation_manager):
        found.append("l’habilitation du responsable de l’évaluation")
    return tuple(found)


def something_unmet(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    if dossier.unmet:
        return None
    return Refusal("aucune correction ne manque : la pré-habilitation ne se perd pas.", "MIK-69")


def extent_open(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """Blocs of the référentiel, and nothing signed yet: the agreement states them (NET-04, LAW-02)."""
    known = tuple(bloc.code for bloc in figures.referentiel.blocs)
    unknown = [code for code in dossier.extent.blocs if code not in known]
    if unknown:
        message = f"{figures.code} n’a pas de bloc « {unknown[0][:40]} ». Choisissez parmi {', '.join(known)}."
        return Refusal(message, "NET-04", EXTENT_BLOCS)
    if before.signatures:
        message = "un document est déjà signé : l’étendue ne change plus sans nouvelle convention."
        return Refusal(message, "NET-04", EXTENT_BLOCS)
    return None


def clauses_complete(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """Every clause is there, and the agreement does not outlive the registration (LAW-02, QUA-04, MIK-85)."""
    issued = dossier.agreements
    if issued is None:
        return Refusal("les documents à signer ne sont pas établis.", "LAW-02")
    if issued.gaps:
        rule, sentence = issued.gaps[0]
        others = f" ({len(issued.gaps) - 1} autre(s) clause(s) à compléter ensuite)" if len(issued.gaps) > 1 else ""
        return Refusal(f"{sentence}{others}", rule, "Documents à signer")
    if issued.end > figures.registration_end:
        last = format_date(figures.registration_end)
        return Refusal(f"la convention finit au plus tard le {last}, fin de l’enregistrement.", "MIK-85")
    return None


def signing_planned(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    return not_in_the_past(dossier.signing, on, "MIK-41", SIGNING_FIELD)


def signing_known(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    return (
        None
        if before.signing and not before.signing.cancelled
        else Refusal("aucune journée n’est planifiée.", "MIK-41", SIGNING_FIELD)
    )


_SIGNATURE_RULES = {
    AgreementKind.CONVENTION: "MIK-92",
    AgreementKind.REGULATION: "MIK-87",
    AgreementKind.CHARTER: "MIK-90",
}


def signature_dated(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """Both parties sign what exists: not before the document, not after today, each document once."""
    added = [signature for signature in dossier.signatures if signature not in before.signatures]
    if before.agreements is None:
        return Refusal("les documents à signer ne sont pas encore établis.", "MIK-92", "Signé le")
    issued, signed = before.agreements.issued_on, {known.kind for known in before.signatures}
    for signature in added:
        rule = _SIGNATURE_RULES[signature.kind]
        if signature.kind in signed:
            return Refusal(f"« {signature.kind.label} » est déjà signée ; la signature enregistrée reste.", rule)
        if unusable := _unusable_signatory(signature, rule):
            return unusable
        for side, day in (("organisme", signature.partner_signed_on), ("certificateur", signature.certifier_signed_on)):
            if not issued <= day <= on:
                return Refusal(
                    f"la signature ({side}) est datée du {format_date(day)} ; le document est du "
                    f"{format_date(issued)} : elle se date de ce jour au plus tôt, "
                    "d’aujourd’hui au plus tard. Corrigez la date.",
                    rule,
                    f"Signé le ({side})",
                )
        signed.add(signature.kind)
    return None if added else Refusal("aucune signature n’est donnée.", "MIK-92")


def _unusable_signatory(signature: Signature, rule: str) -> Refusal | None:
    """Somebody signs for each party, and not the same person for both."""
    name, field = signature.partner_signatory, "Signataire (organisme)"
    if not name.strip():
        return Refusal("indiquez qui signe pour l’organisme.", rule, field)
    if same_person(name, signature.certifier_signatory):
        return Refusal("une même personne ne signe pas pour les deux parties.", rule, field)
    return too_long(field, name)


def may_be_habilitated(dossier: Dossier, on: date, figures: Certification, before: Dossier) -> Refusal | None:
    """The three signatures and the two conditions of the law, all of them (MIK-92, LAW-01)."""
    missing = [kind.label for kind in AgreementKind if kind not in {item.kind for item in dossier.signatures}]
    if missing:
        return Refusal(f"il manque la signature de : {', '.join(missing)}.", "MIK-92", "Signatures")
    outlived = _outlived(dossier, on, figures)
    if outlived is not None:
        return outlived
    given = dossier.assurances
    if given is None:
        return Refusal("la direction répond d’abord aux deux conditions de l’habilitation.", "LAW-01", "Habilitation")
    if not given.respects_reference:
        return Refusal(
            "la capacité à faire respecter les référentiels n’est pas établie : l’habilitation est impossible.",
            "LAW-01",
            "Capacité à respecter les référentiels",
        )
    if not given.adequate_means:
        return Refusal(
            "l’adéquation des moyens n’est pas établie : l’habilitation est impossible.", "LAW-01", "Moyens adéquats"
        )
    return None


def _outlived(dossier: Dossier, on: date, figures: Certification) -> Refusal | None:
    """An agreement that is over, or that outlives the registration as it stands now, habilitates nobody (MIK-85)."""
    end, last = dossier.agreements.end if dossier.agreements else on, figures.registration_end
    if end < on:
        return Refusal(f"la convention a pris fin le {format_date(end)} : l’habilitation n’a plus d’objet.", "MIK-85")
    if end > last:
        message = (
            f"la convention signée va au-delà du {format_date(last)}, fin de l’enregistrement de la certification."
        )
        return Refusal(message, "MIK-85")
    return None
