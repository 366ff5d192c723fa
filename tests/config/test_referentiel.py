"""The three shipped référentiels, and what a file must hold: one defect at a time is told with file, key and cure."""

from datetime import date
from pathlib import Path

import pytest

from config.loader import Config, load_config
from domain.certification import JuryFigures
from domain.lifecycle import Lifecycle, LifecycleState
from domain.referentiel import EpreuveKind
from tests.config.editing import edit, told


@pytest.mark.rule("M2I-03", "M2I-06", "REF-11")
def test_the_three_shipped_certifications(config: Config) -> None:
    found = {
        code: (one.kind, one.level, [len(bloc.competences) for bloc in one.referentiel.blocs])
        for code, one in config.certifications.items()
    }
    assert found == {"RNCP9002": ("RNCP", 5, [2, 2, 2]), "RS9001": ("RS", None, [5]), "RS9003": ("RS", None, [10])}


@pytest.mark.rule("O-16", "LAW-15", "M2I-30")
def test_the_jury_of_each_certification(config: Config) -> None:
    shipped = JuryFigures(min_members=2, min_external_ratio=0.5, examiner_years=3)
    assert {code: one.jury for code, one in config.certifications.items()} == {
        "RNCP9002": JuryFigures(min_members=1, min_external_ratio=0, examiner_years=3),
        "RS9001": shipped,
        "RS9003": shipped,
    }


@pytest.mark.rule("REF-02", "REF-03", "REF-04", "REF-05")
def test_the_epreuves_of_the_engineering_certification(config: Config) -> None:
    epreuves = config.certifications["RS9003"].referentiel.epreuves
    assert [(one.kind, one.competences) for one in epreuves] == [
        (EpreuveKind.QUESTIONNAIRE, ("C1", "C10")),
        (EpreuveKind.CASE_STUDY, ("C2", "C8", "C10")),
        (EpreuveKind.CASE_STUDY, ("C3", "C4", "C5", "C6", "C7", "C9")),
        (EpreuveKind.PRESENTATION, ("C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10")),
    ]
    assert (epreuves[0].minutes, epreuves[3].minutes) == (45, 50)
    assert [part.minutes for part in epreuves[3].parts] == [20, 30]


@pytest.mark.rule("M2I-32")
def test_the_referentiel_of_blocs_has_a_situation_its_substitutes_and_an_interview(config: Config) -> None:
    referentiel = config.certifications["RNCP9002"].referentiel
    situation = referentiel.epreuve("E1")
    assert (situation.kind, referentiel.interview, referentiel.in_course_results) == (
        EpreuveKind.SIMULATION, True, True,
    )  # fmt: skip
    assert situation.substitutes.startswith("Des productions professionnelles du candidat")
    assert not config.certifications["RS9001"].referentiel.interview


@pytest.mark.rule("REF-13")
@pytest.mark.parametrize("key", ["modality", "minutes", "attribution", "scale", "evaluators", "place"])
def test_an_epreuve_without_one_of_its_six_attributes(folder: Path, key: str) -> None:
    edit(folder / "certifications" / "RNCP9002.toml", f"\n{key} = ", f"\n# {key} = ")
    if key == "scale":
        text = (folder / "certifications" / "RNCP9002.toml").read_text(encoding="utf-8")
        start = text.index("# scale = [")
        text = text[:start] + text[text.index("\n]\n", start) + 3 :]
        (folder / "certifications" / "RNCP9002.toml").write_text(text, encoding="utf-8")
    expected = f"RNCP9002.toml, clé « referentiel.epreuves.0.{key} » : la clé est absente : ajoutez-la."
    assert told(folder) == expected


