"""The whole tables of an examiner, a certificate, a fraud case and a recours, row by row."""

from datetime import date
from functools import partial

from domain.correspondence import Mail, Paper, Pv
from domain.dossier import Attendee
from domain.exams.appeal import AppealDecision
from domain.exams.award import AwardedBloc, AwardKind
from domain.exams.examiner import HabilitationDecision
from domain.exams.vocabulary import (
    AppealEvent,
    AppealState,
    CertificateEvent,
    CertificateState,
    ExaminerEvent,
    ExaminerState,
    FraudEvent,
    FraudState,
)
from domain.vocabulary import Role, TimeLimit
from tests.domain.exams.test_appeal_guards import an_appeal
from tests.domain.exams.test_certificate_guards import B1, WITHDRAWAL, a_certificate
from tests.domain.exams.test_fraud_guards import BAN, DISMISSAL, REPORT, a_case
from tests.domain.rows import Row
from tests.exams import an_examiner

X, XE, C, CE, F, FE, A, AE = (
    ExaminerState, ExaminerEvent, CertificateState, CertificateEvent, FraudState, FraudEvent, AppealState, AppealEvent,
)  # fmt: skip
TERM = (TimeLimit.EXAMINER_TERM,)
GRANTED_ON, ASKED_ON, CONFIRMED_ON, RENEWED_ON = (
    date(2026, 11, 2), date(2027, 3, 1), date(2027, 3, 8), date(2028, 11, 6),
)  # fmt: skip
ON, ANSWERED_ON = date(2027, 1, 25), date(2027, 2, 8)

asked = partial(an_examiner, asked_on=ASKED_ON)
_RENEWAL = {
    "starts_on": RENEWED_ON, "ends_on": date(2028, 12, 19),
    "decision": HabilitationDecision(decided_by="Hélène Dubois", decided_on=RENEWED_ON),
}  # fmt: skip
_ENDING = {
    "ending": HabilitationDecision(decided_by="Hélène Dubois", decided_on=CONFIRMED_ON),
    "ending_motive": "Lien tu avec un candidat.",
}
EXAMINER_ROWS = (
    Row(None, XE.HABILITATED, an_examiner, X.HABILITATED, "M2I-27", on=GRANTED_ON, pv=Pv.EXAMINER_HABILITATION,
        mails=(Mail.EXAMINER_HABILITATED,), opens=TERM),
    *(Row(state, XE.RENEWED, asked, X.HABILITATED, "M2I-27", _RENEWAL, RENEWED_ON, pv=Pv.EXAMINER_HABILITATION,
          mails=(Mail.EXAMINER_HABILITATED,), closes=TERM, opens=TERM)
      for state in (X.HABILITATED, X.TO_CONFIRM, X.EXPIRED)),
    Row(X.HABILITATED, XE.TO_CONFIRM, an_examiner, X.TO_CONFIRM, "M2I-28", {"asked_on": ASKED_ON}, ASKED_ON,
        mails=(Mail.EXAMINER_TO_CONFIRM,)),
    Row(X.TO_CONFIRM, XE.CONFIRMED, asked, X.HABILITATED, "M2I-28", {"confirmed_on": CONFIRMED_ON}, CONFIRMED_ON),
    *(row for state in (X.HABILITATED, X.TO_CONFIRM) for row in (
        Row(state, XE.CORRECTED, asked, state, "REF-16", {"email": "i.vasseur@jurys.example"}, CONFIRMED_ON),
        Row(state, XE.EXPIRED, asked, X.EXPIRED, "M2I-27", on=date(2028, 11, 1), closes=TERM),
        Row(state, XE.ENDED, asked, X.ENDED, "REF-16", _ENDING, CONFIRMED_ON, pv=Pv.EXAMINER_ENDED,
            mails=(Mail.EXAMINER_ENDED,)),
    )),
)  # fmt: skip

a_bloc = partial(a_certificate, kind=AwardKind.BLOC, bloc=AwardedBloc(code=B1, label="Concevoir"), acquired=(B1,))
CERTIFICATE_ROWS = (
    Row(None, CE.DELIVERED, a_certificate, C.DELIVERED, "REF-26", on=ON, papers=(Paper.PARCHMENT,),
        mails=(Mail.CERTIFICATE_DELIVERED,)),
    Row(None, CE.BLOC_DELIVERED, a_bloc, C.DELIVERED, "REF-27", on=ON, papers=(Paper.BLOC_CERTIFICATE,),
        mails=(Mail.CERTIFICATE_DELIVERED,)),
    Row(C.DELIVERED, CE.WITHDRAWN, a_certificate, C.WITHDRAWN, "M2I-48", {"withdrawal": WITHDRAWAL}, ON,
        pv=Pv.CERTIFICATE_WITHDRAWN, mails=(Mail.CERTIFICATE_WITHDRAWN,)),
)  # fmt: skip

reported = partial(a_case, report=None)
FRAUD_ROWS = (
    Row(None, FE.REPORTED, reported, F.REPORTED, "M2I-45", on=ON, mails=(Mail.FRAUD_ALERT,)),
    Row(F.REPORTED, FE.REPORT_SIGNED, reported, F.REPORT_SIGNED, "M2I-47", {"report": REPORT}, ON),
    Row(F.REPORT_SIGNED, FE.SANCTIONED, a_case, F.SANCTIONED, "M2I-46", {"decision": BAN}, ON, pv=Pv.FRAUD_SANCTION,
        mails=(Mail.SANCTION_NOTIFIED,), opens=(TimeLimit.BAN,)),
    *(Row(state, FE.DISMISSED, facts, F.DISMISSED, "M2I-45", {"dismissal": DISMISSAL}, ON, pv=Pv.FRAUD_DISMISSED,
          mails=(Mail.FRAUD_DISMISSED,)) for state, facts in ((F.REPORTED, reported), (F.REPORT_SIGNED, a_case))),
    Row(F.SANCTIONED, FE.BAN_LIFTED, partial(a_case, decision=BAN), F.CLOSED, "M2I-46", on=date(2028, 1, 23)),
    Row(F.SANCTIONED, FE.SANCTION_LIFTED, partial(a_case, decision=BAN), F.LIFTED, "M2I-42"),
)  # fmt: skip

ANSWER = AppealDecision(
    decided_by=Attendee(name="Hélène Dubois", role=Role.DIRECTION), decided_on=ANSWERED_ON, motive="Grilles relues."
)
APPEAL_ROWS = (
    Row(None, AE.LODGED, an_appeal, A.LODGED, "M2I-42", on=date(2027, 2, 1), mails=(Mail.APPEAL_RECEIVED,),
        opens=(TimeLimit.APPEAL,)),
    *(Row(A.LODGED, event, an_appeal, target, "M2I-42", {"decision": ANSWER}, ANSWERED_ON, pv=Pv.APPEAL_DECISION,
          mails=(Mail.APPEAL_ANSWERED,)) for event, target in ((AE.UPHELD, A.UPHELD), (AE.REJECTED, A.REJECTED))),
    Row(A.UPHELD, AE.FOLLOWED, an_appeal, A.UPHELD, "REF-22", {"follow_up": "Réinscrit sans frais."}, ANSWERED_ON),
)  # fmt: skip
