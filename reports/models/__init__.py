"""Models of documents: reports, their text, and their editions."""

from reports.models.accepted_warnings import AcceptedWarning, ReportedWarning
from reports.models.charts import MeasureChart
from reports.models.check_settings import CheckSetting
from reports.models.editions import DraftPdf, Edition, Withdrawal
from reports.models.files import Picture, Supplement
from reports.models.reports import FrontMatter, HeadlineFigure, Recommendation, Report
from reports.models.reviews import ReviewComment, Reviewer, ScheduledPublication
from reports.models.subscriptions import Announcement, Subscription
from reports.models.templates import DocumentTemplate
from reports.models.text import (
    Contribution,
    Passage,
    SectionOverride,
)

__all__ = [
    "AcceptedWarning",
    "Announcement",
    "CheckSetting",
    "Contribution",
    "DocumentTemplate",
    "FrontMatter",
    "HeadlineFigure",
    "MeasureChart",
    "Passage",
    "Picture",
    "Edition",
    "Recommendation",
    "DraftPdf",
    "Report",
    "ReportedWarning",
    "ReviewComment",
    "Reviewer",
    "ScheduledPublication",
    "SectionOverride",
    "Supplement",
    "Subscription",
    "Withdrawal",
]
