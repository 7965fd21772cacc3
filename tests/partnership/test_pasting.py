"""Pasting from Word, Google Docs, Excel, email and web pages, without a browser."""

# ruff: noqa: E501 (what programs put on the clipboard comes in long lines)

import re

import pytest

from partnership.core.text.fields import from_paragraphs
from partnership.core.text.html import parse
from partnership.core.text.pasting.plain import from_plain
from partnership.core.text.pasting.read import read_pasted
from partnership.core.text.rich_text import cleaned
from partnership.core.text.table_keys import with_table_keys

WORD_LIST = (
    '<p class=MsoListParagraph style="mso-list:l0 level{level} lfo1"><![if '
    '!supportLists]><span style="mso-list:Ignore">{label}<span style="font:7pt '
    'Times">&nbsp;&nbsp; </span></span><![endif]>{text}<o:p></o:p></p>'
)


def word_item(label, text, level=1):
    return WORD_LIST.format(label=label, text=text, level=level)


def plain(html):
    """Without the paragraphs in list items and cells, which are always there."""
    return re.sub(r"(?<=<li>)<p>(.*?)</p>|(?<=<t[dh]>)<p>(.*?)</p>", r"\1\2", html)


TRACKED = {
    "tags": "<p>The fund is <del>£50,000</del><ins>£60,000</ins> in total.</p>",
    "class of Word": '<p>The fund is <span class="msoDel">£50,000</span>£60,000 in '
    "total.</p>",
    "Word Online": '<p><span class="TextRun">The fund is </span><span class="TextRun '
    'TrackedChange TrackChangeTextDeletion">£50,000</span><span class="TextRun">£60,000'
    " in total.</span></p>",
    "struck in a style": '<p>The fund is <span style="text-decoration:line-through">'
    "£50,000</span>£60,000 in total.</p>",
    "struck as browsers say": '<p>The fund is <span style="text-decoration-line: '
    'line-through; font-weight: 400">£50,000</span>£60,000 in total.</p>',
    "struck twice": '<p>The fund is <span style="text-line-through:double">£50,000'
    "</span>£60,000 in total.</p>",
    "struck by a sheet": "<style>span.old {text-decoration: line-through}</style>"
    '<p>The fund is <span class="old">£50,000</span>£60,000 in total.</p>',
    "strike": "<p>The fund is <strike>£50,000</strike>£60,000 in total.</p>",
    "deleted insertion of Word Online": '<p><span class="TextRun">The fund is </span><span '
    'class="TrackedChange TrackChangeDeleteInsertion">£50,000</span>£60,000 in total.</p>',
    "moved away": "<p>The fund is <span class=MsoMoveFrom>£50,000</span>£60,000 in total.</p>",
    "hidden by Word": '<p>The fund is <span style="display:none;mso-hide:all">£50,000'
    "</span>£60,000 in total.</p>",
    "hidden": '<p>The fund is <span style="visibility: hidden">£50,000</span>£60,000 in '
    "total.</p>",
    "hidden from screen readers": '<p>The fund is <span aria-hidden="true">£50,000</span>'
    "£60,000 in total.</p>",
    "menu of a page": "<nav><a href=/>Home</a></nav><p>The fund is £60,000 in total.</p>",
}


@pytest.mark.parametrize("html", TRACKED.values(), ids=TRACKED)
def test_deleted_struck_and_hidden_text_is_left_out_and_reported(html):
    pasted = read_pasted(html)

    assert pasted.html == "<p>The fund is £60,000 in total.</p>"
    assert re.search("tracked deletion|struck-out|hidden", pasted.message)


def test_each_deletion_is_counted_once_however_it_is_cut_up():
    pasted = read_pasted(
        "<p>One <del>two <b>three</b> four</del> five <del>six</del> <s>seven</s>.</p>"
    )
    assert pasted.html == "<p>One five .</p>"
    assert pasted.message == (
        "Left out: 2 tracked deletions and 1 piece of struck-out text."
    )


