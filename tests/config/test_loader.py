"""The shipped files load; a file that cannot be used is refused with its name, the key and the cure."""

import re
from datetime import date
from pathlib import Path

import pytest

from config.loader import Config, load_config
from domain.scoring import AUTOMATIC
from domain.vocabulary import Level, TimeLimit
from tests.builders import shipped_certification
from tests.config.editing import edit, own_grid, told

CODES = {"RNCP9002", "RS9001", "RS9003"}


@pytest.mark.rule("MIK-20", "MIK-21")
def test_the_shipped_configuration_loads(config: Config) -> None:
    shipped = config.certifications["RS9001"]
    assert (set(config.certifications), shipped.registration_end) == (CODES, date(2028, 6, 30))
    assert (shipped.certifier, shipped.grid.version) == ("Certificateur exemple", "2026-1")
    assert (shipped.grid.total, shipped.grid.pass_mark) == (17, 11)
    assert [(line.code, line.max) for line in shipped.grid.lines] == [
        ("G1", 1), ("G2", 2), ("G3", 3), ("G4", 2), ("G5", 2), ("G6", 2), ("G7", 2), ("G8", 2), ("G9", 1),
    ]  # fmt: skip
    assert {line.auto for line in shipped.grid.lines if line.auto} == set(AUTOMATIC)


@pytest.mark.rule("MIK-26", "MIK-27", "O-05", "QUA-09")
def test_the_shipped_thresholds(config: Config) -> None:
    assert config.certifications["RS9001"].thresholds.model_dump() == {
        "minimum_years_of_activity": 2,
        "minimum_trainer_years": 3,
        "maximum_extension_days": 10,
        "appeal_months": 2,
        "appeal_acknowledgement_days": 2,
        "appeal_answer_days": 15,
        "maximum_ban_months": 12,
        "incident_days": 5,
        "action_days": {"MINEURE": 30, "MAJEURE": 15, "CRITIQUE": 5},
        "shown_days": 30,
    }


@pytest.mark.rule("MIK-29", "MIK-60", "MIK-68", "MIK-79", "MIK-85", "LAW-05", "O-03", "O-04", "O-20")
def test_the_shipped_time_limits(config: Config) -> None:
    limits = config.certifications["RS9001"].time_limits
    assert {limit.value: (figures.length, figures.unit, figures.rule) for limit, figures in limits.items()} == {
        "D-AFFECTATION": (2, "working_days", "MIK-17"),
        "D-COMPLETUDE": (20, "working_days", "MIK-13"),
        "D-INFO": (5, "working_days", "MIK-42"),
        "D-CONFORMITE": (30, "working_days", "MIK-29"),
        "D-COMM-1": (15, "working_days", "MIK-60"),
        "D-COMM-2": (5, "working_days", "MIK-68"),
        "D-FORM-1": (5, "working_days", "MIK-77"),
        "D-FORM-2": (5, "working_days", "MIK-79"),
        "D-DECL-FC": (2, "months", "LAW-05"),
        "D-CONVENTION-FIN": (0, "working_days", "MIK-85"),
        "D-OBSERVATIONS": (15, "working_days", "LAW-06"),
        "D-ACTION-CORR": (0, "working_days", "QUA-09"),
        "D-QUESTION": (5, "working_days", "MIK-51"),
        "D-QUALIOPI": (0, "working_days", "MIK-07"),
        "D-CTRL-MENS": (1, "months", "MIK-58"),
        "D-AUDIT-SEM": (6, "months", "MIK-88"),
        "D-REVUE-ANN": (12, "months", "MIK-58"),
        "D-INSCRIPTION": (2, "working_days", "M2I-26"),
        "D-CONVOC": (10, "working_days", "M2I-12"),
        "D-CONVOC-JURY": (15, "working_days", "M2I-12"),
        "D-PIECES": (3, "working_days", "MIK-56"),
        "D-RESULTATS": (7, "calendar_days", "M2I-34"),
        "D-DELIVRANCE": (30, "calendar_days", "NET-16"),
        "D-ACCROCHAGE": (3, "months", "LAW-10"),
        "D-CORRECTION-CDC": (3, "months", "LAW-10"),
        "D-HABILITATION": (0, "working_days", "M2I-27"),
        "D-REDEVANCE": (30, "calendar_days", "NET-29"),
        "D-REDEVANCE-RELANCE": (15, "calendar_days", "NET-29"),
        "D-BAN": (0, "working_days", "M2I-46"),
        "D-CLOTURE": (12, "months", "M2I-10"),
        "D-ENQUETE": (30, "calendar_days", "NET-18"),
        "D-RECOURS": (15, "working_days", "M2I-42"),
        "D-RENOUVELLEMENT": (8, "months", "REF-31"),
        "D-STATS-FC": (24, "months", "NET-22"),
        "D-CONSEIL": (12, "months", "NET-17"),
        "D-COMPLEMENT": (0, "working_days", "REF-32"),
        "D-MED-FC": (30, "calendar_days", "LAW-07"),
        "D-MED-FC-2": (15, "calendar_days", "LAW-07"),
        "D-MED-CDC": (60, "calendar_days", "LAW-10"),
        "D-ACTION": (0, "working_days", "REF-30"),
        "D-VAE-RECEVABILITE": (2, "months", "LAW-12"),
        "D-VAE-JURY": (3, "months", "LAW-12"),
        "D-RESULTATS-VAE": (15, "calendar_days", "LAW-12"),
    }
    ending = limits[TimeLimit.AGREEMENT_END]
    assert (ending.notice_unit, ending.reminders) == ("calendar_days", (-180, -90, -30))
    assert limits[TimeLimit.COMPLETION].reminders == (5, 10)
    assert limits[TimeLimit.CONFORMITY].reminders == (-15, -10, -5, -1)
    assert limits[TimeLimit.CONFORMITY].escalation == {Level.N0: -5, Level.N1: 0, Level.N2: 2, Level.N3: 5}


