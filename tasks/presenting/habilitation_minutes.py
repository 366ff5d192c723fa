"""The minutes of the habilitation, with everything that opens it, and of its end (MIK-84 to MIK-93, LAW-01)."""

from datetime import date

from domain.agreements import AgreementKind
from domain.calendar import format_date
from domain.dossier import Dossier
from domain.extent import blocs_in_words, routes_in_words
from domain.signing import Assurances, Signature
from domain.vocabulary import TimeLimit
from tasks.mail.typography import count
from tasks.presenting.dossier_frame import DossierFrame
from tasks.presenting.frame import Data
from tasks.presenting.wording import worded


def habilitation(at: DossierFrame) -> Data:
    """The gates, the three signatures and the two conditions of the law, then the decision (MIK-84, MIK-92)."""
    given = at.dossier.assurances
    sections = [_gates(at), _signatures(at.dossier), *([_conditions(given)] if given else [])]
    return {
        "sections": [*sections, _extent(at), {"title": "Période de validité et réactivité", "list": _period(at)}],
        "decision": {
            "title": worded("Organisme habilité : {scope}", scope=at.dossier.application.scope.label.lower()),
            "text": _decision(at),
            "tone": "good",
        },
        "signatures": [_signatory(at, given)],
    }


def _gates(at: DossierFrame) -> Data:
    """What had to be validated before the signature, each with its day where it has one (MIK-84)."""
    dossier, done = at.dossier, at.dossier.workstreams
    held_on = dossier.attendance.held_on if dossier.attendance else None
    rows = [["Séance d’information et remise des documents", _on("Tenue le {day}", held_on)]]
    if done:
        rows.append(["Communication", _on("Conforme le {day}", done.communication_on)])
        rows.append(["Formateurs validés", "\n".join(done.trainers)])
    if done and dossier.application.scope.assesses:
        rows.append(["Responsable de l’évaluation habilité", done.evaluation_manager])
    return {
        "title": "Étapes validées de la mise en conformité (MIK-84)",
        "table": {"columns": ["Étape", "Constat"], "rows": rows},
    }


def _on(text: str, day: date | None) -> str:
    return worded(text, day=format_date(day)) if day else ""


def _signatures(dossier: Dossier) -> Data:
    """The three documents, in their own order, with who signed which version and when (MIK-87, MIK-90, MIK-92)."""
    issued, signed = dossier.agreements, {signature.kind: signature for signature in dossier.signatures}
    rows = [
        [
            {"title": kind.label, "note": f"version {issued.versions[kind]}" if issued else ""},
            *_parties(signed[kind]),
        ]
        for kind in AgreementKind
        if kind in signed
    ]
    return {
        "title": "Documents signés (MIK-92)",
        "table": {"columns": ["Document", "Pour l’organisme", "Pour le certificateur"], "rows": rows},
    }


def _parties(signature: Signature) -> tuple[str, str]:
    return (
        f"{signature.partner_signatory}\nle {format_date(signature.partner_signed_on)}",
        f"{signature.certifier_signatory}\nle {format_date(signature.certifier_signed_on)}",
    )


def _conditions(given: Assurances) -> Data:
    """The two answers of direction (R. 6113-16-1)."""
    rows = [
        ["Capacité de l’organisme à assurer le respect des référentiels", _answer(given.respects_reference)],
        ["Adéquation de ses moyens pédagogiques, techniques et d’encadrement", _answer(given.adequate_means)],
    ]
    return {
        "title": "Conditions de l’article R. 6113-16-1 du code du travail (LAW-01)",
        "paragraphs": [
            worded("Réponses données par {name}, le {day} :", name=given.decided_by, day=format_date(given.decided_on))
        ],
        "table": {"columns": ["Condition", "Réponse"], "rows": rows},
    }


def _extent(at: DossierFrame) -> Data:
    """The blocs and the routes (NET-04)."""
    extent = at.dossier.extent
    lines = [
        worded("Blocs : {blocs}.", blocs=blocs_in_words(extent, at.figures)),
        worded("Voies d’accès : {routes}.", routes=routes_in_words(extent)),
    ]
    return {"title": "Étendue de l’habilitation (NET-04)", "list": lines}


