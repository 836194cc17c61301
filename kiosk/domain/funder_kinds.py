"""The kinds of money, in words for somebody who may not know whose it is."""

from kiosk.domain.words import N_

KINDS = {
    "apbd": N_("Pemerintah Kota (APBD)"),
    "dbhcht": N_("Pemerintah Kota (DBHCHT)"),
    "csr": N_("perusahaan (CSR)"),
    "asn": N_("ASN orang tua asuh"),
    "mandiri": N_("iuran sendiri"),
}
