"""Shows the figures of the network, the partners side by side, and each against the one checklist (NET-05, QUA-03)."""

from collections.abc import Iterator, Sequence

from domain.network.check import NetworkCheck
from domain.network.check_process import NETWORK_CHECK
from domain.network.check_vocabulary import CheckState, CheckVerdict
from domain.network.indicators import Count, NetworkFigures, PartnerFigures
from domain.network.matrix import Verdicts, conforming, matrix
from domain.network.outliers import Measure, Share
from domain.partnership import PARTNERSHIP
from tasks.feedback import Feedback
from tasks.ledger.queries import read_subjects
from tasks.mail.typography import french
from tasks.network.indicators import kind_of, network_figures
from tasks.office import Office, Pull
from tasks.tabs import indicators as tab
from tasks.tabs.columns import DOSSIER, ORGANISATION
from tasks.workbook.protocol import Cells, Changes
from tasks.workbook.values import CellValue


def show_dashboard(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """Both tabs, whole."""
    figures = network_figures(office, pull.on)
    changes.mirror(tab.DASHBOARD, dashboard_rows(figures, tuple(office.config.certifications)))
    changes.mirror(tab.COMPARISON, [_partner(partner) for partner in figures.partners])


def dashboard_rows(figures: NetworkFigures, certifications: tuple[str, ...]) -> list[Cells]:
    """The rows that charts draw first, always as many; then those that come and go."""
    dossiers = [count for count in figures.counts if count.kind == kind_of(PARTNERSHIP)]
    others = [count for count in figures.counts if count not in dossiers]
    known = {code: figures.success.get(code, Share()) for code in (*certifications, *figures.success)}
    return [
        *(_row("Échéances", label, number, "échéances", None, "NET-05") for label, number in figures.deadlines.items()),
        *map(_count, dossiers),
        *(_row("Réussite", code, share.percent, "%", share.total, "NET-07") for code, share in known.items()),
        *(_row("Délais moyens", delay.label, delay.mean, delay.unit, delay.count, delay.rule)
          for delay in figures.delays),
        _row("Enquêtes", "Taux de réponse des titulaires", figures.responses.percent, "%", figures.responses.total,
             "NET-18"),
        _row("Homogénéité", "Partenaires dont un écart est net", len(figures.flagged), "partenaires",
             len(figures.partners), "NET-07"),
        *map(_count, others),
    ]  # fmt: skip


def show_matrix(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """Every partner that was checked, against the same items (QUA-03)."""
    with office.ledger.reading() as connection:
        checks = [view.facts for view in read_subjects(connection, NETWORK_CHECK, (CheckState.CONCLUDED,))]
    changes.mirror(tab.MATRIX, matrix_rows(checks, tuple(item.code for item in office.config.checks.items)))


def matrix_rows(checks: Sequence[NetworkCheck], codes: tuple[str, ...]) -> list[Cells]:
    """The network first, then its partners by dossier; an item that nobody looked at is blank."""
    found, partners = matrix(checks), {check.parent: check for check in checks}
    if not found:
        return []
    shares = {code: conforming(found, code) for code in codes}
    whole: dict[str, CellValue] = {code: french(str(share)) for code, share in shares.items() if share.total}
    return [
        {DOSSIER: tab.WHOLE_NETWORK, **whole},
        *(_checked(partners[ref], verdicts, codes) for ref, verdicts in sorted(found.items())),
    ]


def _checked(check: NetworkCheck, verdicts: Verdicts, codes: tuple[str, ...]) -> Cells:
    said: dict[str, CellValue] = {code: verdicts[code].label for code in codes if code in verdicts}
    return {
        DOSSIER: check.parent, ORGANISATION: check.name, tab.CERTIFICATION: check.certification,
        tab.FAILURES: sum(verdicts.get(code) is CheckVerdict.NON_CONFORMING for code in codes), **said,
    }  # fmt: skip


def _count(count: Count) -> Cells:
    return _row(count.kind, count.state, count.number, "", None, "NET-05")


def _row(topic: str, figure: str, value: float | None, unit: str, basis: int | None, rule: str) -> Cells:
    return {
        tab.TOPIC: french(topic), tab.FIGURE: french(figure), tab.VALUE: value, tab.UNIT: unit, tab.BASIS: basis,
        tab.RULE: rule,
    }  # fmt: skip


def _partner(partner: PartnerFigures) -> Cells:
    success, incidents, late = (partner.shares[measure] for measure in Measure)
    return {
        DOSSIER: partner.dossier, ORGANISATION: partner.name, tab.CERTIFICATION: partner.certification,
        tab.STATUS: partner.state, tab.CANDIDATES: success.total, tab.SUCCESS: success.percent,
        tab.SESSIONS: incidents.total, tab.INCIDENTS: incidents.percent, tab.LATE_PIECES: late.percent,
        tab.OPEN_CASES: partner.nonconformities.count, tab.CASES: partner.nonconformities.total,
        tab.TO_DECISION: partner.to_decision, tab.TO_SIGNATURE: partner.to_signature,
        tab.ALERT: tab.FLAGGED if partner.flags else "", tab.ALERT_WHY: "\n".join(_said(partner)),
    }  # fmt: skip


def _said(partner: PartnerFigures) -> Iterator[str]:
    for flag in partner.flags:
        yield french(f"{flag.sentence} [NET-07]")
