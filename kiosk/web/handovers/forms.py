"""What is asked of cards that wait: which one, many at once, why not yet, where else, and not after all."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectChoice, SelectField, StringField
from wtforms.validators import AnyOf, DataRequired, Length

from kiosk.services import handover_pickups
from kiosk.services.handover_words import LIST, TRY_REASONS
from kiosk.services.handovers import WHERE_NEEDED
from kiosk.web.handovers.fields import UNAIDED
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import note_field, reason_field


class ScanForm(FlaskForm):
    """A scanner types the address in the QR, and Enter. It goes by POST: the address holds the card's token."""

    kode = StringField(
        _("Pindai kartu, atau ketik nomor registrasi atau nomor kartu"),
        validators=[
            DataRequired(_("Pindai QR kartunya, atau ketik nomor registrasi atau nomor kartu.")),
            Length(max=300, message=_("Terlalu panjang. Pindai satu kartu saja.")),
        ],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class TryForm(FlaskForm):
    client_key = client_key_field()
    reason = SelectField(
        _("Mengapa belum diserahkan"),
        id="try-reason",
        choices=[
            SelectChoice("", _("Pilih sebabnya")),
            *(SelectChoice(code, _(words)) for code, words in TRY_REASONS.items()),
        ],
        validators=[AnyOf(tuple(TRY_REASONS), _("Pilih mengapa kartu ini belum diserahkan."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    note = note_field(
        _("Catatan"), id="try-note", description=_("Misalnya: titip pesan ke tetangga. Boleh kosong.")
    )


class PickupForm(FlaskForm):
    post = SelectField(
        _("Pos tempat mengambil"),
        validators=[DataRequired(_("Pilih pos tempat kartu ini akan diambil."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )

    def __init__(self, **more):
        super().__init__(**more)
        self.post.choices = [SelectChoice("", gettext("Pilih pos"))] + [
            SelectChoice(post.code, post.name, optgroup=kecamatan)
            for kecamatan, posts in handover_pickups.open_posts().items()
            for post in posts
        ]


class TakeBackForm(FlaskForm):
    client_key = client_key_field()
    reason = reason_field(
        _("Alasan"),
        missing=_("Tulis mengapa penyerahan ini dibatalkan."),
        description=_("Misalnya: belum jadi diserahkan, salah memindai kartu."),
    )


class BulkForm(FlaskForm):
    """The people themselves stand beside it, each with a tick and who received the card."""

    client_key = client_key_field()
    note = note_field(
        _("Daftar yang mana"),
        DataRequired(_(WHERE_NEEDED[LIST])),
        description=_("Misalnya: daftar 21 November, halaman 2. Di situ tanda tangannya dicari nanti."),
    )
    signed = BooleanField(
        _("Setiap orang yang ditandai sudah tanda tangan atau cap jempol di daftar itu"),
        validators=[
            DataRequired(_("Tandai bila semuanya sudah tanda tangan; hapus tanda orang yang belum."))
        ],
        render_kw=UNAIDED,
    )
    consent = BooleanField(
        _("Persetujuan dibacakan kepada mereka, dan dengan tanda tangan itu mereka setuju"), render_kw=UNAIDED
    )
