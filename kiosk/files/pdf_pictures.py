"""The pages of a PDF that somebody sent, as pictures: whatever else it carried stays behind. Drawn in a process of its
own with little memory and time, one at a time, as evidence_pdf judges it."""

import os
import resource
import struct
import subprocess
import sys
import threading
from io import BytesIO
from pathlib import Path

import pypdfium2

_ROOT = Path(__file__).resolve().parents[2]
_FENCE_BYTES = 1 << 30
_FENCE_SECONDS = 10
_FENCE_PATIENCE = 20  # seconds by the clock
_LENGTH = struct.Struct(">I")

MOST_PAGES = 4
LONGEST_SIDE = 1_800  # pixels
_POINTS = 72 / 25.4  # in a millimetre
# Of the longer side, in points. A KTP is 86 mm long, an A0 sheet 1.2 m; what lies far beyond is drawn for seconds and
# says nothing.
SHORTEST_PAGE, LONGEST_PAGE = 50 * _POINTS, 2_000 * _POINTS
_ODD_SIZE = 3  # exit code
_one_at_a_time = threading.Lock()


class PagesRefused(ValueError):
    """It has more than MOST_PAGES, or cannot be drawn within the fence."""


class PagesOfOddSize(PagesRefused):
    """A page's longer side is below 50 mm or above 2 m."""


def pages_as_jpeg(pdf: bytes) -> list[bytes]:
    """One JPEG a page, of LONGEST_SIDE. For a PDF that evidence_pdf has found sound. Raises PagesRefused,
    PagesOfOddSize."""
    with _one_at_a_time:
        drawn = _drawn_in_fence(pdf)
    pages = []
    while drawn:
        [length], drawn = _LENGTH.unpack(drawn[: _LENGTH.size]), drawn[_LENGTH.size :]
        pages.append(drawn[:length])
        drawn = drawn[length:]
    if not pages:
        raise PagesRefused
    return pages


def _drawn_in_fence(pdf: bytes) -> bytes:
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "kiosk.files.pdf_pictures"],
            input=pdf,
            capture_output=True,
            timeout=_FENCE_PATIENCE,
            cwd=_ROOT,
            check=True,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.environ.get("PATH", "")},
        )
    except subprocess.CalledProcessError as fault:
        raise (PagesOfOddSize if fault.returncode == _ODD_SIZE else PagesRefused) from fault
    except (subprocess.SubprocessError, OSError) as fault:
        raise PagesRefused from fault
    return answer.stdout


def _inside_fence() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_FENCE_BYTES, _FENCE_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_FENCE_SECONDS, _FENCE_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    if len(document) > MOST_PAGES:
        sys.exit(1)
    if not all(SHORTEST_PAGE <= max(page.get_size()) <= LONGEST_PAGE for page in document):
        sys.exit(_ODD_SIZE)
    for page in document:
        picture = page.render(scale=LONGEST_SIDE / max(page.get_size())).to_pil().convert("RGB")
        out = BytesIO()
        picture.save(out, "JPEG", quality=88)
        sys.stdout.buffer.write(_LENGTH.pack(out.tell()) + out.getvalue())


if __name__ == "__main__":
    _inside_fence()
