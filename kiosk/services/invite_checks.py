"""Address and name of an invited person, checked alike for the form and for the command. Raises Refused."""

from email_validator import EmailNotValidError, validate_email

from kiosk.domain.words import N_
from kiosk.services.acting import Refused

LONGEST_NAME = 120


def checked_address(text: str, *, test_addresses: bool) -> str:
    """The address as it is stored: checked for its shape, lower case. No mail is sent and no DNS asked."""
    try:
        checked = validate_email(text, check_deliverability=False, test_environment=test_addresses)
    except EmailNotValidError as error:
        raise Refused(
            N_("Alamat surel ini tidak lengkap atau salah ketik. Contoh: nama@contoh.id.")
        ) from error
    return checked.normalized.lower()


def checked_name(text: str) -> str:
    """One to 120 printable characters, single blanks between the words."""
    name = " ".join(text.split())
    if not name:
        raise Refused(N_("Isi nama orang yang diundang."))
    if len(name) > LONGEST_NAME:
        raise Refused(N_("Nama terlalu panjang. Tulis paling banyak 120 huruf."))
    if not name.isprintable():
        raise Refused(N_("Nama berisi tanda yang tidak dapat dicetak. Ketik ulang namanya."))
    return name
