"""How people of the waiting list are put in order for the city's own money: points that anybody can add up again, and
why somebody is not among them.

Who has more points comes first; among equals who has waited longer, then the registration number, which was drawn by
chance. Where a programme is renewed for the next year, those who end with it stand before all others, in that same
order. So the order is the same whoever asks for it, and on whichever database (docs/decisions/0046)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.clock import months_between
from kiosk.domain.lapses import first_empty
from kiosk.domain.words import N_

DRAWING, DRAFT, DECIDED, CARRYING_OUT, DONE, DROPPED = (
    "drawing", "draft", "decided", "carrying_out", "done", "dropped",
)  # fmt: skip
OPEN = (DRAWING, DRAFT, DECIDED, CARRYING_OUT)  # what may still take people on
WORKING = (DRAWING, DECIDED, CARRYING_OUT)  # a job is at it
CHOSEN, RESERVE, LEFT_OUT, TAKEN, REFUSED = "chosen", "reserve", "left_out", "taken", "refused"

POVERTY, LAPSE, WORK, WAITING = "poverty", "lapse", "work", "waiting"
CRITERIA = (POVERTY, LAPSE, WORK, WAITING)
MOST_WEIGHT = 100

DIED, FROZEN, MERGED, APPROVAL, AGE, STOPPED, LACKING, FUNDED, GOING_ON, OCCUPATION, NOT_RESIDENT = (
    "died", "frozen", "merged", "approval", "age", "stopped", "lacking", "funded", "going_on", "occupation",
    "not_resident",
)  # fmt: skip
NO_PLACES, NO_MONEY, CLOSED, ELSEWHERE = "quota", "budget", "closed", "elsewhere"

REASONS = {
    LACKING: N_("Perlu dilengkapi dulu: isian yang diminta BPJS masih kosong atau ditolak."),
    AGE: N_("Umurnya sudah mencapai batas untuk kepesertaan baru pada hari iuran pertama."),
    FROZEN: N_("Datanya sedang dibekukan."),
    APPROVAL: N_("Di bawah umur paling rendah dan belum disetujui Disnaker."),
    STOPPED: N_("Tercatat sudah berhenti bekerja."),
    DIED: N_("Tercatat meninggal dunia."),
    MERGED: N_("Nomor registrasinya sudah digabung dengan nomor lain."),
    FUNDED: N_("Sudah ada yang menanggung bulan-bulan itu."),
    GOING_ON: N_("Ditanggung pegawai negeri bulan demi bulan."),
    OCCUPATION: N_("Pekerjaannya tidak termasuk dalam daftar program."),
    NOT_RESIDENT: N_("Bukan warga kota ini, sedangkan programnya hanya untuk warga kota."),
    ELSEWHERE: N_("Sudah diputuskan dalam seleksi lain yang sedang dilaksanakan."),
    NO_PLACES: N_("Kuota programnya sudah habis."),
    NO_MONEY: N_("Anggaran programnya tidak cukup lagi."),
    CLOSED: N_("Programnya sudah ditutup."),
}


@dataclass(frozen=True)
class Criterion:
    """One of CRITERIA with the points it gives at most, of which day that is and on what basis. `work` are the codes
    of occupations that count (WORK), `full_at` the days (WAITING) or months (LAPSE) that give all of them."""

    code: str
    weight: int
    as_of: date
    basis: str
    work: frozenset[str] = frozenset()
    full_at: int = 0

    def frozen(self) -> dict:
        """As it is kept with the selection it was used for."""
        return {
            "code": self.code, "weight": self.weight, "as_of": self.as_of.isoformat(), "basis": self.basis,
            "work": sorted(self.work), "full_at": self.full_at,
        }  # fmt: skip

    @classmethod
    def thawed(cls, kept: Mapping) -> "Criterion":
        return cls(**{**kept, "as_of": date.fromisoformat(kept["as_of"]), "work": frozenset(kept["work"])})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one person on the day. `last_month` is the last month somebody funded, `stopped` one that was
    let go because they stopped working; `obstacle` what of the codes above is known without a rule. `ends`: with the
    programme that is renewed."""

    worker_id: int
    reg_no: str
    occupation: str
    birth_on: date
    enrolled_on: date
    is_extreme: bool
    last_month: date | None = None
    stopped: date | None = None
    obstacle: str = ""
    lacks: bool = False
    ends: bool = False

    @property
    def since(self) -> date:
        """Since when nobody funds them, as the waiting list has it."""
        if self.last_month is None:
            return self.enrolled_on
        return max(self.enrolled_on, first_empty(self.last_month))


@dataclass(frozen=True, slots=True)
class Points:
    """`total` is the sum of the other four; `waited_days` what WAITING was counted from."""

    poverty: int
    lapse: int
    work: int
    waiting: int
    waited_days: int

    @property
    def total(self) -> int:
        return self.poverty + self.lapse + self.work + self.waiting