@pytest.mark.rule("REF-01", "REF-12")
@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('public = "Artistes', 'public = " " # ', "referentiel.public"),
        ('disability = "Chaque', 'disability = "" # ', "referentiel.disability"),
        ('place = "Salle équipée', 'place = "  " # ', "referentiel.epreuves.0.place"),
        ('evaluators = "Les copies', 'evaluators = "" # ', "referentiel.epreuves.0.evaluators"),
        ('attribution = "Chaque', 'attribution = "" # ', "referentiel.epreuves.0.attribution"),
        ('modality = "Sur un cas', 'modality = "" # ', "referentiel.epreuves.0.modality"),
        ('objective = "Vérifier', 'objective = "" # ', "referentiel.epreuves.0.objective"),
    ],
)
def test_an_empty_text(folder: Path, old: str, new: str, key: str) -> None:
    edit(folder / "certifications" / "RS9001.toml", old, new)
    assert told(folder) == f"RS9001.toml, clé « {key} » : le texte est vide : écrivez-le."


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{ code = \"C5.1\"", '{ code = "C4.1"',
         "clé « referentiel » : deux critères portent le code C4.1 : donnez à chacun le sien dans « code »."),
        ('code = "E2"', 'code = "E1"',
         "clé « referentiel » : deux épreuves portent le code E1 : donnez à chacun le sien dans « code »."),
        ('competences = ["C1", "C3", "C5"]', 'competences = ["C1", "C3"]',
         "clé « referentiel » : aucune épreuve n’évalue C5 : ajoutez ce code aux « competences » d’une épreuve "
         "(REF-04)."),
        ('competences = ["C1", "C3", "C5"]', 'competences = ["C5", "C6"]',
         "clé « referentiel » : l’épreuve E2 évalue C6, qui n’est pas une compétence du référentiel : "
         "corrigez « competences » (REF-03)."),
        ("minutes = 30", "minutes = 40",
         "clé « referentiel.epreuves.1 » : l’épreuve E2 dure 40 minutes mais ses parties en font 30 : "
         "corrigez « minutes » ou « parts » (REF-05)."),
        ("minutes = 120", "minutes = 0",
         "clé « referentiel.epreuves.0.minutes » : la valeur est trop petite : indiquez plus de 0."),
        ("{ points = 0,", "{ points = 0.5,",
         "clé « referentiel.epreuves.0 » : l’échelle de l’épreuve E1 part de 0 et monte sans se répéter : "
         "corrigez « scale » (REF-13)."),
        ("{ points = 2,", "{ points = 3,",
         "clé « referentiel.epreuves.0 » : l’échelle de l’épreuve E1 part de 0 et monte sans se répéter : "
         "corrigez « scale » (REF-13)."),
        ("examiners = 0", "examiners = 1",
         "clé « referentiel.epreuves.0 » : l’épreuve E1 demande un examinateur au moins, ou aucun si elle est "
         "seulement surveillée : accordez « needs_examiner » et « examiners » (M2I-23)."),
        ("substitutes = ", "# ",
         "clé « referentiel.epreuves.0 » : l’épreuve E1 est une mise en situation : dites dans « substitutes » ce "
         "qui en tient lieu quand la situation ne peut être observée (M2I-32)."),
        ('kind = "soutenance"', 'kind = "oral"',
         "clé « referentiel.epreuves.1.kind » : la valeur ne figure pas parmi celles possibles : "
         "corrigez son orthographe."),
        ("bloc_share = 0.8", "bloc_share = 1",
         "clé « referentiel.attribution » : « bloc_share » est la part des compétences à acquérir, inférieure à 1, "
         "quand « bloc_rule » vaut « share » ; avec « all », retirez-la."),
        ("competence_share = 0.5", "competence_share = 50",
         "clé « referentiel.attribution.competence_share » : la valeur est trop grande : indiquez 1 au plus."),
        ('code = "B1"', 'code = "B 1"',
         "clé « referentiel.blocs.0.code » : ce code est mal formé : reprenez la forme de l’exemple fourni."),
        ('nsf = ["134"]', "nsf = []",
         "clé « nsf » : la liste est trop courte : donnez 1 élément(s) au moins."),
    ],
)  # fmt: skip
@pytest.mark.rule("REF-03", "REF-04", "REF-05", "REF-11", "REF-13", "M2I-32")
def test_a_referentiel_that_contradicts_itself(folder: Path, old: str, new: str, message: str) -> None:
    edit(folder / "certifications" / "RS9001.toml", old, new)
    assert told(folder) == f"RS9001.toml, {message}"


@pytest.mark.rule("LAW-09", "M2I-51", "O-18")
@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("RS9001", 'nsf = ["134"]', 'nsf = ["134"]\nlevel = 5',
         "clé « level » : une certification du répertoire spécifique n’a pas de niveau (LAW-09) : retirez la clé."),
        ("RNCP9002", "level = 5 ", "# ",
         "clé « level » : une certification du RNCP a un niveau (LAW-09) : indiquez-le, de 1 à 8."),
        ("RNCP9002", "level = 5 ", "level = 9 ",
         "clé « level » : la valeur est trop grande : indiquez 8 au plus."),
        ("RS9001", "registration_start = 2025-06-30", "registration_start = 2028-06-30",
         "clé « registration_end » : l’enregistrement prend fin avant d’avoir commencé : "
         "corrigez « registration_start » ou « registration_end »."),
        ("RS9001", 'code = "RS9001"', 'code = "CNCP 9001"',
         "clé « code » : « CNCP 9001 » n’est pas un code de France compétences (M2I-51) : "
         "écrivez RS ou RNCP, puis le numéro de la fiche, sans espace."),
    ],
)  # fmt: skip
def test_a_registration_that_contradicts_itself(folder: Path, file: str, old: str, new: str, message: str) -> None:
    edit(folder / "certifications" / f"{file}.toml", old, new)
    assert told(folder) == f"{file}.toml, {message}"


