"""A blank form is the same page for its reader each time, but for the tokens in it: rendered once, then filled in.

Rendering the enrolment form takes some 3 ms, filling in its tokens 0.05."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from uuid import uuid4

from flask import render_template, request, session
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf

from kiosk.services import settings
from kiosk.web.access import actor
from kiosk.web.page_context import language
from kiosk.web.post_today import is_to_be_asked

PAGES_KEPT = 200
SECONDS_KEPT = 60  # so long may a renamed occupation or post stay unseen
TOKEN, KEY = "\0token\0", "\0key\0"

_kept: OrderedDict[Hashable, tuple[float, str]] = OrderedDict()


def show_blank(template: str, *, form: Callable[[], FlaskForm], alike: Hashable = ()) -> str:
    """The page of `template` around a blank form with a client_key. `alike` is what the form's own content
    depends on, beside its reader, the language and the address. Messages that wait are shown, never kept."""
    if session.get("_flashes"):
        return render_template(template, form=form())
    key = (template, alike, _reader(), language(), request.full_path, settings.whole("idle_lock_minutes"))
    page = _fresh_enough(key) or _keep(key, template, form())
    return page.replace(TOKEN, generate_csrf()).replace(KEY, uuid4().hex)


def _reader() -> Hashable:
    by = actor()
    asked = is_to_be_asked(by.posts, by.user_id)
    return by.user_id, by.name, by.role, by.company_id, by.posts, by.post_id, asked


def _fresh_enough(key: Hashable) -> str | None:
    kept_at, page = _kept.get(key, (0.0, ""))
    return page if page and time.monotonic() - kept_at < SECONDS_KEPT else None


def _keep(key: Hashable, template: str, form: FlaskForm) -> str:
    page = render_template(template, form=form)
    page = page.replace(generate_csrf(), TOKEN).replace(form.client_key.data, KEY)
    _kept[key] = (time.monotonic(), page)
    _kept.move_to_end(key)
    if len(_kept) > PAGES_KEPT:
        _kept.popitem(last=False)
    return page


def forget() -> None:
    """Render anew at the next question; for whoever has just changed what forms offer."""
    _kept.clear()
