"""Why a file cannot be read or written, in French: what the system says in English is for nobody."""

import errno

_REASONS = {
    errno.ENOSPC: "le disque est plein ; libérez de la place",
    errno.EDQUOT: "le quota du disque est atteint ; libérez de la place",
    errno.EFBIG: "la taille permise est dépassée ; libérez de la place",
    errno.EACCES: "l’accès est refusé ; rétablissez les droits",
    errno.EPERM: "l’accès est refusé ; rétablissez les droits",
    errno.EROFS: "le dossier est en lecture seule ; choisissez-en un autre",
    errno.ENOENT: "le fichier est absent ; remettez-le en place",
    errno.ENOTDIR: "un fichier occupe la place du dossier ; déplacez-le",
    errno.EEXIST: "un fichier occupe la place du dossier ; déplacez-le",
    errno.EISDIR: "un dossier occupe la place du fichier ; déplacez-le",
}


def disk_reason(error: OSError) -> str:
    """The reason and its cure; the system's number when it is an uncommon one."""
    return _REASONS.get(error.errno or 0, f"erreur n° {error.errno} du système ; vérifiez le disque")
