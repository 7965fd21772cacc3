"""The public site as a folder of files that any web server can send.

Pages are found by following links from the home page, as an anonymous reader. They have
no forms but that of the search, which works with an index and a small script; without
scripts, the A to Z has every page. Links are relative, so that the files may be in any
folder of a web server, or on a disk.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse

from partnership.core.models import SearchEntry
from partnership.core.stored_pages.build import STARTS, Reader, links_in

LINK = re.compile(r'(\s(?:href|src|action)=")(/[^"#?]*)')
CSS_URL = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)")
SCRIPT = "reports/static-search.js"
NOT_FOUND = "/this-page-does-not-exist/"


class NotExported(Exception):
    """Raised if a page cannot be exported; the message names it."""


def export(folder: Path) -> int:
    """Write the public site into an empty folder; return the number of files."""
    reader = Reader(for_export=True)
    written = 0
    done: set[str] = set()
    waiting = [*STARTS]
    while waiting:
        url = waiting.pop()
        if url in done:
            continue
        done.add(url)
        content, links = _get(reader, url)
        if url.endswith("/"):
            content = _with_relative_links(url, content.decode()).encode()
        _write(folder / _file_name(url), content)
        written += 1
        waiting += [link for link in links if link not in done]
    not_found = reader.get(NOT_FOUND)
    _write(folder / "404.html", not_found.content)
    _write(folder / "search" / "index.html", _search_page(reader))
    _write(folder / "search" / "index.json", _search_index())
    script = f"{settings.STATIC_URL}{SCRIPT}".lstrip("/")
    _write(folder / script, _static(f"{settings.STATIC_URL}{SCRIPT}"))
    return written + 4


def _get(reader, url) -> tuple[bytes, list[str]]:
    if url.startswith(f"/{settings.STATIC_URL.lstrip('/')}"):
        content = _static(url)
        is_style = url.endswith(".css")
        return content, list(_style_links(url, content)) if is_style else []
    response = reader.get(url)
    if response.status_code != 200:
        raise NotExported(f"{url} answers {response.status_code}.")
    content = b"".join(response) if response.streaming else response.content
    response.close()
    if response["Content-Type"].startswith("text/html"):
        return content, list(links_in(url, content.decode()))
    return content, []


def _style_links(url, content) -> Iterator[str]:
    for link in CSS_URL.findall(content.decode("utf-8-sig")):
        if not link.startswith(("data:", "http")):
            yield urlsplit(urljoin(url, link)).path


def _static(url: str) -> bytes:
    name = url.removeprefix("/").removeprefix(settings.STATIC_URL.lstrip("/"))
    path = finders.find(name)
    if path:
        return Path(path).read_bytes()
    with staticfiles_storage.open(name) as file:
        return file.read()


def _file_name(url: str) -> str:
    """The file of an address: pages that end with a slash are index.html there."""
    path = url.lstrip("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def _with_relative_links(url: str, page: str) -> str:
    up = "../" * url.strip("/").count("/") + ("../" if url != "/" else "")
    return LINK.sub(lambda found: f"{found[1]}{up}{_file_name(found[2])}", page)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _search_page(reader) -> bytes:
    url = reverse("reports:search")
    page = reader.get(url).content.decode()
    extra = (
        "<noscript><p>You need JavaScript to search.</p></noscript>"
        '<p><a href="/a-to-z/">A to Z of all pages</a></p>'
        '<ol class="entries found" id="results"></ol>'
        f'<script src="{settings.STATIC_URL}{SCRIPT}" type="module"></script>'
    )
    page = page.replace("</h1>", f"</h1>{extra}")
    return _with_relative_links(url, page).encode()


def _search_index() -> bytes:
    entries = SearchEntry.objects.filter(is_draft=False)
    rows = [
        {
            "url": _from_search(entry),
            "title": f"{entry.title}: {entry.section}"
            if entry.section
            else entry.title,
            "text": entry.body,
        }
        for entry in entries
    ]
    return json.dumps(rows, ensure_ascii=False).encode()


def _from_search(entry) -> str:
    """The address of an entry, from the page of the search."""
    anchor = f"#{entry.anchor}" if entry.anchor else ""
    return f"../{_file_name(entry.url)}{anchor}"


def prepare(folder: Path) -> None:
    """Make the folder; raises NotExported if it already has files."""
    if folder.exists() and any(folder.iterdir()):
        raise NotExported(f"{folder} is not empty. Choose another folder.")
    folder.mkdir(parents=True, exist_ok=True)
