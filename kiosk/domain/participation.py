"""How far a department has joined the foster-parent scheme: five figures, and the order in which departments are looked
at. The city's own pilot counted 458 workers registered and 313 active (DOMAIN 0.7): both are shown, always."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kiosk.domain.words import N_

MOST_DECIMALS = 9  # one of a thousand million


@dataclass(frozen=True)
class Figures:
    """`staff` on the active rosters, `joined` of them with a mandate signed or in force, `mandates` in force,
    `registered` workers under them, `active` of these protected on that day."""

    staff: int = 0
    joined: int = 0
    mandates: int = 0
    registered: int = 0
    active: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.staff + other.staff,
            self.joined + other.joined,
            self.mandates + other.mandates,
            self.registered + other.registered,
            self.active + other.active,
        )

    @property
    def not_joined(self) -> int:
        return self.staff - self.joined

    @property
    def inactive(self) -> int:
        return self.registered - self.active

    @property
    def nobody(self) -> bool:
        """Nobody of this department takes part in any way."""
        return not (self.joined or self.mandates or self.registered)

    @property
    def unknown(self) -> bool:
        """Nothing is known of it: no roster names its staff, and nobody takes part."""
        return self.nobody and not self.staff

    @property
    def share(self) -> float | None:
        """Of its staff who joined, 0 to 1; None where no roster says how many there are."""
        return self.joined / self.staff if self.staff else None

    @property
    def per_cent(self) -> int | float | None:
        """As it is shown: 100 only when all have joined, 0 only when none has; less than 1 with its first decimal that
        is not 0."""
        if self.share is None:
            return None
        if self.joined in (0, self.staff):
            return 100 if self.joined else 0
        exact = self.share * 100
        return _below_one(exact) if exact < 1 else min(round(exact), 99)

    @property
    def per_cent_words(self) -> str:
        """`0,2`, `12`; nothing where no roster says how many there are."""
        share = self.per_cent
        if share is None:
            return ""
        return f"{share:.{MOST_DECIMALS}f}".rstrip("0").replace(".", ",") if 0 < share < 1 else str(share)


def _below_one(exact: float) -> float:
    """0.167 → 0.2, 0.0062 → 0.01: not lifted to 1, not lowered to 0."""
    rounded = (round(exact, places) for places in range(1, MOST_DECIMALS + 1))
    return min(next(filter(None, rounded)), 0.9)


class Counted(Protocol):
    name: str
    figures: Figures


BY_SHARE, BY_NAME, BY_STAFF, BY_MANDATES, BY_WORKERS = "ikut", "nama", "pegawai", "surat-kuasa", "pekerja"
ORDERS = {
    BY_SHARE: N_("yang belum ikut dahulu"),
    BY_NAME: N_("menurut nama"),
    BY_STAFF: N_("pegawai terbanyak dahulu"),
    BY_MANDATES: N_("surat kuasa terbanyak dahulu"),
    BY_WORKERS: N_("pekerja terbanyak dahulu"),
}
_KEYS: dict[str, Callable[[Counted], tuple]] = {
    BY_SHARE: lambda one: (
        one.figures.unknown,
        not one.figures.nobody,
        one.figures.share or 0,
        -one.figures.staff,
    ),
    BY_NAME: lambda one: (),
    BY_STAFF: lambda one: (-one.figures.staff,),
    BY_MANDATES: lambda one: (-one.figures.mandates,),
    BY_WORKERS: lambda one: (-one.figures.registered, -one.figures.active),
}


One = TypeVar("One", bound=Counted)


def in_order(departments: Iterable[One], order: str = BY_SHARE) -> list[One]:
    """Those with a roster and nobody first, then the smaller share, those without a roster last; or another of ORDERS.
    Equal ones by name."""
    key = _KEYS.get(order, _KEYS[BY_SHARE])
    return sorted(departments, key=lambda one: (*key(one), one.name))
