"""What a person at the desk does, for the tests of accounts."""

import re

from tests.fixtures import PASSWORD

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def token(client, page: str) -> str:
    """The CSRF token of the first form on a page."""
    return TOKEN.search(client.get(page).text)[1]


def sign_in(client, email: str, password: str = PASSWORD, **more):
    return client.post(
        "/masuk", data={"csrf_token": token(client, "/masuk"), "email": email, "password": password, **more}
    )


def field(text: str, name: str) -> str:
    """The value of a hidden field inside main, as the browser would send it."""
    main = text.partition("<main")[2]
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', main)
    return found[1] if found else ""
