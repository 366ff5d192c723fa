"""« Inscriptions » as the ledger has it: status, second sitting, blocs acquired, clock, answer."""

from domain.calendar import format_date
from domain.exams.candidacy import Candidacy
from domain.exams.candidacy_process import CANDIDACY
from domain.exams.person import Birth
from domain.exams.registration_conflicts import ACTIVE
from domain.exams.vocabulary import CandidacyState
from tasks.exams.reading import read_exams
from tasks.exams.registrations import RULE
from tasks.feedback import Feedback
from tasks.ledger.queries import RunningDeadline, View, read_deadlines
from tasks.mail.typography import french
from tasks.office import Office, Pull
from tasks.tabs import registrations as tab
from tasks.tabs.columns import DEADLINE, REF, STATUS
from tasks.tabs.minted import MintedTab
from tasks.workbook.protocol import Cells, Changes


def show_registrations(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """A row for each registration that is under way; the others as long as their row is there."""
    found = MintedTab(office, pull, feedback, tab.REGISTRATIONS, RULE)
    with office.ledger.reading() as connection:
        views = read_exams(connection).candidacies
        clocks: dict[str, RunningDeadline] = {}
        for deadline in reversed(read_deadlines(connection, CANDIDACY)):
            clocks[deadline.subject] = deadline  # the nearest one last
    for ref, view in views.items():
        if view.state in ACTIVE or ref in found.rows:
            shown = _cells(view, clocks.get(ref))
            found.put(changes, ref, shown, _answer(office, view), _first(view.facts))
    found.answer_others(changes, views)


def _cells(view: View[Candidacy], clock: RunningDeadline | None) -> Cells:
    facts = view.facts
    return {
        REF: view.ref, STATUS: view.state.label, tab.CANDIDATE: facts.name, tab.CERTIFICATION: facts.certification,
        tab.RESIT: tab.YES if facts.resit else tab.NO, tab.CARRIED: "\n".join(facts.carried),
        DEADLINE: french(f"{clock.limit.label} : {clock.dates.sentence}") if clock else "",
    }  # fmt: skip


def _answer(office: Office, view: View[Candidacy]) -> str:
    """What is expected next, in the words of the state: the next run has nothing to write."""
    facts = view.facts
    if view.state is CandidacyState.TO_VALIDATE:
        referentiel = office.config.figures_for(facts.certification).referentiel
        if referentiel.prerequisites and not facts.eligibility.prerequisites_checked:
            return "Vérifiez les prérequis, puis validez ou refusez l’inscription. [REF-20]"
        return "À valider ou à refuser par un conseiller formation. [M2I-26]"
    if view.state is CandidacyState.REFUSED:
        return "Inscription refusée : une nouvelle demande est une nouvelle ligne."
    if view.state is CandidacyState.REGISTERED:
        day = format_date(facts.session.starts_on)
        return f"Inscrit à la session {facts.session.ref} du {day} ; la convocation suit. [M2I-12]"
    return f"{view.state.label}."


def _first(facts: Candidacy) -> Cells:
    """What staff had typed, when a row that was lost is made again."""
    person, birth, route = facts.person, facts.person.birth, facts.eligibility
    return {
        tab.SESSION: facts.session.ref, tab.BLOCS: "\n".join(facts.blocs), tab.RECEIVED_ON: facts.received_on,
        tab.FIRST_NAMES: person.first_names, tab.BIRTH_NAME: person.birth_name, tab.USAGE_NAME: person.usage_name,
        tab.SEX: person.sex.label, tab.BORN: born(birth), tab.PLACE: birth.place, tab.POSTAL_CODE: birth.postal_code,
        tab.COUNTRY: birth.country, tab.EMAIL: person.email, tab.PHONE: person.phone,
        tab.ROUTE: route.route.label, tab.PROOF: route.proof_url, tab.PARTNER: facts.partner,
        tab.TRAINERS: "\n".join(facts.trainers), tab.FUNDING: facts.funding,
        tab.CHECKED: tab.YES if route.prerequisites_checked else "", tab.CHECKED_BY: route.checked_by,
        tab.CHECKED_ON: route.checked_on, tab.LATE: tab.YES if facts.late_agreement else "",
        tab.HOMONYM: facts.homonym_checked_by,
    }  # fmt: skip


def born(birth: Birth) -> str:
    """« 01/03/1991 », « 03/1991 » or « 1991 », as it is typed."""
    parts = ([f"{birth.day:02}"] if birth.day else []) + ([f"{birth.month:02}"] if birth.month else [])
    return "/".join((*parts, str(birth.year)))
