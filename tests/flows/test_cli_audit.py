"""`certiflow audit`: a page tried, the pre-audit measured."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from tests.tasks.conformity.audit_desk import CONFORMING, PAGES, WRONG
from tests.tasks.web.hostile_server import Site, serving

TITLE = "Promouvoir une activité artistique visuelle"


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("CERTIFLOW_HOME", str(tmp_path / "home"))
    with serving() as served:
        monkeypatch.setenv("CERTIFLOW_AUDIT_ALLOWED_HOSTS", f" 127.0.0.1:{served.port} ,")
        yield served


def certiflow(*arguments: str) -> tuple[int, list[str]]:
    """Exit code and lines, with plain spaces."""
    found = CliRunner().invoke(app, ["audit", *arguments])
    return found.exit_code, [" ".join(line.replace("\u202f", " ").split()) for line in found.output.splitlines()]


def put(site: Site, path: str, body: bytes) -> str:
    site.serve(path, body)
    return site.url(path, "127.0.0.1")


@pytest.mark.rule("MIK-59")
def test_a_page_is_tried_item_by_item(site: Site) -> None:
    url = put(site, "/", WRONG)
    code, lines = certiflow(url, "--code", "RS9001")
    assert (code, lines[0]) == (0, url)
    label = "Volume horaire de la préparation à la certification : Non trouvé"
    (volume,) = [number for number, line in enumerate(lines) if line.startswith(label)]
    assert lines[volume + 1].startswith("« Durée : À venir")
    early = lines.index("Page en brouillon ou non indexée jusqu’à l’habilitation : Contredit (100 %)")
    assert lines[early + 1].startswith("Commercialisation anticipée")


def test_another_title_may_be_tried(site: Site) -> None:
    url = put(site, "/", CONFORMING)
    label = "Intitulé exact de la certification : "
    titles = {line for line in certiflow(url, "--title", TITLE, "--code", "RS9001")[1] if line.startswith(label)}
    others = {
        line for line in certiflow(url, "--title", "Réparer des vélos", "--code", "RS9003")[1] if line.startswith(label)
    }
    assert [found.removeprefix(label).split(" (")[0] for found in (*titles, *others)] == ["Trouvé", "Non trouvé"]


@pytest.mark.rule("MIK-62")
def test_a_page_that_cannot_be_read_says_why_and_is_no_failure() -> None:
    code, lines = certiflow("http://169.254.169.254/[red]", "--code", "RS9001")
    assert (code, lines[0]) == (0, "http://169.254.169.254/[red]")
    assert lines[1].startswith("Tout est à voir par l’auditeur : L’adresse 169.254.169.254 mène à un réseau privé")


@pytest.mark.parametrize("arguments", [(), ("https://of.fr", "--report"), ("https://of.fr", "--labels", "x.toml")])
def test_it_tries_or_measures(arguments: tuple[str, ...]) -> None:
    code, lines = certiflow(*arguments)
    assert (code, " ".join(lines)) == (
        2, "Indiquez des adresses à essayer, ou bien --report (avec --labels FICHIER si besoin).",
    )  # fmt: skip


@pytest.mark.parametrize("code", [("--code", "RS1"), ()])
def test_which_certification_is_asked_for(code: tuple[str, ...]) -> None:
    assert certiflow("https://of.fr", *code) == (2, ["Indiquez --code, parmi : RNCP9002, RS9001, RS9003."])


def test_nothing_judged_is_nothing_to_measure() -> None:
    assert certiflow("--report") == (0, ["Aucun élément jugé : rien à mesurer pour l’instant."])


@pytest.mark.rule("MIK-64")
def test_labelled_pages_give_precision_and_recall(site: Site, tmp_path: Path) -> None:
    (tmp_path / "conforme.html").write_bytes(CONFORMING)
    (tmp_path / "pages.toml").write_text(
        f"""
        [certifications.autre]
        title = "{TITLE}"
        rs_code = "RS9001"
        [pages.conforme]
        certification = "RS9001"
        [pages.en-ligne]
        certification = "autre"
        url = "{put(site, "/", WRONG)}"
        absent = ["volume"]
        contradicts = ["publication"]
        [pages.mal-etiquetee]
        certification = "RS9001"
        file = "conforme.html"
        absent = ["publics"]
        """,
        encoding="utf-8",
    )
    code, lines = certiflow("--report", "--labels", str(tmp_path / "pages.toml"))
    assert code == 0
    assert "Publics cibles 3 2 1 0 0 66,7 % 100,0 %" in lines
    assert "Prérequis 3 3 0 0 0 100,0 % 100,0 %" in lines
    assert "Mesuré sur 3 pages étiquetées : conforme, en-ligne, mal-etiquetee." in lines


@pytest.mark.rule("MIK-64")
def test_the_shipped_pages_give_no_false_found() -> None:
    _, lines = certiflow("--report", "--labels", str(PAGES / "labels.toml"))
    (whole,) = [line.split() for line in lines if line.startswith("Ensemble")]
    assert whole[3] == "0"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pages = 3", "labels.toml, clé « pages »"),
        ('[pages.a]\ncertification = "RS1"\nfile = "a.html"', "« RS1 » est inconnue. Choisissez parmi : RNCP9002, "),
        ('[pages.a]\ncertification = "RS9001"\nabsent = ["volumes"]', "l’élément « volumes » ne figure pas"),
        ('[pages.a]\ncertification = "RS9001"', "La page a.html ne peut pas être lue"),
    ],
)
def test_labels_that_cannot_be_used_are_told(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "labels.toml"
    path.write_text(text, encoding="utf-8")
    if "RS1" in text:
        (tmp_path / "a.html").write_bytes(CONFORMING)
    code, lines = certiflow("--report", "--labels", str(path))
    assert code == 3
    assert told in " ".join(lines)
