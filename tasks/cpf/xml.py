"""Reads XML that others made: no entity, no DTD, no network, no monster."""

from typing import Any

from lxml import etree


class XmlRefused(Exception):
    """What is not read; the message is French, without the final point."""


def parsed(content: bytes) -> Any:
    """The root element.

    Raises:
        XmlRefused: it is not XML, or it declares a document type: none of ours does, and entities come with it.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Any = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise XmlRefused("le fichier n’est pas du XML lisible") from None
    if root.getroottree().docinfo.doctype:
        raise XmlRefused("le fichier déclare un type de document, ce qu’un fichier du CPF ne fait pas")
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
