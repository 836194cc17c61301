"""Browser tests run in Debian's Chromium, not in a browser that playwright would have to download."""

import os

import pytest


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """Chromium's sandbox does not start for root, which is who the CI is."""
    without_sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": without_sandbox}
