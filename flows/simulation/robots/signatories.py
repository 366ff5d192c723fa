"""Who signs the three documents, and when somebody reports it."""

from flows.simulation.desk import Desk, at
from flows.simulation.season import Scene
from tasks.tabs import signatures as tab
from tasks.tabs.columns import REF, TYPED_BY


def sign(scene: Scene, desk: Desk) -> None:
    for row in desk.rows(tab.SIGNATURES, tab.TO_SIGN):
        if not row.cells.get(TYPED_BY) and desk.is_time(("signs", row.cells[REF]), 2 * scene.habits.slow):
            desk.type(tab.SIGNATURES, row, {
                tab.PARTNER_SIGNATORY: "Camille Roussel", tab.PARTNER_SIGNED_ON: at(desk.on),
                tab.CERTIFIER_SIGNATORY: scene.season.who("Direction"), tab.CERTIFIER_SIGNED_ON: at(desk.on),
                TYPED_BY: scene.season.who("Responsable des partenariats"),
            })  # fmt: skip