def test_the_declaration_number_comes_with_its_legal_sentence(config: Config) -> None:
    quoted = "Enregistrée sous le numéro 11 75 01234 75. Cet enregistrement ne vaut pas agrément de l’État."
    assert config.organisation.registration == quoted


@pytest.mark.rule("O-19")
def test_closures_and_alsace_moselle_are_read_from_the_file(folder: Path) -> None:
    edit(folder / "organisation.toml", "alsace_moselle = false", "alsace_moselle = true")
    edit(folder / "organisation.toml", "closures = []", "closures = [2026-12-24]")
    calendar = load_config(folder).calendar
    assert [calendar.is_working_day(day) for day in (date(2026, 12, 24), date(2027, 3, 26), date(2026, 12, 23))] == [
        False, False, True,
    ]  # fmt: skip


def test_a_certification_replaces_the_figures_that_it_gives_and_keeps_the_others(folder: Path) -> None:
    own = "[time_limits.D-CONFORMITE]\nlength = 45\nreminders = [-3]\n[time_limits.D-CONFORMITE.escalation]\nN3 = 8\n"
    path = folder / "certifications" / "RS9001.toml"
    path.write_text(path.read_text(encoding="utf-8") + own, encoding="utf-8")
    figures, shipped = load_config(folder).certifications["RS9001"], shipped_certification()
    changed = figures.time_limits[TimeLimit.CONFORMITY]
    assert (changed.length, changed.reminders, changed.rule) == (45, (-3,), "MIK-29")
    assert changed.escalation == {Level.N0: -5, Level.N1: 0, Level.N2: 2, Level.N3: 8}
    assert (figures.grid, figures.thresholds) == (shipped.grid, shipped.thresholds)


def test_another_certification_is_one_more_file(folder: Path) -> None:
    second = folder / "certifications" / "RS9002.toml"
    text = (folder / "certifications" / "RS9001.toml").read_text(encoding="utf-8")
    second.write_text(text.replace('code = "RS9001"', 'code = "RS9002"'), encoding="utf-8")
    assert set(load_config(folder).certifications) == CODES | {"RS9002"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("organisation.toml", "Le fichier organisation.toml est absent de {folder} : remettez-le en place."),
        ("defaults.toml", "Le fichier defaults.toml est absent de {folder} : remettez-le en place."),
    ],
)  # fmt: skip
def test_a_missing_file(folder: Path, name: str, message: str) -> None:
    (folder / name).unlink()
    assert told(folder) == message.format(folder=folder)


def test_no_certification(folder: Path) -> None:
    for path in (folder / "certifications").iterdir():
        path.unlink()
    assert told(folder) == "Aucune certification dans config/certifications : ajoutez un fichier <code>.toml."


def test_a_folder_in_the_place_of_a_file(folder: Path) -> None:
    (folder / "defaults.toml").unlink()
    (folder / "defaults.toml").mkdir()
    assert told(folder) == "defaults.toml ne peut pas être lu : un dossier occupe la place du fichier ; déplacez-le."


