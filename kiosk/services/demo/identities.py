"""Made-up names, addresses, NIKs and phone numbers, all drawn from one seed."""

import random
from collections import Counter
from datetime import date, timedelta
from itertools import count

from db.reference_data import reference_rows
from kiosk.domain.nik import WOMEN_ADD, NikReading, read_nik
from kiosk.domain.phone import read_phone

SEED = 2026
FIRST_SERIAL = 9001  # real serials are counted from 0001 for each birthday; none gets this far
FIRST_KPJ = 99_000_000_001  # real ones seem to begin with the year of joining


class Names:
    """Draws made-up names and addresses from db/reference/demo_*.csv."""

    def __init__(self, rng: random.Random):
        self._rng = rng
        self._parts: dict[str, list[str]] = {}
        for row in reference_rows("demo_names"):
            self._parts.setdefault(row["part"], []).append(row["name"])
        self._streets = [row["name"] for row in reference_rows("demo_street")]

    def person(self, sex: str) -> str:
        given = self._rng.choice(self._parts["given_l" if sex == "L" else "given_p"])
        return f"{given} {self._rng.choice(self._parts['family'])}"

    def address(self) -> str:
        return f"{self._rng.choice(self._streets)} No. {self._rng.randint(1, 98)}"


class Numbers:
    """Draws NIKs and KPJs, each but once, and phone numbers, for people who are enrolled on `day`."""

    def __init__(self, rng: random.Random, day: date):
        self._rng = rng
        self._day = day
        self._serials: Counter[str] = Counter()
        self._kpj = count(FIRST_KPJ)

    def nik(self, region: str, sex: str) -> NikReading:
        """`region` has six digits. Somebody 20 to 62 years old on the day: an age that may enrol."""
        while True:
            born = self._day - timedelta(days=self._rng.randint(20 * 366, 62 * 365))
            nik = self._next_nik(f"{region}{born.day + (WOMEN_ADD if sex == 'P' else 0):02d}{born:%m%y}")
            reading = read_nik(nik, today=self._day, birth_on=born, sex=sex)
            if reading.nik and {finding.code for finding in reading.findings} <= {"nik_region_other"}:
                return reading

    def _next_nik(self, head: str) -> str:
        self._serials[head] += 1
        return f"{head}{FIRST_SERIAL - 1 + self._serials[head]}"

    def kpj(self) -> str:
        return str(next(self._kpj))

    def phone(self) -> str | None:
        """Some have none, some share the family's."""
        if self._rng.random() < 0.92:
            return read_phone(f"0811000{self._rng.randint(0, 9999):04d}").number
        return None
