"""What the workbook shows of the cohorts: answers judged, surveys that wait, figures of each promotion."""

from collections.abc import Iterable
from datetime import date, timedelta

from domain.network.readiness import Promotion, Readiness, WaveFigures
from domain.network.survey import Survey
from domain.network.survey_process import SURVEY
from domain.network.survey_vocabulary import SurveyState
from tasks.feedback import Feedback
from tasks.ledger.queries import View, read_subjects
from tasks.mail.typography import french
from tasks.network.statistics import percent, read_cohorts
from tasks.office import Office, Pull
from tasks.tabs import surveys as tab
from tasks.tabs.columns import ANSWER, REF, STATUS
from tasks.workbook.protocol import Cells, Changes


def show_answers(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """The answer to each row that this run judged."""
    if tab.ANSWERS not in feedback.judged:
        return
    refused = feedback.of(tab.ANSWERS)
    for row in pull.content.tabs[tab.ANSWERS].rows:
        refusals, done = refused.get(row.number, []), feedback.answers.get((tab.ANSWERS, row.number), "")
        status = tab.REFUSED if refusals else tab.TAKEN if done and done != tab.EARLY else ""
        said = "\n".join(french(str(refusal)) for refusal in refusals) or french(done)
        changes.update(tab.ANSWERS, {STATUS: french(status), ANSWER: said}, fingerprint=row.fingerprint)


def show_surveys(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """The surveys that still take an answer, the oldest first."""
    with office.ledger.reading() as connection:
        views = list(read_subjects(connection, SURVEY, {SurveyState.SENT, SurveyState.NO_ANSWER}))
    open_now = [(view, until) for view in views if (until := _until(office, view.facts)) >= pull.on]
    open_now.sort(key=lambda item: (item[0].facts.sent_on, item[0].ref))
    changes.mirror(tab.SURVEYS, [_survey(view, until) for view, until in open_now])


def _until(office: Office, facts: Survey) -> date:
    figures = office.config.figures_for(facts.certification, facts.grid_version)
    return facts.sent_on + timedelta(days=figures.cohorts.late_answer_days)


def _survey(view: View[Survey], until: date) -> Cells:
    facts = view.facts
    return {
        REF: view.ref, "Titulaire": facts.holder, "E-mail": facts.email, "Certification": facts.certification,
        "Session": facts.parent, "Délivré le": facts.certified_on, "Vague": facts.wave.label,
        "Envoyée le": facts.sent_on, STATUS: view.state.label, "Réponse prise jusqu’au": until,
    }  # fmt: skip


def show_cohorts(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """One row a promotion and a wave; a promotion that was asked nothing yet has a row of its own."""
    with office.ledger.reading() as connection:
        cohorts = read_cohorts(office, connection)
    rows = [
        line
        for code in cohorts.certifications
        for line in _certification(cohorts.promotions(code), cohorts.readiness(code, pull.on))
    ]
    changes.mirror(tab.COHORTS, rows)


def _certification(promotions: Iterable[Promotion], ready: Iterable[Readiness]) -> list[Cells]:
    """The rows of one certification; the first says whether its renewal may be asked for."""
    rows = [_cohort(promotion, wave) for promotion in promotions for wave in (*promotion.waves.values(),) or (None,)]
    said = "\n".join(item.sentence[0].upper() + item.sentence[1:] for item in ready)
    return [{**rows[0], "Renouvellement": french(said)}, *rows[1:]]


def _cohort(promotion: Promotion, wave: WaveFigures | None) -> Cells:
    cells: Cells = {
        "Certification": promotion.certification, "Promotion": promotion.year, "Titulaires": promotion.certified,
    }  # fmt: skip
    if wave is None:
        return cells
    return {
        **cells, "Vague": wave.wave.label, "Enquêtes": wave.asked, "Réponses": wave.answered,
        "Taux de réponse (%)": percent(wave.response_rate), "Insertion globale (%)": percent(wave.insertion_rate),
        "Insertion métier (%)": percent(wave.trade_rate), "Salaire médian (€)": wave.median_salary,
        "Utilité moyenne": wave.usefulness,
    }  # fmt: skip
