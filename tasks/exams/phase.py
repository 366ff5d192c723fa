"""The exams of one run, in order: what people typed, what follows by itself, what the workbook shows of it."""

from collections.abc import Callable

from tasks.exams.appeals import follow_appeals, show_appeals, take_appeals
from tasks.exams.attendance import take_attendance
from tasks.exams.attendance_showing import show_attendance
from tasks.exams.bans import follow_bans
from tasks.exams.certificates import follow_withdrawals, show_certificates, take_withdrawals
from tasks.exams.closures import follow_closures
from tasks.exams.convening import follow_convocations
from tasks.exams.deliberation import take_deliberations
from tasks.exams.delivery import follow_deliveries
from tasks.exams.examiners import follow_examiners, show_examiners, take_examiners
from tasks.exams.frauds import show_frauds, take_frauds
from tasks.exams.grids import show_grids, take_grids
from tasks.exams.incidents import show_incidents, take_incidents
from tasks.exams.juries import show_juries, take_juries
from tasks.exams.jury_showing import show_deliberations, show_results
from tasks.exams.organising import organise
from tasks.exams.postponing import follow_sessions
from tasks.exams.registration_showing import show_registrations
from tasks.exams.registrations import take_registrations
from tasks.exams.results import take_ends, take_validations
from tasks.exams.results_following import follow_results
from tasks.exams.sanctions import follow_sanctions
from tasks.exams.session_showing import show_sessions
from tasks.exams.sessions import take_sessions
from tasks.feedback import Feedback
from tasks.office import Office, Pull
from tasks.workbook.protocol import Changes

Take = Callable[[Office, Pull, Feedback], None]
Show = Callable[[Changes, Office, Pull, Feedback], None]

#: examiners first, then sessions, then who presents himself to them
ORGANISING: tuple[Take, ...] = (
    take_examiners,
    take_sessions,
    take_registrations,
    take_juries,  # who knows the candidates
    organise,
)
#: the day of the exam, its marks, its jury
JUDGING: tuple[Take, ...] = (
    take_attendance,
    take_incidents,
    take_grids,
    take_ends,
    take_deliberations,
    take_validations,
    follow_results,  # before the sweep: what has left is not late
    follow_deliveries,  # once the identities have been put right
)
FRAUDS: tuple[Take, ...] = (take_frauds, take_withdrawals)
APPEALS: tuple[Take, ...] = (take_appeals,)
#: from the ledger alone, after any phase: it heals after a run that was cut
FOLLOWING: tuple[Take, ...] = (
    follow_examiners,
    follow_bans,
    follow_sessions,
    follow_convocations,
    follow_sanctions,
    follow_results,
    follow_withdrawals,
    follow_appeals,
    follow_closures,
)
SHOWING: tuple[Show, ...] = (
    show_examiners,
    show_sessions,
    show_juries,
    show_registrations,
    show_attendance,
    show_incidents,
    show_grids,
    show_deliberations,
    show_results,
    show_certificates,
    show_frauds,
    show_appeals,
)


def show_exams(changes: Changes, office: Office, pull: Pull, feedback: Feedback) -> None:
    """Every row of the tabs of the exams."""
    for show in SHOWING:
        show(changes, office, pull, feedback)
