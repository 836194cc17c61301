"""Every task's routes, in the order of the house."""

from flask import Flask

from kiosk.web.accounts.routes import accounts
from kiosk.web.administration.facility_routes import facility_desk
from kiosk.web.administration.holiday_routes import holiday_desk
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
from kiosk.web.bills.credit_routes import bill_credit_desk
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
from kiosk.web.bpjs.told_routes import bpjs_told_desk
from kiosk.web.bpjs.typing_routes import bpjs_typing_desk
from kiosk.web.card_texts.routes import card_texts
from kiosk.web.cards.queue_routes import card_queue
from kiosk.web.cards.replacement_routes import card_replacements
from kiosk.web.cards.routes import cards
from kiosk.web.claims.completion_routes import claim_completion_desk
from kiosk.web.claims.heir_routes import claim_heir_desk
from kiosk.web.claims.paper_routes import claim_paper_desk
from kiosk.web.claims.report_routes import claim_reports_desk
from kiosk.web.claims.routes import claim_desk
from kiosk.web.claims.step_routes import claim_step_desk
from kiosk.web.companies.contact_routes import company_people
from kiosk.web.companies.routes import companies
from kiosk.web.consents.routes import consents
from kiosk.web.corrections.routes import corrections
from kiosk.web.cover_ends.routes import cover_ends
from kiosk.web.coverage.report_routes import monthly_reports
from kiosk.web.coverage.routes import coverage_desk
from kiosk.web.coverage.sheet_routes import coverage_sheet_desk
from kiosk.web.debits.failed_routes import failed_debits
from kiosk.web.debits.refund_routes import refunding
from kiosk.web.debits.routes import debits_desk
from kiosk.web.departments.failed_debit_routes import department_debits
from kiosk.web.departments.handing_routes import link_handing
from kiosk.web.departments.mandate_look_routes import mandate_looks
from kiosk.web.departments.mandate_routes import mandate_desk
from kiosk.web.departments.move_routes import moves_desk
from kiosk.web.departments.participation_routes import participating
from kiosk.web.departments.report_routes import participation_papers
from kiosk.web.departments.revocation_routes import mandate_endings_desk
from kiosk.web.departments.rosters import roster_desk
from kiosk.web.departments.routes import departments
from kiosk.web.departments.unit_routes import units_desk
from kiosk.web.enrolment.draft_routes import drafts
from kiosk.web.enrolment.paper_routes import paper_form
from kiosk.web.enrolment.routes import enrolment
from kiosk.web.evaluation.routes import evaluation_desk
from kiosk.web.figures.routes import figure_desk
from kiosk.web.foster.about_routes import about_foster
from kiosk.web.foster.funded_routes import funded_elsewhere
from kiosk.web.foster.link_routes import sign_up_links_desk
from kiosk.web.foster.mail_routes import sign_up_mail
from kiosk.web.foster.mandate_paper_routes import foster_mandates
from kiosk.web.foster.mandate_routes import mandate_signing_desk
from kiosk.web.foster.nomination_routes import nominations
from kiosk.web.foster.own_facts_routes import own_facts
from kiosk.web.foster.own_routes import donor_desk
from kiosk.web.foster.replacement_routes import replacements as foster_replacements
from kiosk.web.foster.sign_up_routes import sign_ups
from kiosk.web.foster.worker_routes import taking_on
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
from kiosk.web.poverty.row_routes import poverty_desk
from kiosk.web.printers.routes import printers
from kiosk.web.programmes.bill_routes import programme_bill_desk
from kiosk.web.programmes.people_routes import programme_people_desk
from kiosk.web.programmes.routes import programme_desk
from kiosk.web.rights.consent_routes import consent_rights
from kiosk.web.rights.routes import rights
from kiosk.web.selections.routes import selection_desk
from kiosk.web.selections.weight_routes import selection_weight_desk
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
        claim_reports_desk,
        claim_desk,
        claim_step_desk,
        claim_completion_desk,
        claim_paper_desk,
        claim_heir_desk,
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
        bill_credit_desk,
        bill_receipt_desk,
        paying,
        settling,
        failed_debits,
        refunding,
        memberships,
        submissions,
        bpjs_answer_desk,
        bpjs_correction_desk,
        bpjs_told_desk,
        bpjs_layout_desk,
        bpjs_export_desk,
        bpjs_typing_desk,
        bpjs_mismatch_desk,
        bpjs_letter_desk,
        bpjs_refusal_desk,
        debits_desk,
        letters,
        departments,
        roster_desk,
        units_desk,
        moves_desk,
        participating,
        mandate_desk,
        mandate_looks,
        mandate_endings_desk,
        participation_papers,
        department_debits,
        link_handing,
        about_foster,
        sign_ups,
        sign_up_mail,
        sign_up_links_desk,
        own_facts,
        taking_on,
        nominations,
        mandate_signing_desk,
        foster_mandates,
        foster_replacements,
        funded_elsewhere,
        donor_desk,
        coverage_desk,
        coverage_sheet_desk,
        evaluation_desk,
        monthly_reports,
        programme_desk,
        programme_people_desk,
        programme_bill_desk,
        poverty_desk,
        selection_desk,
        selection_weight_desk,
        prices,
        tariff_desk,
        figure_desk,
        administration,
        holiday_desk,
        facility_desk,
    ):
        app.register_blueprint(blueprint)
