"""Statutory duties: evidence that each partnership met each in the year."""

from partnership.core.values.financial_years import label
from partnership.core.values.missing import Reason
from partnership.models import Duty, DutyEvidence, Partnership
from reports.checks.contributions import parts_of
from reports.checks.gaps import Gap, report
from reports.checks.issue import Severity
from reports.checks.registry import check
from reports.text.data_state import remembered
from reports.text.shared_queries import all_of

OF = {
    Partnership.Kind.COUNTY: {Duty.Of.COUNTY, Duty.Of.BOTH},
    Partnership.Kind.CSP: {Duty.Of.CSP, Duty.Of.BOTH},
}


@check("duty-without-evidence")
def duties_have_evidence(draft):
    without = []
    for partnership in _asked(draft):
        own, known = _duties(draft, partnership), _evidence(draft, partnership)
        missing = [duty for duty in own if duty.pk not in known]
        if own and len(missing) == len(own):
            without.append(partnership)
            continue
        excused = [duty for duty in own if duty.pk in known and known[duty.pk]]
        yield from _gap(partnership, draft.year, missing, "no reason")
        yield from _gap(partnership, draft.year, excused, "a reason", Severity.ADVICE)
    yield from report(
        Gap(without, "partnership", f"with no evidence for {label(draft.year)}"),
        hint="Ask each how it met its duties, and enter the answers.",
    )


def _duties(draft, partnership) -> list[Duty]:
    return [row for row in all_of(draft, Duty) if row.falls_on in OF[partnership.kind]]


def _evidence(draft, partnership) -> dict[int, str]:
    """The reason why there is no evidence, if there is one, by duty."""

    def read():
        rows = DutyEvidence.objects.filter(year=draft.year).order_by()
        return {(row.partnership_id, row.duty_id): row for row in rows}

    return {
        duty: row.reason if row.reason != Reason.NOT_APPLICABLE else ""
        for (owner, duty), row in remembered(
            draft, f"evidence of {draft.year}", read
        ).items()
        if owner == partnership.pk
    }


def _gap(partnership, year, duties, why, severity=Severity.WARNING):
    fault = f"of {partnership} with no evidence for {label(year)} and {why}"
    return report(
        Gap(duties, "duty|duties", fault, name=lambda duty: duty.title),
        hint="Enter the evidence for each, or a reason there is none.",
        severity=severity,
        row=partnership,
        about=f"{partnership.code} {why} {len(duties)}",
    )


def _asked(draft) -> list[Partnership]:
    """The partnerships whose duties a document covers: its own, or all contributors."""
    parts = parts_of(draft)
    if parts:
        return [part.partnership for part in parts]
    is_agreement = draft.report.document_type == "community-safety-agreement"
    return [draft.partnership] if is_agreement else []
