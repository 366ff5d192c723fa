"""The web pages of the applicants: complete or not at first, corrected once it was asked."""

from html import escape

from config.loader import Config
from domain.certification import Certification
from flows.simulation.chance import Chance

_HEADINGS = {
    "publics": "<h2>Public visé</h2><p>Tous les professionnels du secteur.</p>",
    "prerequis": "<h2>Prérequis</h2><p>{prerequisites}</p>",
    "referentiel": "<h2>Référentiel de compétences</h2><ul>{competences}</ul>",
    "objectifs": "<h2>Objectifs de la formation</h2><p>Vous serez capable d’exercer ces compétences.</p>",
    "programme": "<h2>Programme</h2><p>Module 1 : cadrage. Module 2 : réalisation. Module 3 : présentation.</p>",
    "modalites": "<h2>Modalités d’enseignement</h2><p>En présentiel, avec des ateliers pratiques.</p>",
    "volume": "<h2>Durée</h2><p>35 heures réparties sur 5 jours.</p>",
    "evaluation": "<h2>Modalités d’évaluation et de délivrance de la certification</h2>"
    "<p>Épreuves et soutenance devant un jury ; la certification est délivrée par le jury de délivrance.</p>",
}
_FLAWS = ("prerequis", "volume", "evaluation")


def page_of(figures: Certification, without: str = "") -> bytes:
    """What the kit asks for, not indexed yet, but for one heading."""
    title = escape(figures.title)
    words = {
        "prerequisites": escape(" ".join(figures.referentiel.prerequisites)),
        "competences": "".join(f"<li>{escape(one.label)}</li>" for one in figures.referentiel.competences),
    }
    said = "".join(text.format(**words) for heading, text in _HEADINGS.items() if heading != without)
    return (
        f'<html lang="fr"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="robots" content="noindex"></head><body><main><h1>{title}</h1><p>Certification « {title} », '
        f"enregistrée sous le numéro {figures.code}.</p>{said}</main></body></html>"
    ).encode()


class Pages:
    """The pages of every applicant, at /rank/code."""

    def __init__(self, config: Config, chance: Chance, flawed: float) -> None:
        self._config, self._chance, self._flawed = config, chance, flawed
        self._corrected: set[str] = set()

    def correct(self, path: str) -> None:
        """The organisation has put its page right."""
        self._corrected.add(path.strip("/"))

    def page(self, path: str) -> bytes | None:
        name = path.strip("/")
        figures = self._config.certifications.get(name.partition("/")[2])
        if figures is None:
            return None
        is_flawed = name not in self._corrected and self._chance.happens(self._flawed, "site", name)
        return page_of(figures, self._chance.pick(_FLAWS, "flaw", name) if is_flawed else "")