@pytest.mark.parametrize(
    ("html", "result"),
    [
        (
            '<b style="font-weight:normal" id="docs-internal-guid-0"><p dir="ltr"><span '
            'style="font-weight:400">Normal words </span><span style="font-weight:700">'
            'bold words</span> <span style="font-style:italic">italic</span></p></b>',
            "<p>Normal words <strong>bold words</strong> <em>italic</em></p>",
        ),
        (
            "<style>p.p1 {margin: 0} span.s1 {font-weight: bold}</style>"
            '<p class="p1">Crime <span class="s1">fell</span></p>',
            "<p>Crime <strong>fell</strong></p>",
        ),
        (
            "<p><b><i>Both</i></b> and <b>bold <span style='font-weight:normal'>not"
            "</span></b></p>",
            "<p><strong><em>Both</em></strong> and <strong>bold </strong>not</p>",
        ),
        (
            '<p>5<span style="vertical-align: super">th</span></p>',
            "<p>5<sup>th</sup></p>",
        ),
        (
            '<p><a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D">'
            "<span>there</span></a></p>",
            '<p><a href="https://example.org/a">there</a></p>',
        ),
        (
            '<p><a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F'
            '%2Fexample.org%2Fb&amp;data=1"><b>there</b></a></p>',
            '<p><a href="https://example.org/b"><strong>there</strong></a></p>',
        ),
        (
            '<p><a href="http://[insert link]">there</a> and <em>then</em></p>',
            "<p>there and <em>then</em></p>",
        ),
        ("<h2><b>Bold heading</b></h2>", "<h3>Bold heading</h3>"),
        ("<p><b> </b>Words<b>&nbsp;</b></p>", "<p>Words</p>"),
        (
            "<div>One</div><div><br></div><div>Two<br>three</div>",
            "<p>One</p><p>Two<br>three</p>",
        ),
        ("One<br><br>Two", "<p>One</p><p>Two</p>"),
        ("<p>A <q>word</q> of advice\n  here</p>", "<p>A “word” of advice here</p>"),
        ("<p>A. Example</p><p>B. Sample</p>", "<p>A. Example</p><p>B. Sample</p>"),
        ("<p>I. Example spoke.</p>", "<p>I. Example spoke.</p>"),
        ("<p>up\u00adset \u200bhere</p>", "<p>upset here</p>"),
        (
            "<p class=MsoQuote>Safer</p><p class=MsoIntenseQuote>together.</p>",
            "<blockquote><p>Safer</p><p>together.</p></blockquote>",
        ),
        (
            '<p class="Paragraph"><span data-ccp-parastyle="Quote">Safer</span></p>',
            "<blockquote><p>Safer</p></blockquote>",
        ),
        (
            "<style>span.s1 {font: bold 12.0px Helvetica}</style><p>Crime <span class=s1>"
            "fell</span></p>",
            "<p>Crime <strong>fell</strong></p>",
        ),
        (
            "<span style='white-space: pre-wrap'>One\ntwo\n\nThree</span>",
            "<p>One<br>two</p><p>Three</p>",
        ),
    ],
)
def test_words_keep_their_look_and_nothing_else(html, result):
    assert read_pasted(html).html == result


