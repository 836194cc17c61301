"""Letters of sign-ups lie in a folder of the test."""

import pytest

from kiosk.services import message_sending


@pytest.fixture
def folder(people, tmp_path):
    message_sending.configure(smtp_url="", folder=tmp_path, host="payung.test")
    yield tmp_path
    message_sending.configure(smtp_url="", folder=None, host="payung.test")
