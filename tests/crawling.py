"""Every public address of the site, found by following its links."""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

LINK = re.compile(r'<(?:a|link|script|img)\b[^>]*?\s(?:href|src)="([^"]*)"')
# Pages for users, and files that are the same for every site.
NOT_PUBLIC = ("/account/", "/staff/", "/mine/", "/shared/", "/admin/", "/static/")


def crawl(client, start="/"):
    """The response to each public address by address, from the home page on.

    Sorted and filtered lists are left out, but for their first page.
    """
    found, waiting = {}, [start]
    while waiting and len(found) < 5000:
        url = waiting.pop()
        if url in found:
            continue
        found[url] = client.get(url)
        body(found[url])
        waiting += [link for link in links_in(url, found[url]) if link not in found]
    return found


def links_in(url, response):
    """Public addresses on this site that a page links to, without fragments."""
    return [link for link in links_in_page(url, response) if is_public(link)]


def links_in_page(url, response):
    """All addresses on this site that a page links to, without fragments."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return []
    links = [unescape(link) for link in LINK.findall(body(response))]
    whole = [urldefrag(urljoin(url, link)).url for link in links]
    return [link for link in dict.fromkeys(whole) if is_here(link)]


def is_here(link):
    parts = urlsplit(link)
    return not parts.scheme and not parts.netloc


def is_public(link):
    parts = urlsplit(link)
    return not parts.query and not parts.path.startswith(NOT_PUBLIC)


def body(response):
    """The content of a response as text; a file that is sent in parts is kept."""
    if response.streaming:
        if not hasattr(response, "read_content"):
            response.read_content = b"".join(response.streaming_content)
            response.close()
        return response.read_content.decode("latin-1")
    return response.content.decode(errors="replace")