LISTS = {
    "Word": (
        word_item("·", "One") + word_item("o", "Sub", 2) + word_item("·", "Two"),
        "<ul><li>One<ul><li>Sub</li></ul></li><li>Two</li></ul>",
    ),
    "Word, second paragraph": (
        '<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span '
        'style="mso-list:Ignore">1.&nbsp;&nbsp;</span>First point.</p><p '
        'class=MsoListParagraph style="margin-left:36pt">Its second paragraph.</p><p '
        'class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span '
        'style="mso-list:Ignore">2.&nbsp;&nbsp;</span>Second point.</p>',
        "<ol><li>First point.<p>Its second paragraph.</p></li><li>Second point.</li>"
        "</ol>",
    ),
    "Word, indented paragraph of the body": (
        '<p class=MsoListParagraph style="margin-left:36.0pt;mso-list:l0 level1 lfo1">'
        '<span style="mso-list:Ignore">1.</span>One</p><p class=MsoNormal '
        'style="margin-left:36.0pt">More.</p>' + word_item("2.", "Two"),
        "<ol><li>One<p>More.</p></li><li>Two</li></ol>",
    ),
    "Word, continued after a paragraph": (
        word_item("1.", "One")
        + "<p class=MsoNormal>Between.</p>"
        + word_item("2.", "Two"),
        '<ol><li>One</li></ol><p>Between.</p><ol start="2"><li>Two</li></ol>',
    ),
    "Word, letters and Roman numbers": (
        word_item("(a)", "One")
        + word_item("(i)", "Sub", 2)
        + word_item("(ii)", "Sub 2", 2)
        + word_item("(b)", "Two"),
        '<ol type="a"><li>One<ol type="i"><li>Sub</li><li>Sub 2</li></ol></li>'
        "<li>Two</li></ol>",
    ),
    "Word, several levels of numbers": (
        word_item("3.", "Three")
        + word_item("3.1.", "Sub", 2)
        + word_item("3.2", "Sub 2", 2),
        '<ol start="3"><li>Three<ol><li>Sub</li><li>Sub 2</li></ol></li></ol>',
    ),
    "Word Online": (
        '<div><ul role="list"><li aria-level="1"><p>First</p></li></ul></div><div><ul '
        'role="list"><li aria-level="2"><p>Sub</p></li></ul></div><div><ul><li '
        'aria-level="1"><p>Second</p></li></ul></div>',
        "<ul><li>First<ul><li>Sub</li></ul></li><li>Second</li></ul>",
    ),
    "Word Online, numbers": (
        '<div><ol start="1"><li data-aria-level="1"><p>One</p></li></ol></div><div><ol '
        'start="1"><li data-aria-level="2"><p>Sub</p></li></ol></div><div><ol start="2">'
        '<li data-aria-level="2"><p>Sub 2</p></li></ol></div><div><ol start="2"><li '
        'data-aria-level="1"><p>Two</p></li></ol></div>',
        "<ol><li>One<ol><li>Sub</li><li>Sub 2</li></ol></li><li>Two</li></ol>",
    ),
    "Google Docs": (
        '<ul><li dir="ltr" aria-level="1"><p role="presentation"><span>One</span></p>'
        '</li><ul><li aria-level="2"><p>Sub</p></li></ul><li aria-level="1"><p>Two</p>'
        "</li></ul>",
        "<ul><li>One<ul><li>Sub</li></ul></li><li>Two</li></ul>",
    ),
    "LibreOffice": (
        "<ol start=3><li><p>Three</p></li><p>More.</p><li><p>Four</p></li></ol>",
        '<ol start="3"><li>Three<p>More.</p></li><li>Four</li></ol>',
    ),
    "two numbered lists": (
        "<ol><li>One</li></ol><ol><li>Other</li></ol>",
        "<ol><li>One</li></ol><ol><li>Other</li></ol>",
    ),
    "two paragraphs": (
        "<ul><li><div>One</div><div>More</div></li><li>Two</li></ul>",
        "<ul><li>One<p>More</p></li><li>Two</li></ul>",
    ),
    "letters by style": (
        '<ol style="list-style-type: lower-alpha"><li>One</li><li>Two</li></ol>',
        '<ol type="a"><li>One</li><li>Two</li></ol>',
    ),
    "typed with line breaks": (
        "<p>- first point<br>- second point<br>- third point</p>",
        "<ul><li>first point</li><li>second point</li><li>third point</li></ul>",
    ),
    "typed bullets": (
        "<p>• bullet typed</p><p>• another</p>",
        "<ul><li>bullet typed</li><li>another</li></ul>",
    ),
    "bullets of a private font": (
        "<p>\uf0b7 one</p><p>\uf0d8\ttwo</p>",
        "<ul><li>one</li><li>two</li></ul>",
    ),
    "typed numbers": (
        "<p>They are:<br>1. one<br>2. two</p>",
        "<p>They are:</p><ol><li>one</li><li>two</li></ol>",
    ),
    "typed letters with Roman numbers below": (
        "<p>(a) one<br>(i) sub<br>(ii) sub 2<br>(b) two</p>",
        '<ol type="a"><li>one<ol type="i"><li>sub</li><li>sub 2</li></ol></li><li>two'
        "</li></ol>",
    ),
    "web page of Word": (
        "<p class=MsoListParagraph style='text-indent:-18pt'><span style='font-family:"
        "Symbol'>·<span style='font:7pt Times'>&nbsp;&nbsp;&nbsp; </span></span>One</p><p "
        "class=MsoListParagraph style='margin-left:72pt'><span style='font-family:Courier "
        "New'>o<span style='font:7pt Times'>&nbsp;&nbsp; </span></span>Sub</p>",
        "<ul><li>One<ul><li>Sub</li></ul></li></ul>",
    ),
    "PowerPoint": (
        '<div style="margin-left:.38in"><span style="mso-special-format:bullet">•</span>'
        '<span>One</span></div><div style="margin-left:.81in"><span style="mso-special-'
        'format:bullet">–</span><span>Sub</span></div>',
        "<ul><li>One<ul><li>Sub</li></ul></li></ul>",
    ),
    "checklist of Google Docs": (
        '<ul><li role="checkbox" aria-checked="true"><img src="data:," alt="checked" '
        'aria-roledescription="checkbox"><p><span style="text-decoration:line-through">'
        'Done</span></p></li><li role="checkbox" aria-checked="false"><p>To do</p></li>'
        "</ul>",
        "<ul><li>Done</li><li>To do</li></ul>",
    ),
    "deleted item": (
        word_item("1.", "One")
        + word_item("2.", "<del>Two</del>")
        + word_item("3.", "Three"),
        "<ol><li>One</li><li>Three</li></ol>",
    ),
    "labels with words": (
        word_item("·", "One") + word_item("R1.", "Act") + word_item("R2.", "Review"),
        "<ul><li>One</li></ul><p>R1. Act</p><p>R2. Review</p>",
    ),
    "bold numbers": (
        "<p><b>1.</b> One</p><p><b>2.</b> Two</p>",
        "<ol><li>One</li><li>Two</li></ol>",
    ),
    "outlook": (
        '<ul><li class="elementToProof"><div>One</div></li><ul><li><div>Sub</div></li>'
        "</ul></ul>",
        "<ul><li>One<ul><li>Sub</li></ul></li></ul>",
    ),
}


@pytest.mark.parametrize(("html", "result"), LISTS.values(), ids=LISTS)
def test_lists_keep_their_levels_and_numbers(html, result):
    assert plain(read_pasted(html).html) == result


