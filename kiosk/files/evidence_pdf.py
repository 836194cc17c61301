"""A PDF that somebody sent, looked through before it is kept: it is whole and nothing else, opens without a password,
has pages, runs nothing and carries no other file.

It is read in a process of its own with little memory and time, one at a time: a few bytes can name objects of any size
and number."""

import os
import resource
import signal
import subprocess
import sys
import threading
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf

from kiosk.files.pdf_actions import is_active

_ROOT = Path(__file__).resolve().parents[2]
_FENCE_BYTES = 1 << 29
_FENCE_SECONDS = 3  # of work; a bank's proof takes half of one
_FENCE_PATIENCE = 6  # seconds by the clock, where the machine has other things to do
_MOST_OBJECTS = 20_000  # a scan of a hundred pages has some hundreds
_AFTER_END = b"\r\n\t \0"

SOUND, BROKEN, LOCKED, ACTIVE, HEAVY = "sound", "broken", "locked", "active", "heavy"
_one_at_a_time = threading.Lock()


def judge_pdf(content: bytes) -> str:
    """`sound`, `broken`, `locked`, `active` or `heavy`."""
    if not _is_whole(content):
        return BROKEN
    if zipfile.is_zipfile(BytesIO(content)):
        return ACTIVE
    with _one_at_a_time:
        return _judged_in_fence(content)


def _is_whole(content: bytes) -> bool:
    """Nothing stands before it and nothing after it."""
    return content.startswith(b"%PDF-") and content.rstrip(_AFTER_END).endswith(b"%%EOF")


def _judged_in_fence(content: bytes) -> str:
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "kiosk.files.evidence_pdf"],
            input=content,
            capture_output=True,
            timeout=_FENCE_PATIENCE,
            cwd=_ROOT,
            check=False,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")},
        )
    except subprocess.TimeoutExpired:
        return HEAVY
    except (subprocess.SubprocessError, OSError):
        return BROKEN
    if answer.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return HEAVY
    verdict = answer.stdout.decode("ascii", "replace")
    return verdict if verdict in (SOUND, LOCKED, ACTIVE, HEAVY) else BROKEN


def look_through(content: bytes) -> str:
    """The same in this process."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return _verdict(pdf)
    except pikepdf.PasswordError:
        return LOCKED
    except MemoryError:
        return HEAVY
    except Exception:  # a torn file fails in many ways
        return BROKEN


def _verdict(pdf: pikepdf.Pdf) -> str:
    if pdf.is_encrypted:
        return LOCKED
    if int(pdf.trailer.get("/Size", 0)) > _MOST_OBJECTS or len(pdf.objects) > _MOST_OBJECTS:
        return HEAVY
    if not len(pdf.pages):
        return BROKEN
    if is_active(pdf):
        return ACTIVE
    return BROKEN if pdf.get_warnings() else SOUND  # it warns of what it had to guess


def _inside_fence() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_FENCE_BYTES, _FENCE_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_FENCE_SECONDS, _FENCE_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(look_through(sys.stdin.buffer.read()))


if __name__ == "__main__":
    _inside_fence()
