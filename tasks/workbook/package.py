"""The parts of an .xlsx file: a zip of XML, of which a write replaces a few and copies the others byte for byte.

openpyxl makes workbooks here but does not update them: saving through it drops the calculated value of every formula
(the next reader sees blanks until someone opens the file), shapes, pictures and newer drop-downs.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO

from lxml import etree

from tasks.workbook.protocol import WorkbookUnavailable
from tasks.workbook.values import header_key

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
_OFFICE_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_DAMAGES = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, LookupError, EOFError, ValueError, StopIteration)
_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
# Elements that the schema puts before calcPr, the last present one of which it follows.
_BEFORE_CALC = ("definedNames", "externalReferences", "functionGroups", "sheets")


def parse_xml(data: bytes) -> etree._Element:
    return etree.fromstring(data, _PARSER)


def to_xml(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def local(element: etree._Element) -> str:
    """An element's name without its namespace: files of Excel, LibreOffice and « strict » ones read alike."""
    return etree.QName(element).localname


def decode(text: str) -> str:
    """`_x000D_` in a file's text stands for the character of that code."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def encode(text: str) -> str:
    """Text that happens to look like such an escape, escaped."""
    return _ESCAPED.sub(r"_x005F_x\1_", text) if "_x" in text else text


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turns whatever a damaged file raises while it is taken apart into one French sentence."""
    try:
        yield
    except _DAMAGES:
        raise WorkbookUnavailable(
            f"« {name} » n’est pas un classeur .xlsx lisible : rétablissez une copie saine, "
            "ou réenregistrez-le au format .xlsx depuis Excel ou LibreOffice."
        ) from None


