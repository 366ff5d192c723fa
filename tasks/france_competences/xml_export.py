"""The XML export (V4.1): one FICHE at a time, so that a file of 1 GB needs no more memory than its longest fiche."""

from collections.abc import Collection, Iterator

from lxml import etree

from domain.france_competences import Fiche, registration_code
from tasks.france_competences.fields import fiche_of, partner_of
from tasks.france_competences.files import ExportFile, ExportUnreadable, opened

#: fiches with some thousand partners stay under 3 MB
LONGEST_FICHE = 8 << 20
_SUCCESSORS = "{*}NOUVELLES_CERTIFICATIONS/{*}NOUVELLE_CERTIFICATION/{*}ID_FICHE_NOUVELLE_CERTIFICATION"


def xml_fiches(file: ExportFile, codes: Collection[str]) -> Iterator[tuple[str, Fiche | None]]:
    """Every code of the file, with its fiche when it is among `codes`. Namespaces and unknown tags do not matter.

    Raises:
        ExportUnreadable: not XML, cut short, measureless, or with a DTD, which no export has.
    """
    for code, element in _elements(file):
        yield code, _fiche(code, element) if code in codes else None


def xml_titles(file: ExportFile) -> Iterator[tuple[str, str]]:
    """The code and the title of every fiche. Raises ExportUnreadable."""
    for code, element in _elements(file):
        yield code, element.findtext("{*}INTITULE", "")


def _elements(file: ExportFile) -> Iterator[tuple[str, etree._Element]]:
    """One fiche at a time, forgotten when the next one is asked for."""
    with opened(file) as stream:
        stream.grant(LONGEST_FICHE)
        # no huge_tree: libxml2 would stop counting what entities and texts expand to
        events = etree.iterparse(
            stream, events=("end",), tag="{*}FICHE", remove_comments=True, remove_pis=True,
            resolve_entities=False, no_network=True, load_dtd=False,
        )  # fmt: skip
        try:
            for _, element in events:
                _refuse_dtd(element, file)
                yield registration_code(element.findtext("{*}NUMERO_FICHE", "")), element
                _forget(element)
                stream.grant(LONGEST_FICHE)
        except etree.XMLSyntaxError as error:
            raise ExportUnreadable(file.name, f"le XML est mal formé ou coupé, ligne {error.lineno}") from error


def _fiche(code: str, element: etree._Element) -> Fiche:
    partners = [partner_of(code, _texts(one)) for one in element.iterfind("{*}PARTENAIRES/{*}PARTENAIRE")]
    successors = [one.text or "" for one in element.iterfind(_SUCCESSORS)]
    certifiers = [one.text or "" for one in element.iterfind("{*}CERTIFICATEURS/{*}CERTIFICATEUR/{*}NOM_CERTIFICATEUR")]
    level = element.findtext("{*}NOMENCLATURE_EUROPE/{*}NIVEAU", "")
    return fiche_of({"NOMENCLATURE_EUROPE_NIVEAU": level, **_texts(element)}, successors, partners, certifiers)


def _texts(element: etree._Element) -> dict[str, str]:
    """The children's own texts by tag, without namespaces; of a repeated tag, the last."""
    return {etree.QName(child).localname: child.text or "" for child in element.iterchildren("{*}*")}


def _refuse_dtd(element: etree._Element, file: ExportFile) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise ExportUnreadable(file.name, "il porte une DTD, que France compétences n’emploie pas")


def _forget(element: etree._Element) -> None:
    """Frees the fiche and those before it, which iterparse would keep to the end."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
