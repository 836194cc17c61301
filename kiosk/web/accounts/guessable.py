"""Whether a new password is among those that are guessed first."""

import re

from kiosk.config import DEMO_PASSWORD

WEAKEST_ALLOWED = 3  # of zxcvbn's 0 to 4: more than a hundred million guesses
LOOKED_AT = 40  # characters: more than anybody guesses, and the time grows steeply with them
# What zxcvbn's English lists do not know, and what everybody here thinks of first.
WORDS_OF_HERE = (
    DEMO_PASSWORD, "demo",
    "payung", "semarang", "jateng", "disnaker", "pemkot", "kelurahan", "kecamatan", "petugas", "pekerja", "rentan",
    "bpjs", "jamsostek", "ketenagakerjaan", "indonesia", "merdeka", "garuda", "pancasila", "bismillah",
    "alhamdulillah", "assalamualaikum", "rahasia", "kata", "sandi", "katasandi", "masuk", "sayang", "sayangku",
    "cinta", "cintaku", "bunda", "ayah", "anakku", "keluarga", "selamat", "januari", "februari", "maret", "agustus",
    "oktober", "desember", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu",
)  # fmt: skip


def guessable(password: str, about: tuple[str, ...] = ()) -> bool:
    """`about` is what others know of the person: name, address."""
    from zxcvbn import zxcvbn  # its lists take 14 MB: only where a password is chosen

    words = [re.findall(r"\w+", text) for text in about]
    known = [known for each in words for known in (*each, "".join(each))]
    judged = zxcvbn(password[:LOOKED_AT], user_inputs=[*WORDS_OF_HERE, *known])
    return judged["score"] < WEAKEST_ALLOWED
