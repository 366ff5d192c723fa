"""`certiflow proof` gathers the proofs about a partner or a certification; `certiflow verify-proof` checks the file."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from domain.refusal import Refusal
from flows.console import BAD_USAGE, TO_SEE, err, out, stop, the_office
from tasks.integrity import defects_of
from tasks.mail.text import one_line
from tasks.mail.typography import count, french
from tasks.proof.archive import ProofPostponed, write_proof
from tasks.proof.checking import NotAProof, check_proof
from tasks.sealing import SealUnavailable

Target = Annotated[str, typer.Argument(metavar="DOSSIER|CERTIFICATION", help="Par exemple D-2026-0001, ou RS9001.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FICHIER.zip", help="Le fichier à écrire.")]
File = Annotated[Path, typer.Argument(metavar="FICHIER.zip", help="Le dossier de contrôle à vérifier.")]


def proof(target: Target, path: Out = None) -> None:
    """Réunit le dossier de contrôle d’un partenaire ou d’une certification : index, preuves, extrait du journal."""
    with the_office() as office:
        on = datetime.now(office.settings.zone).date()
        wanted = target.strip().upper()
        place = path or Path(f"dossier-de-controle-{''.join(c for c in wanted if c.isalnum() or c == '-')}.zip")
        defects = defects_of(office)
        try:
            written = write_proof(office, wanted, place, defects, on)
        except (ProofPostponed, SealUnavailable) as error:
            stop(str(error))
    if isinstance(written, Refusal):
        stop(str(written), BAD_USAGE)
    for sentence in (*defects, *written.remarks):
        err.print(french(one_line(sentence)), style="yellow", markup=False, soft_wrap=True)
    said = f"Dossier de contrôle écrit : {written.path}, {count(written.pieces, 'pièce')}."
    out.print(french(said), markup=False, soft_wrap=True)


def verify_proof(path: File) -> None:
    """Contrôle un dossier de contrôle, sans registre ni réseau : empreintes, extrait du journal, cachets."""
    try:
        checked = check_proof(path)
    except NotAProof as error:
        stop(str(error), BAD_USAGE)
    for sentence in checked.defects:
        err.print(french(one_line(sentence)), style="red", markup=False, soft_wrap=True)
    if not checked.defects:
        seals = count(checked.seals, "cachet intact") if checked.seals else "aucun cachet"
        _say(f"Tout concorde pour {one_line(checked.target)} : {count(checked.files, 'fichier')}, "
             f"{count(checked.events, 'événement')}, {seals}.")  # fmt: skip
    for signer, number in checked.signers.most_common():
        own = ", dont index.pdf" if signer == checked.index_signer else ""
        _say(f"Cachet de « {one_line(signer.name)} » : {count(number, 'document')}{own} ; "
             f"SHA-256 du certificat : {signer.fingerprint}.")  # fmt: skip
    if checked.defects:
        raise typer.Exit(TO_SEE)
    _say(f"Empreinte à comparer à celle de index.pdf : {one_line(checked.mark)}")
    _say(checked.trusted)


def _say(sentence: str) -> None:
    out.print(french(sentence), markup=False, soft_wrap=True)
