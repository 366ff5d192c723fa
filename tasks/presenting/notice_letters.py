"""What reminders and escalations are given, from the deadline that speaks."""

from collections.abc import Callable
from datetime import date
from typing import Any

from config.loader import Config
from domain.communication import Communication
from domain.correspondence import Audience, Mail
from domain.dossier import Dossier
from domain.network.nonconformity import Nonconformity
from domain.network.royalty import Royalty
from domain.network.survey import Survey
from domain.notices import Notice
from domain.vocabulary import Level, TimeLimit
from tasks.ledger.drafts import OpenDeadline
from tasks.presenting.corrections import corrections_asked
from tasks.presenting.letters import About, Context, common, explained, pieces, plan_of
from tasks.presenting.network.royalty_charge import charge_of
from tasks.presenting.network.survey_letters import survey_context
from tasks.presenting.wording import said_in_words

#: what staff are expected to do, deadline by deadline, as the end of a sentence
ACTIONS = {
    TimeLimit.OWNERSHIP: "désigner la personne responsable du dossier dans l’onglet « Candidatures ».",
    TimeLimit.COMPLETION: "vérifier les pièces reçues ; sans elles, le dossier sera classé sans suite.",
    TimeLimit.INFO_SESSION: "tenir la séance d’information et remettre les documents.",
    TimeLimit.CONFORMITY: "constater la conformité, ou demander à la direction une prolongation ou un retrait.",
    TimeLimit.COMMUNICATION_UPDATE: "contrôler les supports de communication.",
    TimeLimit.COMMUNICATION_RECHECK: "mener le second contrôle des supports de communication.",
    TimeLimit.TRAINER_REWORK: "relire le dossier technique corrigé du formateur, ou le relancer.",
    TimeLimit.TRAINER_SECOND_SESSION: "tenir la seconde session d’évaluation du formateur.",
    TimeLimit.FC_DECLARATION: "déclarer le changement à France compétences et en garder la preuve.",
    TimeLimit.AGREEMENT_END: "préparer la fin du partenariat ou son renouvellement.",
    TimeLimit.CORRECTIVE_ACTION: "obtenir la preuve de l’action et la saisir dans l’onglet « Dysfonctionnements ».",
    TimeLimit.OBSERVATIONS: "enregistrer les observations reçues ; le délai passé, résilier ou lever la suspension.",
    TimeLimit.QUESTION: "répondre au formateur et saisir la réponse dans l’onglet « Questions ».",
    TimeLimit.QUALIOPI: "demander à l’organisme son nouveau certificat Qualiopi.",
    TimeLimit.CHECK_MONTHLY: "mener le contrôle mensuel et le conclure dans l’onglet « Contrôles ».",
    TimeLimit.CHECK_SEMESTER: "mener l’audit semestriel et le conclure dans l’onglet « Contrôles ».",
    TimeLimit.CHECK_ANNUAL: "mener la revue annuelle et la conclure dans l’onglet « Contrôles ».",
    TimeLimit.REGISTRATION: "valider ou refuser l’inscription dans l’onglet « Inscriptions ».",
    TimeLimit.CONVOCATION: "convoquer les candidats de la session.",
    TimeLimit.JURY_CONVOCATION: "désigner et convoquer le jury de la session.",
    TimeLimit.PIECES: "obtenir les pièces de la session et noter leur réception dans l’onglet « Sessions ».",
    TimeLimit.RESULTS: "faire délibérer, signer et valider la session : les résultats sont attendus.",
    TimeLimit.DELIVERY: "délivrer les parchemins de la session.",
    TimeLimit.MATCHING: "compléter, exporter, déposer ou corriger le passage : « Accrochage » dit ce qu’il attend.",
    TimeLimit.CPF_CORRECTION: "faire la correction sur le portail et la dater dans l’onglet « Accrochage ».",
    TimeLimit.EXAMINER_TERM: "renouveler l’habilitation de l’examinateur, ou en habiliter un autre.",
    TimeLimit.ROYALTY: "noter le paiement de la redevance dans l’onglet « Redevances ».",
    TimeLimit.ROYALTY_OVERDUE: "obtenir le paiement de la redevance, ou la faire abandonner par la direction.",
    TimeLimit.BAN: "rien à faire : l’interdiction prend fin d’elle-même.",
    TimeLimit.CLOSURE: "proposer une dernière session au candidat qui garde des blocs acquis.",
    TimeLimit.SURVEY: "rien à faire : l’enquête se clôt d’elle-même.",
    TimeLimit.APPEAL: "instruire le recours et y répondre dans l’onglet « Recours ».",
    TimeLimit.RENEWAL: "déposer la demande de renouvellement et noter son récépissé dans « Enregistrements ».",
    TimeLimit.STATISTICS: "envoyer les statistiques d’insertion et le noter dans « Enregistrements ».",
    TimeLimit.COUNCIL: "réunir le conseil de perfectionnement et remplir « Conseils ».",
    TimeLimit.COMPLEMENT: "répondre à l’instructeur et noter la réponse dans « Demandes ».",
    TimeLimit.FC_NOTICE: "se mettre en conformité, répondre et le noter dans « Demandes ».",
    TimeLimit.FC_NOTICE_FINAL: "répondre avant le retrait de l’enregistrement et le noter dans « Demandes ».",
    TimeLimit.CDC_NOTICE: "se mettre en conformité, répondre et le noter dans « Demandes ».",
    TimeLimit.ACTION: "mener l’action décidée et noter qu’elle est faite.",
    TimeLimit.VAE_ADMISSIBILITY: "décider de la recevabilité : sans réponse, elle est acquise.",
    TimeLimit.VAE_JURY: "inscrire le candidat à une session avant cette date.",
    TimeLimit.VAE_RESULT: "notifier le résultat de la VAE.",
}


