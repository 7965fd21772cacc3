"""Figures of thefts in Testshire, and text that uses them."""

from partnership.core.values import periods
from partnership.models import Area
from priorities.models import Measure
from tests.builders import a_passage, an_observation


def thefts(period, *, code="thefts", area="testshire", **kwargs):
    """A figure of a measure and area; `period` as documents print it."""
    return an_observation(
        measure=Measure.objects.get(code=code),
        area=Area.objects.get(code=area),
        period=periods.parse(period),
        **kwargs,
    )


def with_figures(report, *names):
    """The report, with a passage that uses these figures."""
    text = ", ".join(f"[={name}]" for name in names)
    a_passage(report=report, key="vision.text", body=f"<p>{text}</p>")
    return report
