"""Who takes a card, what stays of it, and the consent of who has not given it yet."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField, ValidationError
from wtforms.validators import AnyOf, Length

from kiosk.domain.clock import today
from kiosk.domain.names import clean_name
from kiosk.services import consents
from kiosk.services.handover_words import HOWS, RELATIONS, SELF, THUMB
from kiosk.services.handovers import NO_CONSENT, ONLY_SELF, Agreed, Receiver
from kiosk.web.consent_field import consent_how_field
from kiosk.web.handovers.fields import (
    LONGEST_NAME,
    UNAIDED,
    place_is_noted,
    receiver_is_named,
    signature_field,
)
from kiosk.web.no_card_code import no_card_code
from kiosk.web.once_field import client_key_field
from kiosk.web.reason_field import note_field


class HandoverForm(FlaskForm):
    """`asks`: the owner has not consented yet, so the card is theirs alone and consent is taken with it. What
    was sent is read the same when they are asked no more: a form sent again says what it said the first time."""

    signed: bytes | None = None

    client_key = client_key_field()
    relation = SelectField(
        _("Diterima oleh"),
        choices=[SelectChoice(code, _(words)) for code, words in RELATIONS.items()],
        default=SELF,
        validators=[AnyOf(tuple(RELATIONS), _("Pilih siapa yang menerima kartu."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    receiver = StringField(
        _("Nama penerima"),
        filters=[clean_name],
        validators=[Length(max=LONGEST_NAME), no_card_code, receiver_is_named],
        description=_("Sesuai KTP-nya. Tidak perlu diisi bila pemilik kartu sendiri yang menerima."),
        render_kw=UNAIDED,
    )
    how = RadioField(
        _("Bukti penerimaan"),
        choices=[SelectChoice(code, _(words)) for code, words in HOWS.items()],
        default=THUMB,  # signing needs JavaScript, which chooses it where there is a pad
        validators=[AnyOf(tuple(HOWS), _("Pilih bukti penerimaannya."))],
        validate_choice=False,
        render_kw=UNAIDED,
    )
    note = note_field(
        _("Letak cap jempol, atau daftar yang mana"),
        place_is_noted,
        description=_("Misalnya: buku serah terima, halaman 12."),
    )
    signature = signature_field()
    consent = BooleanField(
        _("Orang ini setuju datanya dipakai untuk pendaftaran BPJS Ketenagakerjaan"), render_kw=UNAIDED
    )
    consent_how = consent_how_field()
    consent_note = note_field(
        _("Catatan persetujuan"), description=_("Letak cap jempol, atau nama saksi. Boleh kosong.")
    )

    def __init__(self, asks: bool, **more):
        super().__init__(**more)
        self.asks = asks

    @property
    def consent_words(self) -> consents.ConsentWords:
        return consents.words_on(today())

    def validate_relation(self, field) -> None:
        if self.asks and field.data != SELF:
            raise ValidationError(gettext(ONLY_SELF))

    def validate_consent(self, field) -> None:
        if self.asks and not field.data:
            raise ValidationError(gettext(NO_CONSENT))

    def taken_by(self) -> Receiver:
        """Call after validate()."""
        return Receiver(self.relation.data, self.how.data, self.receiver.data, self.note.data, self.signed)

    def agreed(self) -> Agreed | None:
        """Call after validate()."""
        return Agreed(self.consent_how.data, self.consent_note.data) if self.consent.data else None
