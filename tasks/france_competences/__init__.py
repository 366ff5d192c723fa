"""The public export of France compétences, read from a file that somebody downloaded: XML V4.1 or CSV, bare or zipped.

export = read_export(Path("export-fiches-rs-v4-1-2026-11-20.zip"), codes={"RS5568"})

Nothing here touches the network. The file is untrusted: it is streamed, bounded, and never extracted to disk.
"""

from tasks.france_competences.files import ExportUnreadable
from tasks.france_competences.reading import read_export
from tasks.france_competences.table import as_table

__all__ = ["ExportUnreadable", "as_table", "read_export"]
