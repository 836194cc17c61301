# Sourced by every script in bin/: stands in the checkout, knows the one way to stop with a sentence.
# What an operator reads is Indonesian, as everywhere in Payung; docs/operations.md explains each sentence.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck disable=SC2034
ROOT="$PWD"
export PATH="$PATH:/usr/sbin:/sbin"
unset PYTHONDONTWRITEBYTECODE  # a process of ours starts a fifth sooner from compiled files

stop() { # sentence: what is wrong and what to do
  printf '%s\n' "$1" >&2
  exit 1
}

find_python() { # prints the first Python that is new enough, or nothing
  local candidate
  for candidate in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
}

check_port_number() {
  [[ "$PORT" =~ ^[1-9][0-9]{0,4}$ && "$PORT" -le 65535 ]] \
    || stop "PORT harus bilangan 1 sampai 65535 tanpa nol di depan, sedangkan isinya '$PORT'. Contoh: PORT=8001"
}

check_port_free() { # by binding, not by connecting: two granians share a port without complaint
  local answer
  answer="$(.venv/bin/python - "$PORT" <<'PYTHON'
import errno, socket, sys
probe = socket.socket()
probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    probe.bind(("127.0.0.1", int(sys.argv[1])))
except OSError as error:
    print({errno.EADDRINUSE: "used", errno.EACCES: "forbidden"}.get(error.errno, error.strerror))
PYTHON
)"
  case "$answer" in
    "") ;;
    used) stop "Port $PORT sudah dipakai program lain. Hentikan program itu, atau pilih port lain, misalnya PORT=$((PORT + 1))." ;;
    forbidden) stop "Port $PORT hanya boleh dipakai administrator. Pilih port di atas 1023, misalnya PORT=8000." ;;
    *) stop "Port $PORT tidak dapat dipakai: $answer. Pilih port lain, misalnya PORT=8001." ;;
  esac
}
