"""The sign NUL is never meant: PostgreSQL refuses it in any text, SQLite drops what follows it."""

from flask import abort, request
from werkzeug.datastructures import ImmutableMultiDict

NUL = "\0"


def refuse_or_drop() -> None:
    """Before every request: no page has NUL in its address (404); from a form's fields and file names it is dropped."""
    if NUL in request.path or any(NUL in name + value for name, value in request.args.items(multi=True)):
        abort(404)
    if any(NUL in name + value for name, value in request.form.items(multi=True)):
        request.form = ImmutableMultiDict(
            (_without(name), _without(value)) for name, value in request.form.items(multi=True)
        )
    for _field, sent in request.files.items(multi=True):
        sent.filename = _without(sent.filename or "")


def _without(text: str) -> str:
    return text.replace(NUL, "")
