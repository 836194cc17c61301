"""A PDF that somebody sent, looked through before it is kept: it opens without a password, has pages, runs nothing and
carries no other file.

It is read in a process of its own with little memory: a few bytes can name objects of any size."""

import os
import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf

_ROOT = Path(__file__).resolve().parents[2]
_FENCE_BYTES = 1 << 29
_FENCE_SECONDS = 20
_MOST_DEEP = 40

SOUND, BROKEN, LOCKED, ACTIVE = "sound", "broken", "locked", "active"
# What runs something, sends something away, or is a file inside the file.
ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/RichMediaContent", "/XFA", "/AF"}
)
ACTIVE_KINDS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/RichMedia",
        "/EmbeddedFile",
        "/Movie",
        "/Sound",
    }
    | {"/Rendition", "/FileAttachment", "/GoToR", "/GoToE", "/3D"}
)


def judge_pdf(content: bytes) -> str:
    """`sound`, `broken`, `locked` or `active`."""
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "kiosk.files.evidence_pdf"],
            input=content,
            capture_output=True,
            timeout=_FENCE_SECONDS,
            cwd=_ROOT,
            check=True,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")},
        )
    except (subprocess.SubprocessError, OSError):
        return BROKEN
    verdict = answer.stdout.decode("ascii", "replace")
    return verdict if verdict in (SOUND, LOCKED, ACTIVE) else BROKEN


def look_through(content: bytes) -> str:
    """The same in this process."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return LOCKED
            if not len(pdf.pages):
                return BROKEN
            return ACTIVE if any(_is_active(thing) for thing in (pdf.trailer, *pdf.objects)) else SOUND
    except pikepdf.PasswordError:
        return LOCKED
    except Exception:  # a torn file fails in many ways
        return BROKEN


def _is_active(thing, depth: int = 0) -> bool:
    """Objects inside this one; those it only points to are in the list themselves. What is nested beyond reason is not
    looked for innocence."""
    if depth > _MOST_DEEP:
        return True
    if isinstance(thing, pikepdf.Array):
        return any(_is_active(part, depth + 1) for part in thing if not _is_elsewhere(part))
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if ACTIVE_KEYS & set(thing.keys()) or ACTIVE_KINDS & _kinds(thing):
        return True
    return any(_is_active(part, depth + 1) for part in thing.values() if not _is_elsewhere(part))


def _kinds(thing) -> set[str]:
    named = (thing.get(key) for key in ("/S", "/Subtype", "/Type"))
    return {str(name) for name in named if isinstance(name, pikepdf.Name)}


def _is_elsewhere(part) -> bool:
    return getattr(part, "is_indirect", False)


def _inside_fence() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_FENCE_BYTES, _FENCE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.write(look_through(sys.stdin.buffer.read()))


if __name__ == "__main__":
    _inside_fence()
