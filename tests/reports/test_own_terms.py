"""A county whose every term is its own reads no usual one on any page."""

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve

from partnership.core.models import registry
from partnership.core.records.forms.row_form import form_class
from partnership.core.records.lists.columns.tables import table_class
from partnership.core.records.lists.filters import filters_class
from partnership.models import LocalTerm
from partnership.models.wording import DEFAULTS, Word, use_terms
from priorities.models import Measure
from reports.assembly.build import build
from reports.checks import services
from reports.publication import rendering
from tests import builders
from tests.crawling import LINK, body, crawl
from tests.reports.counties import County, create
from tests.reports.pages import text_of

pytestmark = pytest.mark.django_db

OWN = {
    "commissioner": ("Zorblemaster", "Zorblemasters", "Zorbler"),
    "assessment": ("Grindle Survey", "Grindle Surveys", "grindle"),
    "agreement": ("Plonk Compact", "Plonk Compacts", "plonk"),
    "partnership_plan": ("Quorl Scheme", "Quorl Schemes", "quorl"),
    "objective": ("frobnitz", "frobnitzes", "frob"),
    "priority": ("wibblet", "wibblets", "wibblet"),
    "csp": ("Snood Circle", "Snood Circles", "Snood"),
    "county_partnership": ("blort circle", "blort circles", "blort"),
    "district": ("drumble", "drumbles", "drumble"),
    "allocation": ("flimsum", "flimsums", "flimsum"),
    "committee": ("mirk panel", "mirk panels", "mirk"),
    "theme": ("gubbled thread", "gubbled threads", "gubbled"),
    "delivery_plan": ("yonder chart", "yonder charts", "yonder"),
    "division": ("spindle", "spindles", "spindle"),
}
USUAL = re.compile(
    r"\b(?:police and crime commissioners?|(?<!information )commissioners?"
    r"|assessments?|(?:community safety )?agreements?|community safety plans?"
    r"|objectives?|priorit(?:y|ies)|CSPs?|community safety partnerships?"
    r"|(?:county|district) partnerships?|districts?|allocations?"
    r"|scrutiny (?:committees?|papers?)|delivery (?:plan|table)s?|divisions?)\b",
    re.IGNORECASE,
)
# Words of the law, of taxes and of a council's own plans, not terms.
NOT_TERMS = re.compile(
    r"(?:equality|impact|risk|ratings and) assessments?|corporate priority",
    re.IGNORECASE,
)
# Pages that say what each term names, and of files, whose columns have fixed names.
ABOUT_TERMS = re.compile(
    r"^/staff/(?:local-terms|aliases)/|/(?:import|history|delete)/|^/static/"
)


@pytest.fixture
def county():
    own = County("own-terms", "Umberdale", csps={"East": ["East"], "West": ["West"]})
    own.terms = [
        (key, name, plural, None, None) for key, (name, plural, _short) in OWN.items()
    ]
    reports = create(own)
    for row in LocalTerm.objects.all():
        row.short_name = OWN[row.key][2]
        row.save()
    return reports


# Addresses, codes and figure codes, which are the same everywhere.
CODES = re.compile(r"[\w./-]*-[\w./-]+|/\S+|\(\w+\.\w+\)|\[[@=].*?\]")


def usual_words(page):
    text = NOT_TERMS.sub("", CODES.sub("", text_of(page)))
    found = USUAL.finditer(text)
    return sorted({text[max(0, m.start() - 60) : m.end() + 30] for m in found})


def pages_of_the_staff_area(client):
    """One page for each view and type of record, by following links."""
    found, seen, waiting = {}, set(), ["/staff/"]
    while waiting:
        url = waiting.pop()
        match = resolve(url)
        which = (match.view_name, str(match.kwargs.get("record")))
        if which in seen:
            continue
        seen.add(which)
        response = client.get(url)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if not is_page or not body(response):
            response.close()
            continue
        found[url] = body(response)
        for link in LINK.findall(found[url]):
            path = urlsplit(link).path
            if link.startswith("/staff/") and not ABOUT_TERMS.search(path):
                waiting.append(path)
    return found


def test_labels_of_fields_and_columns_follow_a_changed_term():
    record = registry.record_type_of(Measure)
    kept = [form_class(record), filters_class(record), table_class(record)]

    with use_terms({**DEFAULTS, "priority": Word("wibblet")}):
        form, filters, table = kept
        assert str(form.base_fields["priority_theme"].label) == "Wibblet"
        assert str(filters.base_filters["priority_theme"].label) == "Wibblet"
        assert str(table.base_columns["priority_theme"].verbose_name) == "Wibblet"


@pytest.mark.long
def test_staff_area_has_no_usual_term(client, county):
    client.force_login(builders.a_user(is_superuser=True))

    wrong = {
        url: words
        for url, page in pages_of_the_staff_area(client).items()
        if (words := usual_words(page))
    }

    assert not wrong, "\n".join(f"{url}: {words}" for url, words in wrong.items())


@pytest.mark.long
def test_public_pages_have_no_usual_term(client, county, settings):
    settings.SHOW_DRAFTS = True

    wrong = {
        url: words
        for url, response in crawl(client).items()
        if response.get("Content-Type", "").startswith("text/html")
        and (words := usual_words(body(response)))
    }

    assert not wrong, "\n".join(f"{url}: {words}" for url, words in wrong.items())


def test_documents_and_checks_have_no_usual_term(county):
    for report in county:
        words = usual_words(rendering.as_html(build(report)))
        assert not words, "\n".join(words)
        result = services.run(report)
        for issue in [*result.errors, *result.warnings, *result.advice]:
            for text in (issue.message, issue.hint, issue.explanation):
                assert usual_words(f"<p>{text}</p>") == [], issue.check
