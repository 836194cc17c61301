"""Where to go on after a detour (language, unlocking): addresses of ours only."""

from urllib.parse import urlencode, urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException


def way_back(asked: str | None, otherwise: str = "/") -> str:
    """`asked` when it is a path of ours that a GET opens, else `otherwise`."""
    if not asked or not asked.startswith("/") or asked.startswith("//") or not _plain(asked):
        return otherwise
    try:
        current_app.create_url_adapter(request).match(urlsplit(asked).path, method="GET")
    except HTTPException:
        return otherwise
    return asked


def detour(address: str) -> str:
    """`address` (the lock, the sign-in) with the page that is asked for now as its `next`, filters and all."""
    asked = request.query_string.decode("ascii", "ignore")
    return f"{address}?" + urlencode({"next": request.path + (f"?{asked}" if asked else "")}, safe="/")


def page_left() -> str:
    """The page a form of the header was sent from, by the Referer our own policy lets through."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return "/"
    return way_back(parts.path + (f"?{parts.query}" if parts.query else ""))


def _plain(text: str) -> bool:
    """Browsers read a backslash as a slash and drop control characters: //elsewhere by the back door."""
    return "\\" not in text and all(char > " " for char in text)
