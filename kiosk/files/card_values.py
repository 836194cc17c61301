"""What stands at each place of the card's template, side by side."""

import unicodedata
from typing import NamedTuple

from kiosk.files.card_face import NO_PHOTO, CardFace
from kiosk.files.card_photos import card_photo
from kiosk.files.card_template import BACK, PROTECTED, REGISTERED

# Said on many cards alike: fitted once for a whole print run.
COMMON = frozenset(
    ("kota", "tanpa_foto", "menunggu_kpj", "program", "penanggung", "keadaan", "masa", "dicetak", "telepon")
)


class CardSide(NamedTuple):
    """name is the template's; texts are by place, those without a text left out; url is what the code says, none on
    the back; photo is a JPEG of card_photos.PIXELS."""

    name: str
    texts: dict[str, str]
    url: str = ""
    photo: bytes | None = None


def front_of(face: CardFace, city: str) -> CardSide:
    """city is the line below the title, where the city words it."""
    photo = card_photo(face.photo)
    texts = {
        "kota": city or face.city,
        "tanpa_foto": "" if photo else NO_PHOTO,
        "nama": face.name,
        "nomor": face.reg_no,
        "kpj": face.kpj,
        "menunggu_kpj": "" if face.kpj else face.no_kpj,
        "nik": face.masked_nik,
        "program": face.programmes,
        "penanggung": face.funder,
        "keadaan": face.state_line,
        "masa": face.until_line,
        "dicetak": face.printed_line,
    }
    return CardSide(PROTECTED if face.protected else REGISTERED, _said(texts), face.url, photo)


def back_of(face: CardFace, call_centre: str) -> CardSide:
    return CardSide(BACK, _said({"telepon": call_centre, "nomor": face.reg_no}))


def _said(texts: dict[str, str | None]) -> dict[str, str]:
    """One blank between words, and each letter with its accent as one."""
    return {key: unicodedata.normalize("NFC", " ".join(text.split())) for key, text in texts.items() if text}
