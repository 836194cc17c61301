"""The list of the extreme poor in the demo city: known, differing and unknown people, marked as made up."""

from collections import Counter

from db.models import PovertyList, PovertyRow, Worker
from kiosk.services import poverty_marks


def test_one_list_has_people_of_every_kind_and_is_marked(crowd):
    made = PovertyList.get()
    assert (made.demo, made.state, made.path) == (True, "read", "")
    states = Counter(state for (state,) in PovertyRow.select(PovertyRow.state).tuples())
    assert states["unknown"] == 8 and states["wrong"] == 1 and states["matched"] and states["differs"]
    assert sum(states.values()) == made.rows
    assert Worker.select().where(poverty_marks.is_extreme()).count() == states["matched"]
