#!/bin/sh
# Makes .venv: the locked dependencies and certiflow itself. Does nothing when it is up to date, and starts again from
# nothing when it was interrupted or when the folder or Python has moved. Called by make, from the project's folder.
set -eu
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV UV_PYTHON PIP_USER PIP_TARGET PIP_PREFIX
UV='uv==0.13.8'
READY=.venv/.ready

say() { printf '%s\n' "$*" >&2; }
LOCKED_OUT="le dossier .venv ne peut pas être modifié (voir ci-dessus). S’il est à un autre utilisateur, supprimez-le."
fail() { say "certiflow : $1"; exit 1; }

# What the environment was made for: the folder (scripts hold its path), the interpreter, and the locked versions.
place() { printf '%s | %s' "$(pwd -P)" "$(.venv/bin/python -V 2>&1)"; }
versions() { cat pyproject.toml uv.lock | cksum; }

find_python() {
    for candidate in "${PYTHON:-python3}" python3 python3.13 python3.12 python3.11 python; do
        # Running it is the only proof: a version manager's command may lead nowhere, a home-made Python may lack ssl.
        if "$candidate" -c 'import ssl, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    fail "il faut Python 3.11, 3.12 ou 3.13, avec son module ssl. Installez-le, ou indiquez-le : make run PYTHON=/chemin/vers/python3.11"
}

create() {
    say "certiflow : installation de .venv (150 Mo à télécharger la première fois, une minute environ)…"
    if "$python" -c 'import ensurepip; ensurepip.version()' 2>/dev/null; then
        "$python" -m venv --clear .venv || fail "$LOCKED_OUT"
        .venv/bin/python -m pip install --quiet --no-cache-dir --disable-pip-version-check --no-input "$UV" ||
            fail "l’installation a besoin du réseau (dépôt de paquets Python). Vérifiez la connexion, puis relancez."
    else
        "$python" -m venv --clear --without-pip .venv || fail "$LOCKED_OUT"
        "$python" .ci/fetch_uv.py uv.lock .venv/bin
    fi
}

synchronise() {
    # Networks with their own certificates are trusted as the machine trusts them; without a store, uv has its own.
    if find /etc/ssl /etc/pki/tls -name '*.crt' -o -name '*.pem' 2>/dev/null | grep -q .; then
        export UV_SYSTEM_CERTS=1
    fi
    cache=$(.venv/bin/uv cache dir 2>/dev/null || true)
    if [ -z "$cache" ] || ! mkdir -p "$cache" 2>/dev/null || [ ! -w "$cache" ]; then
        export UV_CACHE_DIR=.venv/.cache # a home folder that is absent or read-only
    fi
    UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never .venv/bin/uv sync --frozen --all-extras ||
        fail "l’installation n’est pas terminée (voir ci-dessus). Vérifiez la connexion et la place sur le disque, puis relancez."
}

is_ready() { [ "$(cat "$READY" 2>/dev/null)" = "$(place) | $(versions)" ]; }

is_ready && exit 0
python=$(find_python)
# Two makes at once: the second waits. The lock is the kernel's, on this open file: it ends with us, however we end.
exec 9<uv.lock
"$python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
is_ready && exit 0
case $(cat "$READY" 2>/dev/null || true) in
    "$(place) | "*) ;; # the same folder and interpreter, other versions
    *) create ;;
esac
rm -f "$READY" || fail "$LOCKED_OUT"
synchronise
printf '%s | %s\n' "$(place)" "$(versions)" >"$READY"
say "certiflow : installation prête."
