"""The copies that come with a mandate, and its revocation by the donor."""

from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import DataRequired, ValidationError

from kiosk.domain.words import N_
from kiosk.files.evidence import Evidence
from kiosk.services.mandate_papers import BANK_BOOK, KTP
from kiosk.services.mandate_revocation_pages import Consequence
from kiosk.web.foster.mandate_forms import PAPER_FILES, UNAIDED
from kiosk.web.foster.paper_reading import LEAST_OF_A_COPY, read_copy
from kiosk.web.kept_files import FileField
from kiosk.web.once_field import client_key_field

NAMED = {BANK_BOOK: N_("Buku rekening"), KTP: N_("Foto KTP")}  # what a sentence is about
SMALLER = _("Kecilkan atau foto ulang, lalu pilih lagi.")


class CopiesForm(FlaskForm):
    """`missing` are the copies nobody has added yet; one of both is enough to be sent. `copies` are there after
    validate(), by what they are."""

    client_key = client_key_field()
    buku_rekening = FileField(
        _("Buku rekening"),
        description=_(
            "Halaman dengan nomor rekening dan nama Anda. PDF, atau foto yang sisi panjangnya paling sedikit %(least)s "
            "piksel; paling besar 10 MB.",
            least=LEAST_OF_A_COPY,
        ),
        render_kw=PAPER_FILES
        | {"data-too-large": _("Buku rekening: berkas lebih dari 10 MB. %(what)s", what=SMALLER)},
    )
    ktp = FileField(
        _("KTP"),
        description=_(
            "PDF, atau foto yang sisi panjangnya paling sedikit %(least)s piksel; paling besar 10 MB.",
            least=LEAST_OF_A_COPY,
        ),
        render_kw=PAPER_FILES
        | {"data-too-large": _("Foto KTP: berkas lebih dari 10 MB. %(what)s", what=SMALLER)},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.copies: dict[str, Evidence] = {}

    def validate_buku_rekening(self, field):
        self._take(BANK_BOOK, field)
        if not any(_is_chosen(self[what]) for what in (BANK_BOOK, KTP)):
            raise ValidationError(gettext("Pilih foto atau PDF buku rekening, atau KTP."))

    def validate_ktp(self, field):
        self._take(KTP, field)

    def _take(self, what: str, field) -> None:
        if _is_chosen(field):
            self.copies[what] = read_copy(field.data, gettext(NAMED[what]))

    def ask_for_files_again(self) -> None:
        """Of a form that comes back because of the other one."""
        for what in self.copies:
            if not self[what].errors:
                again = gettext("Pilih berkasnya sekali lagi. Berkas yang tadi dipilih tidak ikut tersimpan.")
                self[what].errors = [f"{gettext(NAMED[what])}: {again}"]


def _is_chosen(field) -> bool:
    return bool(getattr(field.data, "filename", ""))


class RevocationForm(FlaskForm):
    """By the donor: from one of the days that stand on the page with what each means."""

    client_key = client_key_field()
    on = RadioField(_("Mulai kapan"), choices=[], validate_choice=False, render_kw=UNAIDED)
    sure = BooleanField(
        _("Saya mengerti akibatnya dan mencabut surat kuasa ini"),
        validators=[DataRequired(_("Nyatakan bahwa Anda mengerti akibatnya."))],
        render_kw=UNAIDED,
    )

    def __init__(self, *args, choices: list[Consequence], words, **kwargs):
        super().__init__(*args, **kwargs)
        self.on.choices = [SelectChoice(one.day.isoformat(), words(one)) for one in choices]

    def validate_on(self, field):
        if self.day is None:
            raise ValidationError(gettext("Pilih mulai kapan surat kuasa ini tidak berlaku lagi."))

    @property
    def day(self) -> date | None:
        offered = {str(choice.value) for choice in self.on.choices}
        return date.fromisoformat(self.on.data) if self.on.data in offered else None
