"""The latest figures of an area, for tests."""

from priorities.models import Measure
from priorities.queries.latest import latest_of


def latest_in(area):
    """The latest figure of every measure that has figures or changes in an area."""
    return [
        latest_of(measure, figures, changes)
        for measure in Measure.objects.order_by("order", "name")
        for figures in [list(measure.observations.filter(area=area))]
        for changes in [list(measure.reported_changes.filter(area=area))]
        if figures or changes
    ]
