"""The invented exports, and the forms in which somebody may hand them over."""

import zipfile
from pathlib import Path

EXPORTS = Path(__file__).with_name("exports")
XML = EXPORTS / "export-fiches-2026-11-20.xml"
CSV = EXPORTS / "csv"
STANDARD, PARTNERS = (f"export_fiches_CSV_{kind}_2026_11_20.csv" for kind in ("Standard", "Partenaires"))
CODES = frozenset({"RS9001", "RS9000"})


def zipped(target: Path, *files: Path) -> Path:
    """A zip of these files within a folder, as some browsers and people make them."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, f"export/{file.name}")
    return target


def csv_folder(target: Path, separator: str = ";", encoding: str = "utf-8") -> Path:
    """The CSV files written otherwise."""
    target.mkdir()
    for file in CSV.iterdir():
        text = file.read_text("utf-8").replace('";"', f'"{separator}"')
        (target / file.name).write_text(text, encoding)
    return target
