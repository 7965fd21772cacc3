"""Papers of the made-up county: one for scrutiny, one for the panel, a review."""

import datetime as dt

from tests.builders import a_contribution, a_group, a_recommendation, a_report, a_tenure

MEETING = dt.date(2016, 9, 21)


def a_scrutiny_paper(partnership, **kwargs):
    """Dated, addressed and signed, with its recommendation, and no other words."""
    given = {"dated_on": MEETING, "period": MEETING.isoformat()} | kwargs
    return _paper(partnership, "scrutiny-paper", **given)


def a_panel_update(partnership, **contribution):
    """With one contribution, by the first CSP of the county."""
    report = _paper(
        partnership, "panel-update", dated_on=MEETING, period=MEETING.isoformat()
    )
    if contribution:
        csp = partnership.csps.get()
        a_contribution(report=report, partnership=csp, **contribution)
    return report


def an_annual_review(partnership, **kwargs):
    return _paper(partnership, "annual-review", dated_on=MEETING, **kwargs)


def _paper(partnership, kind, **kwargs):
    given = {"presented_to": a_group(), "author": a_tenure(), "contact": a_tenure()}
    report = a_report(document_type=kind, partnership=partnership, **given | kwargs)
    a_recommendation(report=report)
    return report
