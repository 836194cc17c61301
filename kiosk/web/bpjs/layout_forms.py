"""A layout as it is typed: its name, how dates are written, and its columns as rows, which buttons add, move and remove
by sending the form and bringing it back."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectField, StringField

from kiosk.domain.bpjs_fields import FIELDS, TEXT
from kiosk.domain.bpjs_layouts import MOST_COLUMNS, Column, Layout, findings_of
from kiosk.domain.date_forms import WRITTEN
from kiosk.domain.names import clean_name
from kiosk.web.once_field import client_key_field
from kiosk.web.page_context import sentence

STEP = re.compile(r"(up|down|remove)-(\d{1,3})|add|look", re.ASCII)
BLANK = Column("", "")
BESIDE = {"layout_name": "name", "layout_date": "date_form"}
DATES = {
    "dd-mm-yyyy": _("17-05-2003"),
    "dd/mm/yyyy": _("17/05/2003"),
    "yyyy-mm-dd": _("2003-05-17"),
    "yyyy/mm/dd": _("2003/05/17"),
    "ddmmyyyy": _("17052003"),
    "yyyymmdd": _("20030517"),
}


class LayoutForm(FlaskForm):
    """`columns` are the rows as they stand; `pointed` is the button that takes the focus after a step, `column_errors`
    say what is wrong in a row, by its number from 1."""

    client_key = client_key_field()
    seen = HiddenField()
    name = StringField(
        _("Nama susunan"),
        filters=[clean_name],
        description=_("Misalnya nama kantor cabang yang memakainya."),
        render_kw={"autocomplete": "off"},
    )
    date_form = SelectField(
        _("Cara menulis tanggal"),
        choices=[SelectChoice(form, DATES[form]) for form in WRITTEN],
        validate_choice=False,
    )

    def __init__(self, now: Layout, **more):
        super().__init__(data={"name": now.name, "date_form": now.date_form}, **more)
        self.columns = list(_posted(request.form)) if self.is_submitted() else list(now.columns)
        self.pointed = ""
        self.column_errors: dict[int, list[str]] = {}

    @property
    def wish(self) -> Layout:
        return Layout(self.name.data or "", self.date_form.data or "", tuple(self.columns))

    @property
    def last_seen(self) -> datetime | None:
        try:
            return datetime.fromisoformat(self.seen.data or "")
        except ValueError:
            return None

    def take_step(self) -> bool:
        """Whether a button of the rows was pressed instead of the one that saves; then it is done."""
        step = STEP.fullmatch(request.form.get("step", ""))
        if not step:
            return False
        if step[0] == "add":
            self.columns.append(BLANK)
            self.pointed = f"heading-{len(self.columns) - 1}"
        elif step[1]:
            self._move(step[1], int(step[2]))
        return True

    def _move(self, way: str, at: int) -> None:
        if at >= len(self.columns):
            return
        column, to = self.columns.pop(at), {"up": at - 1, "down": at + 1, "remove": at}[way]
        if way == "remove":
            self.pointed = f"remove-{min(at, len(self.columns) - 1)}"
            return
        to = min(max(to, 0), len(self.columns))
        self.columns.insert(to, column)
        self.pointed = f"{way}-{to}"

    def validate(self, **kwargs) -> bool:
        right = super().validate(**kwargs)
        for finding in findings_of(self.wish):
            self._place(finding, sentence(finding))
            right = False
        return right

    def _place(self, finding, words: str) -> None:
        if finding.code in BESIDE:
            field = self[BESIDE[finding.code]]
            field.errors = [*field.errors, words]
            return
        self.form_errors.append(words)
        if number := finding.params.get("number"):
            self.column_errors.setdefault(number, []).append(words)


def _posted(fields: Mapping[str, str]) -> Iterator[Column]:
    """As far as rows were sent; one more than there may be is enough to say so."""
    for at in range(MOST_COLUMNS + 1):
        if f"heading-{at}" not in fields:
            return
        field = fields.get(f"field-{at}", "")
        text = clean_name(fields.get(f"text-{at}", "")) if field == TEXT else ""
        yield Column(clean_name(fields[f"heading-{at}"]), field, text)


def field_choices() -> list[tuple[str, str]]:
    return [(code, gettext(words)) for code, words in FIELDS.items()]
