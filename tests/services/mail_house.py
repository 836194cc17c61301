"""A mail server for tests: real SMTP on a port of this machine, in a thread. What it answers is told to it."""

import socketserver
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from threading import Thread

HANGS_UP = "hangs up"


class MailHouse(socketserver.ThreadingTCPServer):
    """`answers`: address → what RCPT gets; `to_data`: what a whole letter gets, or HANGS_UP. Letters it has taken are
    (addresses, parsed letter)."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answers: dict[str, str] = {}
        self.to_data, self.to_sender, self.to_sign_in = "250 taken", "250 go on", "235 welcome"
        self.letters: list[tuple[list[str], Message]] = []
        self.calls = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}/?from=payung@semarang.test"

    @property
    def url_with_password(self) -> str:
        return self.url.replace("smtp://", "smtp://payung:rahasia-surel@")


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.calls += 1
        self._say("220 mail.test ready")
        to: list[str] = []
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            match word.upper():
                case "EHLO":
                    self._say("250-mail.test", "250-AUTH PLAIN", "250 8BITMIME")
                case "AUTH":
                    self._say(self.server.to_sign_in)
                case "MAIL":
                    to = []
                    self._say(self.server.to_sender)
                case "RCPT":
                    address = rest.partition("<")[2].partition(">")[0]
                    answer = self.server.answers.get(address, "250 known")
                    to += [address] * answer.startswith("250")
                    self._say(answer)
                case "DATA":
                    if not self._take(to):
                        return
                case "QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 well")

    def _take(self, to: list[str]) -> bool:
        """Whether the conversation goes on."""
        self._say("354 go on")
        content = b""
        while (line := self.rfile.readline()) != b".\r\n":
            content += line.removeprefix(b".")
        if self.server.to_data == HANGS_UP:
            return False
        if self.server.to_data.startswith("250"):
            self.server.letters.append((to, message_from_bytes(content, policy=default)))
        self._say(self.server.to_data)
        return True

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@contextmanager
def mail_house():
    with MailHouse() as house:
        thread = Thread(target=house.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield house
        house.shutdown()
        thread.join()
