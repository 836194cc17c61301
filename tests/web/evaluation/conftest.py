"""A town of which the evaluation is counted."""

import pytest

from tests.services.evaluation_town import count_all, lived_in


@pytest.fixture
def town(people):
    made = lived_in(people)
    count_all()
    return made
