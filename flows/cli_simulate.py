"""`certiflow simulate`: a year of a network, played by robots; it stops at the first defect."""

from pathlib import Path
from typing import Annotated

import typer

from config.settings import load_settings
from flows.console import TO_SEE, err, out, stop
from flows.demo import NotADemonstration
from flows.stoppers import STOPPERS
from tasks.mail.typography import count, french

Partners = Annotated[int, typer.Option(metavar="NOMBRE", min=1, help="Organismes qui se portent candidats.")]
Candidates = Annotated[int, typer.Option(metavar="NOMBRE", min=0, help="Candidats aux sessions d’examen.")]
Days = Annotated[int, typer.Option(metavar="JOURS", min=1, help="Jours joués, nuit comprise.")]
Seed = Annotated[int, typer.Option(metavar="GRAINE", help="La même graine rejoue la même année.")]
Home = Annotated[Path | None, typer.Option(metavar="DOSSIER", help="Où jouer ; sans lui, <dossier>/simulation.")]


def simulate(
    partners: Partners = 200, candidates: Candidates = 3000, days: Days = 365, seed: Seed = 1, home: Home = None
) -> None:
    """Joue une année de réseau, nuit après nuit, et contrôle l’intégrité chaque nuit."""
    from flows.simulation.report import months_of, steps_of
    from flows.simulation.year import Size, play_year

    nights, size = [], Size(partners, candidates, days, seed)
    try:
        for night in play_year((home or load_settings().home / "simulation").resolve(), size):
            nights.append(night)
            spent = sum(night.seconds.values())
            said = f"{count(night.changes, 'changement')}, {count(night.mails, 'e-mail')}, {spent:.1f} s"
            out.print(french(f"{night.on:%d/%m/%Y}  {said}".replace(".", ",")), markup=False)
    except (NotADemonstration, *STOPPERS) as error:
        stop(str(error))
    for table in months_of(nights):
        out.print(table)
    for name, seconds in steps_of(nights):
        out.print(french(f"{seconds:9.1f} s  {name}".replace(".", ",")), markup=False)
    for sentence in nights[-1].defects:
        err.print(french(sentence), style="red", markup=False)
    if nights[-1].defects:
        stop(f"Arrêt au {nights[-1].on:%d/%m/%Y} (nuit {len(nights)}, graine {seed}).", TO_SEE)
    out.print(french(f"{count(len(nights), 'nuit')}, 0 défaut."))
