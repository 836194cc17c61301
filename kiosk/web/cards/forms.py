"""Ask for cards, and tell what came out of the printer."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import AnyOf, Length, NumberRange, ValidationError
from wtforms.widgets import HiddenInput

from kiosk.domain.place_numbers import read_places
from kiosk.services.acting import Actor
from kiosk.services.card_queue import Wanted
from kiosk.services.print_outcomes import ALL_GOOD, NOT_PRINTED, OUTCOMES, SOME_SPOILED, Answer
from kiosk.services.print_selection import MOST
from kiosk.services.print_wishes import LAYOUTS, ORDERS, PLACES_ON_A_SHEET, PrintWish
from kiosk.web.cards.queue_filters import wanted_in
from kiosk.web.once_field import client_key_field

STARTS = tuple(str(place) for place in range(1, PLACES_ON_A_SHEET + 1))
LONGEST_LIST = 2000  # letters


class PrintForm(FlaskForm):
    """`worker` may come many times; `all` means everybody whom the list with these `filters` shows."""

    client_key = client_key_field()
    worker = SelectMultipleField(validate_choice=False)
    batch = HiddenField(validators=[Length(max=20)])
    all = BooleanField()
    filters = HiddenField(validators=[Length(max=300)])
    layout = HiddenField(default="", validators=[AnyOf(("", *LAYOUTS))])
    start = HiddenField(default="1", validators=[AnyOf(("", *STARTS))])
    ordered_by = HiddenField(default="", validators=[AnyOf(("", *ORDERS))])

    @property
    def reg_nos(self) -> list[str]:
        return [reg_no for reg_no in self.worker.data or () if reg_no]

    def wanted(self, by: Actor) -> Wanted | None:
        """Raises Refused where the filters are none of the list's."""
        return wanted_in(self.filters.data or "", by) if self.all.data else None

    @property
    def chose_nobody(self) -> bool:
        """Whether the list sent it with nobody ticked."""
        return bool(self.filters.raw_data) and not (self.reg_nos or self.batch.data or self.all.data)

    def wish(self) -> PrintWish:
        given = {"layout": self.layout.data, "ordered_by": self.ordered_by.data}
        return PrintWish(
            start=int(self.start.data or 1), **{name: value for name, value in given.items() if value}
        )


MANY_CARDS = (
    SelectChoice(ALL_GOOD, _("Semua tercetak baik")),
    SelectChoice(SOME_SPOILED, _("Sebagian gagal")),
    SelectChoice(NOT_PRINTED, _("Tidak jadi dicetak")),
)
ONE_CARD = (
    SelectChoice(ALL_GOOD, _("Tercetak baik")),
    SelectChoice(SOME_SPOILED, _("Gagal")),
    SelectChoice(NOT_PRINTED, _("Tidak jadi dicetak")),
)


class OutcomeForm(FlaskForm):
    """`spoiled` is ticked on a picture of the sheet, `numbers` typed for a run that is too long for that; of a run with
    one card neither is asked. `seen` and `change` come from the page that names the people."""

    outcome = RadioField(
        _("Tercetak baik?"),
        choices=list(MANY_CARDS),
        validators=[AnyOf(OUTCOMES, _("Pilih salah satu: tercetak baik, gagal, atau tidak jadi dicetak."))],
        validate_choice=False,
        render_kw={"autocomplete": "off"},
    )
    spoiled = SelectMultipleField(_("Kartu yang gagal"), validate_choice=False)
    numbers = StringField(
        _("Nomor kartu yang gagal"),
        description=_("Contoh: 3, 17–20"),
        validators=[
            Length(max=LONGEST_LIST, message=_("Terlalu banyak nomor. Pakai rentang, misalnya 17–20."))
        ],
        render_kw={"autocomplete": "off"},
    )
    seen = HiddenField(default="", validators=[Length(max=64)])
    change = BooleanField()

    def ask_for_one(self) -> None:
        self.outcome.choices = list(ONE_CARD)

    def validate_numbers(self, field):
        if pieces := self._read().not_read:
            raise ValidationError(
                gettext("Tidak terbaca sebagai nomor kartu: %(pieces)s.", pieces=", ".join(pieces)[:100])
            )
        if self._read().numbers and self.outcome.data in (ALL_GOOD, NOT_PRINTED):
            raise ValidationError(
                gettext("Ada kartu yang ditandai gagal. Pilih Sebagian gagal, atau hapus tandanya.")
            )

    def _read(self):
        return read_places(" ".join([*(self.spoiled.data or ()), self.numbers.data or ""]), most=MOST)

    def answer(self) -> Answer:
        return Answer(self.outcome.data, self._read().numbers, self.seen.data or "")


class RemakeForm(FlaskForm):
    """`part` is the number of a file of a run."""

    part = IntegerField(widget=HiddenInput(), validators=[NumberRange(1, MOST)])
