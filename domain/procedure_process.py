"""The rows of the partnership after the habilitation: declaration, suspension, griefs, termination, renewal, expiry.

LAW-06: no row leads from HABILITE to RESILIEE. LAW-05: an end and a renewal are declared within two months.
"""

from domain import procedure_guards as guards
from domain.correspondence import Mail, Pv
from domain.dossier import Dossier
from domain.process import Transition
from domain.vocabulary import Event, State, TimeLimit

_S, _E, _Row = State, Event, Transition[Dossier]
_FC, _ANSWER = (TimeLimit.FC_DECLARATION,), (TimeLimit.OBSERVATIONS,)

# fmt: off
IN_FORCE: tuple[Transition[Dossier], ...] = (
    *(
        _Row(source=state, event=_E.DECLARED_TO_FC, target=state, rule="MIK-86", guards=(guards.change_declared,),
             closes=_FC)
        for state in (_S.HABILITATED, _S.SUSPENDED)
    ),
    _Row(
        source=_S.HABILITATED, event=_E.AGREEMENT_RENEWED, target=_S.HABILITATED, rule="MIK-89",
        guards=(guards.renewed_in_order,), pv=Pv.RENEWAL, mails=(Mail.AGREEMENT_RENEWED, Mail.FC_CHANGE_DUE),
        closes=(TimeLimit.AGREEMENT_END, *_FC), opens=(TimeLimit.AGREEMENT_END, *_FC),
    ),
    _Row(
        source=_S.HABILITATED, event=_E.AGREEMENT_SUSPENDED, target=_S.SUSPENDED, rule="LAW-06",
        guards=(guards.suspended_in_order,), pv=Pv.SUSPENSION, mails=(Mail.AGREEMENT_SUSPENDED,),
    ),
    _Row(
        source=_S.SUSPENDED, event=_E.GRIEVANCES_NOTIFIED, target=_S.SUSPENDED, rule="LAW-06",
        guards=(guards.grievances_listed,), pv=Pv.GRIEVANCES, mails=(Mail.GRIEVANCES_NOTIFIED,),
        closes=_ANSWER, opens=_ANSWER,
    ),
    _Row(
        source=_S.SUSPENDED, event=_E.OBSERVATIONS_RECEIVED, target=_S.SUSPENDED, rule="LAW-06",
        guards=(guards.observations_recorded,), pv=Pv.OBSERVATIONS, mails=(Mail.OBSERVATIONS_RECEIVED,),
        closes=_ANSWER,
    ),
    _Row(
        source=_S.SUSPENDED, event=_E.AGREEMENT_TERMINATED, target=_S.TERMINATED, rule="QUA-10",
        guards=(guards.terminated_in_order,), pv=Pv.TERMINATION,
        mails=(Mail.AGREEMENT_TERMINATED, Mail.FC_CHANGE_DUE), opens=_FC, after=TimeLimit.OBSERVATIONS,
    ),
    _Row(
        source=_S.SUSPENDED, event=_E.SUSPENSION_LIFTED, target=_S.HABILITATED, rule="LAW-06",
        guards=(guards.lifted_in_order,), pv=Pv.SUSPENSION_LIFTED, mails=(Mail.SUSPENSION_LIFTED,), closes=_ANSWER,
    ),
    *(
        _Row(source=state, event=_E.AGREEMENT_EXPIRED, target=_S.EXPIRED, rule="MIK-85", pv=Pv.EXPIRED,
             mails=(Mail.AGREEMENT_EXPIRED, Mail.FC_CHANGE_DUE), opens=_FC)
        for state in (_S.HABILITATED, _S.SUSPENDED)
    ),
    *(
        _Row(source=state, event=_E.DECLARED_TO_FC, target=state, rule="LAW-05", guards=(guards.end_declared,),
             closes=_FC)
        for state in (_S.EXPIRED, _S.TERMINATED)
    ),
)
# fmt: on
