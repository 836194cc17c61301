"""A text longer than any field takes is cut to one sign more than that, before anybody reads it: the field's own rule
then says that it is too long, and a million letters keep neither a rule of ours nor the database busy."""

from flask import request
from werkzeug.datastructures import ImmutableMultiDict

from kiosk.web.kept_form import FIELD

LONGEST = 10_000  # signs; our longest field takes a few hundred
DRAWING = "data:image/"  # a signature, whose own rule says how large it may be


def cut() -> None:
    """Before every request, after a kept form was opened."""
    if any(map(_is_endless, request.args.items(multi=True))):
        request.args = _cut(request.args)
    if any(map(_is_endless, request.form.items(multi=True))):
        request.form = _cut(request.form)


def _is_endless(pair: tuple[str, str]) -> bool:
    name, value = pair
    return len(value) > LONGEST and name != FIELD and not value.startswith(DRAWING)


def _cut(sent) -> ImmutableMultiDict:
    pairs = sent.items(multi=True)
    return ImmutableMultiDict(
        (name, value[: LONGEST + 1] if _is_endless((name, value)) else value) for name, value in pairs
    )
