"""The audit as staff live it: verdicts signed row by row, corrections numbered, one re-check and no third pass."""

from collections.abc import Iterator
from datetime import date

import pytest

from tasks.audit.measure import measure
from tasks.conformity.accuracy import Measured, judged_pairs
from tasks.office import Office
from tasks.tabs import audit as tab
from tasks.tabs.audit import AUDITOR, EVIDENCE, REQUEST, VERDICT
from tasks.tabs.columns import ANSWER, DOSSIER, ORGANISATION, STATUS
from tests.builders_conformity import AUDITOR as NORA
from tests.season.reading import plain
from tests.tasks.conformity.audit_desk import CONFORMING, DUE_ON, FIRST, JUDGED_ON, WRONG, AuditDesk
from tests.tasks.web.hostile_server import serving

RECHECK_ON = date(2026, 12, 21)
SECOND = "A-2026-0001/2/1"


@pytest.fixture
def desk(office: Office) -> Iterator[AuditDesk]:
    with serving() as site:
        yield AuditDesk(office, site)


def corrected(desk: AuditDesk, before: bytes = WRONG, after: bytes = CONFORMING) -> None:
    """Corrections asked on JUDGED_ON, the page read again five working days later."""
    desk.read(before)
    desk.sign()
    desk.run(JUDGED_ON)
    desk.serve("/", after)
    desk.run(RECHECK_ON)


@pytest.mark.rule("MIK-63")
def test_the_rows_propose_and_the_auditor_signs(desk: AuditDesk) -> None:
    desk.read()
    found = desk.row(f"{FIRST}/volume")
    read_on = found.pop(tab.READ)
    assert read_on.startswith("Relevé le 11/12/2026 à 14 h 32 SHA-256 ")
    assert found == {
        "Réf.": f"{FIRST}/volume", DOSSIER: "D-2026-0001", ORGANISATION: "Atelier des Lumières",
        tab.CONTROL: "1er", tab.SUPPORT: "Support 1 – Site internet", tab.ADDRESS: desk.site.url("/", "127.0.0.1"),
        tab.ITEM: "Volume horaire de la préparation à la certification", tab.RULE: "MIK-64",
        tab.PROPOSAL: "Trouvé", tab.CONFIDENCE: found[tab.CONFIDENCE],
        tab.PASSAGE: "Durée : 35 heures réparties sur 5 jours.", VERDICT: "Conforme",
        STATUS: "À juger", ANSWER: "À juger.",
    }  # fmt: skip
    assert VERDICT not in desk.row(f"{FIRST}/confusion")


@pytest.mark.rule("MIK-63")
@pytest.mark.rule("MIK-64")
def test_a_conforming_communication_passes_at_the_first_check(desk: AuditDesk) -> None:
    desk.read()
    desk.sign()
    assert desk.run(JUDGED_ON) == []
    assert (desk.state, desk.minutes(), desk.clocks()) == ("CONFORME", ["controle_communication_1"], [])
    assert [kind for kind, _ in desk.mails()] == ["communication_conforming"] * len(desk.mails()) != []
    assert desk.answers() == {("Conforme", f"Jugé le 14/12/2026 par {NORA} : Conforme.")}
    assert desk.run(JUDGED_ON) == []
    assert desk.changed_cells == 0


@pytest.mark.rule("MIK-64")
def test_an_audit_that_is_begun_says_how_many_rows_are_left(desk: AuditDesk) -> None:
    desk.read()
    desk.type({f"{FIRST}/publics": {AUDITOR: NORA}, f"{FIRST}/confusion": {AUDITOR: NORA}})
    assert desk.run(JUDGED_ON) == []
    assert desk.state == "A_AUDITER"
    left = "Il reste 17 éléments à juger et à signer dans ce contrôle. [MIK-64]"
    assert desk.answers() == {("À juger", left), ("Signé", left)}
    assert desk.row(f"{FIRST}/publics")[STATUS] == "Signé"


@pytest.mark.rule("MIK-65")
@pytest.mark.rule("MIK-67")
def test_corrections_are_numbered_what_blocks_first(desk: AuditDesk) -> None:
    desk.read(WRONG)
    desk.sign(1, {"1/volume": {REQUEST: "Annoncez 35 heures."}, "1/confusion": {VERDICT: "Non conforme"}})
    assert desk.run(JUDGED_ON) == []
    items = {item.code: item.correction for item in desk.office.config.checklist.items}
    assert [(one.number, one.item, plain(one.request)) for one in desk.facts.corrections] == [
        (1, "publication", items["publication"]),
        (2, "volume", "Annoncez 35 heures."),
        (3, "confusion", items["confusion"]),
    ]
    assert (desk.state, desk.minutes()) == ("CORRECTIONS_DEMANDEES", ["controle_communication_1"])
    assert desk.clocks() == [("D-COMM-2", RECHECK_ON)]
    letter = next(plain(text) for kind, text in desk.mails() if kind == "corrections_requested")
    assert "Annoncez 35 heures." in letter
    assert desk.row(f"{FIRST}/volume")[ANSWER] == f"Jugé le 14/12/2026 par {NORA} : Absent. Correction n° 2 demandée."


