"""What a page of coverage says, read as a program reads it."""

import html
import re

from db.models import Figure, User


def published(**says) -> Figure:
    """As somebody adds one; those of the reference files were added by nobody, and stay from test to test."""
    return Figure.create(added_by=User.get(User.role == "admin"), **says)


def data_of(page: str, name: str) -> str | None:
    """The value of <data id="…" value="…">; None where the page has none."""
    found = re.search(rf'<data id="{name}" value="([^"]*)"', page)
    return found and found[1]


def links_of(page: str, path: str) -> list[str]:
    """The addresses on the page that lead to `path` or below it."""
    main = page.partition('id="main"')[2].partition("</main>")[0]
    found = (html.unescape(link) for link in re.findall(r'href="([^"]+)"', main))
    return [link for link in found if re.match(rf"{path}(?![\w-])", link)]
