"""The documents of the second half of a dossier: slips, agreements, and the loss (MIK-43 to MIK-92)."""

from domain.agreements import AgreementKind
from domain.calendar import format_date
from domain.kits import KitKind
from tasks.presenting.agreements import agreement_data, terms_of
from tasks.presenting.audit_sections import item_label
from tasks.presenting.dossier_frame import DossierFrame
from tasks.presenting.frame import Data
from tasks.presenting.kits import delivery_slip, kit_data
from tasks.presenting.wording import worded

#: what each of the three documents applies when it is issued to be signed
_AGREEMENT_RULES = {
    AgreementKind.CONVENTION: "LAW-02",
    AgreementKind.REGULATION: "MIK-87",
    AgreementKind.CHARTER: "MIK-90",
}


def session_slip(at: DossierFrame) -> Data:
    """What was handed over at the information session, and who was there (MIK-42, MIK-43, NET-12)."""
    found, record = slip(at), at.dossier.attendance
    if record is None:
        return found
    held = worded(
        "Séance tenue en visioconférence le {day} ; les documents y ont été commentés et expliqués. Participants :",
        day=format_date(record.held_on),
    )
    session = {"title": "Séance d’information", "paragraphs": [held], "list": list(record.attendees)}
    return found | {"sections": [session, *found["sections"]]}


def slip(at: DossierFrame) -> Data:
    """What this decision hands over, to one recipient: everything, or the evaluation kit alone (MIK-43, MIK-55)."""
    delivered = [item for item in at.dossier.kits if item not in at.moment.known.kits]
    codes = {item.code.partition(".")[0] for item in delivered}  # « communication » for « communication.objectifs »
    kits = [kit for kit in at.config.kits[at.figures.code].root.values() if kit.kind.value in codes]
    agreements = [at.config.agreements[kind] for kind in AgreementKind if kind.value in codes]
    return delivery_slip(kits, agreements, delivered[-1].recipient, delivered[-1].delivered_on)


def kit(at: DossierFrame, kind: KitKind) -> Data:
    """One kit, as the certifier wrote it (MIK-45 to MIK-58)."""
    return kit_data(at.config.kits[at.figures.code].of(kind))


def convention(at: DossierFrame) -> Data:
    return _agreement(at, AgreementKind.CONVENTION)


def regulation(at: DossierFrame) -> Data:
    return _agreement(at, AgreementKind.REGULATION)


def charter(at: DossierFrame) -> Data:
    return _agreement(at, AgreementKind.CHARTER)


def _agreement(at: DossierFrame, kind: AgreementKind) -> Data:
    """One of the three documents to sign, with the dates under which it is issued (MIK-85, MIK-87, MIK-90)."""
    issued = at.dossier.agreements
    start, end = (issued.start, issued.end) if issued else (at.on, at.figures.registration_end)
    terms = terms_of(at.dossier, at.organisation, at.figures, start, end)
    data = agreement_data(at.config.agreements[kind], terms)
    if issued:
        return data | {"seal": at.seal(_AGREEMENT_RULES[kind])}
    unsigned = {
        "signatures": [],
        "sections": data["sections"][:-1],
        "seal": at.seal("MIK-57"),
    }  # handed over to be read
    return data | unsigned | {"subtitle": f"{data['subtitle']} – exemplaire remis pour information"}


def lost(at: DossierFrame) -> Data:
    """The second check found corrections missing: there is no third (MIK-69, MIK-70)."""
    unmet = sorted(at.dossier.unmet, key=lambda one: one.number)
    items = at.config.checklist.by_code
    rows = [
        [str(one.number), {"title": item_label(items, one.item), "note": one.support}, one.request, one.found]
        for one in unmet
    ]
    columns = ["N°", "Élément", "Correction demandée", "Constat du second contrôle"]
    table = {"columns": columns, "rows": rows, "shares": [0, 3, 4, 4]}
    return {
        "sections": [
            {"title": "Faits", "list": _loss_facts(at)},
            {"title": "Corrections non respectées", "table": table},
        ],
        "decision": {
            "title": "Pré-habilitation définitivement perdue",
            "text": worded(
                "Le second contrôle demande le respect exact de toutes les corrections. Corrections non respectées : "
                "{unmet}. L’organisme perd définitivement sa pré-habilitation à compter du {on} ; aucun troisième "
                "contrôle n’a lieu (MIK-69). Il ne publie et ne commercialise aucune offre au titre de cette "
                "certification. Le présent procès-verbal lui est adressé par e-mail (MIK-70).",
                unmet=len(unmet),
                on=format_date(at.on),
            ),
            "tone": "bad",
        },
        "appeal": at.appeal(),
        "signatures": [{"name": at.organisation.signatory, "quality": f"Pour {at.organisation.name}"}],
    }


def _loss_facts(at: DossierFrame) -> list[str]:
    dossier, facts = at.dossier, []
    if dossier.notified_on:
        facts.append(worded("Pré-habilitation notifiée le {day}.", day=format_date(dossier.notified_on)))
    if dossier.attendance:
        held_on = format_date(dossier.attendance.held_on)
        facts.append(worded("Séance d’information et remise du kit de communication : {day}.", day=held_on))
    for one in dossier.unmet[:1]:
        facts += [
            worded("Premier contrôle le {day} : corrections demandées (MIK-67).", day=format_date(one.requested_on)),
            worded(
                "Second contrôle le {day}, sur ces seules corrections : toutes ne sont pas faites (MIK-68).",
                day=format_date(one.checked_on),
            ),
        ]
    return facts
