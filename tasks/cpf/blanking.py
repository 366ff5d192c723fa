"""What a return quotes of a NIR is blanked before anything is kept of it (LAW-10; RGPD, article 5, 1 c)."""

import re

from lxml import etree

from tasks.cpf.xml import XmlRefused, local, parsed

BLANK = "[NIR effacé]"
_GAP = r"[\s.\-]{0,3}"
_NIR = re.compile(  # 13 signs, or 15 with the key, however they are cut; Corsica is 2A or 2B
    rf"(?<!\d)[1-478](?:{_GAP}\d){{4}}{_GAP}(?:\d{_GAP}\d|2{_GAP}[AB])(?:{_GAP}\d){{6}}(?:{_GAP}\d{_GAP}\d)?(?!\d)",
    re.IGNORECASE,
)


def blanked(text: str) -> str:
    """`text` without what may be a NIR; a SIRET has 14 signs, a telephone number 10."""
    return _NIR.sub(BLANK, text)


def blanked_return(content: bytes) -> bytes:
    """A return whose messages are blanked; as it is when there is nothing to blank, or when it is no XML."""
    try:
        root = parsed(content)
    except XmlRefused:
        return content
    quoting = [item for item in root.iter() if local(item) == "messageErreur" and _NIR.search(_said(item))]
    for item in quoting:
        said = _said(item)
        del item[:]
        item.text = blanked(said)
    kept: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return kept if quoting else content


def _said(item: etree._Element) -> str:
    return "".join(map(str, item.itertext()))
