"""Issues as the check results show them: grouped, with sentences and repairs."""

from dataclasses import dataclass

from django import forms

from reports.checks import services
from reports.checks.issue import Issue
from reports.checks.repairs import Excerpt, Repair, excerpt_of, repair_of
from reports.models import AcceptedWarning, Report
from reports.staff.edit_links import fix_url, text_url

# Places of an issue shown with their sentence; the rest are counted.
MAX_PLACES = 5


@dataclass(frozen=True)
class PlaceRow:
    """One place of an issue: its section, its sentence, and the repair there."""

    where: str
    text_url: str
    fix_url: str
    excerpt: Excerpt | None
    repair: Repair | None


@dataclass
class IssueRow:
    """One issue on the page, with its places and the actions it allows."""

    issue: Issue
    places: list[PlaceRow]
    accepted: AcceptedWarning | None = None
    # The submitted values, if they have an error.
    form: forms.Form | None = None
    next_id: str = ""

    @property
    def id(self) -> str:
        return row_id(self.issue.fingerprint)

    @property
    def different_places(self) -> list[PlaceRow]:
        """The places, but those without a sentence once for each section."""
        found: dict[int | str, PlaceRow] = {}
        for number, place in enumerate(self.places):
            found.setdefault(number if place.excerpt else place.where, place)
        return list(found.values())

    @property
    def shown_places(self) -> list[PlaceRow]:
        return self.different_places[:MAX_PLACES]

    @property
    def more_places(self) -> int:
        return len(self.different_places) - len(self.shown_places)

    @property
    def fix_url(self) -> str:
        return self.places[0].fix_url

    @property
    def repairs(self) -> list[Repair]:
        """The repair of each place, if every place has one; else none."""
        found = [place.repair for place in self.places if place.repair]
        return found if len(found) == len(self.places) else []

    @property
    def apply_label(self) -> str:
        """The label of the button that applies the repair; empty if there is none."""
        if not self.repairs:
            return ""
        first = self.repairs[0]
        label = "Link to data" if first.is_link else f"Change to “{first.shown}”"
        count = len(self.repairs)
        return f"{label} in {count} places" if count > 1 else label

    @property
    def editable(self) -> list[Excerpt]:
        """The places whose words can be replaced here; none unless all can."""
        found = [place.excerpt for place in self.places if place.excerpt]
        texts = {excerpt.text for excerpt in found}
        is_whole = len(found) == len(self.places) and len(texts) == 1
        return (
            found if is_whole and all(excerpt.is_editable for excerpt in found) else []
        )

    @property
    def edit_value(self) -> str:
        """The initial value of the field for other words."""
        if self.form is not None:
            return self.form["text"].value()
        repairs = self.repairs
        if repairs and not repairs[0].is_link:
            return repairs[0].shown
        return self.editable[0].text if self.editable else ""


@dataclass(frozen=True)
class IssueGroup:
    """Issues of one section or of one check, most serious first."""

    title: str
    rows: list[IssueRow]
    check: str = ""


def row_id(fingerprint: str) -> str:
    return f"issue-{fingerprint[:12]}"


def row_of(report: Report, issue: Issue, accepted=None) -> IssueRow:
    places = [
        PlaceRow(
            _where(place),
            text_url(report, place),
            fix_url(report, place),
            excerpt_of(place),
            repair_of(place),
        )
        for place in issue.places
    ]
    return IssueRow(issue, places, accepted)


def _where(place: Issue) -> str:
    """The section, and what a figure is about if its text is nothing but the figure."""
    words, where = place.words, place.where
    if words is None or words.row is None or words.text.strip() != place.excerpt:
        return where
    return where if str(words.row) in where else f"{where}: {words.row}"


def grouped(
    result: services.CheckResult, rows: list[IssueRow], by: str
) -> list[IssueGroup]:
    """The rows by section or by kind, and each group with the most serious first."""
    titles = section_titles(result)
    groups: dict[str, list[IssueRow]] = {}
    for row in rows:
        section = row.issue.key if row.issue.key in titles else ""
        groups.setdefault(row.issue.check if by == "kind" else section, []).append(row)
    if by == "kind":
        found = [
            IssueGroup(services.CHECKS[key].title, of, key)
            for key, of in groups.items()
        ]
    else:
        found = [
            IssueGroup(title, groups[key])
            for key, title in titles.items()
            if key in groups
        ]
    for group in found:
        group.rows.sort(key=_order)
    if by == "kind":
        found.sort(key=lambda group: _order(group.rows[0]))
    in_order = [row for group in found for row in group.rows]
    for row, following in zip(in_order, in_order[1:], strict=False):
        row.next_id = following.id
    return found


def _order(row):
    return row.issue.severity.order


def section_titles(result: services.CheckResult) -> dict[str, str]:
    """Titles by key, in the order of the document; the whole document comes last.

    Issues outside any section, or in a hidden one, belong to the whole document.
    """
    sections = result.draft.sections
    titles = {section.key: section.title or "Front sheet" for section in sections}
    return titles | {"": "Whole document"}
