"""The table: one line a row, printed as soon as it is measured."""

import os
import platform
from dataclasses import dataclass

LINE = "{:<3} {:<44} {:<19} {:<42} {:>24} {:>9} {:>8}  {}"


@dataclass(frozen=True)
class Limit:
    """A bound that a value must keep: at least `at_least`, or at most `at_most`."""

    at_least: float | None = None
    at_most: float | None = None

    def kept_by(self, value: float) -> bool:
        return value >= self.at_least if self.at_most is None else value <= self.at_most

    def __str__(self) -> str:
        return f"≥ {self.at_least:g}" if self.at_most is None else f"≤ {self.at_most:g}"


@dataclass(frozen=True)
class Row:
    """`value` is the ratio (or, with `unit`, the figure itself), `spread` its lowest and highest round.
    Without a value the row was not measured, and `figures` says why; without a gate it is for comparison."""

    code: str
    what: str
    against: str
    figures: str
    gate: Limit | None = None
    value: float | None = None
    spread: tuple[float, float] | None = None
    aim: float | None = None
    unit: str = ""

    @property
    def below_gate(self) -> bool:
        return bool(self.gate) and self.value is not None and not self.gate.kept_by(self.value)


def print_head() -> None:
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load}\n")
    print(
        LINE.format("", "what", "against", "figures (median round)", "ratio (spread)", "gate", "aim", ""),
        flush=True,
    )


def print_row(row: Row) -> None:
    gate = f"{row.gate}{row.unit}" if row.gate else ""
    aim = "" if row.aim is None else f"{row.aim:g}{row.unit}"
    line = LINE.format(row.code, row.what, row.against, row.figures, _value(row), gate, aim, _verdict(row))
    print(line, flush=True)


def _value(row: Row) -> str:
    if row.value is None:
        return "–"
    spread = f" ({row.spread[0]:.3g}–{row.spread[1]:.3g})" if row.spread else ""
    return f"{row.value:.3g}{row.unit}{spread}"


def _verdict(row: Row) -> str:
    if row.value is None:
        return "not measured"
    if row.gate is None:
        return "to compare"
    return "below gate" if row.below_gate else "pass"
