"""The page of one month's debit, also where a form on it came back."""

from datetime import date

from kiosk.services import debit_month_pages
from kiosk.web.access import actor
from kiosk.web.answers import go_to, show, wants_fragment
from kiosk.web.debits.forms import BuildForm, PressForm


def month_page(month: date, refused=None, status: int = 200):
    """The whole page, with a form that was `refused`; or what htmx polls while the worker is at it."""
    file, here = debit_month_pages.month_of(month=month, by=actor()), f"/debit/{month:%Y-%m}"
    polls = refused is None and wants_fragment()
    if polls and not file.working:
        return go_to(here)
    return show(
        "debits/month.html",
        fragment="debits/_run_progress.html" if polls else None,
        file=file,
        here=here,
        refused=refused,
        form=BuildForm(formdata=None),
        press=PressForm(formdata=None),
        status=status,
    )
