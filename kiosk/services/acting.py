"""Who acts: the signed-in person as services need them, and the ways a use can be refused."""

from dataclasses import dataclass, field

ROLES = ("petugas", "mitra", "donatur", "opd", "admin", "auditor")


@dataclass(frozen=True)
class PostOfDuty:
    """A post as its officer needs it: where it is decides which areas the officer may browse."""

    id: int
    code: str
    name: str
    kelurahan: str
    kecamatan: str


@dataclass(frozen=True)
class Actor:
    """The person behind a request or a job. `post` is the *pos hari ini*; None for people without posts."""

    user_id: int | None
    name: str
    role: str
    company_id: int | None = None
    opd_id: int | None = None
    posts: tuple[PostOfDuty, ...] = field(default=())
    post: PostOfDuty | None = None
    address: str = ""

    @property
    def post_id(self) -> int | None:
        return self.post.id if self.post else None

    @property
    def post_ids(self) -> list[int]:
        return [post.id for post in self.posts]

    @property
    def kelurahan_codes(self) -> list[str]:
        return [post.kelurahan for post in self.posts]


SYSTEM = Actor(user_id=None, name="Payung", role="sistem")


class NotThere(LookupError):
    """What was asked for does not exist, or may not even be known to exist."""


class NotAllowed(PermissionError):
    """It exists, and this person may not see or do it."""


class Refused(ValueError):
    """The wish goes against a rule. `message` is a whole sentence in Indonesian with its `params`."""

    def __init__(self, message: str, **params):
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params
