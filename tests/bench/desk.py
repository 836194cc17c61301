"""An officer's browser at the enrolment page: signed in, with the requests it would send."""

import re
from datetime import date, timedelta
from http.cookiejar import CookieJar
from itertools import count
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, ProxyHandler, build_opener
from uuid import uuid4

EMAIL = "petugas@payung.test"
PASSWORD = "payung-demo-2026"
PAGE = "/pekerja/baru"
# One browser from sign-in to last request: a session seen with another one is no longer fresh.
BROWSER = "Payung-bench"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
OPTION = re.compile(r'<option value="([^"]+)"')
_numbers = count()


class Desk:
    """A fresh sign-in with its session cookie; the enrolment page has been opened once."""

    def __init__(self, port: int):
        self.port = port
        jar = CookieJar()
        opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(jar))
        opener.addheaders = [("User-Agent", BROWSER)]
        token = _token(self._open(opener, "/masuk"))
        self._open(opener, "/masuk", {"email": EMAIL, "password": PASSWORD, "csrf_token": token})
        page = self._open(opener, PAGE)
        self.token = _token(page)
        self.kelurahan = [code for code in _options(page, "kelurahan") if code[0].isdigit()]
        self.occupations = _options(page, "occupation")
        self.cookie = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)

    def _open(self, opener: OpenerDirector, path: str, form: dict | None = None) -> str:
        sent = urlencode(form).encode() if form else None
        with opener.open(f"http://127.0.0.1:{self.port}{path}", sent, timeout=30) as answer:
            return answer.read().decode()

    def page_request(self) -> bytes:
        """GET of the enrolment page."""
        return get_request(self.port, PAGE, self._headers())

    def entries(self, amount: int) -> list[bytes]:
        """POSTs of the enrolment form, each with a person nobody has sent before."""
        return [self._entry(number) for number, _ in zip(_numbers, range(amount), strict=False)]

    def _entry(self, number: int) -> bytes:
        kelurahan = self.kelurahan[number % len(self.kelurahan)]
        occupation = self.occupations[number % len(self.occupations)]
        places = {"kelurahan": kelurahan, "occupation": occupation, "csrf_token": self.token}
        body = urlencode(person(number) | places).encode()
        head = (
            f"POST {PAGE} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n{self._headers()}"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def _headers(self) -> str:
        return f"User-Agent: {BROWSER}\r\nCookie: {self.cookie}\r\n"


def get_request(port: int, path: str, headers: str = "") -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{headers}\r\n".encode()


def person(number: int) -> dict[str, str]:
    """The form of made-up person `number`: thirty to fifty years old, with a NIK of their own. Serials stay below
    those of the demo people, which begin at 9001; nobody in the bench's city has a name like theirs, so that none is
    taken for somebody known."""
    born = date.today() - timedelta(days=11_000 + number % 7_000)
    woman = number % 2
    digits = f"3374{number % 16 + 1:02}{born.day + 40 * woman:02}{born:%m%y}{number // 7_000 + 1:04}"
    return {
        "client_key": uuid4().hex,
        "nik": digits,
        "name": "Wuryaningsih Tlogowungu" if woman else "Kromodimejo Adiwerna",
        "birth_on": f"{born:%d/%m/%Y}",
        "sex": "P" if woman else "L",
        "phone": f"0812{number:08}",
        "rt": "003",
        "rw": "007",
        "address": "Jalan Pemuda 12",
        "workplace": "Pasar Johar blok B",
        "still_working": "y",
        "consent": "y",
        "consent_how": "self",
    }


def _token(page: str) -> str:
    return TOKEN.search(page)[1]


def _options(page: str, name: str) -> list[str]:
    """The values that a <select> of the page offers."""
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', page, re.S)
    return OPTION.findall(select[0])
