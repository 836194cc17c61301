"""A figure is added as its source says it, or withdrawn."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from kiosk.domain.digits import plain
from kiosk.domain.figure_forms import read_people, read_percent, read_year
from kiosk.domain.figure_kinds import KINDS, PERCENT, Entry
from kiosk.web.day_field import DayField
from kiosk.web.no_card_code import no_card_code
from kiosk.web.no_long_number import no_long_number
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import reason_field

UNAIDED = {"autocomplete": "off"}
NUMERIC = UNAIDED | {"inputmode": "decimal"}


def one_line(text: str | None) -> str:
    return " ".join((text or "").split())


class FigureForm(FlaskForm):
    client_key = client_key_field()
    key = SelectField(
        _("Angka"),
        validators=[AnyOf(KINDS, _("Pilih angkanya dari daftar."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    value = StringField(
        _("Nilai"), description=_("Orang, misalnya 756.873; atau persen, misalnya 71,59."), render_kw=NUMERIC
    )
    for_year = StringField(
        _("Untuk tahun"), description=_("Hanya untuk target; selain itu biarkan kosong."), render_kw=NUMERIC
    )
    as_of = DayField(
        _("Tanggal data"),
        description=_("Hari berlakunya angka itu menurut sumbernya, misalnya 07/11/2025."),
        render_kw=UNAIDED | {"inputmode": "numeric"},
    )
    source = StringField(
        _("Sumber"),
        filters=[one_line],
        description=_("Siapa yang menyebut angka ini dan di mana, misalnya surat BPJS nomor B/12/XI/2026."),
        validators=[
            DataRequired(_("Tulis sumbernya: siapa yang menyebut angka ini, dan di mana.")),
            Length(max=200, message=_("Sumber paling banyak 200 huruf.")),
            no_long_number,
            no_card_code,
        ],
        render_kw=UNAIDED,
    )
    note = TextAreaField(
        _("Catatan"),
        filters=[one_line],
        description=_("Misalnya cara menghitungnya. Boleh kosong."),
        validators=[
            Length(max=400, message=_("Catatan paling banyak 400 huruf.")),
            no_long_number,
            no_card_code,
        ],
        render_kw=UNAIDED | {"rows": 3},
    )

    def __init__(self, **more):
        super().__init__(**more)
        self.key.choices = _grouped_choices()

    @property
    def number(self) -> int | None:
        """People, or hundredths of a percent; None while it is not understood."""
        kind = KINDS.get(self.key.data or "")
        read = read_percent if kind and kind.unit == PERCENT else read_people
        return read(self.value.data)

    @property
    def year(self) -> int:
        """0 where none is needed or typed."""
        kind = KINDS.get(self.key.data or "")
        return (read_year(self.for_year.data) or 0) if kind and kind.yearly else 0

    def validate_value(self, field):
        if self.number is None:
            raise ValidationError(
                gettext("Isi nilainya dengan angka, misalnya 756.873 orang atau 71,59 persen.")
            )

    def validate_for_year(self, field):
        written, kind = plain(field.data or ""), KINDS.get(self.key.data or "")
        if written and read_year(written) is None:
            raise ValidationError(gettext("Isi tahun dengan empat angka, misalnya 2026."))
        if written and kind and not kind.yearly:
            raise ValidationError(gettext("Angka ini bukan target. Kosongkan tahunnya."))

    def validate_as_of(self, field):
        if field.day is None:
            raise ValidationError(gettext("Isi tanggal data menurut sumbernya, misalnya 07/11/2025."))

    def entry(self) -> Entry:
        return Entry(
            key=self.key.data,
            value=self.number,
            as_of=self.as_of.day,
            source=self.source.data,
            for_year=self.year,
            note=self.note.data,
        )


class WithdrawalForm(FlaskForm):
    client_key = client_key_field()
    why = reason_field(_("Alasan mencabut"), missing=_("Tulis mengapa angka ini dicabut."))


def _grouped_choices() -> dict[str, list[SelectChoice]]:
    """Browsers show the groups by their titles."""
    groups = {gettext("Pilih angkanya"): [SelectChoice("", gettext("Pilih angkanya"))]}
    for kind in KINDS.values():
        groups.setdefault(gettext(kind.group), []).append(SelectChoice(kind.key, gettext(kind.title)))
    return groups
