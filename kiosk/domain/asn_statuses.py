"""What a roster says of how somebody is employed, and what the NIP says where it is silent."""

import re

from kiosk.domain.findings import Finding, block, info
from kiosk.domain.words import N_, without_long_numbers

PNS, PPPK, PART_TIME = "pns", "pppk", "pppk_paruh_waktu"
WORDS = {PNS: N_("PNS"), PPPK: N_("PPPK"), PART_TIME: N_("PPPK paruh waktu")}
_PNS = ("pns", "cpns", "pegawainegerisipil", "calonpegawainegerisipil", "negeri", "asnpns", "pnsd")
_PPPK = ("pppk", "p3k", "pegawaipemerintahdenganperjanjiankerja", "asnpppk", "asnp3k", "nipppk")
_FULL_TIME, _PART_TIME = ("penuhwaktu", "pw2"), ("paruhwaktu", "pw", "parttime", "paruh")
_KNOWN = {
    **dict.fromkeys(_PNS, PNS),
    **dict.fromkeys(_PPPK, PPPK),
    **{one + more: PPPK for one in _PPPK for more in _FULL_TIME},
    **{one + more: PART_TIME for one in _PPPK for more in _PART_TIME},
    **dict.fromkeys(_PART_TIME, PART_TIME),
}
LONGEST_SAID = 40

UNKNOWN = N_(
    "Status “%(status)s” tidak dikenal. Isi PNS, PPPK, atau PPPK Paruh Waktu; tenaga yang bukan ASN tidak masuk daftar "
    "ini."
)
FROM_NIP = N_("Status tidak diisi. Menurut NIP-nya dicatat sebagai %(status)s; periksa.")


def read_status(text: object) -> str | None:
    """pns, pppk or pppk_paruh_waktu however it is written: `P3K`, `P N S`, `PPPK (Paruh Waktu)`. None for anything
    else."""
    return _KNOWN.get(re.sub(r"[\W_]+", "", str(text or "").casefold()))


def status_by_nip(digits: str) -> str:
    """What the thirteenth and fourteenth figure say: a month for a PNS, a count of contracts for a PPPK (DOMAIN
    3.3)."""
    return PNS if digits[12:14] in {f"{month:02d}" for month in range(1, 13)} else PPPK


def unknown_status(text: str) -> Finding:
    return block("status_unknown", UNKNOWN, status=without_long_numbers(text)[:LONGEST_SAID])


def guessed_status(status: str) -> Finding:
    return info("status_guessed", FROM_NIP, status=WORDS[status])
