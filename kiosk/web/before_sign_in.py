"""What is settled before any library asks who is signed in: that question reads a JSON body and the database."""

from flask import abort, current_app, g, request

# Static files and the monitor's question are the same for everybody, and must be answered without the database too.
SAME_FOR_EVERYBODY = ("static", "bootstrap.static", "home.healthy")


def ask_nobody_in_vain() -> None:
    """Before every request. No page of ours sends JSON (415), and the libraries trip over any that is no object."""
    if request.is_json:
        take_for_a_stranger()
        abort(415)
    if request.endpoint in SAME_FOR_EVERYBODY:
        take_for_a_stranger()


def take_for_a_stranger() -> None:
    """From here on this request is nobody's: whoever asks is told so without a question to the database."""
    g._login_user = current_app.login_manager.anonymous_user()
