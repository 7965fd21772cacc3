"""Models of documents: reports, their text, and their editions."""

from reports.models.accepted_warnings import AcceptedWarning
from reports.models.editions import DraftPdf, Edition
from reports.models.reports import FrontMatter, HeadlineFigure, Recommendation, Report
from reports.models.text import (
    Contribution,
    Passage,
    SectionOverride,
)

__all__ = [
    "AcceptedWarning",
    "Contribution",
    "FrontMatter",
    "HeadlineFigure",
    "Passage",
    "Edition",
    "Recommendation",
    "DraftPdf",
    "Report",
    "SectionOverride",
]
