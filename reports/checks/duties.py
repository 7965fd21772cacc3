"""Statutory duties: what shows that each partnership met each in the year."""

from partnership.core.values.financial_years import label
from partnership.models import Duty, DutyEvidence, Partnership
from reports.checks.contributions import parts_of
from reports.checks.finding import warn
from reports.checks.outlined import listed, number_of
from reports.checks.registry import check

OF = {
    Partnership.Kind.COUNTY: {Duty.Of.COUNTY, Duty.Of.BOTH},
    Partnership.Kind.CSP: {Duty.Of.CSP, Duty.Of.BOTH},
}


@check(
    "duty-without-evidence",
    "Duties for which nothing shows that they were met",
    "The law asks for these; somebody may ask to see that they were done.",
)
def duties_have_evidence(draft):
    partnerships = _asked(draft)
    duties = draft.shared("duties", lambda: list(Duty.objects.all()))
    if not duties or not partnerships:
        return
    known = {
        (row.partnership_id, row.duty_id): row
        for row in draft.shared(
            "duty-evidence",
            lambda: list(
                DutyEvidence.objects.filter(
                    partnership__in=partnerships, year=draft.year
                ).order_by()
            ),
        )
    }
    without = []
    for partnership in partnerships:
        own = [row for row in duties if row.falls_on in OF[partnership.kind]]
        missing = [row for row in own if (partnership.pk, row.pk) not in known]
        if len(missing) == len(own):
            without.append(partnership)
            continue
        if missing:
            yield _one(partnership, draft.year, missing, "nothing says why")
        excused = [
            row
            for row in own
            if (found := known.get((partnership.pk, row.pk)))
            and found.reason
            and found.reason != "not-applicable"
        ]
        if excused:
            yield _one(partnership, draft.year, excused, "with a reason kept")
    if without:
        count = number_of(len(without), "partnership")
        yield warn(
            f"No evidence on any duty is kept for {label(draft.year)} from {count}: "
            f"{listed(str(row) for row in without)}.",
            "Ask each how it met its duties, and enter the answers.",
            row=without[0],
        )


def _one(partnership, year, duties, why):
    return warn(
        f"{partnership} has no evidence for {label(year)}, {why}, on "
        f"{number_of(len(duties), 'duty', 'duties')}: "
        f"{listed(row.title for row in duties)}.",
        "Enter what shows that each was met, or the reason why nothing does.",
        row=partnership,
        about=f"{partnership.code} {why} {len(duties)}",
    )


def _asked(draft) -> list[Partnership]:
    """Whose duties the document is about: its own, or those of all who contribute."""
    parts = parts_of(draft)
    if parts:
        return [part.partnership for part in parts]
    is_agreement = draft.report.kind == "community-safety-agreement"
    return [draft.partnership] if is_agreement else []