@pytest.mark.parametrize(
    ("html", "result", "message"),
    [
        (
            "<h1>Title one</h1><p>w</p><h2>Sub two</h2><p>x</p>",
            "<h3>Title one</h3><p>w</p><h4>Sub two</h4><p>x</p>",
            "2 headings are now at the nearest level.",
        ),
        ("<h5>Deep</h5>", "<h4>Deep</h4>", "1 heading is now at the nearest level."),
        (
            "<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4>",
            "<h3>A</h3><h4>B</h4><h4>C</h4><h4>D</h4>",
            "3 headings are now at the nearest level.",
        ),
        ("<h3>As it is</h3><h4>Too</h4>", "<h3>As it is</h3><h4>Too</h4>", ""),
        ('<p role="heading" aria-level="3">Online</p>', "<h3>Online</h3>", ""),
        (
            "<p class=MsoHeading7>Seven</p>",
            "<h4>Seven</h4>",
            "1 heading is now at the nearest level.",
        ),
        (
            "<h3 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>"
            "&nbsp;&nbsp;</span></span>Why</h3>",
            "<h3>Why</h3>",
            "Left out: numbers before headings.",
        ),
        ("<h3>1.2 Why</h3>", "<h3>Why</h3>", "Left out: numbers before headings."),
        ("<h3>2016 results</h3>", "<h3>2016 results</h3>", ""),
        ("<h3>1) Why</h3>", "<h3>Why</h3>", "Left out: numbers before headings."),
        ("<h3>Why<span class=mw-editsection>[edit]</span></h3>", "<h3>Why</h3>", ""),
    ],
)
def test_headings_keep_their_order(html, result, message):
    pasted = read_pasted(html)

    assert (pasted.html, pasted.message) == (result, message)


