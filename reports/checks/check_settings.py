"""What administrators decide about checks, and what their use so far suggests."""

from collections import defaultdict
from dataclasses import dataclass, replace

from django.db import transaction

from partnership.core.values.dates import day, local_day
from reports.checks.issue import Issue, Severity
from reports.models import AcceptedWarning, CheckSetting, ReportedWarning

# A check is suggested for advice if this share of its latest warnings was accepted, in
# at least this many documents.
LAST_CASES = 10
OFTEN_ACCEPTED = 8
DOCUMENTS = 2


def read_settings() -> dict[str, CheckSetting]:
    """The settings by name of the check."""
    return {row.check_name: row for row in CheckSetting.objects.order_by()}


def apply_setting(issue: Issue, setting: CheckSetting | None) -> Issue | None:
    """The issue as administrators have decided to show it; None if switched off."""
    if setting is None:
        return issue
    if issue.is_warning and setting.warnings_as_advice:
        others = tuple(
            replace(other, severity=Severity.ADVICE) for other in issue.others
        )
        issue = replace(issue, severity=Severity.ADVICE, others=others)
    return None if issue.is_advice and setting.hide_advice else issue


@dataclass(frozen=True)
class AdviceSuggestion:
    """A check that could give advice instead: how often its warnings were accepted."""

    check_name: str
    accepted: int
    cases: int
    documents: int


def advice_suggestions() -> list[AdviceSuggestion]:
    """Checks whose warnings were nearly always accepted, by name.

    A case is a warning in one document that was either accepted there or fixed.
    """
    decided = {row.check_name for row in CheckSetting.objects.order_by()}
    found = []
    for name, cases in sorted(_cases().items()):
        last = sorted(cases, reverse=True)[:LAST_CASES]
        accepted = sum(was_accepted for _at, _report, was_accepted in last)
        documents = len({report for _at, report, _was in last})
        if name in decided or accepted < OFTEN_ACCEPTED or documents < DOCUMENTS:
            continue
        found.append(AdviceSuggestion(name, accepted, len(last), documents))
    return found


def _cases() -> dict[str, list[tuple]]:
    """When each case was decided, in which report, and whether it was accepted."""
    cases: dict[str, list[tuple]] = defaultdict(list)
    accepted = set()
    for row in AcceptedWarning.objects.filter(is_reopened=False).order_by():
        accepted.add((row.report_id, row.check_name, row.fingerprint))
        cases[row.check_name].append((row.accepted_at, row.report_id, True))
    fixed = ReportedWarning.objects.filter(fixed_at__isnull=False).order_by()
    for case in fixed:
        if (case.report_id, case.check_name, case.fingerprint) not in accepted:
            cases[case.check_name].append((case.fixed_at, case.report_id, False))
    return cases


@transaction.atomic
def show_as_advice(check_name: str, reason: str) -> CheckSetting:
    """Decide that a check's warnings are advice from now on."""
    return _decide(check_name, reason, warnings_as_advice=True)


@transaction.atomic
def switch_off_advice(check_name: str, reason: str) -> CheckSetting:
    """Decide that a check's advice is no longer shown."""
    return _decide(check_name, reason, hide_advice=True)


def reset(check_name: str, reason: str = "") -> None:
    """Use the standard setting of a check again. The history keeps what was decided."""
    for row in CheckSetting.objects.filter(check_name=check_name):
        row.reason = reason
        row.delete()


def decisions() -> dict[str, list[str]]:
    """What was decided about each check, when and by whom: sentences, latest first."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = CheckSetting.history.select_related("history_user")
    for row in rows.order_by("-history_date", "-history_id"):
        did = "Standard setting" if row.history_type == "-" else describe(row)
        who = f", {row.history_user}" if row.history_user else ""
        why = f". Reason: {row.reason}" if row.reason else ""
        on = day(local_day(row.history_date))
        found[row.check_name].append(f"{did} ({on}{who}){why}")
    return found


def describe(setting: CheckSetting) -> str:
    """“Warnings shown as advice; advice switched off”."""
    parts = []
    if setting.warnings_as_advice:
        parts.append("Warnings shown as advice")
    if setting.hide_advice:
        parts.append("Advice switched off")
    return "; ".join(parts)


def _decide(check_name, reason, **decision):
    if not (reason := reason.strip()):
        raise ValueError("Enter a reason")
    row, _ = CheckSetting.objects.update_or_create(
        check_name=check_name, defaults={"reason": reason, **decision}
    )
    return row
