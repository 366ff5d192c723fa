"""The minutes about people: a trainer evaluated or set aside, a responsable de l'évaluation decided upon."""

from datetime import date
from typing import Any

import pytest

from domain.correspondence import Paper, Pv
from domain.evaluation import Evaluation, Grade
from domain.evaluation_manager import EVALUATION_MANAGER, ManagerEvent, ManagerState
from domain.kits import KitKind
from domain.trainer import TRAINER, Trainer, TrainerEvent, TrainerState
from tasks.presenting.workstream_minutes import ManagerMinutes, TrainerMinutes
from tests import builders_conformity as good
from tests.builders import CODE, DIRECTOR, shipped_config
from tests.domain.workstream_rows import HANDED
from tests.tasks.presenting.moments import moment_of, plain, section, text_of

SECOND_ON = date(2026, 12, 3)
HOSTILE = '#import "x.typ": * {{ 7*7 }} {name} $x$ <b>gras</b>'
ASPECTS = [
    "Publics cibles, prérequis et objectifs", "Référentiel de la certification",
    "Modalités et critères d’évaluation", "Dossier technique, par le cas pratique",
]  # fmt: skip


def evaluated(event: TrainerEvent, found: Evaluation, facts: Trainer | None = None) -> TrainerMinutes:
    facts = facts or good.trainer()
    update = {"evaluations": (*facts.evaluations, found)}
    return TrainerMinutes(
        moment_of(TRAINER, TrainerState.TO_EVALUATE, event, facts, found.held_on, **update), shipped_config()
    )


def set_aside() -> TrainerMinutes:
    """Absent the first time, then a major defect."""
    absent = good.evaluation(present=False, case_url="", worst=Grade.MAJOR)
    rework = good.evaluation(date(2026, 12, 1), Grade.MINOR, on_file=True)
    facts = good.trainer(evaluations=(absent, rework), had_second=True, session=good.meeting(SECOND_ON))
    found = good.evaluation(SECOND_ON, Grade.MAJOR, points=("Compétence 4 ignorée.",), advice="Revoir le kit.")
    return evaluated(TrainerEvent.SET_ASIDE, found, facts)


@pytest.mark.rule("MIK-73", "MIK-74")
def test_a_validated_trainer_has_the_four_aspects_and_the_case_in_the_minutes() -> None:
    writer = evaluated(TrainerEvent.VALIDATED, good.evaluation(advice="Garder ce rythme."))
    data = writer.write(Pv.TRAINER_EVALUATION)
    table = section(data, "Aspects évalués")["table"]
    assert table["rows"] == [[aspect, "Conforme"] for aspect in ASPECTS]
    assert table["tones"] == ["good"] * 4
    text = text_of(writer, Pv.TRAINER_EVALUATION)
    for said in (
        "Session d’évaluation du 26/11/2026", "Formateur Zoé Garnier Organisme Atelier des Lumières",
        "Cas pratique remis : https://atelier-lumieres.example/cas.pdf", "Garder ce rythme.",
        "Formateur validé Les quatre aspects sont conformes", "Marc Vidal Évaluateur",
    ):  # fmt: skip
        assert said in text


@pytest.mark.rule("MIK-77")
def test_points_to_rework_are_numbered_with_their_due_date() -> None:
    found = good.evaluation(worst=Grade.MINOR, points=("Revoir le référentiel.", "Finir le cas."), case_url="")
    writer = evaluated(TrainerEvent.REWORK_ASKED, found)
    points = section(writer.write(Pv.TRAINER_EVALUATION), "Points à retravailler")
    assert (points["list"], points["numbered"]) == (["Revoir le référentiel.", "Finir le cas."], True)
    text = text_of(writer, Pv.TRAINER_EVALUATION)
    assert "1. Revoir le référentiel. 2. Finir le cas." in text
    assert "Cas pratique non remis dans sa totalité (MIK-74)" in text
    assert "au plus tard le 03/12/2026 : 5 jours ouvrés à compter du 26/11/2026 → 03/12/2026 (MIK-77)" in text
    assert "Non-conformité mineure" in text


@pytest.mark.rule("MIK-78", "MIK-79")
def test_a_major_defect_gives_one_second_session_in_five_working_days() -> None:
    text = text_of(
        evaluated(TrainerEvent.MAJOR_FOUND, good.evaluation(present=False, worst=Grade.MAJOR)), Pv.TRAINER_EVALUATION
    )
    assert "Formateur absent à la session" in text
    assert "Non-conformité majeure : seconde session Une seconde et dernière session" in text
    assert "au plus tard le 03/12/2026 : 5 jours ouvrés à compter du 26/11/2026 → 03/12/2026" in text


@pytest.mark.rule("MIK-77")
def test_a_corrected_file_is_judged_without_a_session() -> None:
    facts = good.trainer(evaluations=(good.evaluation(worst=Grade.MINOR),))
    text = text_of(
        evaluated(TrainerEvent.VALIDATED, good.evaluation(SECOND_ON, on_file=True), facts), Pv.TRAINER_EVALUATION
    )
    assert "Relecture du dossier technique corrigé du 03/12/2026" in text
    assert "Jugé sur dossier, sans nouvelle session" in text


