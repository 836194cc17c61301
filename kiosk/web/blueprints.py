"""Every task's routes, in the order of the house."""

from flask import Flask

from kiosk.web.accounts.routes import accounts
from kiosk.web.administration.routes import administration
from kiosk.web.approvals.routes import approvals
from kiosk.web.awaiting.routes import memberships
from kiosk.web.batches.column_routes import sheet_columns
from kiosk.web.batches.consent_routes import batch_consent_desk
from kiosk.web.batches.joining_routes import joining
from kiosk.web.batches.opening_routes import batch_posts
from kiosk.web.batches.paper_routes import batch_paper_desk
from kiosk.web.batches.pick_routes import picks
from kiosk.web.batches.replacement_routes import replacements
from kiosk.web.batches.revocation_routes import revocations
from kiosk.web.batches.routes import batches
from kiosk.web.batches.row_press_routes import row_presses
from kiosk.web.batches.row_routes import batch_rows
from kiosk.web.batches.same_value_routes import same_values
from kiosk.web.batches.withdrawal_routes import withdrawals
from kiosk.web.bills.paper_routes import bill_paper_desk
from kiosk.web.bills.receipt_routes import bill_receipt_desk
from kiosk.web.bills.routes import billing
from kiosk.web.bpjs.answer_routes import bpjs_answer_desk
from kiosk.web.bpjs.correction_routes import bpjs_correction_desk
from kiosk.web.bpjs.export_routes import bpjs_export_desk
from kiosk.web.bpjs.layout_routes import bpjs_layout_desk
from kiosk.web.bpjs.letter_refusal_routes import bpjs_refusal_desk
from kiosk.web.bpjs.letter_routes import bpjs_letter_desk
from kiosk.web.bpjs.mismatch_routes import bpjs_mismatch_desk
from kiosk.web.bpjs.submission_routes import submissions
from kiosk.web.bpjs.typing_routes import bpjs_typing_desk
from kiosk.web.card_texts.routes import card_texts
from kiosk.web.cards.queue_routes import card_queue
from kiosk.web.cards.replacement_routes import card_replacements
from kiosk.web.cards.routes import cards
from kiosk.web.companies.contact_routes import company_people
from kiosk.web.companies.routes import companies
from kiosk.web.consents.routes import consents
from kiosk.web.corrections.routes import corrections
from kiosk.web.cover_ends.routes import cover_ends
from kiosk.web.departments.routes import departments
from kiosk.web.enrolment.draft_routes import drafts
from kiosk.web.enrolment.paper_routes import paper_form
from kiosk.web.enrolment.routes import enrolment
from kiosk.web.handovers.card_routes import card_handovers
from kiosk.web.handovers.routes import handovers
from kiosk.web.home.routes import home
from kiosk.web.incomplete.rejection_routes import rejections
from kiosk.web.incomplete.routes import incomplete
from kiosk.web.lapses.contact_routes import lapse_contact_desk
from kiosk.web.lapses.routes import lapse_desk
from kiosk.web.merges.routes import merges
from kiosk.web.messages.routes import letters
from kiosk.web.payments.routes import paying
from kiosk.web.payments.settle_routes import settling
from kiosk.web.photos.routes import photos
from kiosk.web.printers.routes import printers
from kiosk.web.rights.consent_routes import consent_rights
from kiosk.web.rights.routes import rights
from kiosk.web.selfservice.routes import selfservice
from kiosk.web.stock.day_routes import day_sheets
from kiosk.web.stock.routes import stock
from kiosk.web.tariffs.price_routes import prices
from kiosk.web.tariffs.routes import tariff_desk
from kiosk.web.verification.routes import verification
from kiosk.web.waiting.routes import waiting
from kiosk.web.workers.paper_routes import papers
from kiosk.web.workers.routes import workers


def register(app: Flask) -> None:
    for blueprint in (
        home,
        accounts,
        enrolment,
        drafts,
        paper_form,
        workers,
        papers,
        rights,
        consent_rights,
        cover_ends,
        approvals,
        photos,
        consents,
        incomplete,
        rejections,
        waiting,
        lapse_desk,
        lapse_contact_desk,
        corrections,
        merges,
        card_queue,
        cards,
        card_replacements,
        printers,
        card_texts,
        stock,
        day_sheets,
        handovers,
        card_handovers,
        verification,
        selfservice,
        companies,
        company_people,
        batches,
        batch_rows,
        row_presses,
        same_values,
        batch_posts,
        revocations,
        joining,
        picks,
        replacements,
        withdrawals,
        sheet_columns,
        batch_paper_desk,
        batch_consent_desk,
        billing,
        bill_paper_desk,
        bill_receipt_desk,
        paying,
        settling,
        memberships,
        submissions,
        bpjs_answer_desk,
        bpjs_correction_desk,
        bpjs_layout_desk,
        bpjs_export_desk,
        bpjs_typing_desk,
        bpjs_mismatch_desk,
        bpjs_letter_desk,
        bpjs_refusal_desk,
        letters,
        departments,
        prices,
        tariff_desk,
        administration,
    ):
        app.register_blueprint(blueprint)