TABLES = {
    "Excel, title of two lines with a number": (
        "<table><tr><td colspan=2><b>Table 3: Crime</b></td></tr><tr><td colspan=2>County"
        "</td></tr><tr><td><b>Area</b></td><td><b>n</b></td></tr><tr><td>Oxford</td><td>12"
        "</td></tr></table>",
        "<table><caption>Crime, County</caption><tbody><tr><th>Area</th><th>n</th></tr>"
        "<tr><td>Oxford</td><td>12</td></tr></tbody></table>",
    ),
    "web page with sorting, caption in italics": (
        "<p><i>Table 1: Crime</i></p><table><tr><th><button>Area</button></th><th>n</th>"
        "</tr><tr><td>Oxford</td><td>12</td></tr></table>",
        "<table><caption>Crime</caption><tbody><tr><th>Area</th><th>n</th></tr>"
        "<tr><td>Oxford</td><td>12</td></tr></tbody></table>",
    ),
    "Word, first row bold": (
        "<table class=MsoTableGrid><tr><td><p class=MsoNormal><b>Area</b></p></td><td>"
        "<p><b>Crimes</b></p></td></tr><tr><td><p>Oxford</p></td><td><p>12</p></td></tr>"
        "</table>",
        "<table><tbody><tr><th>Area</th><th>Crimes</th></tr><tr><td>Oxford</td>"
        "<td>12</td></tr></tbody></table>",
    ),
    "repeated header rows": (
        "<table><thead><tr><td>Area</td></tr></thead><tbody><tr><td>Oxford</td></tr>"
        "</tbody></table>",
        "<table><tbody><tr><th>Area</th></tr><tr><td>Oxford</td></tr></tbody></table>",
    ),
    "Excel, hidden row and column": (
        "<style>.xl65 {font-weight:700} .xl66 {text-decoration:line-through}</style>"
        "<table><col width=64><col style='display:none'><col width=64><tr><td "
        "class=xl65>Area</td><td class=xl65>Secret</td><td class=xl65>2016-17</td></tr>"
        "<tr style='display:none'><td>Gone</td><td>1</td><td>2</td></tr><tr><td>Oxford"
        "</td><td>3</td><td>4<span class=xl66> 5</span></td></tr></table>",
        "<table><tbody><tr><th>Area</th><th>2016-17</th></tr><tr><td>Oxford</td><td>4"
        "</td></tr></tbody></table>",
    ),
    "caption of Word": (
        "<p class=MsoCaption>Table 1: Crime by area</p><table><tr><td>Area</td><td>n</td>"
        "</tr><tr><td>Oxford</td><td>12</td></tr></table>",
        "<table><caption>Crime by area</caption><tbody><tr><th>Area</th><th>n</th></tr>"
        "<tr><td>Oxford</td><td>12</td></tr></tbody></table>",
    ),
    "caption of a web page": (
        "<table><caption>Crime</caption><tr><th>Area<th>n</tr><tr><td>Oxford<td>12</tr>"
        "</table>",
        "<table><caption>Crime</caption><tbody><tr><th>Area</th><th>n</th></tr><tr><td>"
        "Oxford</td><td>12</td></tr></tbody></table>",
    ),
    "title of a sheet above the headings": (
        "<table><tr><td colspan=3>Crime by area</td></tr><tr><td></td><td></td><td></td>"
        "</tr><tr><td>Area</td><td>2015</td><td>2016</td></tr><tr><td>Oxford</td><td>1"
        "</td><td>2</td></tr></table>",
        "<table><caption>Crime by area</caption><tbody><tr><th>Area</th><th>2015</th><th>"
        "2016</th></tr><tr><td>Oxford</td><td>1</td><td>2</td></tr></tbody></table>",
    ),
    "Excel, two rows of headings and accounting format": (
        "<table><tr><td rowspan=2>Area</td><td colspan=2>2015-16</td></tr><tr><td>Grant"
        "</td><td>Spent</td></tr><tr><td>Oxford</td><td> £&nbsp;&nbsp; 1,234.00 </td><td>"
        "-&nbsp; £ 5</td></tr></table>",
        '<table><tbody><tr><th rowspan="2"><p>Area</p></th><th colspan="2"><p>2015-16</p>'
        "</th></tr><tr><th>Grant</th><th>Spent</th></tr><tr><td>Oxford</td><td>£1,234.00"
        "</td><td>-£5</td></tr></tbody></table>",
    ),
    "heading over two columns of words, and a row that begins like a source": (
        "<table><tr><td>Partner</td><td colspan=2>Contact</td></tr><tr><td>Police</td><td>"
        "Ann</td><td>ann@example.org</td></tr><tr><td>Source of referral unknown</td><td>"
        "</td><td></td></tr></table>",
        '<table><tbody><tr><th>Partner</th><th colspan="2"><p>Contact</p></th></tr><tr>'
        "<td>Police</td><td>Ann</td><td>ann@example.org</td></tr><tr><td>Source of "
        "referral unknown</td><td></td><td></td></tr></tbody></table>",
    ),
    "Excel, empty columns between, and a source below": (
        "<table><tr><td colspan=5>Crime by area</td></tr><tr><td>Area</td><td></td><td>"
        "2015</td><td></td><td>2016</td></tr><tr><td>Oxford</td><td></td><td>1</td><td>"
        "</td><td>2</td></tr><tr><td colspan=5>Source: police</td></tr></table>",
        "<table><caption>Crime by area</caption><tbody><tr><th>Area</th><th>2015</th><th>"
        "2016</th></tr><tr><td>Oxford</td><td>1</td><td>2</td></tr></tbody></table><p>"
        "Source: police</p>",
    ),
    "Excel, two tables with a blank row between, and a note below": (
        "<table><tr><td>Area</td><td>2017-18</td></tr><tr><td>Oxford</td><td>5</td></tr>"
        "<tr><td></td><td>&nbsp;</td></tr><tr><td>Grants</td></tr><tr><td>Line</td><td>"
        "Amount</td></tr><tr><td>Youth</td><td>9</td></tr><tr><td></td></tr><tr><td>"
        "Source: police</td></tr><tr></tr><tr><td>Lead</td><td>Post</td></tr><tr><td>Ann"
        "</td><td>Chair</td></tr></table>",
        "<table><tbody><tr><th>Area</th><th>2017-18</th></tr><tr><td>Oxford</td><td>5"
        "</td></tr></tbody></table><table><caption>Grants</caption><tbody><tr><th>Line"
        "</th><th>Amount</th></tr><tr><td>Youth</td><td>9</td></tr></tbody></table><p>"
        "Source: police</p><table><tbody><tr><th>Lead</th><th>Post</th></tr><tr><td>Ann"
        "</td><td>Chair</td></tr></tbody></table>",
    ),
    "Excel, two tables side by side": (
        "<table><tr><td>Area</td><td>2016</td><td></td><td>Line</td><td>2017</td></tr>"
        "<tr><td>Oxford</td><td>5</td><td></td><td>Youth</td><td>9</td></tr></table>",
        "<table><tbody><tr><th>Area</th><th>2016</th></tr><tr><td>Oxford</td><td>5</td>"
        "</tr></tbody></table><table><tbody><tr><th>Line</th><th>2017</th></tr><tr><td>"
        "Youth</td><td>9</td></tr></tbody></table>",
    ),
    "blank rows and columns within a table": (
        "<table><tr><td>Area</td><td>n</td><td></td><td>Trend</td></tr><tr><td>Oxford</td>"
        "<td>5</td><td></td><td>up</td></tr><tr></tr><tr><td>Reading</td><td>n/a</td><td>"
        "</td><td>up</td></tr><tr><td>Slough</td><td>3</td><td></td><td>up</td></tr>"
        "</table>",
        "<table><tbody><tr><th>Area</th><th>n</th><th>Trend</th></tr><tr><td>Oxford</td>"
        "<td>5</td><td>up</td></tr><tr><td>Reading</td><td>n/a</td><td>up</td></tr><tr>"
        "<td>Slough</td><td>3</td><td>up</td></tr></tbody></table>",
    ),
    "a table in a frame": (
        "<table><tr><td><h2>News</h2><table><tr><th>A</th></tr><tr><td>1</td></tr></table>"
        "</td></tr></table>",
        "<h3>News</h3><table><tbody><tr><th>A</th></tr><tr><td>1</td></tr></tbody></table>",
    ),
    "cells of a spreadsheet as plain text": (
        from_plain("Grants\nLine\t2017\nYouth\t9\nDrugs\t\n\n1.\tFirst\n2.\tLast"),
        "<p>Grants</p><table><tbody><tr><th>Line</th><th>2017</th></tr><tr><td>Youth</td>"
        "<td>9</td></tr><tr><td>Drugs</td><td></td></tr></tbody></table><ol><li>First"
        "</li><li>Last</li></ol>",
    ),
    "headings marked in part": (
        '<table><tr><td role="columnheader"><b>Area</b></td><td><b>n</b></td></tr><tr><td>'
        "Oxford</td><td>3</td></tr></table>",
        "<table><tbody><tr><th>Area</th><th>n</th></tr><tr><td>Oxford</td><td>3</td></tr>"
        "</tbody></table>",
    ),
    "headings of the document in cells": (
        "<table><tr><td><h2>Area</h2></td><td><h2>n</h2></td></tr><tr><td>Oxford</td><td>"
        "<h3>3</h3></td></tr></table>",
        "<table><tbody><tr><th>Area</th><th>n</th></tr><tr><td>Oxford</td><td><strong>3"
        "</strong></td></tr></tbody></table>",
    ),
    "one column of text": (
        "<table><tr><td>One</td></tr><tr><td>Two</td></tr></table>",
        "<p>One</p><p>Two</p>",
    ),
    "only for layout, in an email": (
        '<table role="presentation"><tr><td>Left</td><td>Right</td></tr></table>',
        "<p>Left</p><p>Right</p>",
    ),
    "only for layout": (
        "<table><tr><td><p>One</p><p>Two</p></td></tr></table>",
        "<p>One</p><p>Two</p>",
    ),
    "lists and spans": (
        "<table><tr><th colspan=2>Head</th></tr><tr><td><ul><li>One</ul></td><td "
        "rowspan=2>b</td></tr><tr><td>c</td></tr></table>",
        '<table><tbody><tr><th colspan="2"><p>Head</p></th></tr><tr><td><ul><li>One</li>'
        '</ul></td><td rowspan="2"><p>b</p></td></tr><tr><td>c</td></tr></tbody></table>',
    ),
}