@pytest.mark.rule("MIK-80", "MIK-81", "MIK-27", "O-09")
def test_a_trainer_set_aside_has_both_sessions_the_effect_and_the_replacement() -> None:
    table = section(set_aside().write(Pv.TRAINER_SET_ASIDE), "Les deux sessions")["table"]
    assert table["columns"] == [
        "Aspect évalué", "Session d’évaluation du 26/11/2026", "Session d’évaluation du 03/12/2026",
    ]  # fmt: skip
    assert table["rows"] == [
        [ASPECTS[0], "Conforme", "Conforme"],
        [ASPECTS[1], "Non-conformité majeure", "Non-conformité majeure"],
        [ASPECTS[2], "Conforme", "Conforme"],
        [ASPECTS[3], "Conforme", "Conforme"],
        ["Présence", "Absent", "Présent"],
        ["Évaluateur", "Marc Vidal", "Marc Vidal"],
    ]
    text = text_of(set_aside(), Pv.TRAINER_SET_ASIDE)
    assert "1. Compétence 4 ignorée." in text
    assert "Le formateur n’intervient pas sur la certification, ni en préparation, ni en évaluation (MIK-80)" in text
    assert "qui a au moins 3 ans d’expérience dans le domaine" in text
    assert "jusqu’au 03/02/2027" in text


@pytest.mark.rule("MIK-81")
def test_a_replacement_says_whom_it_replaces() -> None:
    writer = evaluated(TrainerEvent.VALIDATED, good.evaluation(), good.trainer(replaces="Luc Petit"))
    assert ["Remplace", "Luc Petit"] in writer.card()


@pytest.mark.rule("MIK-48", "MIK-50", "MIK-71")
@pytest.mark.parametrize(
    ("kind", "kit"),
    [(Paper.KIT_PEDAGOGY, KitKind.PEDAGOGY), (Paper.TECHNICAL_FILE, KitKind.TECHNICAL_FILE)],
)
def test_a_kit_names_the_trainer_and_holds_every_component(kind: Paper, kit: KitKind) -> None:
    event, on = TrainerEvent.DOCUMENTS_DELIVERED, good.SESSION_ON
    moment = moment_of(TRAINER, TrainerState.TO_EVALUATE, event, good.trainer(), on, delivered=HANDED)
    writer, shipped = TrainerMinutes(moment, shipped_config()), shipped_config().kits[CODE].of(kit)
    data = writer.write(kind)
    titles = [plain(part["title"]) for part in data["sections"]][: len(shipped.components)]
    assert titles == [component.title for component in shipped.components.values()]
    assert (plain(data["title"]), data["version"], data["seal"].endswith("MIK-71.")) == (
        shipped.title, shipped.version, True,
    )  # fmt: skip
    assert "Formateur Zoé Garnier Organisme Atelier des Lumières" in text_of(writer, kind)


def decided(event: ManagerEvent, **over: Any) -> ManagerMinutes:
    update = {"decision": good.manager_decision(**over)}
    moment = moment_of(EVALUATION_MANAGER, ManagerState.DESIGNATED, event, good.manager(), good.AUDITED_ON, **update)
    return ManagerMinutes(moment, shipped_config())


@pytest.mark.rule("MIK-38", "MIK-82", "MIK-83")
def test_the_habilitation_of_a_manager_gives_designation_cv_and_decision() -> None:
    data = decided(ManagerEvent.HABILITATED).write(Pv.MANAGER_DECISION)
    assert [plain(line) for line in section(data, "Désignation")["list"]] == [
        "Personne désignée par l’organisme : Inès Caron (ines.caron@atelier-lumieres.example).",
        "Désignée le 20/11/2026 (MIK-38).",
        "CV : https://atelier-lumieres.example/cv-3.pdf",
        "Décision prise le 26/11/2026 (MIK-82).",
    ]
    text = text_of(decided(ManagerEvent.HABILITATED), Pv.MANAGER_DECISION)
    assert "L’habilitation de responsable de l’évaluation est accordée à Inès Caron." in text
    assert "Voies de recours" not in text
    assert f"{DIRECTOR} Pour {shipped_config().organisation.name}" in text


@pytest.mark.rule("MIK-82")
def test_a_refused_manager_has_the_motive_and_the_way_to_appeal() -> None:
    text = text_of(decided(ManagerEvent.REFUSED, motive="Aucune expérience des jurys."), Pv.MANAGER_DECISION)
    assert "Motif Aucune expérience des jurys." in text
    assert "L’habilitation est refusée à Inès Caron." in text
    assert "jusqu’au 11/02/2027" in text


def test_what_people_typed_is_printed_as_text() -> None:
    found = good.evaluation(worst=Grade.MINOR, points=(HOSTILE,), advice=HOSTILE)
    writer = evaluated(TrainerEvent.REWORK_ASKED, found, good.trainer(trainer=HOSTILE))
    squeezed = HOSTILE.replace(" ", "")
    assert text_of(writer, Pv.TRAINER_EVALUATION).replace(" ", "").count(squeezed) == 3
    refused = decided(ManagerEvent.REFUSED, motive=HOSTILE)
    assert squeezed in text_of(refused, Pv.MANAGER_DECISION).replace(" ", "")
