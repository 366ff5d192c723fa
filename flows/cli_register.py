"""`certiflow register` writes the public register; `certiflow verify-badge` checks a digital badge against it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from config.disk import disk_reason
from flows.console import BAD_USAGE, TO_SEE, out, stop, the_office
from tasks.certificates.badge import MAX_TOKEN, BadgeInvalid, is_revoked, verify
from tasks.certificates.keys import BadgeKeyUnavailable
from tasks.certificates.register import publish_register
from tasks.certificates.site import RegisterPostponed
from tasks.mail.text import one_line
from tasks.mail.typography import count, french

Folder = Annotated[Path, typer.Option("--out", metavar="DOSSIER", help="Dossier du site à publier.")]
Badge = Annotated[Path, typer.Argument(metavar="BADGE", help="Fichier .badge.jwt remis avec le document.")]
Register = Annotated[
    Path, typer.Option("--register", metavar="DOSSIER", help="Le registre, ou sa copie : jwks.json et retraits.json.")
]


def register(out_folder: Folder) -> None:
    """Écrit le registre public des certifications délivrées : un site statique, sans liste de noms."""
    with the_office() as office:
        on = datetime.now(office.settings.zone).date()
        try:
            written = publish_register(office.settings, office.config.organisation, office.ledger, out_folder, on)
        except (RegisterPostponed, BadgeKeyUnavailable) as error:
            stop(str(error))
    files = count(written.changed, "fichier écrit")
    said = f"Registre public à jour dans {out_folder} : {files}, {written.unchanged} sans changement."
    out.print(french(said), markup=False, soft_wrap=True)


def verify_badge(badge: Badge, register_folder: Register) -> None:
    """Contrôle un badge numérique, sans réseau : sa signature, ses dates, son retrait éventuel."""
    try:
        keys, statuses = (_json(register_folder / name) for name in ("jwks.json", "retraits.json"))
        with badge.open("rb") as file:
            token = file.read(MAX_TOKEN).decode("ascii", "replace")
        found = verify(token, keys)
        revoked = is_revoked(found, statuses)
        name = found["credentialSubject"]["identifier"][0]["identityHash"]
        title = found["name"]
    except OSError as error:
        stop(f"{error.filename} ne peut pas être lu : {disk_reason(error)}.", BAD_USAGE)
    except BadgeInvalid as error:
        stop(str(error), TO_SEE)
    except (ValueError, KeyError, TypeError, IndexError):
        stop("Le registre ou le badge n’a pas la forme attendue : reprenez les deux fichiers.", TO_SEE)
    said = one_line(f"{title} — {name}")
    if revoked:
        stop(f"Badge authentique, mais retiré depuis par le certificateur : {said}", TO_SEE)
    if found.get("validUntil", "9") < f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}":
        stop(f"Badge authentique, mais sa validité a pris fin : {said}", TO_SEE)
    out.print(french(f"Badge authentique : {said}"), markup=False, soft_wrap=True)


def _json(path: Path) -> dict[str, object]:
    content = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise TypeError("an object was expected")
    return content
