"""One e-mail address, or a French sentence that says what is wrong and what to type instead."""

import re

from email_validator import EmailNotValidError, validate_email

_MAX_LENGTH = 254  # RFC 5321, § 4.5.3.1.3, less the angle brackets
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_SHOWN = 60


def parse_address(text: str) -> str:
    """The one address that `text` holds, its domain in lower case.

    ASCII only: few servers accept the others (RFC 6531). No domain is looked up.

    Raises:
        ValueError: anything else, with the reason and the cure in French.
    """
    address = text.strip(" \u00a0\u202f")
    if reason := _refusal(address):
        raise ValueError(reason)
    try:
        parsed = validate_email(address, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise ValueError(_malformed(address)) from None
    return str(parsed.ascii_email)


def _refusal(address: str) -> str | None:
    shown = _shortened(address)
    if not address:
        return "L’adresse électronique est vide : saisissez-en une, par exemple contact@organisme.fr."
    if _CONTROLS.search(address):
        return (
            "L’adresse électronique contient un retour à la ligne ou un caractère invisible : "
            "saisissez une seule adresse, sur une seule ligne."
        )
    if address.count("@") > 1 or ";" in address or "," in address:
        return f"« {shown} » contient plusieurs adresses électroniques : n’en gardez qu’une."
    if "<" in address or ">" in address or '"' in address:
        return (
            f"« {shown} » ne contient pas que l’adresse électronique : retirez le nom, les chevrons et les guillemets."
        )
    if len(address) > _MAX_LENGTH:
        return (
            f"L’adresse électronique « {shown} » compte {len(address)} caractères, pour {_MAX_LENGTH} au plus : "
            "vérifiez-la ou saisissez-en une autre."
        )
    if not address.isascii():
        return (
            f"L’adresse électronique « {shown} » contient un accent ou un caractère que les messageries refusent : "
            "corrigez-la ou demandez une adresse sans accent."
        )
    return None


def _malformed(address: str) -> str:
    return (
        f"« {_shortened(address)} » n’est pas une adresse électronique valable : "
        "vérifiez-la, elle doit ressembler à contact@organisme.fr."
    )


def _shortened(address: str) -> str:
    return address if len(address) <= _SHOWN else address[: _SHOWN - 1] + "…"
