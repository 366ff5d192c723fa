"""The figures of the network as Prefect shows them: numbers and references, no name (NET-05, NET-07)."""

from typing import Any

from domain.network.indicators import NetworkFigures
from domain.network.outliers import Measure
from tasks.mail.typography import french

_MOST = 500  # rows of an artifact: a page that still opens


def dashboard_markdown(figures: NetworkFigures) -> str:
    """One headline, then what is not empty."""
    late, week, month = figures.deadlines.values()
    parts = [
        f"# Réseau au {figures.on:%d/%m/%Y}",
        f"Échéances : {late} dépassées, {week} cette semaine, {month} dans les 30 jours. "
        f"Partenaires dont un écart est net : {len(figures.flagged)}.",
        _table("États", ("Objet", "État", "Nombre"),
               [(count.kind, count.state, f"{count.number}") for count in figures.counts if count.number]),
        _table("Réussite", ("Certification", "Candidats"),
               [(code, str(share)) for code, share in figures.success.items()]),
        f"Réponses aux enquêtes : {figures.responses}." if figures.responses.total else "",
        _table("Délais", ("Délai", "Moyenne", "Médiane", "Cas", "Règle"),
               [(delay.label, f"{delay.mean:g} {delay.unit}", f"{delay.median:g}", f"{delay.count}", delay.rule)
                for delay in figures.delays]),
        _table("À regarder", ("Dossier", "Écart"),
               [(partner.dossier, flag.sentence) for partner in figures.flagged for flag in partner.flags]),
    ]  # fmt: skip
    return french("\n\n".join(part for part in parts if part))


def comparison_rows(figures: NetworkFigures) -> tuple[dict[str, Any], ...]:
    """One line a partner, by the number of its dossier; those that stand out first."""
    ranked = sorted(figures.partners, key=lambda partner: (not partner.flags, partner.dossier))
    return tuple(
        {
            "Dossier": partner.dossier, "Certification": partner.certification, "Statut": partner.state,
            **{measure.label: str(partner.shares[measure]) for measure in Measure},
            "Dysfonctionnements ouverts": partner.nonconformities.count,
            "À regarder": ", ".join(flag.measure.label for flag in partner.flags),
        }
        for partner in ranked[:_MOST]
    )  # fmt: skip


def _table(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    lines = [head, ("---",) * len(head), *rows]
    return f"## {title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)
