"""How Flask-Security finds and keeps users; one role in a column, so the role table is left out."""

from flask_security import PeeweeUserDatastore

from db.connection import database
from db.models import User


class UserStore(PeeweeUserDatastore):
    """Asks for the signed-in person at every request: by a statement that Peewee writes once."""

    def __init__(self):
        super().__init__(database, User, None, None)
        self._by_session: tuple | None = None

    def find_user(self, case_insensitive: bool = False, **which):
        if list(which) != ["fs_uniquifier"]:
            return super().find_user(case_insensitive=case_insensitive, **which)
        return next(iter(User.raw(self._statement(), which["fs_uniquifier"])), None)

    def _statement(self) -> str:
        if self._by_session is None or self._by_session[0] is not database.obj:
            self._by_session = (database.obj, User.select().where(User.fs_uniquifier == "").sql()[0])
        return self._by_session[1]