def give_lifecycle(folder: Path, table: str) -> None:
    path = folder / "certifications" / "RNCP9002.toml"
    path.write_text(path.read_text(encoding="utf-8") + f"\n[lifecycle]\n{table}\n", encoding="utf-8")


@pytest.mark.rule("M2I-09")
def test_a_revised_certification_names_its_successor_and_the_correspondences(folder: Path) -> None:
    give_lifecycle(
        folder,
        'state = "REVISEE"\nsince = 2028-01-10\nsuccessor = "RS9003"\ncorrespondences = { RNCP9002BC01 = ["B1"] }',
    )
    assert load_config(folder).certifications["RNCP9002"].lifecycle == Lifecycle(
        state=LifecycleState.REVISED,
        since=date(2028, 1, 10),
        successor="RS9003",
        correspondences={"RNCP9002BC01": ("B1",)},
    )


REVISED = 'state = "REVISEE"\nsince = 2028-01-10\n'
SINCE = ("clé « lifecycle » : « since » est le jour de la décision de proroger, de réviser ou de clôturer : "
         "indiquez-le, ou retirez-le d’une certification active.")  # fmt: skip
SUCCESSOR = ("clé « lifecycle » : « successor » est le code de la certification révisée : indiquez-le quand « state » "
             "vaut « REVISEE », et seulement alors (M2I-09).")  # fmt: skip


@pytest.mark.rule("M2I-08", "M2I-09", "M2I-10")
@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('state = "CLOTUREE"', SINCE),
        ("since = 2028-01-10", SINCE),
        (REVISED, SUCCESSOR),
        ('state = "PROROGEE"\nsince = 2028-01-10\nsuccessor = "RS9003"', SUCCESSOR),
        ('state = "CLOTUREE"\nsince = 2028-01-10\ncorrespondences = { RNCP9002BC01 = ["B1"] }',
         "clé « lifecycle » : « correspondences » ne vaut que pour une certification révisée : retirez la table."),
        (f'{REVISED}successor = "RNCP9"',
         "clé « lifecycle.successor » : « RNCP9 » n’est pas une autre certification configurée (M2I-09) : "
         "ajoutez son fichier ou corrigez le code."),
        (f'{REVISED}successor = "RNCP9002"',
         "clé « lifecycle.successor » : « RNCP9002 » n’est pas une autre certification configurée (M2I-09) : "
         "ajoutez son fichier ou corrigez le code."),
        (f'{REVISED}successor = "RS9003"\ncorrespondences = {{ BC01 = ["B1"] }}',
         "clé « lifecycle.correspondences » : « BC01 » n’est pas un bloc de RNCP9002 (M2I-09) : "
         "choisissez parmi RNCP9002BC01, RNCP9002BC02, RNCP9002BC03."),
        (f'{REVISED}successor = "RS9003"\ncorrespondences = {{ RNCP9002BC01 = ["B1", "B2"] }}',
         "clé « lifecycle.correspondences » : « B2 » n’est pas un bloc de RS9003 (M2I-09) : choisissez parmi B1."),
    ],
)  # fmt: skip
def test_a_lifecycle_that_contradicts_itself(folder: Path, table: str, message: str) -> None:
    give_lifecycle(folder, table)
    assert told(folder) == f"RNCP9002.toml, {message}"


@pytest.mark.rule("M2I-10")
def test_the_time_after_a_closure_is_in_months(folder: Path) -> None:
    limit = '[time_limits.D-CLOTURE]\nrule = "M2I-10"\n'
    edit(
        folder / "defaults.toml", f'{limit}length = 12\nunit = "months"', f'{limit}length = 365\nunit = "calendar_days"'
    )
    assert told(folder) == (
        "RNCP9002.toml, clé « (fichier) » : le délai D-CLOTURE se compte en mois (M2I-10) : "
        "corrigez « time_limits.D-CLOTURE.unit »."
    )


def test_a_jury_without_a_member(folder: Path) -> None:
    edit(folder / "defaults.toml", "min_members = 2", "min_members = 0")
    assert told(folder) == (
        "defaults.toml, clé « jury.min_members » : la valeur est trop petite : indiquez 1 au moins."
    )
