"""Anchors of headings and paragraphs."""

import re

from reports.public.anchors import with_anchors

BODY = (
    '<section id="section-aims"><h2 id="section-aims-title"><span>Aims</span></h2>'
    '<p>One.</p><p class="lede">Two.</p><p id="own">Three.</p><ul><li>Four</li></ul>'
    '</section><section id="section-next"><p>Five.</p></section>'
)


def test_each_paragraph_and_heading_has_an_id_and_a_link_in_its_edition():
    body = with_anchors(BODY, "/plan/2016-17/edition/1/")

    ids = re.findall(r' id="([^"]+)"', body)
    assert len(set(ids)) == len(ids)
    assert {"aims-p1", "aims-p2", "own", "aims-li4", "next-p1"} <= set(ids)
    links = re.findall(r'href="/plan/2016-17/edition/1/#([^"]+)"', body)
    assert set(links) <= set(ids)
    assert "section-aims-title" in links
    assert 'aria-label="Link to this heading"' in body


def test_the_words_are_the_same():
    def words(html):
        return re.sub(r'<a class="anchor".*?</a>|<[^>]+>', "", html)

    assert words(with_anchors(BODY, "")) == words(BODY)
