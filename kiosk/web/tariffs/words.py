"""What the codes of the tariff table say."""

from datetime import date

from flask_babel import gettext as _

from kiosk.domain.words import N_
from kiosk.web.page_context import month_name

SECTORS = {None: N_("Semua sektor"), "transport": N_("Transportasi"), "other": N_("Selain transportasi")}
MONEY = {
    None: N_("Semua penanggung"),
    True: N_("Uang pemerintah (APBD, DBHCHT)"),
    False: N_("Yang mendapat potongan"),
}
FUNDERS = {
    "csr": N_("Perusahaan (CSR)"),
    "asn": N_("ASN orang tua asuh"),
    "apbd": N_("Pemerintah Kota (APBD)"),
    "dbhcht": N_("Pemerintah Kota (DBHCHT)"),
    "mandiri": N_("Bayar sendiri"),
}
PLANS = {"jkk_jkm": N_("JKK + JKM"), "jkk_jkm_jht": N_("JKK + JKM + JHT (tabungan hari tua)")}
PROGRAMMES = {"JKK+JKM": N_("JKK + JKM"), "JHT": N_("JHT (tabungan hari tua)")}


def sector_words(code: str | None) -> str:
    return _(SECTORS[code])


def money_words(public_money: bool | None) -> str:
    return _(MONEY[public_money])


def kind_words(code: str) -> str:
    return _(FUNDERS[code])


def programme_words(code: str) -> str:
    return _(PROGRAMMES[code]) if code in PROGRAMMES else code


def period_words(first: date, last: date | None) -> str:
    """`April 2026 – Desember 2026`, `Mei 2027`, `mulai Januari 2027`."""
    if last is None:
        return _("mulai %(month)s", month=month_name(first))
    if first == last:
        return month_name(first)
    return f"{month_name(first)} – {month_name(last)}"
