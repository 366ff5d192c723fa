"""The auditor: verdicts on what the site shows; and the web pages themselves, as the organisations keep them."""

from domain.audit import Verdict
from flows.simulation.desk import Desk
from flows.simulation.season import Scene
from tasks.tabs import audit as tab
from tasks.tabs.columns import DOSSIER


def judge(scene: Scene, desk: Desk) -> None:
    """A check is signed whole, some days after the reading: what is proposed stands, the rest is conforming."""
    for row in desk.rows(tab.AUDIT, tab.TO_JUDGE):
        check = (row.cells[DOSSIER], row.cells[tab.CONTROL])
        if row.cells.get(tab.AUDITOR) or not desk.is_time(("judges", check), scene.habits.slow):
            continue
        verdict = row.cells.get(tab.VERDICT) or Verdict.CONFORMING.label
        said = {tab.VERDICT: verdict, tab.AUDITOR: scene.season.who("Auditeur communication")}
        desk.type(tab.AUDIT, row, said | {tab.EVIDENCE: "Vu à l’écran."})
