"""How e-mails and documents name the blocs."""

from collections.abc import Iterable, Mapping

from domain.exams.candidacy import SessionCard
from domain.referentiel import Referentiel
from tasks.mail.typography import french


def bloc_lines(referentiel: Referentiel, codes: Iterable[str]) -> list[str]:
    """« RNCP9002BC01 – Concevoir une interface… »; a bloc of an older référentiel keeps its code alone."""
    return _lines({bloc.code: bloc.label for bloc in referentiel.blocs}, codes)


def session_blocs(card: SessionCard, codes: Iterable[str]) -> list[str]:
    """The same, as the référentiel of the session names them (M2I-01)."""
    return _lines(dict(card.blocs), codes)


def _lines(labels: Mapping[str, str], codes: Iterable[str]) -> list[str]:
    return [f"{code} – {french(labels[code])}" if code in labels else code for code in codes]
