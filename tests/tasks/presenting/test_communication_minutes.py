"""The minutes of both passes of the communication audit, in their data and in their PDF."""

from typing import Any

import pytest

from domain.audit import Finding, Proposal, SupportType
from domain.communication import COMMUNICATION, Communication, CommunicationEvent, CommunicationState
from domain.correspondence import Pv
from tasks.presenting.frame import Data
from tasks.presenting.workstream_minutes import CommunicationMinutes
from tests import builders_conformity as good
from tests.builders import shipped_config
from tests.tasks.presenting.moments import moment_of, pdf_of, plain, section, text_of
from tests.tasks.typesetting.reading import printed, reader

SITE, EDOF = SupportType.WEBSITE, SupportType.EDOF
FAILED = {(1, "prerequis"): "Ni titre ni phrase.", (2, "brouillon"): "Offre en ligne.", (2, "volume"): "Aucune durée."}
HOSTILE = '#import "x.typ": * {{ 7*7 }} {passage} $x$ <b>gras</b> « ouvert »'


def first(facts: Communication, failed: dict[tuple[int, str], str] | None = None) -> CommunicationMinutes:
    event = CommunicationEvent.CORRECTIONS if failed else CommunicationEvent.PASSED
    update = good.first_pass(facts, failed)
    state = CommunicationState.TO_AUDIT
    return CommunicationMinutes(
        moment_of(COMMUNICATION, state, event, facts, good.AUDITED_ON, **update), shipped_config()
    )


def second(failed: dict[tuple[int, str], str] | None = None, **second_pass: Any) -> CommunicationMinutes:
    facts = good.communication(SITE, EDOF)
    facts = facts.with_update(good.first_pass(facts, FAILED))
    event = CommunicationEvent.RECHECK_FAILED if failed else CommunicationEvent.RECHECK_PASSED
    update = good.second_pass(facts, failed, **second_pass)
    state = CommunicationState.CORRECTIONS_REQUESTED
    return CommunicationMinutes(
        moment_of(COMMUNICATION, state, event, facts, good.RECHECKED_ON, **update), shipped_config()
    )


def rows(data: Data, title: str) -> list[list[Any]]:
    found: list[list[Any]] = section(data, title)["table"]["rows"]
    return found


@pytest.mark.rule("MIK-62", "MIK-63", "MIK-64")
def test_each_support_gives_its_reading_and_every_item_with_its_verdict() -> None:
    facts = good.communication(SITE, EDOF)
    data = first(facts, FAILED).write(Pv.AUDIT_FIRST)
    site = rows(data, "Support 1 – Site internet")
    assert sorted(row[0]["title"] for row in site) == sorted(item.label for item in shipped_config().checklist.of(SITE))
    assert [row for row in site if row[0]["title"] == "Prérequis"] == [
        [
            {"title": "Prérequis", "note": "MIK-64"},
            {"title": "Trouvé", "note": "«\u202fDurée : 35 heures\u202f»"},
            "Ni titre ni phrase.",
            "Absent",
        ]
    ]
    assert section(data, "Support 1")["table"]["tones"].count("bad") == 1
    assert section(data, "Support 2")["table"]["tones"].count("bad") == 2
    snapshot = facts.passes[0].supports[0].snapshot
    assert [plain(line) for line in section(data, "Support 1")["paragraphs"][0].split("\n")] == [
        "Adresse : https://atelier-lumieres.example/site",
        "Relevée le 11/12/2026 à 09 h 30 (UTC+01:00)",
        f"Empreinte SHA-256 : {snapshot.sha256}",
    ]


@pytest.mark.rule("MIK-65", "MIK-66", "MIK-67")
def test_the_corrections_are_numbered_and_what_blocks_comes_first() -> None:
    data = first(good.communication(SITE, EDOF), FAILED).write(Pv.AUDIT_FIRST)
    assert [(row[0], row[1]["title"], row[1]["note"]) for row in rows(data, "Corrections demandées")] == [
        ("1", "Offre EDOF en brouillon jusqu’à l’habilitation", "Support 2 – Offre EDOF, point bloquant"),
        ("2", "Prérequis", "Support 1 – Site internet"),
        ("3", "Volume horaire de la préparation à la certification", "Support 2 – Offre EDOF"),
    ]
    assert rows(data, "Support 2")[0][0] == {
        "title": "Offre EDOF en brouillon jusqu’à l’habilitation",
        "note": "MIK-66, point bloquant",
    }


@pytest.mark.rule("MIK-67", "MIK-68", "MIK-69", "O-04")
def test_the_first_minutes_say_until_when_the_corrections_are_made() -> None:
    text = text_of(first(good.communication(SITE, EDOF), FAILED), Pv.AUDIT_FIRST)
    assert "Non conformes ou absents : 3." in text
    assert "au plus tard le 18/12/2026 : 5 jours ouvrés à compter du 11/12/2026 → 18/12/2026 (MIK-67, MIK-68)" in text
    assert "1 Offre EDOF en brouillon jusqu’à l’habilitation" in text
    assert f"{good.AUDITOR} Auditeur communication" in text


@pytest.mark.rule("MIK-63")
def test_a_conforming_audit_asks_for_nothing() -> None:
    data = first(good.communication(SITE)).write(Pv.AUDIT_FIRST)
    assert data["decision"]["title"] == "Communication conforme"
    assert [part["title"] for part in data["sections"]] == ["Faits", "Support 1 – Site internet"]


