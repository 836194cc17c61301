"""What may happen to the debit of the 1st, each as a rule of a hypothesis state machine, with a bank that keeps its own
books and a worker that dies between any two of its transactions."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import time_machine
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from db.models import DebitLine, DebitReturn, DebitRun, Mandate, Payment, Pledge, Worker
from kiosk.domain import debits
from kiosk.domain.clock import first_of_month, today, utc_now
from kiosk.services import (
    cover_ends,
    debit_answer_reading,
    debit_answers,
    debit_building,
    debit_forwarding,
    debit_runs,
    debit_sealing,
    debit_sending,
    holds,
    mandate_endings,
    mandate_revocations,
    pledge_months,
)
from kiosk.services.acting import Actor, NotThere, Refused
from tests.services import asn_desk, debit_desk
from tests.services.at_once import key

BEGIN = datetime(2026, 11, 20, 3, tzinfo=UTC)  # the tariff windows of PP 50/2025 close while it goes on
MANDATES = (2, 1, 2)  # people under each
ANSWERS = ("", "", "", "SALDO TIDAK CUKUP", "REKENING DITUTUP", "GANGGUAN SISTEM")
HAPPENS = {
    "begun", "sealing asked", "sent", "dropped", "answered", "answered again", "answered in part",
    "answered elsewhere", "refused whole", "revoked", "revoked at the bank", "frozen", "thawed", "died", "signed",
    "forwarded", "killed", "worked",
}  # fmt: skip

any_one = st.integers(0, 60)
mostly = st.sampled_from([True, True, False])
any_fates = st.lists(st.sampled_from(ANSWERS), min_size=3, max_size=3)
moments = st.sampled_from([None, None, 0, 1, 2])  # after how many signs of life the worker dies


class Killed(BaseException):
    """The worker is gone from one moment to the next."""


class Bank:
    """Its own books: what it was handed, what it took, and what it has said of each reference."""

    def __init__(self):
        self.files: dict[int, list[str]] = {}
        self.amounts: dict[str, int] = {}
        self.said: dict[str, str] = {}

    def receive(self, run: DebitRun) -> None:
        """Once per run, and no reference twice."""
        assert run.id not in self.files
        rows = debit_desk.bytes_of(run).decode().splitlines()[1:]
        keys = []
        for row in rows:
            cells = row.split(",")
            assert cells[0] not in self.amounts, "a reference came to the bank twice"
            self.amounts[cells[0]] = int(float(cells[5]))
            keys.append(cells[0])
        self.files[run.id] = keys

    def answer(self, keys: list[str], fate: Callable[[str], str], day) -> bytes:
        rows = []
        for one in keys:
            said = self.said.setdefault(one, fate(one))
            status = "GAGAL" if said else "BERHASIL"
            rows.append(f"{one},{self.amounts[one]},{status},{said},BJT-{one},{day:%Y-%m-%d}")
        return "\r\n".join([debit_desk.HEADINGS, *rows, ""]).encode()

    def taken(self) -> dict[str, int]:
        """What it has taken from accounts, by reference, as far as it has said so."""
        return {one: self.amounts[one] for one, said in self.said.items() if not said}


class Debits(RuleBasedStateMachine):
    fresh: ClassVar[Callable[[], Actor]]
    happened: ClassVar[Counter]

    def __init__(self):
        super().__init__()
        self._clock = time_machine.travel(BEGIN, tick=False)
        self.time = self._clock.start()
        self.admin = type(self).fresh()
        self.bank, self.letters = Bank(), 0

    def teardown(self):
        self._clock.stop()

    def does(self, name: str, act: Callable, **how):
        """None where it was refused."""
        try:
            done = act(**how)
        except (Refused, NotThere):
            return None
        self.happened[name] += 1
        return True if done is None else done

    @invariant()
    def nobody_twice_and_nobody_without_a_mandate(self):
        assert debit_desk.faults() == {}
        told = set()
        for line in DebitLine.select().where(DebitLine.state == debits.PAID):
            assert line.key in self.bank.taken(), "paid without the bank's word"
            told.add(line.key)
        per_month = Counter(
            (line.mandate_id, line.month) for line in DebitLine.select() if line.key in self.bank.taken()
        )
        assert all(count == 1 for count in per_month.values()), "an account was debited twice"
        payments = list(Payment.select())
        assert sum(one.amount for one in payments) == sum(self.bank.taken()[one] for one in told)
        assert all(one.allocated + one.credited == one.amount for one in payments)

    # The treasurer

    @rule(ahead=st.booleans())
    def begin(self, ahead):
        month = pledge_months.next_debit_month() if ahead else first_of_month(today())
        self.does("begun", debit_runs.begin, month=month, client_key=key(), by=self.admin)

    @rule(ahead=mostly, steps=st.integers(1, 9), dies=moments, part=st.booleans(), fates=any_fates)
    def the_day_goes_on(self, ahead, steps, dies, part, fates):
        """The next steps of the treasurer's day, whatever they are; the worker may die in between."""
        for _ in range(steps):
            if DebitRun.select().where(DebitRun.state == debits.SEALED).exists():
                self.hand_over(False)
            elif DebitRun.select().where(DebitRun.state == debits.BUILT).exists():
                self.seal()
            elif self._waiting():
                self.worker_works(dies)
                dies = None
            elif self._unanswered():
                self.bank_answers(-1, part, fates)
                part = False
            else:
                self.begin(ahead)

    @rule(ahead=mostly, fates=any_fates)
    def a_whole_day(self, ahead, fates):
        self.the_day_goes_on(ahead, 9, None, False, fates)

    def _unanswered(self) -> bool:
        sent = DebitLine.select().where(DebitLine.state == debits.LINE_SENT)
        return sent.where(DebitLine.run.in_(list(self.bank.files)[-1:])).exists()

    @rule(dies=moments)
    def worker_works(self, dies):
        """At everything that waits, until it dies or is done."""
        for act in self._waiting():
            try:
                act(progress=_dying(dies))
            except Killed:
                self.happened["killed"] += 1
                return
            except Refused:
                continue
            self.happened["worked"] += 1

    def _waiting(self) -> list[Callable]:
        building = DebitRun.select().where(DebitRun.state == debits.BUILDING)
        sealing = DebitRun.select().where(DebitRun.state == debits.SEALING)
        stored = DebitReturn.select().where(DebitReturn.state == "stored")
        return [
            *(
                lambda progress, run=run: debit_building.build(run_id=run.id, progress=progress)
                for run in building
            ),
            *(
                lambda progress, run=run: debit_sealing.seal(run_id=run.id, by=self.admin, progress=progress)
                for run in sealing
            ),
            *(
                lambda progress, one=one: debit_answer_reading.read(
                    return_id=one.id, by=self.admin, progress=progress
                )
                for one in stored
            ),
        ]

    @rule()
    def seal(self):
        for run in DebitRun.select().where(DebitRun.state == debits.BUILT):
            self.does("sealing asked", debit_sealing.ask, run=run, by=self.admin)

    @rule(which=any_one)
    def drop(self, which):
        unsent = list(DebitRun.select().where(DebitRun.state.in_(debits.UNSENT)))
        if unsent:
            run = unsent[which % len(unsent)]
            self.does("dropped", debit_runs.drop, run=run, why="disusun lagi", by=self.admin)

    @rule(at_once=st.booleans())
    def hand_over(self, at_once):
        for run in DebitRun.select().where(DebitRun.state == debits.SEALED):
            if not at_once:
                self.time.shift(timedelta(minutes=20))
            if self.does("sent", debit_sending.send, run=run, by=self.admin):
                self.bank.receive(DebitRun.get_by_id(run.id))

    # The bank

    @rule(which=any_one, part=st.booleans(), fates=any_fates)
    def bank_answers(self, which, part, fates):
        """All of a file or its beginning; what it has said of a reference it says again."""
        if (run := self._handed(which)) is None:
            return
        keys = self.bank.files[run.id]
        keys = keys[: max(len(keys) // 2, 1)] if part else keys
        self._reach(run)
        content = self.bank.answer(
            keys, lambda one: fates[int(one[-1]) % 3 if part else len(one) % 3], run.debit_on
        )
        self._send_in(run, content, "answered in part" if part else "answered")

    @rule(which=any_one, where=any_one)
    def bank_says_it_again(self, which, where):
        """To its own run, or by mistake to another."""
        if (run := self._handed(which)) is None or (other := self._handed(where)) is None:
            return
        keys = [one for one in self.bank.files[run.id] if one in self.bank.said]
        if keys:
            self._reach(run)
            content = self.bank.answer(keys, lambda _one: "", run.debit_on)
            self._send_in(other, content, "answered again" if other == run else "answered elsewhere")

    @rule(which=any_one)
    def bank_refuses_the_file(self, which):
        run = self._handed(which)
        if run is None or any(one in self.bank.said for one in self.bank.files[run.id]):
            return
        how = {"run": run, "why": "tidak terbaca", "by": self.admin}
        if self.does("refused whole", debit_sending.refused_by_bank, **how):
            self.bank.said |= dict.fromkeys(self.bank.files[run.id], "DITOLAK")

    def _handed(self, which: int) -> DebitRun | None:
        handed = list(DebitRun.select().where(DebitRun.id.in_(list(self.bank.files))).order_by(DebitRun.id))
        return handed[which % len(handed)] if handed else None

    def _reach(self, run: DebitRun) -> None:
        """A bank answers on the day of the debit at the earliest."""
        while today() < run.debit_on:
            self.time.shift(timedelta(days=1))

    def _send_in(self, run: DebitRun, content: bytes, name: str) -> None:
        self.letters += 1
        sheet = ("balasan.csv", content + b"\r\n" * self.letters)
        self.does(name, debit_answers.upload, run=run, sheet=sheet, client_key=key(), by=self.admin)

    @rule()
    def goes_on_to_bpjs(self):
        self.does("forwarded", debit_forwarding.forward, client_key=key(), by=self.admin)

    # Life goes on

    @rule(which=any_one, later=st.booleans())
    def donor_revokes(self, which, later):
        mandates = list(Mandate.select().where(Mandate.state == "verified", Mandate.revoked_on.is_null()))
        if len(mandates) > 1:
            self.time.shift(timedelta(minutes=1))
            mandate = mandates[which % len(mandates)]
            day = pledge_months.next_debit_month() if later else today()
            by = asn_desk.acting(mandate.donor)
            self.does("revoked", mandate_revocations.revoke, no=mandate.no, on=day, why="own_request", by=by)

    @rule(which=any_one)
    def donor_revokes_what_is_at_the_bank(self, which):
        """Between the file and its day, or while the answer is awaited."""
        waiting = DebitLine.select(DebitLine.mandate).where(DebitLine.state == debits.LINE_SENT)
        standing = Mandate.select().where(Mandate.state == "verified", Mandate.revoked_on.is_null())
        mandates = list(standing.where(Mandate.id.in_(waiting)).order_by(Mandate.id))
        if mandates and standing.count() > 1:
            self.time.shift(timedelta(minutes=1))  # nothing happens at the very moment of the handing over
            mandate = mandates[which % len(mandates)]
            by = asn_desk.acting(mandate.donor)
            self.does(
                "revoked at the bank", mandate_revocations.revoke,
                no=mandate.no, on=today(), why="own_request", by=by,
            )  # fmt: skip

    @rule(which=any_one)
    def somebody_is_frozen_or_free_again(self, which):
        """Free again, they come to a mandate whose line of the month may be at the bank already."""
        pledged = Pledge.select(Pledge.worker).where(Pledge.ended_at.is_null())
        workers = list(Worker.select().where(Worker.id.in_(pledged)).order_by(Worker.id))
        if workers:
            worker = workers[which % len(workers)]
            at = None if worker.frozen_at else utc_now()
            Worker.update(frozen_at=at).where(Worker.id == worker.id).execute()
            self.happened["frozen" if at else "thawed"] += 1

    @rule(which=any_one)
    def worker_dies(self, which):
        pledged = Pledge.select(Pledge.worker).where(Pledge.ended_at.is_null())
        living = list(
            Worker.select().where(Worker.id.in_(pledged), Worker.frozen_at.is_null()).order_by(Worker.id)
        )
        if len(living) > 2:
            worker = living[which % len(living)]
            self.does(
                "died", cover_ends.end_cover,
                reg_no=worker.reg_no, why="died", last_day=today(), client_key=key(), by=self.admin,
            )  # fmt: skip

    @rule()
    def somebody_signs(self):
        if Mandate.select().count() < 6:
            debit_desk.due(people=1)
            self.happened["signed"] += 1

    @rule(days=st.integers(1, 12))
    def time_goes_by(self, days):
        self.time.shift(timedelta(days=days))
        pledge_months.plan_ahead()
        mandate_endings.finish()
        holds.release_expired()


def _dying(after: int | None) -> Callable[[int, int], None]:
    """A sign of life that is the last one."""
    left = [after]

    def progress(_done: int, _total: int) -> None:
        if left[0] is not None:
            if left[0] == 0:
                raise Killed
            left[0] -= 1

    return progress
