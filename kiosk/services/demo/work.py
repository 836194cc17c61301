"""What the made-up workers live by, and how often women and men do it."""

import random

from db.models import SchemeOccupation

OCCUPATION_WEIGHTS = {
    "pedagang-kaki-lima": 12, "nelayan": 10, "buruh-harian-lepas": 10, "pedagang-keliling": 8,
    "ojek-online": 8, "pengemudi-ojek": 6, "tukang-bangunan": 6, "tukang-becak": 5, "pemulung": 5,
    "buruh-bongkar-muat": 5, "asisten-rumah-tangga": 5, "tukang-sayur": 5, "penjual-jajanan": 5,
    "juru-parkir": 4, "tukang-cuci": 4, "pengolah-ikan": 4, "pengambil-sampah": 4,
    "pembantu-rumah-tangga": 3, "buruh-tani": 3,
}  # fmt: skip
MOSTLY_WOMEN = {
    "asisten-rumah-tangga", "pembantu-rumah-tangga", "tukang-cuci", "pengolah-ikan", "penjual-jamu",
}  # fmt: skip
MOSTLY_MEN = {
    "nelayan", "tukang-becak", "buruh-bongkar-muat", "tukang-bangunan", "pengemudi-ojek", "juru-parkir",
}  # fmt: skip


class Occupations:
    """Draws occupations that a scheme admits, common ones more often."""

    def __init__(self, rng: random.Random):
        self._rng = rng
        self._admitted: dict[str, list[str]] = {}
        rows = SchemeOccupation.select(SchemeOccupation.scheme, SchemeOccupation.occupation).tuples()
        for scheme, occupation in sorted(rows):  # here, not in SQL: databases sort hyphens differently
            self._admitted.setdefault(scheme, []).append(occupation)

    def admitted_by(self, schemes: set[str]) -> str:
        """By every one of them."""
        first, *others = sorted(schemes)
        codes = [code for code in self._admitted[first] if all(code in self._admitted[one] for one in others)]
        return self._rng.choices(codes, [OCCUPATION_WEIGHTS.get(code, 1) for code in codes])[0]

    def sex_in(self, occupation: str) -> str:
        women = 0.85 if occupation in MOSTLY_WOMEN else 0.07 if occupation in MOSTLY_MEN else 0.45
        return "P" if self._rng.random() < women else "L"
