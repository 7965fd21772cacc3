"""Models of documents: reports, their text, and their editions."""

from reports.models.accepted_warnings import Acceptance
from reports.models.editions import Publication, Rendition
from reports.models.reports import FrontMatter, HeadlineFigure, Recommendation, Report
from reports.models.text import (
    Contribution,
    Passage,
    Section,
)

__all__ = [
    "Acceptance",
    "Contribution",
    "FrontMatter",
    "HeadlineFigure",
    "Passage",
    "Publication",
    "Recommendation",
    "Rendition",
    "Report",
    "Section",
]
