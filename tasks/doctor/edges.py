"""The edges of an office, one after the other: each is opened as a run opens it, and nothing is written or sent."""

from datetime import UTC, datetime, timedelta

from config.loader import Config
from config.settings import Settings
from tasks.doctor.finding import Finding
from tasks.mail.contexts import CONTEXTS
from tasks.mail.rendering import broken_templates
from tasks.mail.rerouting import detour_sentence
from tasks.mail.smtp import SmtpTransport
from tasks.mail.transports import DeliveryError
from tasks.mail.typography import count
from tasks.office import open_transport, open_workbook
from tasks.sealing.certificate import SealUnavailable, read_identity
from tasks.typesetting.compiler import DocumentError, render
from tasks.workbook.protocol import WorkbookUnavailable

_SOON = timedelta(days=30)
_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


def check_workbook(settings: Settings, config: Config) -> Finding:
    """It opens, and every tab has its headers."""
    workbook = open_workbook(settings, config)
    label = "Classeur"
    try:
        content = workbook.read()
    except WorkbookUnavailable as error:
        return Finding("workbook", label, False, str(error))
    if content.problems:
        return Finding("workbook", label, False, " ".join(content.problems.values()))
    tabs = count(len(content.tabs), "onglet")
    return Finding("workbook", label, True, f"{workbook.describe()} : {tabs}, en-têtes en place.")


def check_mail(settings: Settings, config: Config) -> Finding:
    """The server answers, is who it says, and lets us in; nothing is sent."""
    label = "Messagerie"
    transport = open_transport(settings, config.organisation.email)
    if not isinstance(transport, SmtpTransport):
        return Finding(
            "mail", label, True,
            f"Aucun serveur : les e-mails sont des fichiers .eml dans {settings.mail_folder}. "
            "Pour envoyer : CERTIFLOW_MAIL_TRANSPORT=smtp.",
        )  # fmt: skip
    server = f"{settings.smtp_host}:{settings.smtp_port}"
    if settings.smtp_security == "none" and settings.smtp_user and settings.smtp_host not in _THIS_MACHINE:
        return Finding(
            "mail", label, False,
            f"Le mot de passe voyagerait en clair vers {server} : choisissez CERTIFLOW_SMTP_SECURITY=starttls ou ssl.",
        )  # fmt: skip
    try:
        transport.log_in()
    except DeliveryError as error:
        return Finding("mail", label, False, str(error))
    finally:
        transport.close()
    who = f"connecté comme {settings.smtp_user}" if settings.smtp_user else "sans identifiant"
    return Finding("mail", label, True, f"{server} répond ({settings.smtp_security}), {who}. Rien n’a été envoyé.")


def check_rerouting(settings: Settings) -> Finding:
    """The test mode is something to do: while it is on, no partner receives anything."""
    on = settings.mail_reroute_to
    sentence = detour_sentence(on) if on else "Les e-mails partent à leurs destinataires."
    return Finding("mail_rerouting", "Destinataires", not on, sentence)


def check_seal(settings: Settings) -> Finding:
    """The certificate opens, signs, and is good for a month more."""
    if settings.seal_certificate is None:
        return Finding("seal", "Cachet", True, "Aucun : les documents ne sont pas scellés.")
    try:
        identity = read_identity(settings.seal_certificate, settings.seal_password.get_secret_value())
    except SealUnavailable as error:
        return Finding("seal", "Cachet", False, str(error))
    end = identity.certificate.not_valid_after_utc
    last_day = f"{end.astimezone(settings.zone):%d/%m/%Y}"
    if end - datetime.now(UTC) < _SOON:
        return Finding("seal", "Cachet", False, f"Le certificat expire le {last_day} : demandez le suivant.")
    return Finding("seal", "Cachet", True, f"Certificat valable jusqu’au {last_day}.")


def check_templates(moment: datetime) -> Finding:
    """Every e-mail's template loads, and a page is set with the vendored fonts."""
    if broken := broken_templates():
        return Finding(
            "templates", "Modèles", False,
            f"Ces modèles d’e-mails ne se lisent pas : {', '.join(broken)}. Reprenez ceux de la version installée.",
        )  # fmt: skip
    try:
        render("record", {"title": "Essai"}, moment)
    except DocumentError as error:
        return Finding(
            "templates", "Modèles", False, f"{error} Reprenez les modèles et les polices de la version installée."
        )
    return Finding("templates", "Modèles", True, f"{len(CONTEXTS)} e-mails, documents et polices se chargent.")


def check_audit(settings: Settings, config: Config) -> Finding:
    """The audit reads public addresses only; an exception is for tests."""
    if settings.audit_allowed:
        return Finding(
            "audit", "Contrôle des supports", False,
            "Le contrôle lirait aussi des adresses privées "
            f"({', '.join(sorted(settings.audit_allowed))}) : retirez CERTIFLOW_AUDIT_ALLOWED_HOSTS.",
        )  # fmt: skip
    items = count(len(config.checklist.items), "élément")
    return Finding("audit", "Contrôle des supports", True, f"{items} à contrôler, adresses publiques seulement.")