def _answer(yes: bool) -> str:
    return "Oui" if yes else "Non"


def _period(at: DossierFrame) -> list[str]:
    """Validity, what the 30 days were used for (MIK-61), and the day by which France compétences is told."""
    issued, told = at.dossier.agreements, at.moment.after.get(TimeLimit.FC_DECLARATION)
    lines = [_validity(at.dossier.in_force_on or issued.start, issued.end)] if issued else []
    lines += _reactivity(at)
    if told:
        said = "Déclaration à France compétences au plus tard le {day} : {sentence} (article R. 6113-16-5, LAW-05)."
        lines.append(worded(said, day=format_date(told.due_on), sentence=told.sentence))
    return lines


def _validity(start: date, end: date) -> str:
    return worded(
        "Convention valable du {start} au {end} ; elle ne dépasse pas l’enregistrement de la certification (MIK-85).",
        start=format_date(start),
        end=format_date(end),
    )


def _reactivity(at: DossierFrame) -> list[str]:
    """Working days from the pre-habilitation to the habilitation, out of those allowed (MIK-61)."""
    dossier, done = at.dossier, at.dossier.workstreams
    if dossier.notified_on is None:
        return []
    allowed = at.figures.time_limits[TimeLimit.CONFORMITY].length + (dossier.extension.days if dossier.extension else 0)
    lines = [
        worded(
            "Délai utilisé : {used} sur {allowed}, depuis la pré-habilitation notifiée le {day} (MIK-61).",
            used=_days(at, dossier.notified_on, dossier.habilitated_on or at.on),
            allowed=allowed,
            day=format_date(dossier.notified_on),
        )
    ]
    if dossier.attendance and done and done.communication_on:
        used = _days(at, dossier.attendance.held_on, done.communication_on)
        lines.append(worded("Communication conforme {used} après la séance d’information (MIK-61).", used=used))
    return lines


def _days(at: DossierFrame, start: date, end: date) -> str:
    return count(at.calendar.between(start, end), "jour ouvré")


def _decision(at: DossierFrame) -> str:
    """What the OF may do from now on, and until when (MIK-92, MIK-93)."""
    issued = at.dossier.agreements
    return worded(
        "L’organisme est habilité à compter du {on}{until}, pour la portée « {scope} ». Il est autorisé à publier ses "
        "supports de communication et son offre EDOF, et peut commercialiser la certification à compter de ce jour "
        "(MIK-92, MIK-93). L’habilitation est déclarée à France compétences par le certificateur (MIK-86).",
        on=format_date(at.dossier.habilitated_on or at.on),
        until=f" et jusqu’au {format_date(issued.end)}" if issued else "",
        scope=at.dossier.application.scope.label,
    )


def _signatory(at: DossierFrame, given: Assurances | None) -> dict[str, str]:
    name = given.decided_by if given else at.organisation.signatory
    return {"name": name, "quality": f"Pour {at.organisation.name}"}


def expired(at: DossierFrame) -> Data:
    """The agreement has reached its end, that of the registration at the latest (MIK-85)."""
    issued, since = at.dossier.agreements, at.dossier.habilitated_on
    facts = [worded("Organisme habilité le {day}.", day=format_date(since))] if since else []
    if issued:
        facts.append(_validity(at.dossier.in_force_on or issued.start, issued.end))
    end = format_date(issued.end if issued else at.figures.registration_end)
    return {
        "sections": [{"title": "Faits", "list": facts}],
        "decision": {
            "title": worded("Convention échue le {day}", day=end),
            "text": worded(
                "L’habilitation prend fin avec la convention, le {day} (MIK-85). À compter de cette date, l’organisme "
                "retire ses supports de communication et son offre EDOF, et n’inscrit plus de candidat. La fin de "
                "l’habilitation est déclarée à France compétences par le certificateur (LAW-05).",
                day=end,
            ),
            "tone": "neutral",
        },
        "appeal": at.appeal(),
        "signatures": [_signatory(at, None)],
    }
