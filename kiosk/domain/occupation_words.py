"""What people call their work; the list of occupations itself is reference data."""

from kiosk.domain.names import place_key

# By code, with commas between; what several are called means none of them in a sheet.
_CALLED = {
    "asisten-rumah-tangga": "art, prt, pembantu, babu",
    "buruh-bongkar-muat": "kuli panggul, kuli pelabuhan",
    "buruh-harian-lepas": "kuli, serabutan",
    "guru-ngaji": "ustaz, ustad, guru tpq, guru madrasah",
    "juru-parkir": "tukang parkir, jukir",
    "kurir": "kurir paket, pengantar paket",
    "kusir-dokar": "andong, delman, kusir andong, kusir delman",
    "nelayan": "melaut, pencari ikan, awak perahu",
    "ojek-online": "ojol, gojek, grab, maxim, driver ojol, driver gojek, driver grab, driver shopee",
    "pedagang-asongan": "bakul, jualan",
    "pedagang-kaki-lima": "pkl, bakul, jualan, warung tenda",
    "pedagang-keliling": "bakul, jualan",
    "pekerja-serabutan": "kuli, serabutan",
    "pembantu-rumah-tangga": "art, prt, pembantu",
    "pemulung": "rongsok, tukang rongsok, barang bekas",
    "penjual-jajanan": "bakul, jualan, penjual gorengan, jualan gorengan",
    "penjual-jamu": "bakul jamu, jamu gendong, tukang jamu",
    "pengambil-sampah": "tukang sampah",
    "pengemudi-ojek": "tukang ojek, ojek pangkalan",
    "pengemudi-taksi-online": "gocar, grabcar",
    "petugas-keamanan-rumahan": "satpam, jaga malam, hansip",
    "petugas-rumah-ibadah": "takmir, penjaga masjid, penjaga gereja",
    "sopir-angkot": "supir, supir angkot",
    "sopir-pribadi": "supir, supir pribadi",
    "sopir-truk-lepas": "supir, supir truk",
    "tukang-bangunan": "kuli batu, kuli bangunan, tukang batu, tukang kayu, tukang cat",
    "tukang-becak": "bentor, tukang bentor",
    "tukang-cuci": "laundry, buruh cuci",
    "tukang-sayur": "bakul sayur, penjual sayur",
}
# For the search beside the list: words, whatever their order.
OTHER_WORDS = {code: called.replace(",", "") for code, called in _CALLED.items()}


def code_called(text: str) -> str:
    """The code of the one occupation that is called so, whatever its case, blanks and hyphens; else empty."""
    codes = _CODES_CALLED.get(place_key(text), ())
    return codes[0] if len(codes) == 1 else ""


def _codes_called() -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    for code, called in _CALLED.items():
        for name in called.split(","):
            codes.setdefault(place_key(name), []).append(code)
    return codes


_CODES_CALLED = _codes_called()
