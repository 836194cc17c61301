"""What may happen to the ledger, each as a rule of a hypothesis state machine; ledger_world looks after each step."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

import time_machine
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from db.connection import writing
from db.models import (
    Batch,
    BatchRow,
    Bill,
    Commitment,
    Company,
    CoverageMonth,
    Funder,
    Kelurahan,
    Occupation,
    Payment,
    Tariff,
    Worker,
)
from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.clock import add_months, first_of_month, months_from, today
from kiosk.services import (
    batch_picks,
    batch_replacements,
    batch_revocations,
    batch_withdrawals,
    bills,
    bpjs_submissions,
    confirmations,
    corrections,
    cover_ends,
    cut_decisions,
    holds,
    merges,
    payments,
    programme_choices,
    reversals,
    succession,
    tariffs,
)
from kiosk.services.acting import Actor, NotThere, Refused
from kiosk.services.batch_pick_pages import PickWish
from kiosk.services.batch_replacement_plans import plan_of
from kiosk.services.batch_successors import WAITING, ReplaceWish
from kiosk.services.commitments import commit_months
from kiosk.services.correction_pages import person_of
from kiosk.services.lapse_picks import handle_for
from kiosk.services.lapse_wishes import ARREARS, SOON, Wish
from kiosk.services.numbers import fresh_number
from kiosk.services.tariffs import NewTariff
from tests import programme_rows
from tests.services import ledger_world as world
from tests.services.at_once import key
from tests.services.bpjs_desk import kpj, says, take_in
from tests.services.ledger_world import chosen

BEGIN = datetime(2026, 2, 20, 3, tzinfo=UTC)  # the windows of PP 50/2025 open and close within a year
PEOPLE = 4
HAPPENS = {
    "company takes on", "city takes on", "transfer", "batch billed", "city billed", "bill cancelled", "paid whole",
    "paid part", "paid over", "paid crumb", "paid late", "confirmed", "refused", "credit used", "payment reversed",
    "allocation reversed", "accepted", "received", "rejected", "died", "corrected", "merged", "tariff replaced",
    "decided", "let go", "taken over", "picked", "revoked", "brought back", "replaced", "withdrawn", "asked of BPJS",
    "answer accepts", "answer rejects", "answered again",
}  # fmt: skip

any_one = st.integers(0, 60)
some_people = st.sets(st.integers(0, PEOPLE - 1), min_size=1)
rarely = st.sampled_from([False, False, True])
any_plan = st.sampled_from(["jkk_jkm", "jkk_jkm", "jkk_jkm_jht"])
how_far = st.sampled_from(["planned", "billed", "told", "part", "over", "whole", "confirmed"])
how_much = st.sampled_from(["whole", "part", "over", "crumb"])


def there_is(what: str):
    """The rule is for when there is one."""
    return precondition(lambda machine: machine.there[what])


class Ledger(RuleBasedStateMachine):
    """One transaction, rolled back at the end: each example begins with four people nobody has funded."""

    actors: ClassVar[dict[str, Actor]]
    happened: ClassVar[Counter]

    def __init__(self):
        super().__init__()
        self._clock = time_machine.travel(BEGIN, tick=False)
        self.time = self._clock.start()
        self._open = writing()
        self._transaction = self._open.__enter__()
        self.witness, self.transfers, self.admin = world.Witness(), 0, self.actors["admin"]
        self.answers: list[CheckedAnswer] = []
        self.tried = self.refused = 0

    def teardown(self):
        self._transaction.rollback()
        self._open.__exit__(None, None, None)
        self._clock.stop()

    @initialize(far=how_far)
    def begin(self, far):
        for kind, name in (("apbd", "Pijar Semar"), ("asn", "ASN Kota Semarang")):
            funder = Funder.create(name=name, kind=kind)
            if kind == "apbd":
                self._open_programmes(funder)
        self.company_takes_on("sinar", {0, 1, 2}, 0, 3, "jkk_jkm", far)

    @invariant()
    def everything_holds(self):
        """A step of which all was refused has left no trace: nothing is otherwise than after the one before."""
        without_trace = 0 < self.tried == self.refused
        self.tried = self.refused = 0
        if not without_trace:
            self.witness.look()
            self.there = world.there()

    def does(self, name: str, act: Callable, **how):
        """What a rule refuses leaves no trace. Answers with what the act answers, True where that is nothing, and None
        where it was refused."""
        before = world.traces()
        self.tried += 1
        try:
            with writing():
                done = act(**how)
        except (Refused, NotThere):
            assert world.traces() == before
            self.refused += 1
            return None
        self.happened[name] += 1
        return True if done is None else done

    # Who takes on whom

    @rule(company=st.sampled_from(["sinar", "bahari"]), who=some_people, later=st.integers(0, 2),
          count=st.integers(1, 4), plan=any_plan, far=how_far)  # fmt: skip
    def company_takes_on(self, company, who, later, count, plan, far):
        owner, months = Company.get(Company.code == company), months_from(add_months(today(), later), count)
        batch = self.does(
            "company takes on", self._open_batch, owner=owner, who=who, months=months, plan=plan
        )
        if batch and far != "planned":
            self._go_on(self._bill_batch(batch, as_admin=False), far)

    @rule(funder=any_one, who=some_people, later=st.integers(0, 2), count=st.integers(1, 4), far=how_far)
    def city_takes_on(self, funder, who, later, count, far):
        funder, months = chosen(world.city_funders(), funder), months_from(add_months(today(), later), count)
        workers = self._workers(who)
        made = self.does("city takes on", self._promise, funder=funder, workers=workers, months=months)
        if made and far != "planned":
            self._go_on(self._bill_city(funder, months[0]), far)

    @rule(who=any_one, funder=any_one, count=st.integers(1, 3))
    def transfer(self, who, funder, count):
        """One funder ends with this month, another goes on from the next."""
        worker, funder = chosen(self._workers(), who), chosen(world.city_funders(), funder)
        self.does("transfer", self._hand_over, worker=worker, funder=funder, count=count)

    @there_is("commitment")
    @rule(
        who=some_people,
        which=st.sampled_from([SOON, ARREARS]),
        funder=any_one,
        months=st.sampled_from([1, 3]),
    )
    def somebody_goes_on(self, who, which, funder, months):
        """Those of them whose cover ends, or has ended, are taken on from their first empty month."""
        picks = [handle_for(worker.id, self.admin) for worker in self._workers(who)]
        funder = chosen(succession.funders_for(self.admin), funder).id
        self.does(
            "taken over", self._take_over, picks=picks, wish=Wish(which), months=months, funder_id=funder
        )

    # What becomes of places in a batch

    @there_is("open batch")
    @rule(which=any_one, count=st.integers(1, 3))
    def company_picks(self, which, count):
        """Whoever waits, the longest waiting first."""
        batch = chosen(self.there["open batch"], which)
        how = {"wish": PickWish(count=count), "client_key": key(), "by": self.admin}
        self.does("picked", batch_picks.pick, no=batch.no, **how)

    @there_is("place")
    @rule(which=any_one)
    def company_revokes(self, which):
        row = chosen(self.there["place"], which)
        by = self.actors[row.batch.company.code]
        how = {"no": row.batch.no, "row_id": row.id, "by": by}
        if self.does("revoked", batch_revocations.revoke, reason="Keliru", **how) and which % 2:
            self.does("brought back", batch_revocations.take_back, **how)

    @there_is("place")
    @rule(which=any_one, later=st.integers(1, 3))
    def company_replaces(self, which, later):
        row = chosen(self.there["place"], which)
        wish = ReplaceWish("stopped", add_months(first_of_month(today()), later), WAITING)
        self.does("replaced", self._replace, row=row, wish=wish, by=self.actors[row.batch.company.code])

    @there_is("open batch")
    @rule(which=any_one, so=rarely)
    def company_withdraws(self, which, so):
        batch = chosen(self.there["open batch"], which)
        if so:
            by = self.actors[batch.company.code]
            self.does("withdrawn", batch_withdrawals.withdraw, no=batch.no, why="Batal", by=by)

    # What is asked for, and what comes

    @there_is("batch to bill")
    @rule(which=any_one, as_admin=st.booleans())
    def bill_a_batch(self, which, as_admin):
        self._bill_batch(chosen(self.there["batch to bill"], which), as_admin)

    @there_is("city month to bill")
    @rule(which=any_one)
    def bill_the_city(self, which):
        month = chosen(self.there["city month to bill"], which)
        self._bill_city(month.funder, month.month)

    @there_is("bill")
    @rule(which=any_one)
    def cancel_a_bill(self, which):
        bill = chosen(self.there["bill"], which)
        self.does("bill cancelled", bills.cancel, no=bill.no, why="Salah.", by=self.admin)

    @there_is("bill")
    @rule(which=any_one, much=how_much, share=st.integers(1, 9), days=st.integers(0, 40), as_admin=st.booleans(),
          again=rarely)  # fmt: skip
    def pay_a_bill(self, which, much, share, days, as_admin, again):
        self._pay(chosen(self.there["bill"], which), much, share, days, as_admin, again)

    @there_is("run out")
    @rule(which=any_one, much=how_much, share=st.integers(1, 9))
    def pay_late(self, which, much, share):
        if self._pay(chosen(self.there["run out"], which), much, share):
            self.happened["paid late"] += 1

    @there_is("told")
    @rule(which=any_one)
    def confirm_a_payment(self, which):
        payment = chosen(self.there["told"], which)
        if self.does("confirmed", payments.confirm, no=payment.no, by=self.admin):
            self.witness.money[payment.funder_id] += payment.amount

    @there_is("told")
    @rule(which=any_one)
    def refuse_a_payment(self, which):
        payment = chosen(self.there["told"], which)
        self.does("refused", payments.refuse, no=payment.no, why="Tidak ada.", by=self.admin)

    @there_is("credit")
    @rule(which=any_one, as_admin=st.booleans())
    def use_credit(self, which, as_admin):
        bill = chosen(self.there["bill"], which)
        by = self._owner_of(bill, as_admin)
        self.does("credit used", payments.use_credit, bill_no=bill.no, by=by)

    @there_is("counts")
    @rule(which=any_one, replace=st.booleans())
    def reverse_a_payment(self, which, replace):
        payment = chosen(self.there["counts"], which)
        if self._reverse("payment reversed", payment, (), replace):
            self.witness.money[payment.funder_id] -= payment.amount

    @there_is("counts")
    @rule(which=any_one, who=any_one, replace=st.booleans())
    def reverse_an_allocation(self, which, who, replace):
        payment = chosen(self.there["counts"], which)
        if worker := chosen(world.people_paid_by(payment), who):
            self._reverse("allocation reversed", payment, (worker.reg_no,), replace)

    # What BPJS answers

    @there_is("paid month")
    @rule(which=any_one)
    def bpjs_accepts(self, which):
        self._accept(chosen(self.there["paid month"], which).commitment)

    @there_is("bill without receipt")
    @rule(which=any_one)
    def bpjs_receives(self, which):
        self._receive(chosen(self.there["bill without receipt"], which))

    @there_is("commitment")
    @rule(which=any_one, so=rarely)
    def bpjs_rejects(self, which, so):
        if not so:
            return
        commitment = chosen(self.there["commitment"], which)
        self.does("rejected", confirmations.reject, commitment=commitment, reason="NIK", by=self.admin)

    @there_is("month to ask for")
    @rule(which=any_one)
    def bpjs_is_asked(self, which):
        funder_id = chosen(self.there["month to ask for"], which).funder_id
        self.does("asked of BPJS", self._ask, funder_id=funder_id)

    @there_is("asked line")
    @rule(which=any_one, accepted=st.booleans(), days=st.integers(0, 20), numbered=st.booleans())
    def bpjs_answers(self, which, accepted, days, numbered):
        """About one of those asked for, with or without a number."""
        worker = chosen(self.there["asked line"], which).worker
        row = says(
            worker, accepted=accepted, on=today() - timedelta(days=days), reason="" if accepted else "NIK",
            kpj=kpj(worker.id) if numbered else "",
        )  # fmt: skip
        if self.does("answer accepts" if accepted else "answer rejects", take_in, rows=[row], by=self.admin):
            self.answers.append(row)

    @precondition(lambda machine: machine.answers)
    @rule(which=any_one)
    def bpjs_says_it_again(self, which):
        """Whatever has become of the person since."""
        self.does("answered again", take_in, rows=[chosen(self.answers, which)], by=self.admin)

    # What becomes of people

    @rule(who=any_one, days=st.integers(0, 60), so=rarely)
    def somebody_dies(self, who, days, so):
        if so:
            worker, day = chosen(self._workers(), who), today() - timedelta(days=days)
            self.does("died", self._end, worker=worker, why="died", last_day=day)

    @rule(who=any_one, kelurahan=any_one, occupation=any_one, so=rarely)
    def somebody_is_corrected(self, who, kelurahan, occupation, so):
        values = {
            "kelurahan": chosen(Kelurahan.select().order_by(Kelurahan.code), kelurahan).code,
            "occupation": chosen(Occupation.select().order_by(Occupation.code), occupation).code,
        }
        if so:
            self.does("corrected", self._correct, reg_no=chosen(self._workers(), who).reg_no, values=values)

    @rule(wrong=any_one, right=any_one, so=rarely)
    def two_are_one(self, wrong, right, so):
        if so:
            wrong, right = (chosen(self._workers(), which).reg_no for which in (wrong, right))
            how = {"wrong": wrong, "right": right, "reason": "ganda", "client_key": key(), "by": self.admin}
            self.does("merged", merges.merge, **how)

    # What the city decides, and time

    @rule(which=any_one, amount=st.sampled_from([8_400, 9_000, 16_800, 17_500]))
    def tariff_changes(self, which, amount):
        old = chosen(Tariff.select().where(Tariff.withdrawn_at.is_null()).order_by(Tariff.id), which)
        wish = NewTariff(
            old.programmes, old.sector, old.public_money, old.valid_from, old.valid_to, amount, "Peraturan baru"
        )  # fmt: skip
        how = {"tariff_id": old.id, "keep_rest": True, "why": "baru", "client_key": key(), "by": self.admin}
        self.does("tariff replaced", tariffs.replace, wish=wish, **how)

    @rule(kind=st.sampled_from(["csr", "asn"]), gets_cut=st.booleans())
    def decision_changes(self, kind, gets_cut):
        letter = {"letter_no": "B/9", "letter_on": today(), "note": "", "client_key": key(), "by": self.admin}
        self.does("decided", cut_decisions.decide, kind=kind, gets_cut=gets_cut, **letter)

    @rule(days=st.sampled_from([3, 10, 16, 31, 31]))
    def time_passes(self, days):
        self.time.shift(timedelta(days=days))
        self.witness.months_may_be_over()
        self.witness.job_is_due = True

    @precondition(lambda machine: machine.witness.job_is_due)
    @rule()
    def holds_run_out(self):
        if holds.release_expired():
            self.happened["let go"] += 1
        self.witness.job_is_due = False

    # How it is done

    def _workers(self, which: Iterable[int] | None = None) -> list[Worker]:
        people = list(Worker.select().order_by(Worker.id))
        return people if which is None else [people[number] for number in sorted(which)]

    def _owner_of(self, bill: Bill, as_admin: bool) -> Actor:
        """Who may pay this bill; the city's are the admin's."""
        company = Company.get_or_none(Company.funder == bill.funder_id)
        return self.admin if as_admin or company is None else self.actors[company.code]

    def _open_batch(self, owner: Company, who: set[int], months: list[date], plan: str) -> Batch:
        batch = Batch.create(
            no=fresh_number("B26"), company=owner, name="CSR", first_month=months[0], months=len(months),
            created_by_id=self.admin.user_id,
        )  # fmt: skip
        workers = self._workers(who)
        for number, worker in enumerate(workers, 1):
            BatchRow.create(batch=batch, number=number, worker=worker, state="ready")
        commit_months(funder=owner.funder, workers=workers, months=months, batch=batch, plan=plan)
        return batch

    def _replace(self, row: BatchRow, wish: ReplaceWish, by: Actor) -> None:
        """As it is shown a moment before."""
        about = {"no": row.batch.no, "row_id": row.id, "wish": wish, "by": by}
        seen = plan_of(**about).mark
        batch_replacements.replace(**about, note="", seen=seen, client_key=key())

    def _hand_over(self, worker: Worker, funder: Funder, count: int) -> None:
        self._end(worker, "stopped", first_of_month(today()))
        self._promise(funder, [worker], months_from(add_months(today(), 1), count))

    def _open_programmes(self, funder: Funder) -> None:
        """One place short of everybody, and money for some months of each."""
        for year in (BEGIN.year, BEGIN.year + 1):
            programme_rows.opened(funder, year, by=self.admin, quota=PEOPLE - 1, budget=PEOPLE * 4 * 16_800)

    def _promise(self, funder: Funder, workers: list[Worker], months: list[date]):
        """The city's own money under the programme of the year, as long as there is one."""
        programme = programme_choices.open_for(funder, months[0]) if funder.kind == "apbd" else None
        within = [month for month in months if not programme or month.year == programme.year]
        return commit_months(funder=funder, workers=workers, months=within, programme=programme)

    def _take_over(self, **wish) -> None:
        if not succession.take_over(**wish, client_key=key(), by=self.admin).taken:
            raise Refused("Tidak ada yang dilanjutkan.")

    def _go_on(self, bill_no: str | None, far: str) -> None:
        """A bill that was just made is paid, by its company's word or wholly or not, and confirmed by BPJS."""
        if bill_no and far != "billed":
            bill = Bill.get(Bill.no == bill_no)
            self._pay(bill, far if far in ("part", "over") else "whole", share=5, as_admin=far != "told")
            if far == "confirmed":
                self._accept(CoverageMonth.select().where(CoverageMonth.bill == bill).first().commitment)
                self._receive(bill)

    def _bill_batch(self, batch: Batch, as_admin: bool) -> str | None:
        by = self.admin if as_admin else self.actors[batch.company.code]
        return self.does(
            "batch billed", bills.bill_batch, no=batch.no, client_key=key(), refused="with", by=by
        )

    def _bill_city(self, funder: Funder, month: date) -> str | None:
        how = {"funder_id": funder.id, "month": month, "client_key": key(), "by": self.admin}
        return self.does("city billed", bills.bill_funder, **how)

    def _pay(
        self, bill: Bill, much: str, share: int, days: int = 0, as_admin: bool = True, again=False
    ) -> bool:
        """With `again` under a reference that was used before."""
        self.transfers += not again
        by = self._owner_of(bill, as_admin)
        how = {
            "reference": f"TRF {self.transfers}",
            "received_on": today() - timedelta(days=days),
            "amount": world.amount_for(bill, much, share),
        }
        no = self.does(
            f"paid {much}", payments.pay_bill, bill_no=bill.no, evidence=None, client_key=key(), by=by, **how
        )  # fmt: skip
        if no and by is self.admin:
            self.witness.money[bill.funder_id] += Payment.get(Payment.no == no).amount
        return bool(no)

    def _reverse(self, name: str, payment: Payment, workers: tuple[str, ...], replace: bool):
        wish = reversals.Reversal(no=payment.no, why="Salah.", workers=workers, replace=replace)
        return self.does(name, reversals.reverse, wish=wish, client_key=key(), by=self.admin)

    def _accept(self, commitment: Commitment) -> None:
        self.does(
            "accepted", confirmations.accept, commitment=commitment, effective_on=today(), by=self.admin
        )

    def _ask(self, funder_id: int) -> None:
        no = bpjs_submissions.make(funder_id=funder_id, client_key=key(), by=self.admin)
        bpjs_submissions.send(no=no, on=today(), by=self.admin)

    def _receive(self, bill: Bill) -> None:
        how = {"bill_no": bill.no, "receipt_no": bill.no, "on": today(), "by": self.admin}
        self.does("received", confirmations.receipt, **how)

    def _end(self, worker: Worker, why: str, last_day: date) -> None:
        cover_ends.end_cover(
            reg_no=worker.reg_no, why=why, last_day=last_day, client_key=key(), by=self.admin
        )

    def _correct(self, reg_no: str, values: dict) -> None:
        seen = person_of(reg_no=reg_no, by=self.admin).seen
        corrections.correct(
            reg_no=reg_no, values=values, reason="mistyped", client_key=key(), seen=seen, by=self.admin
        )  # fmt: skip
