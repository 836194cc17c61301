"""Months and sums as the tariff forms take them."""

import re
from datetime import date

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import ValidationError

from kiosk.domain.digits import plain
from kiosk.domain.income import read_income

YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
MONTH_FIRST = re.compile(r"(\d{1,2})[/-](\d{4})", re.ASCII)


def read_month(text: str | None) -> date | None:
    """`2027-01`, `01/2027` and `1-2027` as its first day; None for anything else."""
    written = plain(text or "")
    if found := YEAR_FIRST.fullmatch(written):
        year, month = found.groups()
    elif found := MONTH_FIRST.fullmatch(written):
        month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), 1)
    except ValueError:
        return None


class MonthField(StringField):
    """`month` is its first day, None while it is empty or not understood."""

    @property
    def month(self) -> date | None:
        return read_month(self.data)

    def pre_validate(self, form) -> None:
        if plain(self.data or "") and self.month is None:
            raise ValidationError(_("Tulis bulan dan tahunnya, misalnya 01/2027."))


class RupiahField(StringField):
    """`16.800`, `Rp16.800` and `16800`; `rupiah` is None while it is not understood."""

    @property
    def rupiah(self) -> int | None:
        return read_income(self.data).amount

    def pre_validate(self, form) -> None:
        if self.rupiah is None:
            raise ValidationError(_("Isi iuran satu bulan dengan angka, misalnya 16.800."))
