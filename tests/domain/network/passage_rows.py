"""The whole table of a passage, row by row."""

from datetime import date
from functools import partial

from domain.correspondence import Mail
from domain.network.passage import Correction
from domain.network.passage_vocabulary import PassageEvent, PassageState
from domain.vocabulary import TimeLimit
from tests.domain.network.passages import FLUX_2, a_passage, rejection, sent, typed
from tests.domain.rows import Row

P, E = PassageState, PassageEvent
ON = date(2027, 3, 1)
MATCHING, CORRECTION = (TimeLimit.MATCHING,), (TimeLimit.CPF_CORRECTION,)
HELD_BACK = (P.INCOMPLETE, P.TO_EXPORT, P.REJECTED, P.CORRECTED, P.REJECTED_AGAIN)

exported = partial(a_passage, sent=(sent(),))
matched = partial(exported, matched_on=date(2027, 2, 4))
ASKED = Correction(asked_on=date(2027, 2, 15))
to_correct = partial(matched, correction=ASKED)
withdrawn = partial(matched, correction=ASKED.model_copy(update={"is_withdrawal": True}))
_DONE = ASKED.model_copy(update={"done_on": date(2027, 2, 26)})
_DEPOSITED = {"sent": (sent(deposited_on=date(2027, 1, 29)),)}
_REJECTED = {"replies": (rejection(),)}
_PUT_RIGHT = {"supplement": typed(birth_name="Œuvrard", proof="carte d’identité")}

PASSAGE_ROWS = (
    Row(None, E.OPENED, a_passage, P.INCOMPLETE, "NET-21", on=ON, opens=MATCHING),
    Row(P.INCOMPLETE, E.AMENDED, a_passage, P.INCOMPLETE, "LAW-10", {"supplement": typed(insee_code="67462")}, ON),
    Row(P.INCOMPLETE, E.COMPLETED, a_passage, P.TO_EXPORT, "LAW-10", on=ON),
    Row(P.TO_EXPORT, E.AMENDED, a_passage, P.INCOMPLETE, "LAW-10", {"supplement": typed(insee_code="67462")}, ON),
    Row(P.TO_EXPORT, E.EXPORTED, a_passage, P.EXPORTED, "NET-21", {"sent": (sent(),)}, ON),
    Row(P.CORRECTED, E.AMENDED, exported, P.CORRECTED, "LAW-10", _PUT_RIGHT, ON),
    Row(P.CORRECTED, E.EXPORTED, exported, P.EXPORTED_AGAIN, "NET-21", {"sent": (sent(), sent(FLUX_2, 30))}, ON),
    *(row for state in (P.EXPORTED, P.EXPORTED_AGAIN) for row in (
        Row(state, E.DEPOSITED, exported, state, "NET-21", _DEPOSITED, ON),
        Row(state, E.MATCHED, exported, P.MATCHED, "NET-21", {"matched_on": ON}, ON, closes=MATCHING),
    )),
    Row(P.EXPORTED, E.REJECTED, exported, P.REJECTED, "LAW-10", _REJECTED, ON, mails=(Mail.PASSAGE_REJECTED,)),
    Row(P.EXPORTED, E.REJECTED_UNKNOWN, exported, P.REJECTED, "LAW-10",
        {"replies": (rejection(code="INCONNU", message="Erreur 12"),)}, ON, mails=(Mail.PASSAGE_TO_STUDY,)),
    Row(P.EXPORTED_AGAIN, E.REJECTED, exported, P.REJECTED_AGAIN, "LAW-10",
        {"replies": (rejection(), rejection(FLUX_2))}, ON, mails=(Mail.PASSAGE_TO_STUDY,), closes=MATCHING),
    *(Row(state, E.CORRECTED, exported, P.CORRECTED, "LAW-10", _PUT_RIGHT, ON)
      for state in (P.REJECTED, P.REJECTED_AGAIN)),
    Row(P.MATCHED, E.CORRECTION_ASKED, matched, P.TO_CORRECT, "LAW-10", {"correction": ASKED}, ON, opens=CORRECTION),
    Row(P.TO_CORRECT, E.CORRECTION_DONE, to_correct, P.MATCHED, "LAW-10", {"correction": _DONE}, ON,
        closes=CORRECTION),
    Row(P.TO_CORRECT, E.WITHDRAWAL_REPORTED, withdrawn, P.CANCELLED, "M2I-48",
        {"correction": _DONE.model_copy(update={"is_withdrawal": True})}, ON),
    *(row for state in HELD_BACK for row in (
        Row(state, E.CANCELLED, exported, P.CANCELLED, "M2I-48", on=ON),
        Row(state, E.NIR_STORED, exported, state, "LAW-10", {"nir_on": ON}, ON),
    )),
    *(Row(state, E.NIR_PURGED, matched, state, "LAW-10", {"nir_purged_on": ON}, ON)
      for state in P),
)  # fmt: skip