#: the same, when direction itself is asked
_DIRECTION_ACTIONS = {
    TimeLimit.CONFORMITY: "accorder une prolongation motivée ou prononcer le retrait de la pré-habilitation.",
}


def notice_context(
    config: Config, about: About, deadline: OpenDeadline, notice: Notice, recipient: str, on: date
) -> Context:
    """The context of one notice for one reader, as `tasks.mail.contexts` wants it."""
    figures = config.figures_for(about.certification, about.grid_version)
    rules = [about.rule if isinstance(about, Survey) else figures.time_limits[deadline.limit].rule]
    if notice.code in set(Level):
        rules.append("O-20")
    if deadline.limit is TimeLimit.CONFORMITY and isinstance(about, Dossier) and about.extension:
        rules.append("O-05")
    base = common(config, about, recipient, rules)
    for kind, mail, write in _WRITERS:
        if notice.mail is mail and isinstance(about, kind):
            return base | write(config, about, deadline, on)
    if notice.mail is Mail.DEADLINE_REMINDER_STAFF:
        return base | _near(config, deadline, on)
    if notice.audience is Audience.PARTNER:
        return base | _near(config, deadline, on, action=False)
    return base | _overdue(config, deadline, notice, on)


def _missing_pieces(config: Config, dossier: Dossier, deadline: OpenDeadline, on: date) -> Context:
    return _near(config, deadline, on, action=False) | {"pieces": pieces(dossier)}


def _conformity(config: Config, dossier: Dossier, deadline: OpenDeadline, on: date) -> Context:
    """What is left of the plan: a session that was not held stays; the signature alone, once it is all there is."""
    figures = config.figures_for(dossier.certification, dossier.grid_version)
    steps = plan_of(config, figures, dossier, deadline.dates)
    ahead = [step for step in steps if step["due_on"] >= on or (step is steps[0] and dossier.attendance is None)]
    left = steps[-1:] if dossier.agreements else ahead
    return _near(config, deadline, on, action=False) | {"plan": left}


def _unassigned(config: Config, dossier: Dossier, deadline: OpenDeadline, on: date) -> Context:
    return {"received_on": dossier.received_on, "waiting_days": config.calendar.between(dossier.received_on, on)}


def _qualiopi(config: Config, dossier: Dossier, deadline: OpenDeadline, on: date) -> Context:
    until = deadline.dates.due_on
    number = dossier.application.qualiopi_number
    return {"certificate": number, "valid_until": until, "days_left": (until - on).days}


def _ending(config: Config, about: About, deadline: OpenDeadline, on: date) -> Context:
    """Calendar days, as its reminders are counted (MIK-85, NET-29)."""
    days_left = max((deadline.dates.due_on - on).days, 0)
    return {"deadline": explained(deadline.limit, deadline.dates), "days_left": days_left}


def _communication(config: Config, audit: Communication, deadline: OpenDeadline, on: date) -> Context:
    is_recheck = deadline.limit is TimeLimit.COMMUNICATION_RECHECK
    asked = {"corrections": corrections_asked(config, audit) if is_recheck else ()}
    return _near(config, deadline, on, action=False) | asked


def _survey(config: Config, survey: Survey, deadline: OpenDeadline, on: date) -> Context:
    return _near(config, deadline, on, action=False) | survey_context(survey)


def _action(config: Config, found: Nonconformity, deadline: OpenDeadline, on: date) -> Context:
    return _near(config, deadline, on, action=False) | {"actions": found.action.what if found.action else ""}


def _royalty(config: Config, royalty: Royalty, deadline: OpenDeadline, on: date) -> Context:
    return _ending(config, royalty, deadline, on) | charge_of(royalty.charge)


def _near(config: Config, deadline: OpenDeadline, on: date, *, action: bool = True) -> Context:
    """Before the date: to the owner with what is expected of him, to the OF without."""
    expected = {"action": ACTIONS[deadline.limit]} if action else {}
    days_left = max(config.calendar.between(on, deadline.dates.due_on), 0)
    return {"deadline": explained(deadline.limit, deadline.dates), "days_left": days_left} | expected


def _overdue(config: Config, deadline: OpenDeadline, notice: Notice, on: date) -> Context:
    for_reader = _DIRECTION_ACTIONS if notice.audience is Audience.DIRECTION else ACTIONS
    return {
        "deadline": explained(deadline.limit, deadline.dates),
        "action": for_reader.get(deadline.limit, ACTIONS[deadline.limit]),
        "days_late": max(config.calendar.between(deadline.dates.due_on, on), 0),
        "history": said_in_words(deadline.said),
    }


#: notices that say more than their date: about what, which e-mail, what it is given
_WRITERS: tuple[tuple[type[About], Mail, Callable[[Config, Any, OpenDeadline, date], Context]], ...] = (
    (Dossier, Mail.MISSING_PIECES_REMINDER, _missing_pieces),
    (Dossier, Mail.CONFORMITY_REMINDER, _conformity),
    (Dossier, Mail.UNASSIGNED_DOSSIER, _unassigned),
    (Dossier, Mail.QUALIOPI_EXPIRY, _qualiopi),
    (Dossier, Mail.AGREEMENT_ENDING, _ending),
    (Communication, Mail.COMMUNICATION_REMINDER, _communication),
    (Survey, Mail.SURVEY_REMINDER, _survey),
    (Nonconformity, Mail.ACTION_REMINDER, _action),
    (Royalty, Mail.ROYALTY_REMINDER, _royalty),
)
