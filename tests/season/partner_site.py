"""The site of an OF, as its visitors and the audit see it: one page, with or without what the kit asks for."""

from collections.abc import Collection

from tests.builders import shipped_certification
from tests.tasks.web.hostile_server import Site

PATH, HOST = "/formation", "localhost"

#: item of the checklist → what the page says of it
_SAID = {
    "publics": "<h2>Public visé</h2><p>Artistes auteurs, photographes et plasticiens.</p>",
    "prerequis": "<h2>Prérequis</h2><p>Avoir une pratique artistique régulière.</p>",
    "referentiel": "<h2>Référentiel de compétences</h2><ul>{competences}</ul>",
    "objectifs": "<h2>Objectifs de la formation</h2><p>Vous serez capable de présenter votre projet artistique.</p>",
    "programme": "<h2>Programme</h2><p>Module 1 : identité. Module 2 : portfolio. Module 3 : communication.</p>",
    "modalites": "<h2>Modalités d’enseignement</h2><p>En présentiel, avec des ateliers pratiques.</p>",
    "volume": "<h2>Durée</h2><p>35 heures réparties sur 5 jours.</p>",
    "evaluation": "<h2>Modalités d’évaluation et de délivrance de la certification</h2>"
    "<p>Soutenance orale devant un jury ; la certification est délivrée par le jury de délivrance.</p>",
}
NOINDEX = '<meta name="robots" content="noindex">'


def address(site: Site) -> str:
    return site.url(PATH, HOST)


def publish(site: Site, *, without: Collection[str] = (), extra: str = "", head: str = NOINDEX) -> None:
    """Put the page on line: not indexed and complete, but for the items of `without`."""
    title = shipped_certification().title
    competences = "".join(f"<li>{competence}</li>" for competence in shipped_certification().competences)
    said = "".join(words.format(competences=competences) for item, words in _SAID.items() if item not in without)
    page = (
        f'<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body><main>'
        f"<h1>{title}</h1><p>Certification « {title} », enregistrée sous le numéro RS9001.</p>{said}{extra}"
        "</main></body></html>"
    )
    site.serve(PATH, page.encode(), "Content-Type: text/html; charset=utf-8")
