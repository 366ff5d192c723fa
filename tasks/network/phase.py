"""The life of the network in one run, in order: what people typed, what follows by itself, what the workbook shows."""

from collections.abc import Callable
from functools import partial

from domain.network.check_vocabulary import CheckKind
from tasks.feedback import Feedback
from tasks.network.check_findings import follow_findings
from tasks.network.check_opening import follow_checks
from tasks.network.check_reading import read_check_supports
from tasks.network.check_showing import show_checks
from tasks.network.checks import take_checks
from tasks.network.councils import show_councils, take_councils
from tasks.network.dashboard import show_dashboard, show_matrix
from tasks.network.demands import show_demands, take_demands
from tasks.network.flux_files import write_fluxes
from tasks.network.incidents import follow_incidents
from tasks.network.nonconformity_rows import take_nonconformities
from tasks.network.nonconformity_showing import show_nonconformities
from tasks.network.passage_evidence import follow_evidence
from tasks.network.passage_following import follow_passages
from tasks.network.passage_nirs import follow_nirs
from tasks.network.passage_returns import take_returns
from tasks.network.passage_showing import show_passages
from tasks.network.passages import take_passages
from tasks.network.procedure_rows import take_procedures
from tasks.network.questions import show_questions, take_questions
from tasks.network.registration_files import show_registration_files, take_registration_files
from tasks.network.registrations import follow_registrations
from tasks.network.royalties import show_royalties, take_royalties
from tasks.network.royalty_calls import call_royalties
from tasks.network.survey_answers import take_answers
from tasks.network.survey_showing import show_answers, show_cohorts, show_surveys
from tasks.network.surveys import follow_surveys
from tasks.network.watching import show_watch, take_watch
from tasks.office import Office, Pull
from tasks.retention.deciding import show_lots
from tasks.retention.leftovers import show_leftovers
from tasks.workbook.protocol import Changes

Take = Callable[[Office, Pull, Feedback], None]
Show = Callable[[Changes, Office, Pull, Feedback], None]


def checking(*kinds: CheckKind) -> tuple[Take, ...]:
    """What opens is opened and what is signed concluded; the supports that are read are those of `kinds`."""
    return (follow_checks, partial(read_check_supports, kinds=kinds), take_checks)


#: checks of partners: monthly, semester, annual
CHECKING: tuple[Take, ...] = checking(*CheckKind)

#: dysfunctions and their treatment, the contradictory procedures, then the questions of trainers
CASES: tuple[Take, ...] = (take_nonconformities, follow_incidents, take_procedures, take_questions)

#: what partners owe
DUES: tuple[Take, ...] = (take_royalties,)

#: the registration of each certification: watch, council, renewal
REGISTRATION: tuple[Take, ...] = (take_registration_files, take_councils, take_demands, take_watch)

#: cohorts: surveys of holders and their answers
SURVEYING: tuple[Take, ...] = (take_answers,)

#: the CPF flux: identities, exports, returns
PASSAGES: tuple[Take, ...] = (take_returns, take_passages)

#: from the ledger alone, after any phase: it heals after a run that was cut
FOLLOWING: tuple[Take, ...] = (
    follow_checks,
    follow_findings,
    follow_passages,
    follow_nirs,
    write_fluxes,
    follow_evidence,
    follow_surveys,
    follow_registrations,
    call_royalties,
)

SHOWING: tuple[Show, ...] = (
    show_dashboard,
    show_matrix,
    show_checks,
    show_nonconformities,
    show_questions,
    show_passages,
    show_answers,
    show_surveys,
    show_cohorts,
    show_royalties,
    show_registration_files,
    show_councils,
    show_demands,
    show_watch,
    show_lots,
    show_leftovers,
)


def show_network(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """Every row of the tabs of the network."""
    for show in SHOWING:
        show(changes, office, pull, feedback)