class Package:
    """An .xlsx file in memory.

    Raises:
        WorkbookUnavailable: the bytes are no workbook of the modern kind.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self._changed: dict[str, bytes | None] = {}
        if data.startswith(_OLD_OR_ENCRYPTED):
            raise WorkbookUnavailable(
                f"« {name} » est protégé par un mot de passe ou dans l’ancien format .xls : "
                "enregistrez-le sans mot de passe au format .xlsx."
            )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            self._names = [info.filename for info in self._zip.infolist()]
            self._workbook = self._main_part()
            self.sheets = self._sheets()
        except (
            zipfile.BadZipFile,
            etree.XMLSyntaxError,
            KeyError,
            IndexError,
            EOFError,
            NotImplementedError,
        ):
            raise WorkbookUnavailable(
                f"« {name} » n’est pas un classeur .xlsx lisible : rétablissez une copie saine, "
                "ou réenregistrez-le au format .xlsx depuis Excel ou LibreOffice."
            ) from None
        if self._root_of(self._workbook).find("{*}workbookPr[@date1904='1']") is not None:
            raise WorkbookUnavailable(
                f"« {name} » compte les dates à partir de 1904 : décochez cette option dans Excel "
                "(Fichier, Options, Options avancées), vérifiez les dates, puis enregistrez."
            )

    def part(self, name: str) -> bytes:
        changed = self._changed.get(name)
        return changed if changed is not None else self._zip.read(name)

    def replace(self, name: str, data: bytes) -> None:
        self._changed[name] = data

    def sheet_part(self, tab: str) -> str | None:
        """The part that holds a tab, found whatever the case or spacing of its name."""
        return self._sheet_parts.get(header_key(tab))

    def has_chart(self, tab: str) -> bool:
        """Whether a tab shows a chart, ours or somebody's."""
        sheet = self.sheet_part(tab)
        drawings = self._targets_of(sheet, "/drawing") if sheet else ()
        return any(self._targets_of(drawing, "/chart") for drawing in drawings)

    @cached_property
    def _sheet_parts(self) -> dict[str, str]:
        """Header key of a tab → its part; of two tabs alike, the first."""
        return {header_key(name): part for name, part in reversed(self.sheets.items())}

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings, rich text flattened, phonetic hints left out."""
        part = self._related("/sharedStrings")
        if part is None:
            return []
        return [decode(plain_text(item)) for item in parse_xml(self.part(part))]

    @property
    def styles(self) -> bytes:
        part = self._related("/styles")
        return self.part(part) if part else b"<styleSheet/>"

    def replace_styles(self, data: bytes) -> None:
        part = self._related("/styles")
        if part:
            self.replace(part, data)

    def forget_calculation_order(self) -> None:
        """Drop calcChain: it would name a formula that is gone; Excel rebuilds it."""
        part = self._related("/calcChain")
        if part is None:
            return
        self._changed[part] = None
        self._remove("[Content_Types].xml", "PartName", "/" + part)
        self._remove(_relations_of(self._workbook), "Target", posixpath.basename(part))

    def has_formula(self, part: str) -> bool:
        return _FORMULA.search(self.part(part)) is not None

    def recalculate_on_opening(self) -> None:
        """Ask the spreadsheet to calculate every formula again. Excel does, LibreOffice ignores it."""
        root = self._root_of(self._workbook)
        calc = root.find("{*}calcPr")
        if calc is None:
            calc = etree.Element(f"{{{etree.QName(root).namespace}}}calcPr")
            before = next(found for name in _BEFORE_CALC if (found := root.find(f"{{*}}{name}")) is not None)
            before.addnext(calc)
        if calc.get("fullCalcOnLoad") not in ("1", "true"):
            calc.set("fullCalcOnLoad", "1")
            self.replace(self._workbook, to_xml(root))

    def to_bytes(self) -> bytes:
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
            for name in self._names:
                if name not in self._changed or self._changed[name] is not None:
                    info = zipfile.ZipInfo(name, self._zip.getinfo(name).date_time)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    out.writestr(info, self.part(name))
        return target.getvalue()

    def _root_of(self, part: str) -> etree._Element:
        return parse_xml(self.part(part))

    def _main_part(self) -> str:
        relations = self._root_of("_rels/.rels")
        return next(iter(_targets(relations, "/officeDocument", "").values()))

    def _sheets(self) -> dict[str, str]:
        relations = self._root_of(_relations_of(self._workbook))
        targets = _targets(relations, "/worksheet", posixpath.dirname(self._workbook))
        sheets = self._root_of(self._workbook).find("{*}sheets")
        found = {}
        for sheet in sheets if sheets is not None else ():
            part = targets.get(sheet.get(_OFFICE_RELATION) or sheet.get(_STRICT_RELATION) or "")
            if part is not None:
                found[sheet.get("name", "")] = part
        return found

    def _related(self, kind: str) -> str | None:
        relations = self._root_of(_relations_of(self._workbook))
        return next(iter(_targets(relations, kind, posixpath.dirname(self._workbook)).values()), None)

    def _targets_of(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts of one kind that a part refers to."""
        relations = _relations_of(part)
        if relations not in self._names:
            return ()
        return tuple(_targets(self._root_of(relations), kind, posixpath.dirname(part)).values())

    def _remove(self, part: str, attribute: str, ending: str) -> None:
        root = self._root_of(part)
        for element in list(root):
            if element.get(attribute, "").endswith(ending):
                root.remove(element)
        self.replace(part, to_xml(root))


def plain_text(item: etree._Element) -> str:
    """The text of a string item, its rich-text runs joined."""
    runs = []
    for child in item:
        if local(child) == "t":
            runs.append(child.text or "")
        elif local(child) == "r":
            runs.extend(t.text or "" for t in child if local(t) == "t")
    return "".join(runs)


def _relations_of(part: str) -> str:
    return posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")


def _targets(relations: etree._Element, kind: str, folder: str) -> Mapping[str, str]:
    """Relation id → part name, for the relations whose type ends with `kind`."""
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in relations
        if relation.get("Type", "").endswith(kind)
    }
