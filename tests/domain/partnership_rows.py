"""The whole table of the partnership, row by row (MIK-03)."""

from datetime import date

from domain.agreements import AgreementKind
from domain.application import MissingItem
from domain.correspondence import Mail, Paper, Pv
from domain.dossier import Dossier
from domain.exams.vocabulary import Route
from domain.extent import Extent
from domain.vocabulary import Event, State, TimeLimit
from tests import builders_conformity as good
from tests import builders_procedure as made
from tests.builders import TODAY, commission_record, dossier, extension, scored, withdrawal
from tests.domain.rows import Row

S, E, L = State, Event, TimeLimit
MISSING = (MissingItem(field="kbis_url", label="Extrait Kbis (lien)", rule="MIK-05"),)
HANDED_OVER = (Paper.DELIVERY_SLIP, Paper.KIT_COMMUNICATION, Paper.KIT_PEDAGOGY, Paper.TECHNICAL_FILE,
               Paper.KIT_QUALITY, Paper.REGULATION)  # fmt: skip
DELIVERED, EVALUATION_KIT = good.delivered(), good.delivered_evaluation()
CLOCK = (S.PRE_HABILITATED, S.IN_CONFORMITY, S.READY_TO_SIGN)


def incomplete() -> Dossier:
    return dossier(missing=MISSING)


def low() -> Dossier:
    return scored(10.5)


def decided() -> Dossier:
    return scored(11, commission=commission_record())


def invited() -> Dossier:
    return dossier(notified_on=TODAY, info_session=good.meeting())


def in_conformity() -> Dossier:
    return good.in_conformity(notified_on=TODAY)


def issued() -> Dossier:
    return good.in_conformity(agreements=good.issued_agreements(), signing=good.meeting(good.SIGNED_ON))


def signed() -> Dossier:
    return good.ready_to_sign(assurances=None)


_GRANT = {"assurances": good.assurances(), "habilitated_on": good.SIGNED_ON}
_CANCELLED = good.meeting(cancelled=True, sequence=1)