@pytest.mark.parametrize(("html", "result"), TABLES.values(), ids=TABLES)
def test_tables_have_a_heading_row_and_a_caption(html, result):
    assert plain(read_pasted(html).html) == result


NOTES = {
    "Word": '<p>Crime fell<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1"'
    "><span class=MsoFootnoteReference><span style='mso-special-character:footnote'>"
    "<![if !supportFootnotes]>[1]<![endif]></span></span></a>.</p><div style='mso-element"
    ":footnote-list'><br><hr width=\"33%\"><div style='mso-element:footnote' id=ftn1><p "
    "class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href=\"#_ftnref1\" name="
    '"_ftn1">[1]</a> Police figures.</p></div></div>',
    "LibreOffice": '<p>Crime fell<a class="sdfootnoteanc" name="sdfootnote1anc" href="'
    '#sdfootnote1sym"><sup>1</sup></a>.</p><div id="sdfootnote1"><p class="sdfootnote">'
    '<a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Police '
    "figures.</p></div>",
    "Google Docs": '<p>Crime fell<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p>'
    '<hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> Police figures.</p></div>',
    "an encyclopaedia": '<p>Crime fell<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a>'
    '</sup>.</p><ol><li id="cite_note-1"><span>^ <a href="#cite_ref-1">^</a></span> '
    "<span>Police figures.</span></li></ol>",
    "Word, two places": '<p>Crime fell<a href="#_ftn1" name="_ftnref1">[1]</a>.</p><div '
    'style="mso-element:footnote-list"><div style="mso-element:footnote" id=ftn1><p><a '
    'href="#_ftnref1" name="_ftn1">[1]</a> Police</p><p>figures.</p></div></div>',
    "a web page": '<p>Crime fell<sup id="fnref1"><a href="https://example.org/a#fn1">1</a>'
    '</sup>.</p><ol><li id="fn1"><p>Police figures. <a href="https://example.org/a#fnref1"'
    ">↩</a></p></li></ol>",
}


@pytest.mark.parametrize("html", NOTES.values(), ids=NOTES)
def test_footnotes_become_notes(html):
    pasted = read_pasted(html)

    assert pasted.html == "<p>Crime fell<small>Police figures.</small>.</p>"
    assert pasted.message == "1 footnote is now a note."


