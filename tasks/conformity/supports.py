"""What is audited: the supports that the OF declared, and those that staff added in the tab « Conformité » (MIK-62)."""

from collections.abc import Iterable, Iterator

from domain.application import Application
from domain.audit import Support, SupportType
from domain.refusal import Refusal
from tasks.intake import cells
from tasks.intake.cells import BadCell
from tasks.tabs.conformity import OTHER_SUPPORTS

MOST_SUPPORTS = 30


def declared_supports(application: Application, extra: Iterable[Support] = ()) -> tuple[Support, ...]:
    """The supports of a dossier, numbered 1 to n, each address once (MIK-62, NET-09).

    EDOF is read with an account: declared without an address, it is left to the auditor. An OF that declared nothing
    still has a site to be asked about: an audit of nothing would conform by itself.
    """
    found = dict.fromkeys((*_declared(application), *((support.type, support.url) for support in extra)))
    if any(kind is SupportType.EDOF and url for kind, url in found):
        found.pop((SupportType.EDOF, ""), None)
    pairs = _each_address_once(found) or [(SupportType.WEBSITE, "")]
    return tuple(Support(number=number, type=kind, url=url) for number, (kind, url) in enumerate(pairs, start=1))


def parse_supports(text: str) -> tuple[Support, ...] | Refusal:
    """Further supports, one a line: « type ; adresse ». The address of an EDOF offer may be left out.

    Returns:
        the supports, numbered 1 to n, or why a line cannot be used (NET-09).
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_SUPPORTS:
        return Refusal(f"{len(lines)} supports sont listés ; {MOST_SUPPORTS} au plus.", "NET-09", OTHER_SUPPORTS)
    try:
        return tuple(_support(number, line) for number, line in enumerate(lines, start=1))
    except BadCell as error:
        return Refusal(f"{error.reason} ; {error.cure}.", "NET-09", OTHER_SUPPORTS)


def _declared(application: Application) -> Iterator[tuple[SupportType, str]]:
    if application.website:
        yield SupportType.WEBSITE, application.website
    yield from ((SupportType.LANDING_PAGE, url) for url in application.landing_pages)
    if application.has_edof:
        yield SupportType.EDOF, ""
    yield from ((SupportType.SOCIAL_NETWORK, url) for url in application.social_accounts)


def _each_address_once(pairs: Iterable[tuple[SupportType, str]]) -> list[tuple[SupportType, str]]:
    """The first to name an address says what it is."""
    by_address: dict[str, tuple[SupportType, str]] = {}
    for kind, url in pairs:
        by_address.setdefault(url, (kind, url))
    return list(by_address.values())


def _support(number: int, line: str) -> Support:
    typed, _, address = (part.strip() for part in line.partition(";"))
    kind = SupportType.from_label(typed)
    if kind is None:
        possible = ", ".join(member.label for member in SupportType)
        raise BadCell(
            f"ligne {number} : « {typed[:40]} » n’est pas un type de support",
            f"écrivez « type ; adresse », avec un type parmi : {possible}",
        )
    try:
        url = cells.url(address) or ""
    except BadCell as error:
        raise BadCell(f"ligne {number} : {error.reason}", error.cure) from None
    if not url and kind is not SupportType.EDOF:
        raise BadCell(f"ligne {number} : l’adresse manque", "écrivez « type ; adresse »")
    return Support(number=number, type=kind, url=url)
