"""People whose cover ends are taken on by another funder, each from their own first empty month."""

import json
from datetime import date

import pytest

from db.models import AuditEvent, Batch, BatchRow, Commitment, CoverageMonth, OnceKey, Worker
from kiosk.domain import programme_terms
from kiosk.domain.clock import add_months, first_of_month, today, utc_now
from kiosk.services import lapses, programme_promises, succession
from kiosk.services.acting import NotAllowed, Refused
from kiosk.services.lapse_picks import handle_for
from kiosk.services.lapse_wishes import ARREARS, ENDED, Wish
from tests import ledger_rows, programme_rows
from tests.ledger_rows import paid_months, planned_months, somebody
from tests.services.at_once import acting, all_at_once, key
from tests.services.crowd import crowd, worker

THIS = first_of_month(today())
OTHERS = Wish(others=True)


def month(ahead: int) -> date:
    return add_months(THIS, ahead)


def run(first: int, last: int) -> list[date]:
    return [month(ahead) for ahead in range(first, last + 1)]


@pytest.fixture
def person(petugas):
    numbers = iter(crowd(petugas, 12))
    return lambda: worker(next(numbers))


@pytest.fixture
def mitra(people):
    return acting(people["mitra"])


def take(by, people: list[Worker], wish: Wish = OTHERS, months: int | None = 3, funder=None, **more):
    return succession.take_over(
        picks=[handle_for(one.id, by) for one in people],
        wish=wish,
        months=months,
        funder_id=funder.id if funder else None,
        client_key=more.get("client_key") or key(),
        by=by,
    )


def funded(one: Worker) -> dict[date, str]:
    """Month → the kind of its funder, live ones."""
    rows = CoverageMonth.select(CoverageMonth.month, CoverageMonth.funder_kind).where(
        CoverageMonth.worker == one, CoverageMonth.released_at.is_null()
    )
    return dict(rows.tuples())


def test_company_takes_on_people_from_the_month_that_would_be_empty(mitra, person):
    now, later = person(), person()
    planned_months(now, run(-1, 0), funder=somebody("apbd"))
    planned_months(later, run(0, 1), funder=somebody("apbd"))
    report = take(mitra, [now, later])
    assert (report.taken, report.left_out, len(report.batches)) == (2, [], 2)
    assert funded(now) == {month(-1): "apbd", THIS: "apbd"} | dict.fromkeys(run(1, 3), "csr")
    assert funded(later) == {THIS: "apbd", month(1): "apbd"} | dict.fromkeys(run(2, 4), "csr")
    batches = [Batch.get(Batch.no == no) for no in report.batches]
    assert [(row.first_month, row.months, row.company_id) for row in batches] == [
        (month(1), 3, mitra.company_id), (month(2), 3, mitra.company_id)
    ]  # fmt: skip
    assert [row.state for row in BatchRow.select()] == ["ready", "ready"]
    assert AuditEvent.select().where(AuditEvent.action == "batch.diperpanjang").count() == 2


def test_who_is_taken_on_is_known_by_name_and_has_left_the_list(mitra, person):
    one = person()
    planned_months(one, run(0, 0), funder=somebody("apbd"))
    take(mitra, [one], months=6)
    assert lapses.count(by=mitra) == 0 and not lapses.page_of(by=mitra, wish=OTHERS).endings
    assert BatchRow.get().worker_id == one.id


def test_months_that_another_funder_holds_later_are_not_taken(mitra, person):
    one = person()
    planned_months(one, run(0, 0))
    planned_months(one, run(3, 5), funder=somebody("apbd"))
    report = take(mitra, [one], months=12)
    assert [ahead for ahead in range(8) if month(ahead) in funded(one)] == list(range(6))
    assert Batch.get(Batch.no == report.batches[0]).months == 2


def test_arrears_are_taken_on_from_the_first_unpaid_month_while_they_can_be_paid(admin, person):
    one, funder = person(), ledger_rows.first_company()
    paid_months(one, run(-2, -1), effective=2)
    take(admin, [one], Wish(ARREARS), months=3, funder=funder)
    assert sorted(funded(one)) == run(-2, 2)


def test_arrears_past_the_last_day_to_pay_begin_anew(admin, person):
    one, funder = person(), ledger_rows.first_company()
    paid_months(one, run(-4, -3), effective=2)
    take(admin, [one], Wish(ARREARS), months=1, funder=funder)
    assert sorted(funded(one)) == [month(-4), month(-3), THIS]


def test_nobody_begins_anew_who_has_reached_the_age_limit(admin, person):
    late, in_time, funder = person(), person(), ledger_rows.first_company()
    paid_months(late, run(-3, -3), effective=1)
    paid_months(in_time, run(-1, -1), effective=1)
    Worker.update(birth_on=date(today().year - 66, 1, 1)).execute()
    report = take(admin, [late, in_time], Wish(ARREARS), funder=funder)
    assert report.taken == 1 and [one.why for one in report.left_out] == [succession.TOO_OLD]


def test_money_of_the_city_runs_to_december_and_reaches_residents_only(admin, person):
    inside, outside, city = person(), person(), somebody("apbd")
    for one in (inside, outside):
        planned_months(one, run(0, 0))
    programme_rows.opened_for_all(city)
    Worker.update(kelurahan=None, home_regency="Kabupaten Demak").where(Worker.id == outside.id).execute()
    report = take(admin, [inside, outside], Wish(), months=None, funder=city)
    assert (report.batches, report.taken) == ([], 1)
    assert [one.why for one in report.left_out] == [programme_terms.REASONS["not_resident"]]
    own = [at for at, kind in funded(inside).items() if kind == "apbd"]
    assert min(own) == month(1) and max(own) == date(month(1).year, 12, 1)


