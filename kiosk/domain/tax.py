"""Numbers of companies and memberships: NPWP, NIB, NPP (DOMAIN 3.4) and BPJS's KPJ (DOMAIN 2.4).

All are optional, so empty is no finding. What rests on background knowledge or a single sample only warns.
"""

import re
from dataclasses import dataclass

from stdnum import luhn

from kiosk.domain.digits import bare, is_numeric, read_digits
from kiosk.domain.findings import Finding, block, warn
from kiosk.domain.words import N_

KPJ = re.compile(r"[0-9]{11}")
FEWEST_IN_NIB, FEWEST_IN_NPP = 10, 5  # below that nobody has lost a digit: it is another thing
OLD_KPJ = re.compile(r"(?=.*[A-Z])[0-9A-Z]{6,15}")

NPWP_CHECK = N_(
    "Angka pemeriksa NPWP tidak cocok; mungkin ada angka yang salah ketik. Cocokkan dengan kartu NPWP."
)
NIB_LENGTH = N_("NIB biasanya 13 angka, tetapi yang diisi %(count)s angka. Cocokkan dengan dokumen OSS.")
NIB_SHORT = N_("NIB terdiri dari 13 angka, tetapi yang diisi %(count)s. Ketik ulang NIB sesuai dokumen OSS.")
NPP_STRANGE = N_(
    "NPP hanya boleh berisi huruf dan angka. Ketik ulang NPP sesuai surat dari BPJS Ketenagakerjaan."
)
NPP_SHORT = N_(
    "NPP ini terlalu pendek: %(count)s karakter, padahal biasanya 8. Ketik ulang NPP sesuai surat dari BPJS "
    "Ketenagakerjaan."
)
NPP_LENGTH = N_(
    "NPP biasanya 8 karakter, tetapi yang diisi %(count)s. Cocokkan dengan surat dari BPJS Ketenagakerjaan."
)
KPJ_OLD = N_("Nomor KPJ ini memuat huruf seperti pada kartu Jamsostek lama. Cocokkan dengan kartunya.")


@dataclass(frozen=True)
class NumberReading:
    """`number` is None when nothing was typed or a finding blocks."""

    number: str | None
    findings: tuple[Finding, ...]


def read_npwp(text: object) -> NumberReading:
    """15 or 16 digits, given back as 16: the old form gets a 0 in front, a resident's NIK stays.

    Luhn over the first nine digits of the old form only warns (npwp_check): no official source states it.
    """
    if not bare(text):
        return NumberReading(None, ())
    digits, faults = read_digits("NPWP", text, lengths=(15, 16))
    if faults:
        return NumberReading(None, faults)
    number = digits.zfill(16)
    if number.startswith("0") and not luhn.is_valid(number[1:10]):
        return NumberReading(number, (warn("npwp_check", NPWP_CHECK),))
    return NumberReading(number, ())


def read_nib(text: object) -> NumberReading:
    """The business number (NIB): 13 digits. Nearly as many only warn (nib_length), a few are none (nib_short)."""
    digits = bare(text)
    if not digits:
        return NumberReading(None, ())
    _, faults = read_digits("NIB", text, lengths=(13, len(digits)))
    if faults:
        return NumberReading(None, faults)
    if len(digits) == 13:
        return NumberReading(digits, ())
    if len(digits) < FEWEST_IN_NIB:
        return NumberReading(None, (block("nib_short", NIB_SHORT, count=len(digits)),))
    return NumberReading(digits, (warn("nib_length", NIB_LENGTH, count=len(digits)),))


def read_npp(text: object) -> NumberReading:
    """The company's number at BPJS: letters or digits, 8 in the one sample known, so another length warns;
    fewer than FEWEST_IN_NPP are none (npp_short)."""
    number = bare(text).upper()
    if not number:
        return NumberReading(None, ())
    if not re.fullmatch(r"[0-9A-Z]+", number):
        return NumberReading(None, (block("npp_strange", NPP_STRANGE),))
    if len(number) < FEWEST_IN_NPP:
        return NumberReading(None, (block("npp_short", NPP_SHORT, count=len(number)),))
    if len(number) == 8:
        return NumberReading(number, ())
    return NumberReading(number, (warn("npp_length", NPP_LENGTH, count=len(number)),))


def read_kpj(text: object) -> NumberReading:
    """The membership number: 11 digits; one with letters, of an old card, is kept with a warning (kpj_old).

    A numeric cell has lost its leading zeros; they are put back. One NIK may hold several KPJ; none is ever
    made up.
    """
    number = bare(text).zfill(11) if is_numeric(text) else bare(text).upper()
    if not number:
        return NumberReading(None, ())
    if KPJ.fullmatch(number):
        return NumberReading(number, ())
    if OLD_KPJ.fullmatch(number):
        return NumberReading(number, (warn("kpj_old", KPJ_OLD),))
    return NumberReading(None, read_digits("KPJ", text, lengths=(11,))[1])
