"""A run of the debit as pages show it: its lines by state, how many were skipped, the bank's answers, who had a hand in
it. As many statements for many runs as for one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from db.models import DebitReturn, DebitRun, User
from kiosk.domain import debits
from kiosk.services import debit_sums
from kiosk.services.debit_sums import ByState, Sum


@dataclass(frozen=True)
class RunShown:
    """A run with its lines by state, how many were skipped, and the bank's answers to it, the latest first."""

    run: DebitRun
    sums: ByState
    skips: int
    returns: list[DebitReturn] = field(default_factory=list)

    @property
    def unanswered(self) -> int:
        return self.of(debits.LINE_SENT).lines

    @property
    def answered(self) -> int:
        return self.of(debits.PAID).lines + self.of(debits.FAILED).lines

    @property
    def lines(self) -> int:
        """Without those that were left out at the sealing; of one that was dropped what it had been."""
        if self.run.state == debits.DROPPED:
            return self.run.lines
        return sum(one.lines for state, one in self.sums.items() if state != debits.LEFT_OUT)

    def of(self, state: str) -> Sum:
        return self.sums.get(state, Sum())


def run_shown(run: DebitRun) -> RunShown:
    return runs_shown([run])[0]


def runs_shown(runs: list[DebitRun]) -> list[RunShown]:
    ids = [run.id for run in runs]
    sums, skips = debit_sums.by_run(ids), debit_sums.skips_by_run(ids)
    returns = list(DebitReturn.select().where(DebitReturn.run.in_(ids)).order_by(DebitReturn.id.desc()))
    return [
        RunShown(
            run,
            sums.get(run.id, {}),
            skips.get(run.id, 0),
            [one for one in returns if one.run_id == run.id],
        )
        for run in runs
    ]


def names_of(runs: Iterable[DebitRun]) -> dict[int, str]:
    """Id of an account that had a hand in these runs → its name."""
    ids = {
        one
        for run in runs
        for one in (run.built_by_id, run.sealed_by_id, run.sent_by_id, run.dropped_by_id)
        if one
    }
    return dict(User.select(User.id, User.name).where(User.id.in_(sorted(ids))).tuples())
