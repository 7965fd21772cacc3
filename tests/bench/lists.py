"""A list of the staff area against the same rows in a plain template."""

from dataclasses import dataclass
from statistics import median

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.template import engines
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from partnership import urls as site
from partnership.core.models.registry import RECORD_TYPES
from partnership.core.records.lists.query import ListQuery
from priorities.models import Observation
from tests import builders
from tests.bench.timing import ROUNDS, Comparison, seconds
from tests.partnership.records.helpers import an_officer
from tests.test_page_scale import add_figures

ALLOCATIONS = "/staff/allocations/"
ROWS = 50
FIGURES = "/staff/observations/"
LAST_PAGE = 6_000
GOAL = 2.5
LOOP = """<table>{% for row in rows %}<tr><td>{{ row.line }}</td>
<td>{{ row.settlement.year }}</td><td>{{ row.settlement.fund }}</td>
<td>{{ row.amount_gbp }}</td><td>{{ row.note }}</td></tr>{% endfor %}</table>"""
PAGE = (
    '{% extends "records/base.html" %}{% block heading %}<h1>Rows</h1>{% endblock %}'
    "{% block content %}" + LOOP + "{% endblock %}"
)


@dataclass(frozen=True)
class Measured(Comparison):
    """Work, compared with the time that it took with fewer rows."""

    few: float = 0

    def ratio(self) -> float:
        return seconds_of(self.work) / self.few


@dataclass(frozen=True)
class AfterSave(Comparison):
    """The first time of some work after a save, compared with the next."""

    def ratio(self) -> float:
        ratios = []
        for _ in range(self.rounds):
            self.other()
            ratios.append(seconds(self.work) / seconds(self.work))
        return median(ratios)


def seconds_of(work) -> float:
    work()
    return median(seconds(work) for _ in range(ROUNDS))


def rows_by_hand():
    found = RECORD_TYPES["allocations"].model.objects.select_related(
        "line", "settlement__fund"
    )
    return {"rows": found.order_by("pk")}


@login_required
def plain_page(request):
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render(rows_by_hand(), request))


urlpatterns = [path("plain/", plain_page), *site.urlpatterns]


def comparisons():
    settlement = builders.a_settlement()
    shared = {"fund": settlement.fund, "partnership": settlement.partnership}
    for _ in range(ROWS):
        builders.an_allocation(settlement=settlement, line=builders.a_line(**shared))
    yield Comparison("Table of 50 rows / plain loop", table(), loop(), GOAL)
    with override_settings(ROOT_URLCONF=__name__):
        client = Client()
        client.force_login(an_officer())
        by_list, by_loop = page(client, ALLOCATIONS), page(client, "/plain/")
        # Sign-in, filters, total, choices and downloads are the list's own.
        yield Comparison("Page of 50 rows / plain page", by_list, by_loop, GOAL)
        add_figures(1_000)
        few = seconds_of(page(client, FIGURES))
        for _ in range(13):
            add_figures(23_000)
        first, last = page(client, FIGURES), page(client, f"{FIGURES}?page={LAST_PAGE}")
        yield Measured("List of 300,000 figures / of 1,000", first, first, 3, few=few)
        yield Comparison("Last page of 300,000 figures / first", last, first, GOAL)
        measures = page(client, "/measures/", rows=0)
        for name, shown in (("List", first), ("Measures", measures)):
            yield AfterSave(f"{name} after a save / next", shown, save_a_figure, 2)


def table():
    shown = engines["django"].get_template("records/list_table.html")
    request = RequestFactory().get(ALLOCATIONS)

    def render():
        table = ListQuery(RECORD_TYPES["allocations"], request).table
        table.page = None
        table.paginate(page=1)
        context = {"table": table, "record": RECORD_TYPES["allocations"]}
        html = shown.render(context | {"request": request})
        assert html.count("<tr") == ROWS + 1

    return render


def loop():
    plain = engines["django"].from_string(LOOP)

    def render():
        assert plain.render(rows_by_hand()).count("<tr") == ROWS

    return render


def save_a_figure():
    figure = Observation.objects.last()
    figure.value += 1
    figure.save()


def page(client, address, rows=ROWS):
    def fetch():
        assert client.get(address).content.decode().count("<tr") >= rows

    return fetch
