"""The registration of one certification at France compétences: its term, the renewal project, what was sent."""

from datetime import date

from domain.facts import Facts, Part


class RegistrationMatter(Facts):
    """What concerns certifications themselves, no partner: direction and the partner managers answer for it."""

    @property
    def natural_key(self) -> str:
        return self.certification


class Action(Part):
    """Something decided: what, by whom, until when."""

    what: str
    owner: str
    due_on: date


class FiledPiece(Part):
    """A piece of the renewal project that is there (REF-06, REF-08, REF-09, REF-18, REF-28).

    Args:
        expected: the sections that it deals with at the least.
        covered: those that whoever filed it has found in it.
    """

    code: str
    label: str
    rule: str
    link: str
    filed_on: date
    filed_by: str
    expected: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(section for section in self.expected if section not in self.covered)


class Deposit(Part):
    """The renewal deposited, with its récépissé (REF-31). `receipt`: its number or its link."""

    deposited_on: date
    receipt: str
    filed_by: str


class StatisticsSent(Part):
    """Insertion statistics sent to France compétences (NET-22, LAW-11). `proof`: a link or a number."""

    sent_on: date
    proof: str
    filed_by: str


class RegistrationFile(RegistrationMatter):
    """The file of one certification.

    Args:
        term: last day of the registration, as the configuration gives it.
        renewable: nobody renews a certification that is closed or that another one replaces (M2I-09, M2I-10).
        pieces, deposit: of the renewal of this term; another term starts anew.
        statistics: every sending, oldest first.
        council_on: day of the last conseil de perfectionnement (NET-17).
    """

    title: str
    opened_on: date
    registered_on: date
    term: date
    renewable: bool = True
    pieces: tuple[FiledPiece, ...] = ()
    deposit: Deposit | None = None
    statistics: tuple[StatisticsSent, ...] = ()
    council_on: date | None = None

    @property
    def name(self) -> str:
        return self.title

    def piece(self, code: str) -> FiledPiece | None:
        return next((item for item in self.pieces if item.code == code), None)

    def with_piece(self, piece: FiledPiece) -> tuple[FiledPiece, ...]:
        """The pieces, this one in the place of an older one of its code."""
        return (*(item for item in self.pieces if item.code != piece.code), piece)