@dataclass(frozen=True, slots=True, order=True)
class Ranked:
    """Comparable: the first is the one who comes first."""

    order: tuple[bool, int, date, str]
    worker_id: int = field(compare=False)
    points: Points = field(compare=False)
    why: str = field(compare=False, default="")

    @property
    def ends(self) -> bool:
        """With the programme that is renewed."""
        return not self.order[0]


def why_not(facts: Facts, *, first_month: date, born_after: date) -> str:
    """The code of the reason (REASONS) why this person can not be taken on from `first_month` on; empty where they can.
    Whoever goes on without a gap was under the age limit when they began; anybody else has to be born after
    `born_after`."""
    if facts.obstacle:
        return facts.obstacle
    if facts.stopped and (facts.last_month is None or facts.stopped > facts.last_month):
        return STOPPED
    if facts.birth_on <= born_after and not _goes_on(facts, first_month):
        return AGE
    return LACKING if facts.lacks else ""


def _goes_on(facts: Facts, first_month: date) -> bool:
    return facts.last_month is not None and first_empty(facts.last_month) >= first_month


def points_of(facts: Facts, criteria: Mapping[str, Criterion], *, on: date, first_month: date) -> Points:
    """`on` is the day they are drawn; `criteria` by code."""
    waited = max((on - facts.since).days, 0)
    return Points(
        poverty=_if(facts.is_extreme, criteria.get(POVERTY)),
        lapse=_if(_falls_out(facts, criteria.get(LAPSE), first_month), criteria.get(LAPSE)),
        work=_if(WORK in criteria and facts.occupation in criteria[WORK].work, criteria.get(WORK)),
        waiting=_for_waiting(waited, criteria.get(WAITING)),
        waited_days=waited,
    )


def _if(so: bool, criterion: Criterion | None) -> int:
    return criterion.weight if so and criterion else 0


def _falls_out(facts: Facts, criterion: Criterion | None, first_month: date) -> bool:
    """Was funded until lately: without these months a membership ends, and its clocks begin anew."""
    if criterion is None or facts.last_month is None:
        return False
    return months_between(facts.last_month, first_month) <= criterion.full_at + 1


def _for_waiting(days: int, criterion: Criterion | None) -> int:
    """Whole points, growing with the days up to the day that gives all of them."""
    if criterion is None:
        return 0
    return criterion.weight * min(days, criterion.full_at) // max(criterion.full_at, 1)


def ranked(facts: Facts, points: Points, why: str = "") -> Ranked:
    return Ranked((not facts.ends, -points.total, facts.since, facts.reg_no), facts.worker_id, points, why)


class Best:
    """The first `size` of however many are added: memory for twice as many, never for all."""

    def __init__(self, size: int):
        self._size, self._kept, self._worst = size, [], None
        self.added = 0

    def add(self, one: Ranked) -> None:
        self.added += 1
        if self._worst is not None and one > self._worst:
            return
        self._kept.append(one)
        if len(self._kept) >= 2 * self._size + 64:
            self._kept = self.in_order()
            self._worst = self._kept[-1] if self._kept else None

    def in_order(self) -> list[Ranked]:
        return sorted(self._kept)[: self._size]

    @property
    def is_full(self) -> bool:
        return self.added >= self._size


def list_of(able: Best, not_able: Best, wanted: int) -> list[tuple[Ranked, str]]:
    """Everybody who is noted, in order, each with the state: the first `wanted` who can be taken on are chosen, the
    others of them in reserve; whoever stands between them and cannot be is left out, and keeps the place."""
    takeable = able.in_order()
    chosen = {one.worker_id for one in takeable[:wanted]}
    states = {one.worker_id: CHOSEN if one.worker_id in chosen else RESERVE for one in takeable}
    between = not_able.in_order()
    if able.is_full and takeable:
        between = [one for one in between if one < takeable[-1]]
    return [(one, states.get(one.worker_id, LEFT_OUT)) for one in sorted([*takeable, *between])]


@dataclass(frozen=True)
class Room:
    """What is left of a programme; `closed` takes nobody new."""

    places: int
    budget: int
    closed: bool = False


def fitting(asked: Iterable[tuple[bool, int]], room: Room) -> tuple[int, str]:
    """How many of `asked` (needs a place, rupiah), in their order, there is room for; and the code of what the next one
    lacks, empty where all fit. Nobody behind that one is taken before them."""
    places, budget, count = room.places, room.budget, 0
    for needs_place, amount in asked:
        if needs_place and room.closed:
            return count, CLOSED
        places, budget = places - needs_place, budget - amount
        if places < 0:
            return count, NO_PLACES
        if budget < 0:
            return count, NO_MONEY
        count += 1
    return count, ""
