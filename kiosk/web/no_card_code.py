"""A free text is stored in clear and read by others: what a scanner types into it by mistake does not stay there."""

from flask_babel import gettext as _
from wtforms.validators import ValidationError

from kiosk.domain.card_codes import without_scanned_codes


def no_card_code(form, field) -> None:
    """The address or token of a card is refused and taken out of the field; what a person typed before it stays."""
    text = field.data or ""
    rest = without_scanned_codes(text)
    if rest != text:
        field.data = rest
        raise ValidationError(
            _(
                "Kode kartu yang dipindai masuk ke kolom ini dan sudah dihapus dari sini. Periksa isinya, lalu kirim "
                "lagi. Kartu berikutnya dipindai di kolom pindai."
            )
        )
