"""A decision of the commission typed by a person in the browser: found, filled, submitted, followed to its PV.

The interface is opened as from another machine: it asks for its password first.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from flows.door import PASSWORD_FILE
from tests.flows.browser import Interface, chromium_page
from tests.flows.program import certiflow_up
from tests.season.desk import DIRECTOR, MANAGER, Desk

pytestmark = pytest.mark.slow

ACCEPTED, REFUSED = "Atelier des Lumières", "Forge Numérique"
TODAY = datetime.now(ZoneInfo("Europe/Paris")).date()


@pytest.fixture(scope="module")
def page() -> Iterator[Any]:
    with chromium_page() as page:
        yield page


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two dossiers wait for the commission."""
    desk = Desk.at(tmp_path_factory.mktemp("home"))
    desk.set_up()
    for rank, name in enumerate((ACCEPTED, REFUSED), start=1):
        desk.apply(rank, {"Raison sociale": name, "Horodateur": datetime(TODAY.year, TODAY.month, TODAY.day, 9)})
    desk.day(TODAY)
    for name in (ACCEPTED, REFUSED):
        desk.score(name, (1, 1, 2, 1))
    desk.day(TODAY)
    return desk


@pytest.fixture(scope="module")
def person(page: Any, desk: Desk) -> Iterator[Interface]:
    """Somebody logged in, before the first page."""
    home = desk.settings.home
    with certiflow_up(home, "--host", "0.0.0.0") as program:  # noqa: S104
        person = Interface(page, program.url)
        person.log_in((home / "prefect" / PASSWORD_FILE).read_text(encoding="utf-8").strip())
        yield person


def fill_commission(person: Interface, dossier: str, attendees: Sequence[str]) -> None:
    person.open_form("decision-de-commission")
    person.write("N° de dossier", dossier)
    person.pick("Date de la commission", TODAY)
    person.add_items(len(attendees))
    for nth, name in enumerate(attendees):
        person.write("Prénom et nom", name, nth)
    for nth in range(5):
        person.choose("Avis", "Favorable", nth)
    person.choose("Décision", "Accepter")
    person.write("Saisi par", MANAGER)


@pytest.mark.rule("MIK-28")
def test_a_decision_typed_in_the_browser_leads_to_its_pv(person: Interface, desk: Desk, tmp_path: Path) -> None:
    fill_commission(person, desk.ref(ACCEPTED), (DIRECTOR, MANAGER))
    person.scroll_to("N° de dossier")
    person.picture(tmp_path / "form-filled.png")
    person.submit()
    person.wait_for_state("Completed")
    assert person.state_message() == "3 changements, 1 document, 1 e-mail parti."
    person.picture(tmp_path / "run-completed.png")
    report = person.open_artifact("compte-rendu")
    person.picture(tmp_path / "run-artifact.png")
    assert "Procès-verbal de commission" in report
    assert [number for number in pv_numbers(desk) if number in report] == pv_numbers(desk)
    assert desk.states()[ACCEPTED] == "Pré-habilité"


@pytest.mark.rule("MIK-24")
def test_a_refusal_is_read_on_the_page_of_its_run(person: Interface, desk: Desk, tmp_path: Path) -> None:
    fill_commission(person, desk.ref(REFUSED), (MANAGER,))
    person.submit()
    person.wait_for_state("Saisie refusée")
    sentence = "la commission réunit au moins un membre de la direction, autre que le responsable du dossier. [MIK-24]"
    assert sentence in person.state_message()
    person.picture(tmp_path / "run-refused.png")
    refusal = person.open_artifact("refus")
    assert "saisie refusée" in refusal
    assert sentence in refusal
    assert desk.states()[REFUSED] == "En commission"


def pv_numbers(desk: Desk) -> list[str]:
    return sorted(path.stem for path in desk.settings.documents_folder.rglob("PV-*.pdf"))