@pytest.mark.parametrize(
    ("html", "result", "message"),
    [
        (
            "<p>Text<span class=MsoCommentReference><a class=msocomanchor href="
            '"#_msocom_1" name="_msoanchor_1">[AE1]</a></span></p><div style="mso-element:'
            'comment-list"><div style="mso-element:comment"><div id="_com_1" class=msocomtxt>'
            '<a name="_msocom_1"></a><p><a href="#_msoanchor_1">[AE1]</a>Why?</p></div>'
            "</div></div>",
            "<p>Text</p>",
            "Left out: 1 comment.",
        ),
        (
            '<p>Text<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><div><p><a '
            'href="#cmnt_ref1" id="cmnt1">[a]</a> Why?</p></div>',
            "<p>Text</p>",
            "Left out: 1 comment.",
        ),
        (
            "<p class=MsoTocHeading>Contents</p><p class=MsoToc1><a href='#_Toc1'>1 Why"
            "<span style='mso-tab-count:1 dotted'>... </span>3</a></p><p>Text</p>",
            "<p>Text</p>",
            "Left out: the contents list.",
        ),
        (
            "<p>Good <span style='font-family:Wingdings'>J</span> <font face=Symbol>\uf0b3"
            "</font> 5 <span style='font-family:\"Wingdings 2\"'>Pm</span></p>",
            "<p>Good ☺ ≥ 5 ✓</p>",
            "Left out: 1 symbol from a special font.",
        ),
        (
            '<p><a href="//example.org/a">there</a></p>',
            '<p><a href="https://example.org/a">there</a></p>',
            "",
        ),
        (
            '<p>See <a href="#part2">part 2</a><img src="file:///x.png"></p>',
            "<p>See part 2</p>",
            "Left out: 1 image and 1 link that works only in the original.",
        ),
        (
            "<p class=MsoTableofFigures><a href='#_Toc9'>Figure 1<span style='mso-tab-"
            "count:1 dotted'>... </span>4</a></p><p>Text</p>",
            "<p>Text</p>",
            "Left out: the contents list.",
        ),
        (
            "<p>Owner: <w:Sdt ShowingPlcHdr=t><span class=MsoPlaceholderText>Click or tap "
            "here to enter text.</span></w:Sdt></p><p>Agreed <w:Sdt>yes</w:Sdt></p>"
            "<w:Sdt><p>A</p><p>B</p></w:Sdt>",
            "<p>Owner:</p><p>Agreed yes</p><p>A</p><p>B</p>",
            "Left out: form controls.",
        ),
        (
            "<table><tr><th>Area<th>n<tr><td>Oxford<td>######<tr><td>West<td>#REF!</table>",
            "<table><tbody><tr><th><p>Area</p></th><th><p>n</p></th></tr><tr><td><p>Oxford"
            "</p></td><td><p>######</p></td></tr><tr><td><p>West</p></td><td><p>#REF!</p>"
            "</td></tr></tbody></table>",
            "2 cells show #### or an error instead of their figures.",
        ),
        (
            "<p><span style='mso-element:field-begin'></span> REF x \\h <span style='"
            "mso-element:field-separator'></span>table 3</p>",
            "<p>table 3</p>",
            "",
        ),
        ("<p>Some <u>underlined</u> words</p>", "<p>Some underlined words</p>",
         "Left out: underlining."),
        ("<p>CO<sub>2</sub></p>", "<p>CO2</p>", "Left out: subscripts."),
        (
            word_item("1.1", "Met", 2) + word_item("1.2", "Agreed", 2),
            "<ol><li><p>Met</p></li><li><p>Agreed</p></li></ol>",
            "Numbers such as 1.1 now show only their last part.",
        ),
        (
            "<p>Crime <!--[if gte vml 1]><v:shape><v:textbox><div><p>In the box</p></div>"
            "</v:textbox></v:shape><![endif]--><![if !vml]><img src=x v:shapes=a><![endif]>"
            "fell.</p><p><!--[if gte vml 1]><v:shape><v:textbox></v:textbox></v:shape>"
            "<![endif]-->Next</p>",
            "<p>Crime fell.</p><p>In the box</p><p>Next</p>",
            "The text of 1 text box is now below its paragraph.",
        ),
        *(
            (
                f"<p>Crime fell<sup><a href='{address}'>[3]</a></sup>.</p>",
                "<p>Crime fell.</p>",
                "Left out: 1 note whose text was not copied.",
            )
            for address in ("#_ftn3", "#fn:3", "https://example.org/a#cite_note-Ann-3")
        ),
        (
            "<style>span.msoIns {text-decoration:underline}</style><p>The grant <span "
            "class=msoIns><ins cite='mailto:Ann'>of 2016-17 </ins></span>is £5.</p>",
            "<p>The grant of 2016-17 is £5.</p>",
            "",
        ),
        ("<script>x()</script><p onclick='y()'>Safe</p>", "<p>Safe</p>", ""),
    ],
)  # fmt: skip
def test_other_things_are_left_out_and_reported(html, result, message):
    pasted = read_pasted(html)

    assert (pasted.html, pasted.message) == (result, message)