def test_money_of_the_city_is_promised_under_the_open_programme_only(admin, person):
    one, city = person(), somebody("apbd")
    planned_months(one, run(0, 0))
    report = take(admin, [one], Wish(), months=None, funder=city)
    assert report.taken == 0 and [row.why for row in report.left_out] == [programme_promises.NONE_OPEN]
    programme_rows.opened_for_all(city)
    assert take(admin, [one], Wish(), months=None, funder=city).taken == 1
    assert Commitment.get(Commitment.funder == city).programme.year == month(1).year


def test_work_that_a_programme_is_not_for_is_left_out_with_the_reason(admin, person):
    one, city = person(), somebody("apbd")
    planned_months(one, run(0, 0))
    for year in {month(1).year, THIS.year}:
        programme_rows.opened(city, year, occupations=("tukang-becak",))
    Worker.update(occupation="nelayan").where(Worker.id == one.id).execute()
    report = take(admin, [one], Wish(), months=None, funder=city)
    assert [row.why for row in report.left_out] == [programme_terms.REASONS["occupation"]]


def test_who_was_taken_meanwhile_is_left_out_and_named_as_far_as_one_may(mitra, admin, person):
    gone, still = person(), person()
    for one in (gone, still):
        planned_months(one, run(0, 0))
    planned_months(gone, run(1, 6), funder=somebody("apbd"))
    report = take(mitra, [gone, still])
    assert report.taken == 1 and [(one.name, one.why) for one in report.left_out] == [("O.", succession.GONE)]
    frozen = person()
    planned_months(frozen, run(0, 0))
    Worker.update(frozen_at=utc_now()).where(Worker.id == frozen.id).execute()
    report = take(admin, [frozen], Wish(), funder=ledger_rows.first_company())
    assert (report.taken, report.batches, report.left_out[0].name) == (0, [], frozen.name)


@pytest.mark.parametrize("forged", [Wish(), Wish(ARREARS), Wish(kelurahan="33.74.01.1001")])
def test_another_list_than_the_one_picked_from_tells_no_name(mitra, admin, person, forged):
    one, sent = person(), key()
    planned_months(one, run(0, 0), funder=somebody("apbd"))
    report = take(mitra, [one], forged, client_key=sent)
    assert [(left.name, left.why) for left in report.left_out] == [("O.", succession.GONE)]
    assert (
        take(mitra, [one], OTHERS, client_key=sent) == take(mitra, [one], forged, client_key=sent) == report
    )
    report = take(admin, [one], Wish(ARREARS), funder=ledger_rows.first_company())
    assert [left.name for left in report.left_out] == [one.name]


def test_second_sending_is_answered_as_the_first(mitra, person):
    one, gone, again = person(), person(), key()
    for each in (one, gone):
        planned_months(each, run(0, 0))
    planned_months(gone, run(1, 6))
    first = take(mitra, [one, gone], client_key=again)
    assert take(mitra, [one, gone], client_key=again) == first
    assert Commitment.select().where(Commitment.worker == one).count() == 2
    assert json.loads(OnceKey.get().answer)["taken"] == 1


def test_of_two_companies_at_once_one_takes_each_person(people, person):
    those = [person() for _ in range(4)]
    for one in those:
        planned_months(one, run(0, 0), funder=somebody("apbd"))
    both = [acting(people[name]) for name in ("mitra", "mitra2")]
    reports = all_at_once([lambda by=by: take(by, those) for by in both])
    assert sorted(report.taken for report in reports) == [0, 4]
    assert all(sorted(funded(one)) == run(0, 3) for one in those)
    assert Commitment.select().where(Commitment.batch.is_null(False)).count() == 4


@pytest.mark.parametrize(
    ("picks", "months", "sentence"),
    [
        ([], 3, succession.NONE_PICKED), (["ab12"], 3, "Pilihan ini tidak dikenal"), (["zz"], 3, "Pilihan ini"),
        (["x"] * 201, 3, "Paling banyak 200"), ("own", 2, succession.NO_MONTHS), ("own", None, succession.NO_MONTHS),
        ("foreign", 3, "Pilihan ini tidak dikenal"),
    ],
)  # fmt: skip
def test_wish_that_cannot_be_is_refused_with_a_sentence(people, mitra, person, picks, months, sentence):
    one = person()
    planned_months(one, run(0, 0))
    if isinstance(picks, str):
        picks = [handle_for(one.id, mitra if picks == "own" else acting(people["mitra2"]))]
    with pytest.raises(Refused, match=sentence):
        succession.take_over(
            picks=picks, wish=OTHERS, months=months, funder_id=None, client_key=key(), by=mitra
        )
    assert not Batch.select().exists()


def test_admin_says_whose_money_it_is_and_from_the_ended_nobody_is_taken(admin, person):
    one = person()
    planned_months(one, run(0, 0))
    for funder in (None, somebody("asn")):
        with pytest.raises(Refused, match="Pilih siapa"):
            take(admin, [one], Wish(), funder=funder)
    with pytest.raises(Refused, match="sudah berakhir"):
        take(admin, [one], Wish(ENDED), funder=ledger_rows.first_company())


@pytest.mark.parametrize("name", ["petugas", "donatur", "auditor", "opd"])
def test_others_take_nobody_on(people, person, name):
    with pytest.raises(NotAllowed):
        take(acting(people[name]), [person()])
