"""A file is not kept with a form: when the form comes back, its field asks for the file once more."""

from flask import g, request
from flask_babel import gettext as _
from flask_wtf import file
from wtforms.validators import StopValidation


class FileField(file.FileField):
    """Flask-WTF's, for routes that give their form back."""

    def pre_validate(self, form) -> None:
        if not self.data and self.name in left_behind():
            raise StopValidation(
                _("Pilih berkasnya sekali lagi. Berkas yang tadi dipilih tidak ikut tersimpan.")
            )


def left_behind() -> list[str]:
    """The names of the fields whose file this request cannot keep, or an earlier one could not."""
    sent = [name for name, sheet in request.files.items() if sheet.filename]
    return [*g.get("files_left_behind", ()), *sent]
