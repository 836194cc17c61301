"""The field for a person's photograph: a file or what the camera took, judged and made ours as it is read."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from kiosk.files import pictures
from kiosk.web.kept_files import FileField

DESCRIPTION = _("Wajah dari depan, di tempat kerjanya bila bisa. JPEG, PNG, atau WEBP, paling besar 10 MB.")


def photo_field(label, *validators) -> FileField:
    """`after validate()` the form's `picture` is an upright JPEG, None where no photograph came."""
    return FileField(
        label,
        validators=[*validators, photo_is_sound],
        description=DESCRIPTION,
        render_kw={
            "accept": "image/*",
            "capture": "environment",
            "data-photo": "",
            "data-most-bytes": str(pictures.MOST_BYTES),
            "data-too-large": _(
                "Foto ini lebih dari 10 MB. Kecilkan ukuran foto di pengaturan kamera, lalu ambil sekali lagi."
            ),
        },
    )


def photo_is_sound(form, field) -> None:
    if not field.data:
        return
    try:
        form.picture = pictures.upright_jpeg(field.data.read(pictures.MOST_BYTES + 1))
    except pictures.PictureRefused as refusal:
        raise ValidationError(gettext(refusal.message) % refusal.params) from refusal
