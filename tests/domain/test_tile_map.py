"""The city as tiles: one for each kecamatan, each in a place of its own, neighbours as they lie."""

from pathlib import Path

from kiosk.domain.tile_map import COLUMNS, SPOTS, spots_of

REFERENCE = Path(__file__).parents[2] / "db" / "reference" / "kecamatan.csv"
NAMES = dict(line.split(",")[:2] for line in REFERENCE.read_text().splitlines()[1:])
CODES = {name: code for code, name in NAMES.items()}


def spot(name: str):
    return SPOTS[CODES[name]]


def test_every_kecamatan_of_the_city_has_a_place_of_its_own():
    assert SPOTS.keys() == NAMES.keys()
    places = {(one.column, one.row) for one in SPOTS.values()}
    assert len(places) == 16
    assert all(column < COLUMNS for column, _row in places)


def test_neighbours_lie_as_they_do():
    tengah = spot("Semarang Tengah")
    assert spot("Semarang Utara").row < tengah.row < spot("Semarang Selatan").row < spot("Banyumanik").row
    assert spot("Tugu").column < spot("Semarang Barat").column < tengah.column < spot("Gayamsari").column
    assert spot("Mijen").row > spot("Ngaliyan").row > spot("Tugu").row
    assert spot("Genuk").row < spot("Pedurungan").row < spot("Tembalang").row


def test_names_are_broken_to_fit_a_phone_and_nothing_of_them_is_left_out():
    for name, code in CODES.items():
        lines = SPOTS[code].lines
        assert max(map(len, lines)) <= 7 and len(lines) <= 2, name
        whole = " ".join(lines).replace("- ", "").replace("Smg.", "Semarang")
        assert whole == name


def test_kecamatan_the_map_does_not_know_stand_below_it():
    placed = spots_of([*SPOTS, "33.74.17", "33.15.01"])
    assert {code: placed[code] for code in SPOTS} == SPOTS
    assert (placed["33.74.17"].column, placed["33.74.17"].row) == (0, 4)
    assert (placed["33.15.01"].column, placed["33.15.01"].row) == (1, 4)


def test_another_city_is_tiles_in_rows():
    placed = spots_of([f"33.15.{number:02d}" for number in range(1, 8)])
    assert [(one.column, one.row) for one in placed.values()] == [
        (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (0, 1), (1, 1),
    ]  # fmt: skip
    assert spots_of([]) == {}
