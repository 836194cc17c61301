"""The browser that began a sign-up finds it again after days: a random key in a signed cookie of its own. The session
ends with the browser, and whoever signs in at a shared machine is nobody's draft."""

from flask import Blueprint, Response, current_app, g, request
from itsdangerous import BadSignature, URLSafeSerializer

from kiosk.services.sign_up_drafts import LASTS

NAME, SALT, BELOW = "payung_daftar", "sign_up", "/asn"


def key() -> str:
    """Empty without one, or where the signature is not ours."""
    if "sign_up_key" in g:
        return g.sign_up_key
    if "sign_up_left" in g:
        return ""
    try:
        return str(_signer().loads(request.cookies.get(NAME, "")))
    except BadSignature:
        return ""


def keep(value: str) -> None:
    """For the answer to this request; an empty one forgets."""
    g.sign_up_key = value


def leave() -> None:
    """What this browser kept is somebody else's: not for this request, and still theirs afterwards."""
    g.sign_up_left = True


def write_with(blueprint: Blueprint) -> None:
    blueprint.after_request(_write)


def _write(response: Response) -> Response:
    if g.get("sign_up_key"):
        response.set_cookie(
            NAME, _signer().dumps(g.sign_up_key), max_age=LASTS, path=BELOW, httponly=True, samesite="Lax",
            secure=current_app.config["SESSION_COOKIE_SECURE"],
        )  # fmt: skip
    elif "sign_up_key" in g:
        response.delete_cookie(NAME, path=BELOW)
    return response


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key, salt=SALT)
