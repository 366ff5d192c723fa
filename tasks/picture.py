"""The ledger as the first tabs of the workbook show it: dossiers, the answers they came from, their next deadline."""

from dataclasses import dataclass, field

from domain.dossier import Dossier
from tasks.ledger.queries import (
    RunningDeadline,
    Submission,
    View,
    read_deadlines,
    read_subjects,
    read_submissions,
)
from tasks.office import PROCESS, Office


@dataclass
class Picture:
    """The ledger as the workbook shows it."""

    dossiers: dict[str, View[Dossier]] = field(default_factory=dict)
    submissions: list[Submission] = field(default_factory=list)
    by_row: dict[str, Submission] = field(default_factory=dict)
    counted: dict[str, str] = field(default_factory=dict)  # dossier → its latest row that counts
    next_deadline: dict[str, RunningDeadline] = field(default_factory=dict)


def take_picture(office: Office) -> Picture:
    picture = Picture()
    with office.ledger.reading() as connection:
        picture.dossiers = {view.ref: view for view in read_subjects(connection, PROCESS)}
        picture.submissions = read_submissions(connection)
        for submission in picture.submissions:
            picture.by_row[submission.row_ref] = submission
            if submission.accepted:
                picture.counted[submission.subject] = submission.row_ref
        for deadline in reversed(read_deadlines(connection)):
            picture.next_deadline[deadline.subject] = deadline
    return picture
