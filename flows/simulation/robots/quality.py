"""Whoever controls the partners: checks and their points, then the dysfunctions that they find, to their proof."""

from domain.network import nonconformity_guards as field
from domain.network.check_guards import CONCLUDED_BY, CONCLUDED_ON, CONCLUSION, OBSERVATION, VERDICT
from domain.network.check_vocabulary import CheckState, CheckVerdict
from domain.network.nonconformity_vocabulary import NonconformityState
from flows.simulation.desk import Desk, at
from flows.simulation.season import Scene
from tasks.tabs import checks as tab
from tasks.tabs import nonconformities
from tasks.tabs.columns import REF, TYPED_BY

_ROLE = "Responsable des partenariats"


def control(scene: Scene, desk: Desk) -> None:
    """Points are judged some days after the check opens; it is concluded once none is left."""
    waiting, judged = set[str](), set[str]()
    for row in desk.rows(tab.POINTS):
        check, verdict = str(row.cells[REF]).partition("/")[0], row.cells.get(VERDICT)
        judged.add(check)
        if verdict and (verdict != CheckVerdict.NON_CONFORMING.label or row.cells.get(OBSERVATION)):
            continue
        waiting.add(check)
        if desk.is_time(("checks", check), 3 * scene.habits.slow):
            is_bad = scene.chance.happens(scene.habits.dysfunction, "dysfunction", row.cells[REF])
            ours = CheckVerdict.NON_CONFORMING if is_bad else CheckVerdict.CONFORMING
            desk.type(tab.POINTS, row, {VERDICT: verdict or ours.label, OBSERVATION: "Vu sur pièces."})
    for row in desk.rows(tab.CHECKS, CheckState.TO_DO.label):
        if row.cells[REF] in judged - waiting and not row.cells.get(CONCLUDED_BY):
            desk.type(tab.CHECKS, row, {
                CONCLUSION: "Pratiques conformes, hors points relevés.", CONCLUDED_ON: at(desk.on),
                CONCLUDED_BY: scene.season.who("Auditeur communication"), TYPED_BY: scene.season.who(_ROLE),
            })  # fmt: skip


def remedy(scene: Scene, desk: Desk) -> None:
    """Each dysfunction has its action, its proof, and somebody else who closes it (QUA-09)."""
    manager, verifier = scene.season.who(_ROLE), scene.season.who("Auditeur communication")
    for row in desk.rows(nonconformities.NONCONFORMITIES):
        ref, state = row.cells.get(REF), row.cells.get("Statut")
        if state == NonconformityState.OPENED.label and not row.cells.get(field.ACTION):
            desk.type(nonconformities.NONCONFORMITIES, row, {field.ACTION: "Corriger le point.", TYPED_BY: manager})
        elif state == NonconformityState.ACTION_PLANNED.label and not row.cells.get(field.PROOF):
            if desk.is_time(("proves", ref), 30, scene.habits.forgets):
                proof = {field.PROOF: "https://pieces.example/preuve.pdf", field.TREATED_ON: at(desk.on)}
                desk.type(nonconformities.NONCONFORMITIES, row, proof | {TYPED_BY: manager})
        elif state == NonconformityState.TREATED.label and not row.cells.get(field.VERIFIED_BY):
            closed = {nonconformities.VERIFICATION: nonconformities.CLOSE, field.VERIFIED_BY: verifier}
            desk.type(nonconformities.NONCONFORMITIES, row, closed | {field.VERIFIED_ON: at(desk.on)})
