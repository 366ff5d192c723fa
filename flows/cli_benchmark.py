"""What `certiflow benchmark` does: the certifications that exist beside ours, as a table to work on (REF-10)."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from config.disk import disk_reason
from flows.console import BAD_USAGE, out, stop
from tasks.france_competences import ExportUnreadable
from tasks.france_competences.benchmark import read_benchmark, write_benchmark
from tasks.mail.typography import count, french


def write_table(export: Path, expressions: Sequence[str], target: Path, on: date) -> int:
    """Write the table and say so; what prevents it ends the command with code 2. Returns the number of fiches."""
    if not any(expression.strip() for expression in expressions):
        stop("--words : indiquez au moins un mot.", BAD_USAGE)
    try:
        fiches = read_benchmark(export, expressions, on)
        write_benchmark(target, fiches, on)
    except ExportUnreadable as error:
        stop(str(error), BAD_USAGE)
    except OSError as error:
        stop(f"{target} ne peut pas être écrit : {disk_reason(error)}.", BAD_USAGE)
    out.print(french(f"{count(len(fiches), 'certification')} dans {target}."), markup=False, soft_wrap=True)
    return len(fiches)