PAGE = """The Safer Testshire Partnership brings together the agencies that
work to reduce crime and anti-social behaviour across the county, and
the services that support victims. It is not a body in its own right,
but it co-ordinates the work of the three district partnerships.
What changed
In 2016-17 the grant fell by £7,867. The amount for Public Health and
for youth justice fell by £8,000 each, while the amount for multi-
agency work rose.
• Northam works on shoplifting and has a scheme for young people who
want something better to do
• Southam works on gangs"""
JOINED = (
    "<p>The Safer Testshire Partnership brings together the agencies that work to reduce "
    "crime and anti-social behaviour across the county, and the services that support "
    "victims. It is not a body in its own right, but it co-ordinates the work of the "
    "three district partnerships.</p><p>What changed</p><p>In 2016-17 the grant fell by "
    "£7,867. The amount for Public Health and for youth justice fell by £8,000 each, "
    "while the amount for multi-agency work rose.</p><ul><li><p>Northam works on "
    "shoplifting and has a scheme for young people who want something better to do</p>"
    "</li><li><p>Southam works on gangs</p></li></ul>"
)
LINES = PAGE.split("\n")
BROKEN = {
    "plain text": from_paragraphs(PAGE),
    "a paragraph a line": "".join(f"<p>{line}</p>" for line in LINES),
    "line breaks of pdf.js": "<br role=presentation>".join(
        f"<span dir=ltr>{line}</span>" for line in LINES
    ),
}


@pytest.mark.parametrize("html", BROKEN.values(), ids=BROKEN)
def test_lines_that_a_page_broke_are_joined(html):
    pasted = read_pasted(html)

    assert pasted.html == JOINED
    assert pasted.message == (
        "2 typed list items are now in lists and 6 line breaks inside paragraphs are now "
        "spaces."
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>Testshire County Council<br>County Hall<br>New Road<br>Northam</p>",
        "<p>Aims</p><p>reducing the harm of domestic abuse</p><p>safer nights</p><p>"
        "working with young people at risk of exploitation by gangs</p><p>less knife "
        "crime</p>",
        "<p>Most crime fell in the year, but violence rose in two of the districts.</p>"
        "<p>The partnership has agreed six priorities, and each has a lead for the year.</p>"
        "<p>The grant pays for much of the work, and the councils pay for the rest of it.</p>",
    ],
    ids=["address", "aims", "short paragraphs"],
)
def test_lines_broken_on_purpose_stay(html):
    assert (read_pasted(html).html, read_pasted(html).message) == (html, "")


def test_paragraphs_of_broken_lines_stay_apart():
    first, second = LINES[:4], LINES[5:8]

    pasted = read_pasted(from_paragraphs("\n".join([*first, "", *second])))

    assert pasted.html == "".join(
        f"<p>{part}</p>" for part in re.findall("<p>([^<]{99,})</p>", JOINED)
    )


DROP_CAP = (
    "<p class=MsoNormal style='line-height:41pt;page-break-after:avoid;mso-element:"
    "dropcap-dropped;mso-element-wrap:around'><span style='font-size:54pt'>{}</span></p>"
)
IN_TABLE = "<table align=left><tr><td valign=top align=left>{}</td></tr></table>"
IN_FRAME = "<div style='mso-element:frame;mso-element-wrap:around'>{}</div>"


@pytest.mark.parametrize("frame", [IN_TABLE, IN_FRAME, "{}"])
@pytest.mark.parametrize(
    ("letter", "rest", "result"),
    [
        ("C", "rime <b>fell</b>.", "<p>Crime <strong>fell</strong>.</p>"),
        ("A", "<span style='mso-spacerun:yes'> </span>year.", "<p>A year.</p>"),
    ],
)
def test_drop_cap_joins_its_paragraph(frame, letter, rest, result):
    html = frame.format(DROP_CAP.format(letter)) + f"<p class=MsoNormal>{rest}</p>"

    pasted = read_pasted(html)

    assert pasted.html == result
    assert pasted.message == "1 large first letter is now part of its paragraph."


def test_table_with_a_drop_cap_in_a_cell_stays_a_table():
    cap = DROP_CAP.format("T") + "<p class=MsoNormal>he partnership met in May.</p>"
    rows = f"<tr><td>Name</td><td>Total</td></tr><tr><td>{cap}</td><td>12</td></tr>"

    pasted = read_pasted(f"<table>{rows}</table><p>After the table.</p>")

    root = parse(pasted.html)
    cells = [cell.text for cell in root.elements("th", "td")]
    assert cells == ["Name", "Total", "The partnership met in May.", "12"]
    assert pasted.html.endswith("<p>After the table.</p>")


@pytest.mark.parametrize("frame", [IN_TABLE, "{}"])
def test_drop_cap_without_text_after_it_stays(frame):
    pasted = read_pasted(f"<p>Before.</p>{frame.format(DROP_CAP.format('C'))}")

    assert pasted.html == "<p>Before.</p><p>C</p>"


ALL = [
    *BROKEN.values(),
    *TRACKED.values(),
    *(html for html, _ in LISTS.values()),
    *(html for html, _ in TABLES.values()),
    *NOTES.values(),
]


@pytest.mark.parametrize("html", ALL)
def test_what_is_read_is_clean(html):
    """The field that stores it has nothing to remove; it only gives tables their keys."""
    result = read_pasted(html).html

    assert cleaned(result) == with_table_keys(result)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 3_000 + "deep",
        "<ul><li>" * 400 + "deep",
        "<table><tr><td>" * 60 + "deep",
        "<b><i>" * 500 + "deep",
    ],
)
def test_deep_nesting_is_read(html):
    assert "deep" in read_pasted(html).html
