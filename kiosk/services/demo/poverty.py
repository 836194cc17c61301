"""A list of the extreme poor that came two months ago: some of its people are known, some under another name, and some
nobody has enrolled yet."""

import random
from datetime import date, timedelta

from db.models import PovertyList, User
from kiosk.domain.clock import add_months, utc_now
from kiosk.domain.poverty_rows import PovertyLine
from kiosk.services import safe
from kiosk.services.demo.identities import SEED, Names
from kiosk.services.demo.people import Person
from kiosk.services.numbers import fresh_number
from kiosk.services.poverty_list_files import READ, day_of_deletion
from kiosk.services.poverty_reading import write_rows

SOURCE = "DTSEN, Dinas Sosial (contoh)"
KNOWN_EVERY, DIFFERING = 25, 3
PLACES = ("Kauman", "Kauman", "Kauman", "Kauman", "Tanjung Mas", "Tanjung Mas", "Miroto", "")
FIRST_SERIAL = 9_801  # beyond those of the made-up workers
WRONG = "nik_rounded"


def add_poverty(people: list[Person], day: date) -> int:
    """How many rows the list has. Its bytes are not kept: nothing of it is to be read again."""
    made = PovertyList.create(
        no=fresh_number(f"M{day:%y}"), source=SOURCE, as_of=add_months(day, -2), decile=1,
        file_name="dtsen-contoh.xlsx", path="", fingerprint=safe.index(SOURCE, SOURCE), state=READ, findings=[],
        read_at=utc_now(), created_by=User.get(User.role == "admin", User.demo), delete_after=day_of_deletion(),
        demo=True,
    )  # fmt: skip
    lines = [*_known(people), *_unknown(day), PovertyLine(0, why=WRONG)]
    write_rows(made, [_numbered(line, number) for number, line in enumerate(lines, 2)])
    PovertyList.update(rows=len(lines)).where(PovertyList.id == made.id).execute()
    return len(lines)


def _known(people: list[Person]) -> list[PovertyLine]:
    """The last few stand on the list under somebody else's name."""
    chosen = people[::KNOWN_EVERY]
    names = Names(random.Random(SEED + 52))
    lines = []
    for place, person in enumerate(chosen):
        nik = safe.open_text(person.row["nik_sealed"], safe.NIK)
        is_other = place >= len(chosen) - DIFFERING and place > 0
        lines.append(_line(nik, names.person("P") if is_other else person.row["name"]))
    return lines


def _unknown(day: date) -> list[PovertyLine]:
    rng = random.Random(SEED + 53)
    names, lines = Names(rng), []
    for number, place in enumerate(PLACES):
        born = day - timedelta(days=rng.randint(25 * 365, 55 * 365))
        lines.append(_line(f"337401{born:%d%m%y}{FIRST_SERIAL + number}", names.person("L"), place))
    return lines


def _line(nik: str, name: str, place: str = "") -> PovertyLine:
    return PovertyLine(0, nik=nik, name=name, kelurahan=place, decile=1)


def _numbered(line: PovertyLine, number: int) -> PovertyLine:
    return PovertyLine(**{**vars(line), "number": number})
