"""What comes with an enrolment beside its answers: a photograph, a signature, a word on how consent was given."""

from functools import cached_property

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import Length, ValidationError

from kiosk.domain.clock import today
from kiosk.domain.names import clean_name
from kiosk.files import pictures
from kiosk.files.signatures import signature_png
from kiosk.services import consents, loose_papers, photos
from kiosk.services.acting import Actor
from kiosk.services.enrolment_papers import EnrolmentPapers
from kiosk.services.loose_papers import LoosePaper, PaperGone
from kiosk.web.access import actor
from kiosk.web.enrolment.checks import MayBeEmpty
from kiosk.web.no_long_number import NoLongNumber
from kiosk.web.photo_field import photo_field

PREVIEW_SIDE = 320  # pixels


def kept_photo_is_there(form, field) -> None:
    """Said at the field where a new one is chosen."""
    if form.photo_kept.data and not form.photo.data and not form.kept_content:
        raise ValidationError(gettext(PaperGone().message))


def signature_is_sound(form, field) -> None:
    """Only who read it alone signs; a drawing left from another choice is no fault."""
    if not field.data or form.consent_how.data != "self":
        return
    try:
        form.signed = signature_png(field.data)
    except pictures.PictureRefused as refusal:
        raise ValidationError(gettext(refusal.message) % refusal.params) from refusal


class PaperFields:
    """Mixed into the enrolment form. `picture` and `signed` are there after validate()."""

    picture: bytes | None = None
    signed: bytes | None = None

    photo = photo_field(_("Foto orangnya"), MayBeEmpty(), kept_photo_is_there)
    photo_kept = HiddenField()
    photo_drop = BooleanField(_("Simpan tanpa foto ini"))
    consent_note = StringField(
        _("Catatan persetujuan"),
        validators=[
            MayBeEmpty(),
            Length(max=200, message=_("Catatan ini paling banyak 200 huruf.")),
            NoLongNumber(_("Jangan tulis NIK atau nomor HP di catatan ini; cukup nama atau nomor lembar.")),
        ],
        description=_("Cap jempol: di mana, misalnya di formulir kertas no. 12. Saksi: namanya."),
        render_kw={"autocomplete": "off"},
    )
    signature = HiddenField(validators=[signature_is_sound])

    @property
    def consent_words(self) -> consents.ConsentWords:
        return consents.words_on(today())

    @cached_property
    def kept_photo(self) -> LoosePaper | None:
        """The photograph that came with this form before, when it was this person who sent it."""
        if not self.photo_kept.data:
            return None
        try:
            user_id, *paper = _signer().loads(self.photo_kept.data)
        except (BadSignature, ValueError):
            return None
        return LoosePaper(*paper) if user_id == actor().user_id else None

    @cached_property
    def kept_content(self) -> bytes | None:
        kept = self.kept_photo
        return loose_papers.content_of(kept, kind=photos.PHOTO, by=actor()) if kept else None

    @property
    def photo_preview(self) -> str:
        """The kept photograph inside the page; no address of its own that somebody else could open."""
        content = self.picture or self.kept_content
        return pictures.data_url(pictures.upright_jpeg(content, PREVIEW_SIDE)) if content else ""

    def papers(self) -> EnrolmentPapers:
        """Call after validate()."""
        kept = None if self.photo_drop.data else self.kept_photo
        return EnrolmentPapers(
            photo=self.picture or kept,
            signature=self.signed,
            consent_note=clean_name(self.consent_note.data or ""),
        )

    def keep_photo(self, by: Actor) -> None:
        """For a form that comes back: a browser sends a file once only."""
        if not self.picture:
            return
        paper = loose_papers.lay_down(self.picture, kind=photos.PHOTO, by=by)
        self.photo_kept.data = _signer().dumps([by.user_id, paper.id, paper.sha256])


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key, salt="photo_kept")
