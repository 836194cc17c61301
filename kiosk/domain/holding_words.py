"""Who holds somebody's months, said to a company that wants them: own batches by number, others by the kind of money,
and whether it is paid or only planned."""

from kiosk.domain.words import N_

_PAID = {
    "apbd": N_("Sudah ditanggung Pemerintah Kota (APBD) untuk %(held_months)s."),
    "dbhcht": N_("Sudah ditanggung Pemerintah Kota (DBHCHT) untuk %(held_months)s."),
    "csr": N_("Sudah ditanggung perusahaan (CSR) untuk %(held_months)s."),
    "asn": N_("Sudah ditanggung ASN orang tua asuh untuk %(held_months)s."),
    "mandiri": N_("Sudah membayar iuran sendiri untuk %(held_months)s."),
}
_PLANNED = {
    "apbd": N_("Direncanakan Pemerintah Kota (APBD) untuk %(held_months)s, tetapi belum dibayar."),
    "dbhcht": N_("Direncanakan Pemerintah Kota (DBHCHT) untuk %(held_months)s, tetapi belum dibayar."),
    "csr": N_(
        "Direncanakan perusahaan lain (CSR) untuk %(held_months)s, tetapi belum dibayar. Yang tidak dibayar sampai "
        "batas waktunya dilepas lagi."
    ),
    "asn": N_("Dipilih ASN orang tua asuh untuk %(held_months)s, tetapi belum dibayar."),
    "mandiri": N_("Akan membayar iuran sendiri untuk %(held_months)s, tetapi belum dibayar."),
}
_PAID_IN_OWN_BATCH = N_("Sudah ditanggung perusahaan ini dalam batch %(no)s untuk %(held_months)s.")
_PLANNED_IN_OWN_BATCH = N_(
    "Sudah direncanakan perusahaan ini dalam batch %(no)s untuk %(held_months)s, tetapi belum dibayar."
)


def holding_words(funder_kind: str, *, is_paid: bool, in_own_batch: bool) -> str:
    """The sentence, with places for `held_months` and, in a batch of the company's own, its `no`."""
    if in_own_batch:
        return _PAID_IN_OWN_BATCH if is_paid else _PLANNED_IN_OWN_BATCH
    return (_PAID if is_paid else _PLANNED)[funder_kind]
