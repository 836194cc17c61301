"""What happens to the made-up people, and how their claims go on. Nobody was hurt: all of it is made up."""

from dataclasses import dataclass
from datetime import time

from kiosk.domain import claims


@dataclass(frozen=True)
class Step:
    """So many days `after` it happened; `amount` in rupiah."""

    state: str
    after: int
    amount: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Case:
    """`ago` days before the load, `reported` to a post so many days later."""

    kind: str
    told: str
    place: str
    steps: tuple[Step, ...] = ()
    on_the_way: str = ""
    hour: time | None = None
    ago: int = 0
    reported: int = 0


@dataclass(frozen=True)
class Death(Case):
    """In the last month of a cover of so many `months`, which is the month `latest` (0 is the present one) at the
    latest."""

    months: tuple[int, ...] = ()
    latest: int = -1


MILLION = 1_000_000
ACCIDENTS = (
    Case(
        claims.ACCIDENT, "Terserempet motor waktu mendorong gerobak, kakinya patah (contoh).",
        "Jl. Kaligawe, depan pasar (contoh)", on_the_way="at_work", hour=time(7, 30), ago=75, reported=0,
        steps=(
            Step(claims.TOLD, 0), Step(claims.PAPERS, 12), Step(claims.SENT, 15), Step(claims.APPROVED, 28, 6_400_000),
            Step(claims.PAID, 34, 6_400_000),
        ),
    ),
    Case(
        claims.ACCIDENT, "Jatuh dari motor waktu pulang; keluarganya baru tahu harus lapor (contoh).",
        "Jl. Pengapon (contoh)", on_the_way="on_the_way", hour=time(17, 15), ago=40, reported=4,
        steps=(Step(claims.TOLD, 4), Step(claims.PAPERS, 16), Step(claims.SENT, 21)),
    ),
    Case(
        claims.ACCIDENT, "Terpeleset waktu menurunkan ikan, tangannya retak (contoh).",
        "Tempat pelelangan ikan (contoh)", on_the_way="at_work", hour=time(5, 40), ago=9,
        steps=(Step(claims.TOLD, 1), Step(claims.PAPERS, 4)),
    ),
    Case(
        claims.ACCIDENT, "Jatuh dari tangga di rumah pada hari libur (contoh).", "Rumahnya sendiri (contoh)",
        on_the_way="elsewhere", ago=52, reported=1,
        steps=(
            Step(claims.TOLD, 1), Step(claims.PAPERS, 8), Step(claims.SENT, 10),
            Step(claims.REFUSED, 22, note="Menurut BPJS bukan kecelakaan kerja (contoh)."),
        ),
    ),
    Case(
        claims.ACCIDENT, "", "Pasar Johar (contoh)", on_the_way="at_work", hour=time(9), ago=24,
        steps=(Step(claims.CLOSED_WRONG, 1, note="Salah orang: namanya sama (contoh)."),),
    ),
)  # fmt: skip
JUST_NOW = Case(
    claims.ACCIDENT,
    "Tertimpa karung waktu membongkar muatan (contoh).",
    "Pasar Johar, bongkar muat (contoh)",
    on_the_way="at_work",
)
DEATHS = (
    Death(
        claims.DEATH, "Meninggal karena sakit (contoh).", "", reported=1, months=(4, 5), latest=-2,
        steps=(
            Step(claims.TOLD, 2), Step(claims.PAPERS, 9), Step(claims.SENT, 12), Step(claims.PAID, 30, 42 * MILLION),
        ),
    ),
    Death(
        claims.DEATH, "Meninggal karena sakit, pada bulan ketiga kepesertaannya (contoh).", "", reported=2, months=(3,),
        latest=-2,
        steps=(
            Step(claims.TOLD, 3), Step(claims.PAPERS, 10), Step(claims.SENT, 14), Step(claims.PAID, 29, 10 * MILLION),
        ),
    ),
    Death(
        claims.ACCIDENT_DEATH, "Tertabrak truk waktu berangkat berjualan (contoh).", "Jl. Yos Sudarso (contoh)",
        on_the_way="on_the_way", hour=time(4, 50), months=(3, 4, 5), latest=-1,
        steps=(Step(claims.TOLD, 1), Step(claims.PAPERS, 9), Step(claims.SENT, 13)),
    ),
)  # fmt: skip
