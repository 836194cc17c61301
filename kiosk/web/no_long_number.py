"""A free text is stored in clear and read by others: no NIK, phone or KPJ number of a person stands in it."""

from flask_babel import lazy_gettext as _
from wtforms.validators import ValidationError

from kiosk.domain.words import has_long_number


class NoLongNumber:
    """`message` is what is said where there is one. `in_groups` also sees it with blanks and dashes in between, and
    takes figures that follow each other for one ("2026-2027 12 bulan"): fit for a reason, not for a batch's name or an
    address."""

    def __init__(self, message, *, in_groups: bool = False):
        self._message, self._in_groups = message, in_groups

    def __call__(self, form, field) -> None:
        text = field.data or ""
        if self._in_groups:
            text = "".join(text.replace("-", "").split())
        if has_long_number(text):
            raise ValidationError(str(self._message))


no_long_number = NoLongNumber(_("Jangan tulis NIK atau nomor HP di sini: tulisan ini terbaca orang lain."))
no_number_in_reason = NoLongNumber(
    _(
        "Alasan memuat angka yang panjang. Tulis alasannya tanpa NIK, nomor HP, atau nomor KPJ; "
        "alasan ini disimpan terbuka."
    ),
    in_groups=True,
)
