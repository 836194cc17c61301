"""One question: a scanned card, or a number with the birth date that goes with it. Hands on `asked` and `birth_on`."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from kiosk.domain.date_forms import take_apart
from kiosk.domain.digits import bare, plain
from kiosk.domain.words import has_long_number
from kiosk.services import selfservice as uses
from kiosk.services.acting import Refused
from kiosk.web.selfservice import device

SPENT = _("Layar ini sudah dibersihkan. Isi sekali lagi.")
NUMBER_EMPTY = _("Pindai kartu, atau ketik nomor registrasi atau NIK.")
BIRTH_EMPTY = _("Isi tanggal lahir: tanggal, bulan, dan tahun empat angka, seperti 17 05 2003.")
BIRTH_UNREAL = _("Tanggal lahir ini tidak ada di kalender. Periksa tanggal, bulan, dan tahunnya.")
TYPED = {"autocomplete": "off", "autocorrect": "off", "spellcheck": "false"}
# Room for a date typed through: what a browser cuts off is lost without a word.
WHOLE_DATE = TYPED | {"inputmode": "numeric", "maxlength": 14}


class AskForm(FlaskForm):
    turn = HiddenField(default=device.turn)
    number = StringField(
        _("Kode QR kartu, nomor registrasi, atau NIK"),
        description=_("Nomor registrasi seperti SMG-7K3QF2M-6."),
        validators=[DataRequired(NUMBER_EMPTY), Length(max=300, message=NUMBER_EMPTY)],
        render_kw=TYPED | {"autocapitalize": "characters", "enterkeyhint": "next"},
    )
    birth_day = StringField(_("Tanggal"), render_kw=WHOLE_DATE | {"data-full": 2})
    birth_month = StringField(_("Bulan"), render_kw=WHOLE_DATE | {"data-full": 2})
    birth_year = StringField(_("Tahun"), render_kw=WHOLE_DATE | {"data-full": 4})

    spent_words = SPENT
    asked: uses.Asked | None = None
    birth_on: date | None = None

    def validate(self, *args, **kwargs) -> bool:
        sound = super().validate(*args, **kwargs)
        return sound and self._number_is_read() and (self.asked.kind == uses.CARD or self._birth_is_read())

    def validate_turn(self, field) -> None:
        if not device.is_this_turn(field.data):
            raise ValidationError(SPENT)

    def _number_is_read(self) -> bool:
        try:
            self.asked = uses.read_asked(self.number.data)
        except Refused as refusal:
            self.number.errors = [gettext(refusal.message) % refusal.params]
        return self.asked is not None

    def _birth_is_read(self) -> bool:
        """In three fields nothing is left open: no month stands first, no year has two digits."""
        parts = self._birth_parts()
        if not all(part.isascii() and part.isdecimal() for part in parts) or len(parts[0]) != 4:
            self.birth_day.errors = [BIRTH_EMPTY]
            return False
        try:
            self.birth_on = date(*map(int, parts))
        except ValueError:
            self.birth_day.errors = [BIRTH_UNREAL]
        return self.birth_on is not None

    def _birth_parts(self) -> list[str]:
        """Year, month, day; a whole date in the first field stands for all three."""
        parts = [plain(field.data) for field in (self.birth_year, self.birth_month, self.birth_day)]
        whole = take_apart(parts[2]) if not any(parts[:2]) else None
        return [whole.year, str(whole.month), str(whole.day)] if whole else parts

    def is_spent(self) -> bool:
        """Sent again by the browser, or its page lay open longer than the session lived."""
        return bool(self.turn.errors or self.csrf_token.errors)

    def give_back(self) -> None:
        """For the next try: no NIK and no card stands in a page of ours; a registration number may be mended."""
        self.turn.data = device.next_turn()
        typed = self.number.data or ""
        fields = (self.number, self.birth_day, self.birth_month, self.birth_year)
        is_long = any(has_long_number(bare(field.data or "")) for field in fields)
        if self.is_spent() or is_long or "/" in typed or len(typed) > 20:
            for field in fields:
                field.data = ""
