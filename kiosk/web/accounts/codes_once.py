"""A code of the second step is taken once: whoever read it over a shoulder comes too late."""

from flask_security import Totp

from kiosk.services import accounts


class CodesOnce(Totp):
    def get_last_counter(self, user) -> int | None:
        return user.tf_last_counter

    def set_last_counter(self, user, tmatch) -> None:
        accounts.note_code(user, tmatch.counter)
