"""Every task's routes, in the order of the house."""

from flask import Flask

from kiosk.web.accounts.routes import accounts
from kiosk.web.administration.routes import administration
from kiosk.web.batches.routes import batches
from kiosk.web.cards.routes import cards
from kiosk.web.companies.routes import companies
from kiosk.web.departments.routes import departments
from kiosk.web.enrolment.routes import enrolment
from kiosk.web.home.routes import home
from kiosk.web.verification.routes import verification
from kiosk.web.workers.routes import workers


def register(app: Flask) -> None:
    for blueprint in (
        home,
        accounts,
        enrolment,
        workers,
        cards,
        verification,
        companies,
        batches,
        departments,
        administration,
    ):
        app.register_blueprint(blueprint)
