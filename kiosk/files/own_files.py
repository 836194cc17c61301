"""What a printed document may fetch: our own fonts, styles and pictures, nothing else."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from kiosk.files.own_folders import PRINT_TEMPLATES, ROOT

FOLDERS = (ROOT / "static", PRINT_TEMPLATES)
_TYPES = {
    ".css": "text/css",
    ".ttf": "font/ttf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
# No SVG here: it could name further files.
_INLINE_PICTURE = re.compile(r"data:image/(png|jpeg|webp);base64,", re.IGNORECASE)


class OwnFiles(URLFetcher):
    """WeasyPrint fetches any URL that markup names, file:///etc/passwd too; this fetcher is its fence."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The file behind a URL; raises ValueError for everything that is not ours."""
        if _INLINE_PICTURE.match(url):
            return super().fetch(url, headers)
        path = _own_path(url)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})


def _own_path(url: str) -> Path:
    parts = urlsplit(url)
    # resolve() follows "..", and links out of our folders, before the folder is compared.
    path = Path(unquote(parts.path)).resolve() if parts.scheme == "file" and not parts.netloc else None
    if (
        path is None
        or path.suffix not in _TYPES
        or not any(path.is_relative_to(folder) for folder in FOLDERS)
    ):
        raise ValueError(f"Documents do not fetch {url[:80]}")
    return path
