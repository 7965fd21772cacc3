"""Running totals that fall."""

from collections.abc import Iterator

from partnership.core.values.missing import Qualifier
from partnership.core.values.periods import PeriodKind
from reports.checks.issue import Issue, warning
from reports.checks.registry import check
from reports.figures.measures import observed_text
from reports.text.draft import Draft
from reports.text.linked_figures import Bound, bound

STANDING = {PeriodKind.AS_AT, PeriodKind.SO_FAR}


def _earlier(draft: Draft, linked: Bound):
    """The figure that is linked, and those of earlier periods, newest last."""
    resolver = draft.context.resolver
    measure, area = linked.token.arguments[:2]
    read = [
        resolver.series.observation(measure, area, period)
        for period in dict.fromkeys(resolver.series.periods[measure, area])
    ]
    dated = [row for row in read if row is not None and row.ends_on]
    rows = sorted(dated, key=lambda row: row.ends_on)
    now = [row for row in rows if row.period.label == linked.figure.period]
    if not now or now[0].value is None:
        return None, []
    known = [r for r in rows if r.ends_on < now[0].ends_on and r.value is not None]
    return now[0], known


@check("running-total")
def running_counts_do_not_fall(draft: Draft) -> Iterator[Issue]:
    for linked in bound(draft):
        if linked.token.name != "value":
            continue
        now, known = _earlier(draft, linked)
        if not known or now.measure.unit != "count" or now.period_kind not in STANDING:
            continue
        top = max(known, key=lambda row: row.value)
        up_to = now.qualifier == Qualifier.UP_TO
        is_capped = up_to or now.period_kind == PeriodKind.SO_FAR
        if is_capped and top.value > now.value and not now.note:
            yield warning(
                f"{now.measure.name}: {linked.figure.text} {now.period.label}, but "
                f"{observed_text(top.measure, top)} for {top.period.label}.",
                "Correct one of these figures, or say in the note why it fell.",
                row=now,
                **linked.place,
            )
