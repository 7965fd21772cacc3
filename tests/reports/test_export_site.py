"""The public site as files: every link works, search included."""

import json
import re

import pytest
from django.core.management import CommandError, call_command

from partnership.core.releases import services
from tests.builders import a_home_partnership, a_measure, a_user, an_observation

pytestmark = pytest.mark.django_db


def test_exported_site_has_every_page_it_links_to(settings, tmp_path):
    settings.SHOW_DRAFTS = False
    measure, user = a_measure(name="Lamps lit", code="lamps"), a_user()
    an_observation(measure=measure, value=12)
    services.release("partnership", a_home_partnership().code, user)
    services.release("measure", "lamps", user)

    call_command("export_site", str(tmp_path / "site"))

    site = tmp_path / "site"
    page = (site / "measures" / "lamps" / "index.html").read_text()
    assert "Lamps lit" in page
    for file in site.rglob("index.html"):
        for link in re.findall(r'\s(?:href|src|action)="([^"#?]*)', file.read_text()):
            if link and not link.startswith(("http", "mailto")):
                assert (file.parent / link).is_file(), (file, link)
        forms = re.findall("<form[^>]*>", file.read_text())
        assert [form for form in forms if 'role="search"' not in form] == []
        assert "?" not in "".join(re.findall(r'href="(\.[^"]*)"', file.read_text()))
    index = json.loads((site / "search" / "index.json").read_text())
    assert "../measures/lamps/index.html" in {entry["url"] for entry in index}
    # It is sent for any address, so its links begin at the root.
    assert 'href="/a-to-z/"' in (site / "404.html").read_text()


def test_drafts_debugging_and_full_folders_are_refused(settings, tmp_path):
    settings.SHOW_DRAFTS = True
    with pytest.raises(CommandError, match="SHOW_DRAFTS=0"):
        call_command("export_site", str(tmp_path / "site"))
    settings.SHOW_DRAFTS, settings.DEBUG = False, True
    with pytest.raises(CommandError, match="DEBUG=0"):
        call_command("export_site", str(tmp_path / "site"))
    settings.DEBUG = False
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CommandError, match="not empty"):
        call_command("export_site", str(tmp_path))
