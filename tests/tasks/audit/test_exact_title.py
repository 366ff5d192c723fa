"""The exact title (LAW-03): typography is forgiven, words are not."""

import pytest

from domain.audit import Finding
from tests.tasks.audit.corpus import proposed

pytestmark = pytest.mark.rule("LAW-03", "QUA-06")
TITLE = "Promouvoir une activité artistique visuelle"


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>{TITLE}</h1>",
        f"<h1>{TITLE.upper()}</h1>",
        f"<h1>{TITLE} (RS9001)</h1>",
        f"<p>RS9001 – {TITLE}</p>",
        f"<p>Elle prépare à la certification «\u202f{TITLE}\u202f» de Certificateur exemple.</p>",
        f"<p>La certification {TITLE} enregistrée au RS le 1er janvier</p>",
        "<h1>Promouvoir&nbsp;une acti&shy;vité <b>artistique</b> visuelle</h1>",
        "<h1>Promouvoir une activite\u0301 artistique visuelle</h1>",
        f"<h1>Certification : {TITLE}</h1><ul><li>Promouvoir son activité artistique visuelle</li></ul>",
    ],
)
def test_the_exact_title_is_found(html: str) -> None:
    assert proposed(html)["intitule"].finding is Finding.FOUND


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Promouvoir son activité artistique visuelle</h1>",
        "<h1>Promouvoir une activité artistique</h1>",
        f"<h1>{TITLE} et sonore</h1>",
        "<p>Formation « Promouvoir une activité artistique et visuelle » éligible au CPF</p>",
    ],
)
def test_an_altered_title_contradicts_with_its_passage(html: str) -> None:
    proposal = proposed(html)["intitule"]
    assert proposal.finding is Finding.CONTRADICTS
    assert proposal.passage.startswith(("Promouvoir", "Formation « Promouvoir"))


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (
            f"<p>Vous aussi, apprenez à {TITLE.lower()}.</p>",
            "Les mots de l’intitulé figurent dans une phrase, sans y désigner la certification.",
        ),
        (f"<h1>{TITLE} – niveau expert</h1>", "L’intitulé est suivi de mots qui peuvent le modifier."),
        (
            "<h1>PROMOUVOIR UNE ACTIVITE ARTISTIQUE VISUELLE</h1>",
            "L’intitulé est écrit sans tous ses accents.",
        ),
        (
            f"<h1>Promouvoir son activité artistique visuelle</h1><p>Certification « {TITLE} »</p>",
            "L’intitulé exact figure sur la page, mais un intitulé modifié y figure aussi, bien en vue.",
        ),
    ],
)
def test_a_doubt_is_left_to_the_auditor(html: str, reason: str) -> None:
    proposal = proposed(html)["intitule"]
    assert (proposal.finding, proposal.reason) == (Finding.TO_SEE, reason)


def test_the_code_alone_is_not_the_title() -> None:
    proposal = proposed("<p>Formation certifiante RS 9001</p>")["intitule"]
    assert (proposal.finding, proposal.reason) == (
        Finding.NOT_FOUND,
        "Le code RS9001 figure sur la page, pas l’intitulé exact.",
    )
