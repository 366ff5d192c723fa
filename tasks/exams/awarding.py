"""From a jury's decision to the facts of a certificate, refused while its document lacks a mention (REF-26, LAW-09)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain.calendar import add_months
from domain.certification import Certification
from domain.exams.award import (
    AwardedBloc,
    AwardKind,
    Holder,
    Registered,
    Repertoire,
    Signatory,
    verification_code,
)
from domain.exams.candidacy import Candidacy
from domain.exams.certificate import Certificate
from domain.exams.session import ExamSession
from domain.exams.vocabulary import CertificateEvent
from domain.process import Command
from domain.refusal import Refusal
from tasks.certificates.data import award_lacks
from tasks.certificates.register import register_address
from tasks.office import Office

#: stands for the number, which the ledger gives once nothing is missing
_TRIAL = "CERT-0000-0000"
_BY = "certiflow"


@dataclass(frozen=True)
class Due:
    """A certificate that is owed.

    Args:
        bloc: the one that an attestation is for; empty for the whole certification.
        earlier: candidacies to other sessions whose blocs it counts (M2I-05).
        acquired: blocs that the person has, those of `earlier` included.
    """

    session: ExamSession
    candidacy: Candidacy
    bloc: str = ""
    earlier: tuple[str, ...] = ()
    acquired: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[str, str]:
        return self.candidacy.ref, self.bloc

    @property
    def people(self) -> tuple[str, ...]:
        """The candidacies that it settles."""
        return (self.candidacy.ref, *self.earlier)


def certificate_command(office: Office, due: Due, secret: bytes, on: date) -> Command | tuple[Refusal, ...]:
    """The command that delivers, or what its document lacks. `secret`: what verification codes come from."""
    update = _facts(office, due, secret, on)
    award = Certificate.model_validate({**update, "ref": _TRIAL}).award
    lacking = award_lacks(award, update["register_url"], sealed=update["sealed"])
    if lacking:
        whose = f"({due.candidacy.person.name})"
        return tuple(replace(found, message=f"{found.message.replace(_TRIAL, whose)}.") for found in lacking)
    event = CertificateEvent.BLOC_DELIVERED if due.bloc else CertificateEvent.DELIVERED
    return Command(f"certificate:{due.candidacy.ref}:{due.bloc or 'FULL'}", "", event, on, _BY, update)


def _facts(office: Office, due: Due, secret: bytes, on: date) -> dict[str, Any]:
    """All but the number. The code comes from the candidacy and the bloc: nothing else is known before the number."""
    session, candidacy, organisation = due.session, due.candidacy, office.config.organisation
    figures = office.config.figures_for(candidacy.certification, candidacy.grid_version)
    validation, minutes = session.validation, session.minutes
    years = figures.validity_years
    return {
        "certification": candidacy.certification, "grid_version": candidacy.grid_version, "parent": session.ref,
        "candidacy": candidacy.ref, "earlier": due.earlier, "email": candidacy.person.email,
        "kind": AwardKind.BLOC if due.bloc else AwardKind.FULL, "holder": _holder(candidacy),
        "registered": _registered(figures), "bloc": _bloc(due),
        "required": tuple(bloc.code for bloc in session.referentiel.blocs), "acquired": tuple(sorted(due.acquired)),
        "certifier": figures.certifier, "jury_date": (minutes.jury_date if minutes else None) or session.ends_on,
        "validated_by": validation.validated_by if validation else "",
        "validated_on": validation.validated_on if validation else on,
        "delivered_on": on, "place": figures.delivery_place, "signatory": _signatory(organisation.signatory),
        "valid_until": add_months(on, 12 * years) if years else None,
        "code": verification_code(secret, f"{candidacy.ref}/{due.bloc}"),
        "register_url": register_address(office.settings, organisation),
        "sealed": office.settings.seal_certificate is not None,
    }  # fmt: skip


def _holder(candidacy: Candidacy) -> Holder:
    person = candidacy.person
    return Holder(
        first_names=person.first_names, birth_name=person.birth_name, usage_name=person.usage_name, sex=person.sex,
        birth=person.birth,
    )  # fmt: skip


def _registered(figures: Certification) -> Registered:
    return Registered(
        repertoire=Repertoire(figures.kind), code=figures.code, title=figures.title, level=figures.level,
        nsf=figures.nsf, decided_on=figures.decision_date,
    )  # fmt: skip


def _bloc(due: Due) -> AwardedBloc | None:
    if not due.bloc:
        return None
    bloc = due.session.referentiel.bloc(due.bloc)
    return AwardedBloc(code=bloc.code, label=bloc.label)


def _signatory(written: str) -> Signatory:
    """« Hélène Dubois, directrice », as organisation.toml says who signs."""
    name, _, quality = written.partition(",")
    return Signatory(name=name.strip(), quality=quality.strip()[:1].upper() + quality.strip()[1:])
