"""A browser without JavaScript: it follows links and sends forms as they stand on the page, with all they hold."""

from html.parser import HTMLParser

from tests.web.house_rules import VOID, check_page

NOT_SENT = ("submit", "button", "reset", "image", "file")


class _Reader(HTMLParser):
    """The links of a page as (text, address), and its forms with their `fields` and the texts of their `buttons`."""

    def __init__(self, text: str):
        super().__init__()
        self.links: list[list[str]] = []
        self.forms: list[dict] = []
        self._form = self._select = self._textarea = None
        self._texts: list[tuple[str, list]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag in VOID and tag != "input":
            return
        getattr(self, f"_start_{tag}", lambda given: None)(given)

    def _start_a(self, given):
        self.links.append(["", given.get("href", "")])
        self._texts.append(("a", self.links[-1]))

    def _start_form(self, given):
        self._form = {**given, "fields": {}, "files": set(), "buttons": []}
        self.forms.append(self._form)

    def _start_input(self, given):
        kind, name = given.get("type", "text"), given.get("name")
        if self._form is None or not name:
            return
        self._form["files"] |= {name} if kind == "file" else set()
        unticked = kind in ("checkbox", "radio") and "checked" not in given
        self._form["fields"].setdefault(name, None)
        if kind not in NOT_SENT and not unticked:
            self._form["fields"][name] = given.get("value", "on" if kind == "checkbox" else "")

    def _start_select(self, given):
        self._select = given.get("name") if self._form is not None else None
        if self._select:
            self._form["fields"][self._select] = None

    def _start_option(self, given):
        if self._select and ("selected" in given or self._form["fields"][self._select] is None):
            self._form["fields"][self._select] = given.get("value", "")

    def _start_textarea(self, given):
        self._textarea = given.get("name") if self._form is not None else None
        if self._textarea:
            self._form["fields"][self._textarea] = ""

    def _start_button(self, given):
        if self._form is not None:
            self._form["buttons"].append(["", given])
            self._texts.append(("button", self._form["buttons"][-1]))

    def handle_endtag(self, tag):
        if self._texts and self._texts[-1][0] == tag:
            self._texts.pop()
        if tag in ("form", "select", "textarea"):
            setattr(self, f"_{tag}", None)

    def handle_data(self, text):
        if self._textarea:
            self._form["fields"][self._textarea] += text
        for _tag, line in self._texts:
            line[0] = f"{line[0]} {text.strip()}".strip()


class PlainBrowser:
    """`address` and `text` of the page that is open; `client` asks for what is no page."""

    def __init__(self, client):
        self.client = client
        self.address = self.text = ""

    def open(self, address: str) -> None:
        """A page of ours, checked against the house rules."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        check_page(answer)
        self.address, self.text = address, answer.text

    def follow(self, words: str) -> None:
        """The first link that says this."""
        self.open(self.address_of(words))

    def address_of(self, words: str) -> str:
        found = [address for text, address in _Reader(self.text).links if words in text]
        assert found, f"no link {words!r} on {self.address}"
        return found[0]

    def press(self, words: str, *, expect: int = 303, **typed) -> None:
        """Send the form with this button: what stands in it, what is `typed` over it, nothing else."""
        form = self._form_with(words)
        unknown = set(typed) - set(form["fields"])
        assert not unknown, f"{unknown} cannot be typed into the form of {words!r}: {sorted(form['fields'])}"
        filled = {name: value for name, value in {**form["fields"], **typed}.items() if value is not None}
        files = {"content_type": "multipart/form-data"} if form["files"] else {}
        assert bool(files) == (form.get("enctype") == "multipart/form-data"), form["action"]
        answer = self.client.post(form["action"], data=filled, **files)
        assert answer.status_code == expect, f"{form['action']}: {answer.status_code}"
        self._take(answer, form["action"])

    def _take(self, answer, action: str) -> None:
        if answer.status_code == 303:
            return self.open(answer.location)
        check_page(answer)
        self.address, self.text = action, answer.text

    def _form_with(self, words: str) -> dict:
        found = [form for form in _Reader(self.text).forms if _has_button(form, words)]
        assert found, f"no form with the button {words!r} on {self.address}"
        assert found[0].get("method", "get").lower() == "post", found[0].get("action")
        return found[0]


def _has_button(form: dict, words: str) -> bool:
    return any(words in text for text, given in form["buttons"] if given.get("type", "submit") == "submit")
