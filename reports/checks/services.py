"""Running all checks on a report: what prevents publishing, and what else to know."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from pkgutil import walk_packages

import reports.checks
from partnership.models.wording import use_terms
from reports.checks.acceptance import accepted_warnings
from reports.checks.check_settings import apply_setting, read_settings
from reports.checks.issue import Issue, merged
from reports.checks.link_suggestions import LinkSuggestion, link_suggestions
from reports.checks.registry import CHECKS, Check
from reports.models import AcceptedWarning, Report
from reports.text.draft import Draft, draft_of


@cache
def load() -> None:
    """Import every module beside this one, so that CHECKS is full."""
    for module in walk_packages(reports.checks.__path__, "reports.checks."):
        import_module(module.name)


@dataclass
class CheckResult:
    """All results of the checks of one report, each fact once.

    Errors prevent publishing, warnings have to be fixed or accepted, advice needs no
    answer. Link suggestions are typed figures that are in the data.
    """

    draft: Draft
    errors: list[Issue] = field(default_factory=list)
    warnings: list[Issue] = field(default_factory=list)
    advice: list[Issue] = field(default_factory=list)
    accepted: list[tuple[Issue, AcceptedWarning]] = field(default_factory=list)

    @property
    def report(self) -> Report:
        return self.draft.report

    @property
    def can_publish(self) -> bool:
        """Errors are fixed; warnings are fixed or accepted."""
        return not self.errors and not self.warnings

    @property
    def open_issues(self) -> list[Issue]:
        """Issues that prevent publishing, most serious first."""
        return [*self.errors, *self.warnings]

    @property
    def all_warnings(self) -> list[Issue]:
        return [*self.warnings, *(warning for warning, _ in self.accepted)]

    @cached_property
    def links(self) -> list[LinkSuggestion]:
        """Typed figures that can be linked to data, in the order of the text."""
        return link_suggestions(self.draft)

    def links_in_section(self, key: str) -> list[LinkSuggestion]:
        return [link for link in self.links if link.words.section == key]

    def in_section(self, key: str) -> list[Issue]:
        """Open issues in one section, once for each of their places there."""
        return [
            place
            for issue in self.open_issues
            for place in issue.places
            if place.key == key
        ]


def run(report: Report, draft: Draft | None = None) -> CheckResult:
    """Run every check. Issues are in the order of the text within each severity."""
    load()
    draft = draft or draft_of(report)
    accepted, settings = accepted_warnings(report), read_settings()
    result = CheckResult(draft)
    for found in merged(_in_order(draft, _all(draft))):
        issue = apply_setting(found, settings.get(found.check))
        if issue is None:
            continue
        reason = accepted.get((issue.check, issue.fingerprint))
        if issue.is_error:
            result.errors.append(issue)
        elif issue.is_advice:
            result.advice.append(issue)
        elif reason is not None:
            result.accepted.append((issue, reason))
        else:
            result.warnings.append(issue)
    return result


def _all(draft):
    return [issue for check in CHECKS.values() for issue in issues_of(draft, check)]


def issues_of(draft: Draft, check: Check) -> list[Issue]:
    """What one check reports, once for each place."""
    found: dict[tuple, Issue] = {}
    with use_terms(draft.context.names):
        issues = check.issues(draft)
    for issue in issues:
        found.setdefault((issue.fingerprint, issue.position), issue)
    return list(found.values())


def _in_order(draft, issues):
    keys = [section.key for section in draft.sections]
    places = {key: number for number, key in enumerate(keys)}
    return sorted(issues, key=lambda issue: places.get(issue.key, len(places)))
