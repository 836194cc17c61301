"""The few shapes an answer takes: a page or its fragment, a redirect, a fault that spares the form."""

from collections.abc import Mapping
from io import BytesIO
from typing import BinaryIO
from urllib.parse import urlencode

from flask import Response, redirect, render_template, request, send_file
from htmx_flask import make_response

# For an answer to htmx that is a page, wherever a part of one was asked for.
WHOLE_PAGE = {"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def wants_fragment() -> bool:
    """True for an htmx swap; not for a boosted link or a restored history entry, which need the whole page."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def show(page: str, *, fragment: str | None = None, status: int = 200, **context):
    """The page, or the fragment of it that htmx asked for."""
    template = fragment if fragment and wants_fragment() else page
    return render_template(template, **context), status


def go_to(href: str):
    """Redirect after a POST; htmx would follow a 303 silently, so it is told."""
    if request.htmx:
        return make_response("", redirect=href)
    return redirect(href, code=303)


def pdf(content: bytes, name: str) -> Response:
    """Shown in the browser; `name` is what it is called where it is kept, without its ending."""
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


def xlsx(content: bytes | BinaryIO, name: str) -> Response:
    """To keep; `name` is without its ending. An open file is closed once it has been sent."""
    file = BytesIO(content) if isinstance(content, bytes) else content
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx", etag=False)


def page_number(fields: Mapping[str, str] | None = None, *, name: str = "hal") -> int:
    """`?hal=3` of the address, or of `fields` that a form sent on; at least 1, anything else is the first page."""
    text = (request.args if fields is None else fields).get(name, "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


class Pager:
    """What components/pagination.html needs: whether more follows, and how many there are in all where that is
    known (with the `size` of a page). `path` and `fields` are the list's where the request is not for it."""

    def __init__(
        self,
        number: int,
        more: bool,
        *,
        total: int | None = None,
        size: int = 1,
        path: str = "",
        fields: Mapping[str, str] | None = None,
    ):
        self.path = path or request.path
        self.fields = request.args if fields is None else fields
        self.number = number
        self.total = total
        self.last = None if total is None else -(-total // size)
        self.previous_href = self._with_page(number - 1) if number > 1 else None
        self.next_href = self._with_page(number + 1) if more else None

    def _with_page(self, number: int) -> str:
        return f"{self.path}?{urlencode({**self.fields, 'hal': number})}"
