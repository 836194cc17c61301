"""The companies' batches and what they fund."""

from collections import Counter

from db.models import Batch, BatchRow, Commitment, CoverageMonth
from kiosk.domain.clock import add_months, today


def test_batches_hold_their_people_and_fund_them(crowd):
    months = {}
    for row in CoverageMonth.select(CoverageMonth, Commitment).join(Commitment):
        months.setdefault((row.commitment.batch_id, row.worker_id), []).append(row.month)
    per_company = Counter(batch.company.code for batch in Batch.select())
    assert per_company == {"sinar-pesisir": 3, "bahari-lestari": 3}
    for batch in Batch.select():
        rows = list(batch.rows.order_by(BatchRow.number))
        assert [row.number for row in rows] == list(range(1, len(rows) + 1)) and len(rows) >= 20
        expected = [add_months(batch.first_month, step) for step in range(batch.months)]
        assert all(sorted(months[batch.id, row.worker_id]) == expected for row in rows)
        assert all(row.worker.enrolled_by.company_id == batch.company_id for row in rows)


def test_only_the_batch_ahead_is_open_at_a_post_with_places_left(crowd):
    ahead = Batch.get(Batch.first_month > today())
    assert ahead.open_at.code == "johar" and ahead.places - ahead.rows.count() == 13
    for past in Batch.select().where(Batch.id != ahead.id):
        assert past.open_at is None and past.open_until < today()
