"""The same truth everywhere: the list, the person's page, the card and its QR tell one state."""

import re

from playwright.sync_api import expect

from tests.browser import verbs
from tests.browser.sight import PHONE, expect_accessible, sideways

VERDICTS = {
    "waiting": "TERDAFTAR, BELUM TERLINDUNGI",
    "registered": "TERDAFTAR, BELUM TERLINDUNGI",
    "protected": "TERLINDUNGI",
    "arrears": "MENUNGGAK, PERLINDUNGAN BERISIKO",
    "ended": "PERLINDUNGAN BERAKHIR",
}
STATE = re.compile(r"\bstate-(waiting|registered|protected|arrears|ended)\b")


def person_in_each_state(page) -> dict[str, str]:
    """The first worker's address for each state in the list, page after page."""
    found: dict[str, str] = {}
    for number in range(1, 70):
        page.goto(f"/pekerja?hal={number}")
        rows = page.eval_on_selector_all(
            "main tbody tr",
            """rows => rows.map((row) =>
                [row.querySelector(".state").className, row.querySelector("a").getAttribute("href")])""",
        )
        for look, href in rows:
            found.setdefault(STATE.search(look)[1], href)
        if len(found) == len(VERDICTS):
            break
    return found


def test_card_of_every_state_tells_what_the_person_s_page_tells(page, troubles):
    verbs.masuk(page, "admin")
    people = person_in_each_state(page)
    assert set(people) == set(VERDICTS)
    for state, href in people.items():
        page.goto(href)
        expect(page.locator(f"main .state-{state}").first).to_be_visible()
        name = page.get_by_role("heading", level=1).inner_text()
        pdf = verbs.melihat_kartu_orang_ini(page)
        front = verbs.halaman_kartu(pdf)[0].get_textpage().get_text_bounded()
        assert ("BELUM TERLINDUNGI" in front) is (state != "protected"), (state, front)
        page.goto(verbs.alamat_dalam_qr(pdf))
        expect(page.get_by_role("heading", level=1)).to_have_text(VERDICTS[state])
        expect(page.locator("main")).not_to_contain_text(name)
        expect_accessible(page)
        page.set_viewport_size(PHONE)
        assert sideways(page) == []
    assert troubles == []
