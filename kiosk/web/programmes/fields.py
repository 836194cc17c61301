"""Numbers of people and sums of money as the programme forms take them."""

import re

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import ValidationError

from kiosk.domain.digits import plain
from kiosk.domain.rupiah_forms import read_rupiah
from kiosk.web.page_context import sentence

WHOLE = re.compile(r"\d{1,9}|\d{1,3}([. ]\d{3}){1,2}", re.ASCII)


class PeopleField(StringField):
    """`7500`, `7.500` and `7 500`; `people` is None while it is not understood."""

    @property
    def people(self) -> int | None:
        written = " ".join(plain(self.data or "").split())
        return int(re.sub(r"\D", "", written)) if WHOLE.fullmatch(written) else None

    def pre_validate(self, form) -> None:
        if self.people is None:
            raise ValidationError(_("Isi kuota dengan angka, misalnya 7.500."))


class MoneyField(StringField):
    """What domain/rupiah_forms.py reads; `rupiah` is None while it is not understood."""

    @property
    def rupiah(self) -> int | None:
        return read_rupiah(self.data).amount

    def pre_validate(self, form) -> None:
        if finding := read_rupiah(self.data).finding:
            raise ValidationError(sentence(finding))
        if self.rupiah is None:
            raise ValidationError(_("Isi anggaran dengan angka, misalnya Rp1.512.000.000."))
