# Sourced by every script in bin/: stands in the checkout, knows the one way to stop with a sentence.
# What an operator reads is Indonesian, as everywhere in Payung; docs/operations.md explains each sentence.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck disable=SC2034
ROOT="$PWD"
export PATH="$PATH:/usr/sbin:/sbin"

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
