"""Every table of the store, in the order they depend on each other."""

from db.models.accounts import Invite, OnceKey, UnknownAddress, User, UserPost
from db.models.audit import AuditEvent
from db.models.batch_rows import BatchRow
from db.models.cards import (
    Card,
    CardStock,
    CardText,
    DeliveryTry,
    PrintedCard,
    PrinterSetting,
    PrintPart,
    PrintRun,
)
from db.models.care import Claim, ClaimPaper, ClaimStep
from db.models.civil_servants import (
    Donor,
    Mandate,
    MandateText,
    Pledge,
    SignUp,
    StaffImport,
    StaffImportRow,
)
from db.models.coverage import (
    CoverageCount,
    CoverageSheet,
    CoverageSpan,
    CoverageTotal,
    LapseContact,
    Message,
)
from db.models.debits import (
    DebitItem,
    DebitLine,
    DebitRefund,
    DebitReturn,
    DebitReturnRow,
    DebitRun,
    DebitSkip,
)
from db.models.departments import StaffMember
from db.models.desk import ConsentText, Correction, Draft, ServiceOpening, WorkerFlag
from db.models.evaluation import EvaluationRow, EvaluationRun, EvaluationSum
from db.models.exchange import (
    Answer,
    AnswerHeading,
    AnswerRow,
    ExportLayout,
    Membership,
    Mismatch,
    StartLetter,
    StartLetterLine,
    Submission,
    SubmissionLine,
)
from db.models.figures import Figure
from db.models.funding import Batch, ColumnMap, Company, CompanyContact, Funder, Upload
from db.models.jobs import Job, KeyProof, Setting, WorkerBeat
from db.models.ledger import (
    Bill,
    BillLine,
    Commitment,
    CoverageMonth,
    Credit,
    CutDecision,
    Payment,
    PaymentAllocation,
    PaymentCode,
    Tariff,
)
from db.models.people import Attachment, Consent, Worker
from db.models.people_counts import PeopleCount, PeopleDelta
from db.models.places import Facility, Holiday, Kecamatan, Kelurahan, KelurahanAlias, Opd, Post
from db.models.poverty import PovertyHandover, PovertyList, PovertyRow
from db.models.programmes import Programme, ProgrammeOccupation, ProgrammePlace
from db.models.reports import MonthReport
from db.models.selections import Selection, SelectionRow
from db.models.work import Occupation, Scheme, SchemeOccupation

ALL_TABLES = (
    Kecamatan,
    Kelurahan,
    KelurahanAlias,
    Post,
    Opd,
    Facility,
    Holiday,
    Occupation,
    Scheme,
    SchemeOccupation,
    Funder,
    Company,
    CompanyContact,
    ColumnMap,
    Batch,
    Upload,
    User,
    UserPost,
    UnknownAddress,
    StaffMember,
    Invite,
    OnceKey,
    PeopleCount,
    PeopleDelta,
    Worker,
    Consent,
    Attachment,
    ConsentText,
    Correction,
    Draft,
    ServiceOpening,
    WorkerFlag,
    PovertyList,
    PovertyHandover,
    PovertyRow,
    BatchRow,
    Tariff,
    CutDecision,
    Programme,
    ProgrammeOccupation,
    ProgrammePlace,
    Selection,
    SelectionRow,
    Commitment,
    Bill,
    BillLine,
    PaymentCode,
    Payment,
    CoverageMonth,
    SignUp,
    Donor,
    MandateText,
    Mandate,
    Pledge,
    StaffImport,
    StaffImportRow,
    PaymentAllocation,
    Credit,
    DebitRun,
    DebitLine,
    DebitItem,
    DebitSkip,
    DebitReturn,
    DebitReturnRow,
    DebitRefund,
    CoverageCount,
    CoverageTotal,
    CoverageSpan,
    CoverageSheet,
    LapseContact,
    Message,
    Submission,
    SubmissionLine,
    ExportLayout,
    Answer,
    AnswerRow,
    AnswerHeading,
    Membership,
    Mismatch,
    StartLetter,
    StartLetterLine,
    Job,
    WorkerBeat,
    KeyProof,
    Setting,
    Figure,
    MonthReport,
    EvaluationRun,
    EvaluationRow,
    EvaluationSum,
    PrintRun,
    Card,
    PrintedCard,
    PrintPart,
    PrinterSetting,
    DeliveryTry,
    CardStock,
    CardText,
    Claim,
    ClaimStep,
    ClaimPaper,
    AuditEvent,
)

__all__ = [*(table.__name__ for table in ALL_TABLES), "ALL_TABLES"]