@pytest.mark.rule("MIK-62")
def test_a_page_that_could_not_be_read_says_why_and_what_is_left_to_the_auditor() -> None:
    facts = good.communication(SITE)
    (support,) = facts.supports
    reason = "l’adresse mène à une machine du réseau privé."
    read = good.read_support(
        support, good.AUDITED_ON, sha256="", refusal=reason, final_url="https://atelier-lumieres.example/autre"
    )
    to_see = Proposal(item="prerequis", finding=Finding.TO_SEE, reason="Page non lue.")
    read = read.model_copy(update={"proposals": (to_see,)})
    facts = facts.with_update({"passes": (facts.passes[0].model_copy(update={"supports": (read,)}),)})
    data = first(facts, {(1, "prerequis"): "Vu avec l’organisme."}).write(Pv.AUDIT_FIRST)
    assert [plain(line) for line in section(data, "Support 1")["paragraphs"][0].split("\n")][1:] == [
        "Adresse atteinte : https://atelier-lumieres.example/autre",
        "Relevée le 11/12/2026 à 09 h 30 (UTC+01:00)",
        f"Lecture automatique impossible : {reason}",
    ]
    proposed = {row[0]["title"]: row[1] for row in rows(data, "Support 1")}
    assert proposed["Prérequis"] == {"title": "À voir par l’auditeur", "note": "Page non lue."}
    assert proposed["Publics cibles"] == "—"


@pytest.mark.rule("MIK-68")
def test_the_second_minutes_show_before_and_after_of_the_corrections_only() -> None:
    data = second({(2, "volume"): "Toujours aucune durée."}).write(Pv.AUDIT_SECOND)
    passage = ("«\u202fDurée : 35 heures\u202f»", "«\u202fPrérequis : aucun.\u202f»")
    assert [(row[0], *row[2:]) for row in rows(data, "Corrections, avant et après")] == [
        ("1", {"title": "Absent", "note": f"Offre en ligne.\n{passage[0]}"},
         {"title": "Conforme", "note": passage[1]}, "Faite"),
        ("2", {"title": "Absent", "note": f"Ni titre ni phrase.\n{passage[0]}"},
         {"title": "Conforme", "note": passage[1]}, "Faite"),
        ("3", {"title": "Absent", "note": f"Aucune durée.\n{passage[0]}"},
         {"title": "Absent", "note": f"Toujours aucune durée.\n{passage[1]}"}, "Non faite"),
    ]  # fmt: skip
    assert section(data, "Corrections, avant et après")["table"]["tones"] == ["good", "good", "bad"]
    readings = section(data, "Supports relevés")["list"]
    assert [plain(line).partition(" Adresse")[0] for line in readings] == [
        "Support 1 – Site internet, premier contrôle :", "Support 1 – Site internet, second contrôle :",
        "Support 2 – Offre EDOF, premier contrôle :", "Support 2 – Offre EDOF, second contrôle :",
    ]  # fmt: skip


@pytest.mark.rule("MIK-69")
def test_one_missing_correction_loses_the_pre_habilitation() -> None:
    text = text_of(second({(2, "volume"): "Toujours aucune durée."}), Pv.AUDIT_SECOND)
    assert "Corrections demandées le 11/12/2026 (MIK-67)." in text
    assert "3 éléments jugés sur 2 supports. Non conformes ou absents : 1." in text
    assert "Corrections non respectées Le second contrôle demande le respect exact" in text
    assert "Voies de recours" in text
    assert "Non faite" in text


@pytest.mark.rule("MIK-68")
def test_all_corrections_made_is_a_conforming_communication_without_appeal() -> None:
    text = text_of(second(), Pv.AUDIT_SECOND)
    assert "Tous les éléments contrôlés sont conformes (MIK-68)." in text
    assert "Non faite" not in text
    assert "Voies de recours" not in text


def test_an_item_that_left_the_checklist_keeps_its_code() -> None:
    facts = good.communication(SITE)
    facts = facts.with_update({"expected": (*facts.expected, (1, "ancien"))})
    data = first(facts).write(Pv.AUDIT_FIRST)
    assert {"title": "ancien", "note": ""} in [row[0] for row in rows(data, "Support 1")]


def test_a_long_audit_breaks_over_pages_and_loses_nothing() -> None:
    passage = " ".join(f"mot{number:02}" for number in range(50))  # 299 characters
    facts = good.communication(*SupportType, passage=passage)
    failed = {pair: f"Constat {number:03}." for number, pair in enumerate(facts.expected, start=1)}
    pdf = pdf_of(first(facts, failed), Pv.AUDIT_FIRST)
    text = printed(pdf)
    assert len(facts.expected) == 90
    assert text.count("mot00") == text.count("mot49") == 90
    assert [number for number in range(1, 91) if f"Constat {number:03}." not in text] == []
    assert 10 < len(reader(pdf).pages) < 30
    assert "Corrections demandées : 90" in text


def test_what_a_page_and_an_auditor_say_is_printed_as_text() -> None:
    facts = good.communication(SITE, passage=HOSTILE)
    text = text_of(first(facts, {(1, "prerequis"): HOSTILE}), Pv.AUDIT_FIRST).replace(" ", "")
    assert text.count(plain(HOSTILE).replace(" ", "")) == len(facts.expected) + 1
