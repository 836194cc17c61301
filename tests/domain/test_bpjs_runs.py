"""For which months BPJS is asked: the first membership among them."""

from datetime import date

import pytest

from kiosk.domain.bpjs_runs import first_run

NOV, DEC, FEB, MAY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 2, 1), date(2027, 5, 1)


@pytest.mark.parametrize(
    ("months", "run"),
    [
        ([DEC], (DEC, DEC)),
        ([FEB, NOV, DEC], (NOV, FEB)),
        ([FEB, MAY], (FEB, MAY)),
        ([NOV, DEC, MAY], (NOV, DEC)),
    ],
)
def test_a_gap_that_ends_a_membership_ends_the_run(months, run):
    assert first_run(months, lapse_months=3) == run
