"""What the pre-audit is measured against: the auditors' verdicts in the ledger, or pages whose truth is known."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from config.disk import disk_reason
from config.files import ConfigError, read_toml, validated
from domain.audit import Check, Checklist, SupportType
from domain.certification import Certification
from domain.communication import COMMUNICATION
from tasks.audit.measure import Pair
from tasks.audit.propose import Expected
from tasks.conformity.audit_lines import lines_of
from tasks.conformity.looking import Look, expected_of, look_at, proposals_for
from tasks.ledger.queries import read_subjects
from tasks.office import Office
from tasks.web.fetching import Fetched


class _Labels(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LabelledCertification(_Labels):
    """What pages are compared with, when it is not one of ours."""

    title: str
    rs_code: str
    competences: tuple[str, ...] = ()


class LabelledPage(_Labels):
    """A page and its truth: every item is present but those of `absent` and `contradicts`.

    Args:
        url, file: where it is, one of them; <name>.html beside the labels when both are empty.
        certification: of the labels' own, or the code of one of ours.
    """

    certification: str
    url: str = ""
    file: str = ""
    support: SupportType = SupportType.WEBSITE
    absent: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()


class Labels(_Labels):
    certifications: dict[str, LabelledCertification] = {}
    pages: dict[str, LabelledPage]


@dataclass(frozen=True)
class Measured:
    """Pairs to count, and what they come from: pages by name, or audits by reference."""

    pairs: tuple[Pair, ...]
    sources: tuple[str, ...]


def judged_pairs(office: Office) -> Measured:
    """Each proposal beside the verdict that an auditor signed, on pages that could be read.

    What is left whole to the auditor is not counted: nothing was proposed there.
    """
    items = office.config.checklist.by_code
    pairs: list[Pair] = []
    sources: dict[str, None] = {}
    with office.ledger.reading() as connection:
        lines = [line for view in read_subjects(connection, COMMUNICATION) for line in lines_of(view.facts)]
    for line in lines:
        if line.judgement is None or line.proposal is None or line.snapshot is None or line.snapshot.refusal:
            continue
        if line.item in items and items[line.item].check is Check.JUDGED:
            continue
        pair = Pair.judged(line.item, line.proposal.finding, line.judgement.verdict)
        if pair is not None:
            pairs.append(pair)
            sources[line.facts.ref] = None
    return Measured(tuple(pairs), tuple(sources))


def labelled_pairs(
    path: Path, checklist: Checklist, certifications: Mapping[str, Certification], allowed_hosts: Set[str]
) -> Measured:
    """Each proposal beside the truth of a page that somebody labelled; items that only a person judges are left out.

    Raises:
        ConfigError: the file or a page of it cannot be used; the message is French.
    """
    labels = validated(Labels, read_toml(path), path)
    _check_items(labels, checklist, path)
    looks = look_at((page.url for page in labels.pages.values() if page.url), allowed_hosts)
    pairs: list[Pair] = []
    for name, page in labels.pages.items():
        look = looks[page.url] if page.url else _from_file(path.parent / (page.file or f"{name}.html"))
        expected = _expected(labels, page, certifications, path)
        pairs += _pairs_of(page, look, checklist, expected)
    return Measured(tuple(pairs), tuple(labels.pages))


def _pairs_of(page: LabelledPage, look: Look, checklist: Checklist, expected: Expected) -> Iterator[Pair]:
    judged = {item.code for item in checklist.items if item.check is Check.JUDGED}
    for proposal in proposals_for(checklist, page.support, look, expected):
        if proposal.item not in judged:
            is_conforming = proposal.item not in (*page.absent, *page.contradicts)
            yield Pair(proposal.item, proposal.finding, is_conforming)


def _from_file(path: Path) -> Look:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise ConfigError(f"La page {path.name} ne peut pas être lue : {disk_reason(error)}.") from None
    return Look.at(Fetched(path.name, path.name, 200, "text/html", "", (), body))


def _expected(labels: Labels, page: LabelledPage, certifications: Mapping[str, Certification], path: Path) -> Expected:
    own = labels.certifications.get(page.certification)
    if own is not None:
        return Expected(own.title, own.rs_code, own.competences, habilitated=False)
    if page.certification not in certifications:
        known = ", ".join((*labels.certifications, *certifications))
        raise ConfigError(
            f"{path.name}, clé « certification » : « {page.certification} » est inconnue. Choisissez parmi : {known}."
        )
    return expected_of(certifications[page.certification])


def _check_items(labels: Labels, checklist: Checklist, path: Path) -> None:
    """A misspelt item would count its page as conforming."""
    known = {item.code for item in checklist.items}
    for name, page in labels.pages.items():
        unknown = [item for item in (*page.absent, *page.contradicts) if item not in known]
        if unknown:
            raise ConfigError(
                f"{path.name}, page « {name} » : l’élément « {unknown[0]} » ne figure pas dans la liste de contrôle."
            )