@pytest.mark.rule("MIK-68")
def test_the_second_check_shows_before_and_after_of_the_corrections_only(desk: AuditDesk) -> None:
    corrected(desk)
    rows = desk.shown(tab.ITEM, tab.CONTROL, tab.PROPOSAL, VERDICT, of="A-2026-0001/2/")
    assert rows == [
        ("Page en brouillon ou non indexée jusqu’à l’habilitation", "2nd", "Trouvé", "Conforme"),
        ("Volume horaire de la préparation à la certification", "2nd", "Trouvé", "Conforme"),
    ]
    volume = desk.row(f"{SECOND}/volume")
    assert volume[tab.ASKED].startswith("N° 2 – ")
    assert (volume[tab.BEFORE], volume[tab.AFTER]) == (
        "« Durée : À venir. »", "« Durée : 35 heures réparties sur 5 jours. »",
    )  # fmt: skip
    desk.sign(2)
    assert desk.run(RECHECK_ON) == []
    assert (desk.state, desk.clocks()) == ("CONFORME", [])
    assert desk.minutes() == ["controle_communication_1", "controle_communication_2"]
    assert desk.row(f"{FIRST}/volume")[STATUS] == "Absent"
    assert desk.row(f"{SECOND}/volume")[ANSWER] == f"Jugé le 21/12/2026 par {NORA} : Conforme."


@pytest.mark.rule("MIK-68")
@pytest.mark.rule("O-06")
def test_the_second_reading_comes_sooner_when_the_corrections_are_said_done(desk: AuditDesk) -> None:
    desk.read(WRONG)
    desk.sign()
    desk.run(JUDGED_ON)
    desk.run(date(2026, 12, 16))
    assert desk.read_on == [DUE_ON]
    desk.says_ready(date(2026, 12, 16), corrected=True)
    desk.run(date(2026, 12, 16))
    assert desk.read_on == [DUE_ON, date(2026, 12, 16)]
    assert "Page inchangée depuis le premier contrôle" in desk.row(f"{SECOND}/volume")[tab.READ]


@pytest.mark.rule("MIK-69")
def test_one_correction_missing_at_the_second_check_loses_and_there_is_no_third(desk: AuditDesk) -> None:
    corrected(desk, after=CONFORMING.replace(b"noindex, nofollow", b"index"))
    assert desk.shown(tab.PROPOSAL, VERDICT, of="A-2026-0001/2/") == [
        ("Contredit", "Non conforme"),
        ("Trouvé", "Conforme"),
    ]
    desk.sign(2)
    assert desk.run(RECHECK_ON) == []
    assert (desk.state, desk.clocks()) == ("PERDUE", [])
    assert desk.minutes() == ["controle_communication_1", "controle_communication_2"]
    assert "recheck_failed" in [kind for kind, _ in desk.mails()]
    before = desk.events()
    desk.serve("/", CONFORMING)
    desk.sign(2, {"1/publication": {VERDICT: "Conforme"}})
    assert desk.run(date(2026, 12, 22)) == []
    assert (desk.state, desk.events()) == ("PERDUE", before)


@pytest.mark.rule("MIK-59")
def test_the_verdicts_of_the_auditors_measure_the_proposals(desk: AuditDesk) -> None:
    desk.read()
    assert judged_pairs(desk.office) == Measured((), ())
    why = {EVIDENCE: "Le formulaire la demande."}
    desk.sign(1, {"1/volume": {VERDICT: "Absent"}, "1/competences": {VERDICT: "Sans objet", **why}})
    desk.run(JUDGED_ON)
    found = judged_pairs(desk.office)
    table = {line.item: (line.pairs, line.right_found, line.false_found) for line in measure(found.pairs)}
    assert found.sources == ("A-2026-0001",)
    assert {"competences", "confusion"} & set(table) == set()  # not applicable, and left whole to the auditor
    assert (table["prerequis"], table["volume"]) == ((1, 1, 0), (1, 0, 1))
