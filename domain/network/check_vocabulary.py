"""The words of the checks of the network (MIK-58, MIK-88, QUA-07, O-10)."""

from domain.vocabulary import Labelled


class CheckKind(Labelled):
    """The three cadences (O-10): light each month, whole each semester, a review each year."""

    MONTHLY = "mensuel", "Contrôle mensuel"
    SEMESTER = "semestriel", "Audit semestriel"
    ANNUAL = "annuel", "Revue annuelle"


class CheckSection(Labelled):
    """What a check looks at; the first three are the chain of QUA-08."""

    TRAINING = "formation", "Formation"
    ASSESSMENT = "evaluation", "Évaluation"
    AWARD = "certification", "Certification et délivrance"
    COMMUNICATION = "communication", "Communication"
    DECLARED = "donnees", "Données déclarées et observées"


class CheckVerdict(Labelled):
    """What the person who checks says of one item."""

    CONFORMING = "CONFORME", "Conforme"
    NON_CONFORMING = "NON_CONFORME", "Non conforme"
    NOT_APPLICABLE = "SANS_OBJET", "Sans objet"


class CheckState(Labelled):
    TO_DO = "A_MENER", "À mener"
    CONCLUDED = "CONCLU", "Conclu"
    CLOSED = "CLOS", "Sans suite : partenariat terminé"


class CheckEvent(Labelled):
    OPENED = "check_opened", "Contrôle ouvert"
    READ = "check_supports_read", "Supports relevés pour le contrôle"
    MONTHLY_CONCLUDED = "check_monthly_concluded", "Contrôle mensuel conclu"
    SEMESTER_CONCLUDED = "check_semester_concluded", "Audit semestriel conclu"
    ANNUAL_CONCLUDED = "check_annual_concluded", "Revue annuelle conclue"
    CLOSED = "check_closed", "Contrôle clos avec le partenariat"