TO_COMMISSION = (
    Row(None, E.APPLICATION_RECEIVED, incomplete, S.RECEIVED, "MIK-04", opens=(L.OWNERSHIP,),
        mails=(Mail.ACKNOWLEDGEMENT,)),
    Row(S.RECEIVED, E.PIECES_MISSING, incomplete, S.RECEIVED, "MIK-13", opens=(L.COMPLETION,),
        mails=(Mail.MISSING_PIECES,)),
    Row(S.RECEIVED, E.DECLARATION_COMPLETED, incomplete, S.RECEIVED, "MIK-13"),
    Row(S.RECEIVED, E.PIECES_COMPLETE, dossier, S.COMPLETE, "MIK-13", closes=(L.COMPLETION,),
        mails=(Mail.APPLICATION_COMPLETE,)),
    Row(S.RECEIVED, E.COMPLETION_LAPSED, incomplete, S.CLOSED_WITHOUT_ACTION, "MIK-13",
        pv=Pv.CLOSED_WITHOUT_ACTION, mails=(Mail.CLOSED_WITHOUT_ACTION,)),
    Row(S.RECEIVED, E.OWNER_ASSIGNED, incomplete, S.RECEIVED, "MIK-17", closes=(L.OWNERSHIP,)),
    Row(S.COMPLETE, E.OWNER_ASSIGNED, dossier, S.COMPLETE, "MIK-17", closes=(L.OWNERSHIP,)),
    Row(S.COMPLETE, E.GRID_VALIDATED, low, S.SCORED, "MIK-18"),
    Row(S.SCORED, E.SCORE_BELOW, low, S.REJECTED_ON_SCORE, "MIK-22", pv=Pv.REJECTED_ON_SCORE,
        mails=(Mail.REJECTED_ON_SCORE,)),
    Row(S.SCORED, E.SCORE_REACHED, decided, S.IN_COMMISSION, "MIK-21", papers=(Paper.COMMISSION_FILE,),
        mails=(Mail.COMMISSION_INVITATION,)),
    Row(S.IN_COMMISSION, E.COMMISSION_ACCEPTED, decided, S.PRE_HABILITATED, "MIK-28", pv=Pv.COMMISSION_ACCEPTED,
        mails=(Mail.PRE_HABILITATED,), opens=(L.CONFORMITY, L.INFO_SESSION, L.QUALIOPI)),
    Row(S.IN_COMMISSION, E.COMMISSION_REFUSED, decided, S.REFUSED, "MIK-30", pv=Pv.COMMISSION_REFUSED,
        mails=(Mail.COMMISSION_REFUSED,)),
)  # fmt: skip
UNDER_THE_CLOCK = (
    *(Row(state, E.EXTENSION_GRANTED, invited, state, "O-05", {"extension": extension()}, pv=Pv.EXTENSION,
          mails=(Mail.EXTENSION_GRANTED,), closes=(L.CONFORMITY,), opens=(L.CONFORMITY,)) for state in CLOCK),
    *(Row(state, E.PRE_HABILITATION_WITHDRAWN, invited, S.WITHDRAWN, "MIK-34", {"withdrawal": withdrawal()},
          pv=Pv.WITHDRAWN, mails=(Mail.WITHDRAWN,)) for state in CLOCK),
)  # fmt: skip
TO_HABILITATION = (
    Row(S.PRE_HABILITATED, E.INFO_SESSION_PLANNED, dossier, S.PRE_HABILITATED, "MIK-42",
        {"info_session": good.meeting()}, mails=(Mail.INFO_SESSION_INVITATION,)),
    Row(S.PRE_HABILITATED, E.INFO_SESSION_CANCELLED, invited, S.PRE_HABILITATED, "MIK-42",
        {"info_session": _CANCELLED}, mails=(Mail.INFO_SESSION_CANCELLED,)),
    Row(S.PRE_HABILITATED, E.INFO_SESSION_HELD, invited, S.IN_CONFORMITY, "MIK-44",
        {"attendance": good.attendance(), "kits": DELIVERED}, good.SESSION_ON,
        papers=HANDED_OVER, mails=(Mail.KITS_DELIVERED,), closes=(L.INFO_SESSION,)),
    *(Row(state, E.EXTENT_SET, facts, state, "NET-04", {"extent": Extent(routes=(Route.VAE,))}, good.SESSION_ON)
      for state, facts in ((S.PRE_HABILITATED, invited), (S.IN_CONFORMITY, in_conformity), (S.READY_TO_SIGN, issued))),
    Row(S.IN_CONFORMITY, E.EVALUATION_KIT_DELIVERED, in_conformity, S.IN_CONFORMITY, "MIK-55",
        {"kits": (*DELIVERED, *EVALUATION_KIT), "workstreams": good.workstreams()}, good.SESSION_ON,
        papers=(Paper.EVALUATION_KIT_SLIP, Paper.KIT_EVALUATION), mails=(Mail.EVALUATION_KIT,)),
    Row(S.IN_CONFORMITY, E.COMMUNICATION_LOST, in_conformity, S.HABILITATION_LOST, "MIK-69",
        {"unmet": (good.unmet(),)}, good.RECHECKED_ON, pv=Pv.HABILITATION_LOST, mails=(Mail.HABILITATION_LOST,)),
    Row(S.IN_CONFORMITY, E.WORKSTREAMS_DONE, in_conformity, S.READY_TO_SIGN, "MIK-84",
        {"workstreams": good.workstreams()}, good.RECHECKED_ON),
    Row(S.READY_TO_SIGN, E.AGREEMENTS_ISSUED, in_conformity, S.READY_TO_SIGN, "LAW-02",
        {"agreements": good.issued_agreements()}, good.RECHECKED_ON,
        papers=(Paper.AGREEMENT, Paper.REGULATION, Paper.CHARTER), mails=(Mail.AGREEMENTS_READY,)),
    Row(S.READY_TO_SIGN, E.SIGNING_PLANNED, in_conformity, S.READY_TO_SIGN, "MIK-41",
        {"signing": good.meeting(good.SIGNED_ON)}, mails=(Mail.SIGNING_INVITATION,)),
    Row(S.READY_TO_SIGN, E.SIGNING_CANCELLED, issued, S.READY_TO_SIGN, "MIK-41",
        {"signing": _CANCELLED}, mails=(Mail.SIGNING_CANCELLED,)),
    *(Row(state, E.INFO_SESSION_CANCELLED, invited, state, "MIK-35", {"info_session": _CANCELLED},
          mails=(Mail.INFO_SESSION_CANCELLED,)) for state in (S.WITHDRAWN, S.HABILITATION_LOST)),
    *(Row(state, E.SIGNING_CANCELLED, issued, state, "MIK-35", {"signing": _CANCELLED},
          mails=(Mail.SIGNING_CANCELLED,)) for state in (S.WITHDRAWN, S.HABILITATION_LOST)),
    Row(S.READY_TO_SIGN, E.AGREEMENT_SIGNED, issued, S.READY_TO_SIGN, "MIK-92",
        {"signatures": (good.signature(AgreementKind.CHARTER),)}, good.SIGNED_ON),
    Row(S.READY_TO_SIGN, E.HABILITATION_GRANTED, signed, S.HABILITATED, "MIK-92", _GRANT, good.SIGNED_ON,
        pv=Pv.HABILITATION, mails=(Mail.PUBLICATION_AUTHORISED, Mail.FC_DECLARATION_DUE), closes=(L.CONFORMITY,),
        opens=(L.FC_DECLARATION, L.AGREEMENT_END)),
    Row(S.HABILITATED, E.DECLARED_TO_FC, good.habilitated, S.HABILITATED, "MIK-86",
        {"fc_declaration": good.fc_declaration()}, good.DECLARED_ON, closes=(L.FC_DECLARATION,)),
    Row(S.HABILITATED, E.AGREEMENT_EXPIRED, good.habilitated, S.EXPIRED, "MIK-85", pv=Pv.EXPIRED,
        mails=(Mail.AGREEMENT_EXPIRED, Mail.FC_CHANGE_DUE), opens=(L.FC_DECLARATION,)),
)  # fmt: skip
_FC, _ANSWER = (L.FC_DECLARATION,), (L.OBSERVATIONS,)
_RENEWED = {"renewal": made.a_renewal(), "agreements": good.issued_agreements()}
_END_TOLD = {"fc_declaration": good.fc_declaration(declared_on=date(2028, 7, 3))}
_LIFTED = {"procedure": made.answered_procedure(lifting=made.a_lifting())}
_TERMINATED = {"procedure": made.answered_procedure(termination=made.a_termination(answer="La mention y est."))}
AFTER_HABILITATION = (
    Row(S.SUSPENDED, E.DECLARED_TO_FC, made.suspended, S.SUSPENDED, "MIK-86",
        {"fc_declaration": good.fc_declaration()}, good.DECLARED_ON, closes=_FC),
    Row(S.HABILITATED, E.AGREEMENT_RENEWED, made.ending_soon, S.HABILITATED, "MIK-89", _RENEWED, made.DECIDED_ON,
        pv=Pv.RENEWAL, mails=(Mail.AGREEMENT_RENEWED, Mail.FC_CHANGE_DUE), closes=(L.AGREEMENT_END, *_FC),
        opens=(L.AGREEMENT_END, *_FC)),
    Row(S.HABILITATED, E.AGREEMENT_SUSPENDED, good.habilitated, S.SUSPENDED, "LAW-06",
        {"procedure": made.a_procedure()}, made.SUSPENDED_ON, pv=Pv.SUSPENSION, mails=(Mail.AGREEMENT_SUSPENDED,)),
    Row(S.SUSPENDED, E.GRIEVANCES_NOTIFIED, made.suspended, S.SUSPENDED, "LAW-06",
        {"procedure": made.told_procedure()}, made.TOLD_ON, pv=Pv.GRIEVANCES, mails=(Mail.GRIEVANCES_NOTIFIED,),
        closes=_ANSWER, opens=_ANSWER),
    Row(S.SUSPENDED, E.OBSERVATIONS_RECEIVED, made.told, S.SUSPENDED, "LAW-06",
        {"procedure": made.answered_procedure()}, made.ANSWERED_ON, pv=Pv.OBSERVATIONS,
        mails=(Mail.OBSERVATIONS_RECEIVED,), closes=_ANSWER),
    Row(S.SUSPENDED, E.AGREEMENT_TERMINATED, made.answered, S.TERMINATED, "QUA-10", _TERMINATED, made.DECIDED_ON,
        pv=Pv.TERMINATION, mails=(Mail.AGREEMENT_TERMINATED, Mail.FC_CHANGE_DUE), opens=_FC),
    Row(S.SUSPENDED, E.SUSPENSION_LIFTED, made.answered, S.HABILITATED, "LAW-06", _LIFTED, made.DECIDED_ON,
        pv=Pv.SUSPENSION_LIFTED, mails=(Mail.SUSPENSION_LIFTED,), closes=_ANSWER),
    Row(S.SUSPENDED, E.AGREEMENT_EXPIRED, made.told, S.EXPIRED, "MIK-85", pv=Pv.EXPIRED,
        mails=(Mail.AGREEMENT_EXPIRED, Mail.FC_CHANGE_DUE), opens=_FC),
    Row(S.EXPIRED, E.DECLARED_TO_FC, good.habilitated, S.EXPIRED, "LAW-05", _END_TOLD, date(2028, 7, 3), closes=_FC),
    Row(S.TERMINATED, E.DECLARED_TO_FC, made.terminated, S.TERMINATED, "LAW-05", _END_TOLD, date(2028, 7, 3),
        closes=_FC),
)  # fmt: skip
ROWS = (*TO_COMMISSION, *UNDER_THE_CLOCK, *TO_HABILITATION, *AFTER_HABILITATION)
