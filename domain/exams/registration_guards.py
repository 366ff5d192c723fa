"""Guards of a registration that need nothing but its own facts (M2I-24 to M2I-26, REF-17, REF-20, NET-10, LAW-12).

Nothing here looks at age, nationality, status or level (M2I-02). `domain.exams.registration_conflicts` judges it beside
the session, the bans and what else the person is registered to.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from domain.calendar import add_months, format_date
from domain.certification import Certification
from domain.exams.candidacy import Candidacy
from domain.exams.person import Birth
from domain.exams.vocabulary import Route, SessionKind
from domain.partnership_guards import too_long
from domain.refusal import Refusal
from domain.vocabulary import TimeLimit

#: of one name; the identity documents of France stop well before
LONGEST_NAME = 120
_SIGNS_OF_NAMES = frozenset(" '’-‐.·")
_ROUTES = {
    SessionKind.FULL: frozenset(Route),
    SessionKind.BLOCS: frozenset({Route.EXPERIENCE, Route.PERSONAL, Route.VAE}),
}
#: words that tell an illness or a disability: the measure is enough (LAW-13)
_MEDICAL = re.compile(
    r"\b(dys(lexi|praxi|orthographi|calculi|phasi)\w*|tdah?|autis\w*|asperger|diab[eé]t\w*|cancer\w*|[ée]pilep\w*"
    r"|scl[ée]rose\w*|d[ée]press\w*|bipolaire\w*|surdit[ée]|malentendant\w*|malvoyant\w*|aveugle\w*|c[ée]cit[ée]"
    r"|maladie\w*|pathologie\w*|diagnosti\w*|enceinte|grossesse)\b",
    re.IGNORECASE,
)


def identity_usable(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """What PV, parchemin and CPF flux print is known before the exam (NET-10)."""
    person = facts.person
    names = (("Prénoms", person.first_names), ("Nom de naissance", person.birth_name),
             ("Nom d’usage", person.usage_name))  # fmt: skip
    for field, name in names:
        if (name or field != "Nom d’usage") and (refusal := unusable_name(field, name)):
            return refusal
    if _is_future(person.birth, on):
        return Refusal("la date de naissance est dans le futur. Corrigez-la.", "NET-10", "Date de naissance")
    if not person.email:
        return Refusal("sans adresse, le candidat ne peut pas être convoqué. Complétez-la.", "M2I-12", "E-mail")
    return None


def unusable_name(field: str, name: str) -> Refusal | None:
    """Why a name cannot be printed on what identifies somebody, or None."""
    if len(name) > LONGEST_NAME:
        message = (
            f"le nom compte {len(name)} caractères, {LONGEST_NAME} au plus. Écrivez-le comme sur la pièce d’identité."
        )
        return Refusal(message, "NET-10", field)
    if not all(_is_writable(sign) for sign in name):
        message = (
            f"« {name[:40]} » comporte autre chose que des lettres latines, que demandent le parchemin et les "
            "déclarations. Recopiez le nom de la pièce d’identité, au besoin de ses lignes destinées à la lecture "
            "automatique."
        )
        return Refusal(message, "NET-10", field)
    if not any(sign.isalpha() for sign in name):
        return Refusal("le nom ne comporte aucune lettre. Complétez-le.", "NET-10", field)
    return None


def _is_writable(sign: str) -> bool:
    """A Latin letter with any accent, or a sign that names are written with."""
    if sign in _SIGNS_OF_NAMES or unicodedata.combining(sign):
        return True
    return sign.isalpha() and unicodedata.name(sign, "").startswith("LATIN")


def _is_future(birth: Birth, on: date) -> bool:
    known = (birth.year, birth.month or 1, birth.day or 1)
    return known > (on.year, on.month, on.day)


def received_dated(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """The clocks of the VAE run from that day (LAW-12)."""
    if facts.received_on <= on:
        return None
    return Refusal("une inscription ne se reçoit pas après aujourd’hui. Corrigez la date.", "M2I-26", "Reçue le")


def route_allowed(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """By whom a whole certification and by whom its blocs may be sought, with the proof of it (M2I-24, M2I-25)."""
    route, kind = facts.eligibility.route, facts.session.kind
    rule = "M2I-24" if kind is SessionKind.FULL else "M2I-25"
    if route not in _ROUTES[kind]:
        message = (
            "une session de blocs est ouverte à l’expérience équivalente, au parcours personnalisé et à la VAE, non à "
            "une formation suivie. Corrigez la voie d’accès, ou choisissez une session d’évaluation."
        )
        return Refusal(message, rule, "Voie d’accès")
    if not facts.eligibility.proof_url:
        return Refusal(f"joignez le justificatif de la voie « {route.label} ».", rule, "Justificatif (lien)")
    if route is Route.TRAINING and not facts.trainers:
        message = "nommez les formateurs du candidat, un par ligne : aucun d’eux ne siège à son jury."
        return Refusal(message, "LAW-15", "Formateurs")
    return None


def vae_in_time(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """The jury meets before the end of the third month after the file (LAW-12)."""
    if facts.eligibility.route is not Route.VAE:
        return None
    latest = add_months(facts.received_on, figures.time_limits[TimeLimit.VAE_JURY].length)
    if facts.session.starts_on <= latest:
        return None
    message = (
        f"la session commence le {format_date(facts.session.starts_on)} ; le jury d’une VAE se tient dans les trois "
        f"mois du dossier, soit au plus tard le {format_date(latest)}. Choisissez une session plus proche."
    )
    return Refusal(message, "LAW-12", "Session")


def prerequisites_verified(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """No registration without them; nothing to verify when the référentiel asks for none (REF-20)."""
    found = facts.eligibility
    if not figures.referentiel.prerequisites:
        return None
    if not found.prerequisites_checked:
        return Refusal("vérifiez les prérequis avant de valider l’inscription.", "REF-20", "Prérequis vérifiés")
    if not found.checked_by:
        return Refusal("indiquez qui a vérifié les prérequis.", "REF-20", "Prérequis vérifiés par")
    if found.checked_on is None or found.checked_on > on:
        message = "la vérification des prérequis se date, au plus tard d’aujourd’hui. Corrigez la date."
        return Refusal(message, "REF-20", "Prérequis vérifiés le")
    return None


def adviser_named(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """Who answers for the decision, and when (M2I-26)."""
    if facts.decided_by and facts.decided_on is not None and facts.decided_on <= on:
        return None
    return Refusal("indiquez le conseiller formation qui décide de l’inscription.", "M2I-26", "Décidé par")


def refusal_motivated(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    if not facts.refusal_motive.strip():
        return Refusal("un refus donne ses raisons au candidat. Écrivez le motif.", "M2I-26", "Motif")
    return too_long("Motif", facts.refusal_motive)


def accommodation_complete(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """Decision and measures, never the reason (LAW-13, REF-17)."""
    found, field = facts.accommodation, "Mesures d’aménagement"
    if found is None or not found.measures.strip():
        message = "écrivez les mesures accordées ou, pour un refus, ce qui l’explique sans dire la raison médicale."
        return Refusal(message, "REF-17", field)
    medical = _MEDICAL.search(found.measures)
    if medical:
        message = (
            f"« {medical[0]} » relève du dossier médical, qui n’est pas conservé ici. Écrivez seulement les mesures : "
            "tiers-temps, poste adapté, secrétaire, interprète…"
        )
        return Refusal(message, "LAW-13", field)
    if not 0 <= found.extra_time_percent <= 100 or (found.extra_time_percent and not found.granted):
        message = "le temps supplémentaire va de 1 à 100 %, pour un aménagement accordé seulement. Corrigez-le."
        return Refusal(message, "REF-17", "Temps supplémentaire (%)")
    return too_long(field, found.measures)


def in_course_dated(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    found = facts.in_course
    if found is None or not found.summary.strip():
        return Refusal("résumez les résultats obtenus en cours de formation.", "M2I-36", "Résultats en formation")
    if found.received_on > on:
        message = "des résultats ne se reçoivent pas après aujourd’hui. Corrigez la date."
        return Refusal(message, "M2I-36", "Résultats reçus le")
    return too_long("Résultats en formation", found.summary)


def moves_elsewhere(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    if facts.session.ref != before.session.ref:
        return None
    return Refusal("le candidat est déjà inscrit à cette session.", "M2I-43", "Nouvelle session")


def decision_stands(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """Once decided, identity and contacts are put right; what the decision was about stays (M2I-26)."""
    for field, of in _DECIDED.items():
        if of(facts) != of(before):
            message = (
                "l’inscription est décidée : cette donnée ne change plus. Pour une autre session, remplissez "
                "« Nouvelle session » ; sinon, notez un désistement et inscrivez de nouveau le candidat."
            )
            return Refusal(message, "M2I-26", field)
    return None


_DECIDED: Mapping[str, Callable[[Candidacy], object]] = {
    "Session": lambda facts: facts.session.ref,
    "Blocs": lambda facts: facts.blocs,
    "Voie d’accès": lambda facts: facts.eligibility.route,
    "Justificatif (lien)": lambda facts: facts.eligibility.proof_url,
    "Reçue le": lambda facts: facts.received_on,
}

#: what every registration answers to, received or corrected
REGISTRATION = (identity_usable, received_dated, route_allowed, vae_in_time)


def vae_unanswered(facts: Candidacy, on: date, figures: Certification, before: Candidacy) -> Refusal | None:
    """A VAE is admissible without an answer once the two months are over; nothing else is (R. 6412-4, LAW-12)."""
    months = figures.time_limits[TimeLimit.VAE_ADMISSIBILITY].length
    if facts.eligibility.route is Route.VAE and on > add_months(facts.received_on, months):
        return None
    message = f"la recevabilité n’est acquise sans réponse que pour une VAE, {months} mois après la demande."
    return Refusal(message, "LAW-12", "Décision")
