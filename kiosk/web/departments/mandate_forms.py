"""How a department settles a mandate: what was checked, why it goes back."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice
from wtforms.validators import AnyOf, DataRequired, ValidationError

from kiosk.domain.mandate_refusals import COPIES, OTHER, REFUSALS, refusal_words, room_for
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import note_field

UNAIDED = {"autocomplete": "off"}


def _checked(label, missing) -> BooleanField:
    return BooleanField(label, validators=[DataRequired(missing)], render_kw=UNAIDED)


class CheckForm(FlaskForm):
    client_key = client_key_field()
    same_name = _checked(
        _("Nama pemilik rekening sama dengan nama pegawai"),
        _("Tandai bahwa nama pada buku rekening sudah dicocokkan, atau tolak berkasnya."),
    )
    nip_fits = _checked(
        _("NIP cocok dengan pegawainya"),
        _("Tandai bahwa NIP sudah dicocokkan, atau tolak berkasnya."),
    )
    signature = _checked(
        _("Tanda tangan ada dan sesuai dengan KTP"),
        _("Tandai bahwa tanda tangannya sudah dilihat, atau tolak berkasnya."),
    )
    papers_seen = BooleanField(
        _("Salinan buku rekening dan KTP saya lihat di atas kertas"), render_kw=UNAIDED
    )


class RefusalForm(FlaskForm):
    client_key = client_key_field()
    why = RadioField(
        _("Alasan"),
        choices=[SelectChoice(code, _(words)) for code, words in REFUSALS.items()],
        validators=[AnyOf(list(REFUSALS), _("Pilih alasannya."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    words = note_field(
        _("Keterangan"),
        description=_(
            "Dibaca pegawai: apa yang perlu diperbaikinya. Tanpa NIK, nomor rekening, atau nomor HP."
        ),
    )

    def validate_words(self, field):
        if self.why.data == OTHER and not field.data:
            raise ValidationError(gettext("Tulis alasannya; pegawai membacanya."))
        room = room_for(self.why.data)
        if len(field.data or "") > room:
            raise ValidationError(
                gettext("Keterangan bersama alasan ini paling banyak %(most)s huruf.", most=room)
            )

    @property
    def asks_for_copies(self) -> bool:
        """Nothing else is wrong: it goes on waiting."""
        return self.why.data == COPIES

    @property
    def said(self) -> str:
        return refusal_words(self.why.data, self.words.data or "")
