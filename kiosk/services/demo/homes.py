"""Where the made-up workers live, which post they go to and where they work around it."""

import random

from kiosk.services import places

# The post a kecamatan's people go to; those of the others come to Pasar Johar in the middle.
NEAREST_POST = {
    "mangkang": ("33.74.12", "33.74.13", "33.74.14", "33.74.15", "33.74.16"),
    "tambak-lorok": ("33.74.02", "33.74.03", "33.74.04", "33.74.05", "33.74.06"),
}
WORKPLACES = {
    "johar": ("Pasar Johar", "Kawasan Kota Lama", "Simpang Lima", "Pasar Peterongan"),
    "tambak-lorok": ("TPI Tambak Lorok", "Pelabuhan Tanjung Emas", "Pasar Kobong", "Terminal Terboyo"),
    "mangkang": ("Terminal Mangkang", "Pasar Mangkang", "Pasar Karangayu", "Pasar Ngaliyan"),
}
NEIGHBOURS = {
    "3315": "Kabupaten Grobogan",
    "3321": "Kabupaten Demak",
    "3322": "Kabupaten Semarang",
    "3324": "Kabupaten Kendal",
}


def shuffled_homes(rng: random.Random, people: int) -> list[str]:
    """As many kelurahan codes as people: every kelurahan before chance may favour some."""
    codes = [area.code for area in places.areas()]
    homes = codes * max(1, people // len(codes) // 2)
    weights = [0.2 + rng.random() for _ in codes]
    homes = (homes + rng.choices(codes, weights, k=max(0, people - len(homes))))[:people]
    rng.shuffle(homes)
    return homes


def nearest_post(home: str) -> str:
    kecamatan = places.areas_by_code()[home].kecamatan_code
    return next((post for post, around in NEAREST_POST.items() if kecamatan in around), "johar")


def nik_region(rng: random.Random, home: str | None) -> str:
    """Six digits: mostly the kecamatan of the home, sometimes where somebody has moved from."""
    if home and rng.random() < 0.9:
        return places.areas_by_code()[home].kecamatan_code.replace(".", "")
    return f"{rng.choice(list(NEIGHBOURS))}{rng.randint(1, 12):02d}"


def regency_of(region: str) -> str:
    """The neighbouring regency in which a NIK with this region was given."""
    return NEIGHBOURS[region[:4]]


def birth_place_of(nik: str) -> str:
    """Where somebody with this NIK was first registered, as a KTP names it: the seat of that regency."""
    regency = NEIGHBOURS.get(nik[:4], "Kota Semarang")
    return {"Kabupaten Grobogan": "Purwodadi", "Kabupaten Semarang": "Ungaran"}.get(
        regency, regency.split()[-1]
    )