def test_a_file_that_is_not_toml(folder: Path) -> None:
    edit(folder / "organisation.toml", 'name = "', "name = ")
    assert re.fullmatch(
        r"organisation\.toml n’est pas un fichier TOML lisible \(.*\(at line 2, column \d+\)\)\. "
        r"Corrigez la ligne indiquée ou reprenez la dernière version qui fonctionnait\.",
        told(folder),
    )


def test_a_file_that_is_not_utf_8(folder: Path) -> None:
    (folder / "organisation.toml").write_bytes('name = "Société"'.encode("latin-1"))
    assert told(folder).startswith("organisation.toml n’est pas un fichier TOML lisible (")


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("organisation.toml", 'phone = "01 02 03 04 05"\n', "",
         "organisation.toml, clé « phone » : la clé est absente : ajoutez-la."),
        ("organisation.toml", "alsace_moselle", "alsace_mozelle",
         "organisation.toml, clé « calendar.alsace_mozelle » : "
         "la clé est inconnue : corrigez son orthographe ou retirez-la."),
        ("certifications/RS9001.toml", "registration_end = 2028-06-30", "",
         "RS9001.toml, clé « registration_end » : la clé est absente : ajoutez-la."),
        ("certifications/RS9001.toml", "title =", "titre =",
         "RS9001.toml, clé « titre » : la clé est inconnue : corrigez son orthographe ou retirez-la."),
        ("certifications/RS9001.toml", "competences =", "competence =",
         "RS9001.toml, clé « referentiel.epreuves.0.competence » : "
         "la clé est inconnue : corrigez son orthographe ou retirez-la."),
        ("certifications/RS9001.toml", 'code = "RS9001"', 'code = "RS9002"',
         "RS9001.toml, clé « code » : « RS9002 » ne correspond pas au nom du fichier. "
         "Renommez le fichier en RS9002.toml ou corrigez la clé."),
    ],
)  # fmt: skip
def test_a_key_that_is_wrong(folder: Path, file: str, old: str, new: str, message: str) -> None:
    edit(folder / file, old, new)
    assert told(folder) == message


@pytest.mark.rule("MIK-20", "O-08", "O-02")
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("max = 2\nevidence = \"modalité, volume horaire, description\"\nstaff_label = "
         '"Cohérence (absente : 0 ; plausible : 1 ; cohérente : 2)"\nstaff_choices = [0, 1, 2]',
         'max = 1\nevidence = "modalité"\nstaff_choices = [0, 1]',
         "RS9001.toml, clé « grid » : la somme des points est 16 au lieu de 17 (MIK-20) : "
         "corrigez « max » d’une ligne ou « total »."),
        ("max = 2\nevidence = \"modalité, volume horaire, description\"\nstaff_label = "
         '"Cohérence (absente : 0 ; plausible : 1 ; cohérente : 2)"\nstaff_choices = [0, 1, 2]',
         'max = 3\nevidence = "modalité"\nstaff_choices = [0, 1, 2, 3]',
         "RS9001.toml, clé « grid » : la somme des points est 18 au lieu de 17 (MIK-20) : "
         "corrigez « max » d’une ligne ou « total »."),
        ("auto_max = 1\nfigures = { kbis_months = 3 }", "auto_max = 0.5\nfigures = { kbis_months = 3 }",
         "RS9001.toml, clé « grid.lines.0 » : la ligne G1 annonce 1 point(s) mais 0.5 automatique(s) + "
         "0 à l’appréciation : corrigez « max », « auto_max » ou « staff_choices »."),
        ("staff_choices = [0, 0.5, 1]", "staff_choices = [0, 0.25, 1]",
         "RS9001.toml, clé « grid.lines.2 » : la ligne G3 utilise autre chose que des demi-points (O-08)."),
        ('code = "G9"', 'code = "G8"', "RS9001.toml, clé « grid » : deux lignes de la grille portent le même code."),
    ],
)  # fmt: skip
def test_a_grid_that_contradicts_itself(folder: Path, old: str, new: str, message: str) -> None:
    own_grid(folder, old, new)
    assert told(folder) == message


def test_a_grid_of_its_own_is_accepted_when_it_adds_up(folder: Path) -> None:
    own_grid(folder, 'version = "2026-1"', 'version = "2027-1"')
    assert load_config(folder).certifications["RS9001"].grid.version == "2027-1"


def test_a_time_limit_left_out(folder: Path) -> None:
    removed = '[time_limits.D-FORM-2]\nrule = "MIK-79"\nlength = 5\nescalation = { N0 = -2, N1 = 0, N2 = 1, N3 = 2 }\n'
    edit(folder / "defaults.toml", removed, "")
    assert "les délais D-FORM-2 manquent dans « time_limits »." in told(folder)
