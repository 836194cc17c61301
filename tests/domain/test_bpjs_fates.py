"""Which line of a submission an answer is about, and what then becomes of it."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.domain.bpjs_answers import CheckedAnswer
from kiosk.domain.bpjs_asked_lines import Fate, Line, Meant
from kiosk.domain.bpjs_fates import after, fate_of
from kiosk.domain.findings import block

JANUARY, DAY = date(2027, 1, 1), date(2027, 1, 4)
TODAY = date(2026, 12, 22)


def line(number: int, submission: int = 1, state: str = "asked", **other) -> Line:
    about = {"is_sent": True, "funder_id": 1, "first_month": JANUARY, "last_month": JANUARY, **other}
    return Line(number, submission, f"D27-{submission}", state=state, **about)


def row(*, accepted: bool | None = True, **other) -> CheckedAnswer:
    return CheckedAnswer("A", 2, {}, "3374010101660001", accepted=accepted, **other)


def fate(*lines: Line, submission_id: int | None = None, answer: CheckedAnswer | None = None, **meant):
    found = fate_of(
        answer or row(), Meant("Slamet Widodo", lines, **meant), submission_id=submission_id, today=TODAY
    )
    return found.outcome, found.line.id if found.line else None


def test_the_open_line_is_meant_before_those_answered_and_else_the_latest():
    assert fate(line(1, state="rejected"), line(2, 2)) == ("accepted", 2)
    assert fate(line(1, state="rejected"), line(2, 2, state="accepted", effective_on=DAY)) == ("known", 2)


def test_a_file_for_one_submission_speaks_of_its_own_line_first():
    lines = line(1, 1, state="accepted", effective_on=DAY), line(2, 2)
    assert fate(*lines, submission_id=1) == ("known", 1)
    assert fate(*lines, submission_id=2) == ("accepted", 2)
    assert fate(*lines, submission_id=3) == ("elsewhere", 2)


def test_nobody_and_nothing_asked():
    assert fate_of(row(), None, submission_id=None, today=TODAY).outcome == "stranger"
    assert fate() == ("not_asked", None)
    assert fate(line(1, is_sent=False)) == ("not_asked", 1)


@pytest.mark.parametrize(
    ("state", "answer", "outcome"),
    [
        ("rejected", row(accepted=False), "known"),
        ("rejected", row(), "conflict"),
        ("accepted", row(accepted=False), "conflict"),
        ("accepted", row(effective_on=DAY), "known"),
        ("accepted", row(effective_on=JANUARY), "conflict"),
    ],
)
def test_a_second_answer_agrees_or_contradicts(state, answer, outcome):
    assert fate(line(1, state=state, effective_on=DAY), answer=answer) == (outcome, 1)


def test_another_number_contradicts_and_none_does_not():
    known = line(1, state="accepted", effective_on=DAY, kpj=b"one")
    assert fate(known, kpj=b"one") == fate(known) == ("known", 1)
    assert fate(known, kpj=b"two") == ("conflict", 1)


def test_number_that_comes_later_is_taken_over_where_bpjs_has_named_none():
    known = line(1, state="accepted", effective_on=DAY)
    assert fate(known, kpj=b"one") == fate(known, kpj=b"one", in_force=b"one") == ("numbered", 1)
    assert fate(known, kpj=b"one", in_force=b"other") == ("conflict", 1)
    assert fate(known, kpj=b"one", answer=row(effective_on=DAY)) == ("numbered", 1)
    assert fate(known, kpj=b"one", answer=row(effective_on=JANUARY)) == ("conflict", 1)


def test_number_and_earlier_day_that_was_asked_for_come_together():
    known = line(1, state="accepted", effective_on=DAY)
    meant = Meant("Slamet", (known,), b"one", asked_from=JANUARY)
    found = fate_of(row(effective_on=JANUARY), meant, submission_id=None, today=TODAY)
    assert (found.outcome, found.is_numbered) == ("moved", True)
    assert after(found, b"one", JANUARY) == replace(known, effective_on=JANUARY, kpj=b"one")


def test_line_stands_as_it_was_answered():
    known = line(1, state="accepted", effective_on=DAY)
    assert after(Fate("accepted", line(1)), b"one", DAY) == replace(known, kpj=b"one")
    assert after(Fate("numbered", known, is_numbered=True), b"one", JANUARY) == replace(known, kpj=b"one")
    assert after(Fate("moved", known), b"one", JANUARY) == replace(known, effective_on=JANUARY)
    assert after(Fate("rejected", line(1)), None, None) == line(1, state="rejected")


def test_file_cannot_answer_what_was_sent_after_it_came():
    def outcome(came_on: date, answer: CheckedAnswer) -> str:
        asked = line(1, sent_on=date(2026, 12, 20))
        return fate_of(
            answer, Meant("Slamet", (asked,)), submission_id=None, today=TODAY, came_on=came_on
        ).outcome

    assert outcome(date(2026, 12, 20), row()) == "accepted"
    assert (
        outcome(date(2026, 12, 19), row()) == outcome(date(2026, 12, 19), row(accepted=False)) == "not_asked"
    )


def test_a_wrong_name_or_a_number_of_somebody_else_is_wrong():
    assert fate(line(1), answer=row(name="Siti Aminah")) == ("wrong", None)
    assert fate(line(1), answer=row(name="Slamet Widodo")) == ("accepted", 1)
    assert fate(line(1), kpj=b"one", kpj_of="SMG-7K3QF2M-9") == ("wrong", None)
    assert fate(line(1), answer=row(accepted=False), kpj=b"one", kpj_of="SMG-7K3QF2M-9") == ("rejected", 1)


def test_day_to_come_is_taken_up_to_the_first_of_the_first_month_asked_for():
    assert fate(line(1), answer=row(effective_on=JANUARY)) == ("accepted", 1)
    assert fate(line(1), answer=row(effective_on=DAY)) == ("wrong", 1)
    running = line(1, first_month=date(2026, 12, 1))
    assert fate(running, answer=row(effective_on=TODAY)) == ("accepted", 1)
    assert fate(running, answer=row(effective_on=date(2026, 12, 23))) == ("wrong", 1)


def test_day_to_come_that_waits_is_named_and_may_be_read_again():
    found = fate_of(row(effective_on=DAY), Meant("Slamet", (line(1),)), submission_id=None, today=TODAY)
    (finding,) = found.more
    assert (finding.code, finding.params["effective_on"]) == ("day_ahead", DAY.isoformat())
    assert "4 Januari 2027" in finding.sentence() and "Baca ulang" in finding.sentence()


def held_back(answer: CheckedAnswer, *lines: Line, by_hand: bool = False, **meant) -> tuple[str, list[str]]:
    found = fate_of(
        answer, Meant("Slamet Widodo", lines, **meant), submission_id=None, today=TODAY, by_hand=by_hand
    )
    return found.outcome, [one.code for one in found.more]


def test_start_long_before_the_first_month_asked_for_is_held_back_from_a_file_unless_a_letter_asked_for_it():
    month_before, earlier = row(effective_on=date(2026, 12, 1)), row(effective_on=date(2026, 11, 30))
    assert held_back(month_before, line(1)) == ("accepted", [])
    assert held_back(earlier, line(1)) == ("wrong", ["day_too_early"])
    assert held_back(earlier, line(1), asked_from=date(2026, 11, 30)) == ("accepted", [])
    assert held_back(earlier, line(1), by_hand=True) == ("accepted", [])
    assert held_back(earlier, line(1), continues=True) == ("accepted", [])


def test_every_fault_of_a_line_is_said_at_once():
    other = row(name="Budi Santoso Wijaya", effective_on=date(2020, 1, 1))
    assert held_back(other, line(1), kpj_of="SMG-1") == (
        "wrong", ["name_differs", "kpj_of_another", "day_too_early"]
    )  # fmt: skip
    unknown = row(accepted=None, effective_on=date(2020, 1, 1), findings=(block("status_unknown", "x"),))
    assert held_back(unknown, line(1)) == ("wrong", ["day_too_early"])
