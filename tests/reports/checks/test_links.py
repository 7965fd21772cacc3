"""Links to documents and editions of this site."""

import pytest

from tests.builders import a_report, an_edition
from tests.reports.checks.checking import draft_with, found

pytestmark = pytest.mark.django_db
SITE = "https://safer.example.org"


@pytest.fixture
def paths(settings):
    """The paths of a document with 2 editions, of a draft and of a withdrawn one."""
    settings.SITE_URL = SITE
    first = an_edition(is_current=False)
    an_edition(report=first.report, number=2)
    withdrawn = an_edition(report=a_report(period="2019-20"), is_current=False)
    draft = a_report(period="2018-19")
    return {"own": first.path, "draft": draft.path, "withdrawn": withdrawn.path}


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("/{own}/", ""),
        ("/{own}.pdf", ""),
        ("/{own}/edition/2/#section-vision", ""),
        ("/measures/", ""),
        ("/{own}/edition/1/", "edition 1, which edition 2 has superseded"),
        ("/{own}/edition/7.pdf", "edition 7, which does not exist"),
        ("/{draft}/", "a document that is not published"),
        ("/{withdrawn}/?a=b", "a document that was withdrawn"),
        ("/nothing.html", "a page that does not exist"),
    ],
)
def test_links_lead_to_what_is_published(paths, address, fault):
    url = SITE + address.format(**paths)
    report = draft_with(f'<p>See the <a href="{url}">plan</a>.</p>')

    messages = [issue.message for issue in found(report, "link-address")]

    assert messages == ([f"The link “plan” leads to {fault}."] if fault else [])
