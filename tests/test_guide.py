"""The officers' guide says what the product says: words, pictures, links, checks."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import resolve, reverse

from partnership.core.models.registry import RECORD_TYPES
from partnership.models import Term
from tests import builders
from tests.guide import checks_page
from tests.partnership.records.helpers import an_officer

GUIDE = settings.BASE_DIR / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
ADDRESS = re.compile(r"`(/[^`\s]*)`")
MOST_BYTES = 120_000
OWN = ["partnership", "priorities", "funding", "reports"]


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def one_line(words: str) -> str:
    return " ".join(words.split())


def bold_words():
    return {one_line(found) for page in PAGES for found in BOLD.findall(text(page))}


@cache
def words_of_the_product() -> tuple[set[str], list[re.Pattern]]:
    """Words that the product shows as they are, and patterns of those that vary."""
    whole, patterns = set(), set()
    for page in (settings.BASE_DIR / "templates").rglob("*.html"):
        for run in runs(text(page)):
            (patterns if "\0" in run else whole).add(run)
    for app in OWN:
        folder = settings.BASE_DIR / app
        for source in folder.rglob("*.py"):
            for words in literals(source):
                (patterns if "\0" in words else whole).add(words)
        for script in folder.rglob("static/**/*.js"):
            whole |= set(re.findall(r'"([^"\n]+)"', text(script)))
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.get_fields():
                whole.add(capital(str(getattr(field, "verbose_name", ""))))
    whole |= {record.title for record in RECORD_TYPES.values()}
    return whole | {capital(one) for one in whole}, [fitting(one) for one in patterns]


def runs(template: str):
    """The words between the tags of a template; a nought stands for what varies."""
    bare = re.sub(r"\{#.*?#\}", "", template)
    bare = re.sub(r"\{\{.*?\}\}", "\0", bare)
    for part in re.split(r"<[^>]*>|\{%.*?%\}", bare):
        if re.search(r"[A-Za-z]{3}", part):
            yield one_line(part)
            yield one_line(part.partition(" (")[0])  # without a count in brackets


def literals(source: Path):
    for node in ast.walk(ast.parse(text(source))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield one_line(node.value.replace("\0", ""))
        elif isinstance(node, ast.JoinedStr):
            parts = [getattr(part, "value", "\0") for part in node.values]
            words = "".join(one if isinstance(one, str) else "\0" for one in parts)
            if re.search(r"[A-Za-z]{3}", words):
                yield one_line(words)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def fitting(words: str) -> re.Pattern:
    return re.compile(".+".join(re.escape(part) for part in words.split("\0")))


def test_every_word_in_bold_is_on_some_page_of_the_product():
    whole, patterns = words_of_the_product()

    unknown = [
        words
        for words in bold_words()
        if words not in whole and not any(one.fullmatch(words) for one in patterns)
    ]

    assert len(bold_words()) > 80
    assert sorted(unknown) == []


def test_words_that_the_product_does_not_show_are_told_from_those_it_does():
    whole, patterns = words_of_the_product()

    assert "Save allocations" in whole
    assert any(one.fullmatch("Save priority") for one in patterns)
    for words in ["Keep the allocations", "Press here", "Bind this"]:
        assert words not in whole
        assert not any(one.fullmatch(words) for one in patterns)


def test_every_picture_that_the_guide_names_is_there_and_every_picture_is_named():
    named = {name for page in PAGES for _, name in PICTURE.findall(text(page))}
    there = {f"pictures/{one.name}" for one in (GUIDE / "pictures").iterdir()}

    assert named == there
    assert len(there) >= 10


def test_every_picture_says_in_words_what_it_shows():
    words = [alt for page in PAGES for alt, _ in PICTURE.findall(text(page))]

    assert all(len(alt.split()) >= 4 for alt in words)


def test_pictures_are_small():
    heavy = [
        one.name
        for one in (GUIDE / "pictures").iterdir()
        if one.stat().st_size > MOST_BYTES
    ]

    assert heavy == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_to_a_file(page):
    for target in LINK.findall(text(page)):
        assert (page.parent / target.partition("#")[0]).is_file(), target


def test_every_page_stands_in_the_contents():
    contents = LINK.findall(text(GUIDE / "README.md"))

    assert {page.name for page in PAGES} - {"README.md"} == set(contents)


def test_every_address_that_the_guide_names_is_one_of_the_site():
    addresses = {found for page in PAGES for found in ADDRESS.findall(text(page))}

    assert addresses
    for address in addresses:
        # Documents have addresses of any kind, so theirs fit everything.
        assert resolve(address).view_name != "reports:document", address


def test_the_list_of_checks_is_the_one_that_the_checks_make():
    page = text(checks_page.PAGE)

    assert page == checks_page.with_list(page), "Run make guide."


def test_every_check_stands_in_the_guide_once():
    grouped = [module for _, _, modules in checks_page.GROUPS for module in modules]

    assert sorted(grouped) == sorted(checks_page.checks_by_module())


# The page of help in the product


@pytest.mark.django_db
def test_help_tells_the_terms_that_have_something_to_tell(client, officer):
    builders.a_term(term="ZED", stands_for="Zonal example duty", meaning="")
    builders.a_term(term="Plain", stands_for="", meaning="")
    client.force_login(officer)

    page = client.get(reverse("staff:help")).content.decode()

    assert Term.objects.count() == 2
    assert "Zonal example duty" in page
    assert "Plain" not in page


@pytest.mark.django_db
def test_every_page_of_the_workplace_leads_to_help(client, officer):
    client.force_login(officer)

    page = client.get(reverse("records:list", args=["partners"])).content.decode()

    assert f'href="{reverse("staff:help")}"' in page


@pytest.mark.django_db
def test_help_says_that_it_is_the_page_one_is_on(client, officer):
    client.force_login(officer)

    page = client.get(reverse("staff:help")).content.decode()

    assert f'<a href="{reverse("staff:help")}" aria-current="page">Help</a>' in page


@pytest.mark.django_db
def test_public_pages_lead_officers_to_the_workplace_and_nobody_else(client, officer):
    home, way = reverse("reports:home"), f'href="{reverse("staff:dashboard")}"'

    stranger = client.get(home).content.decode()
    client.force_login(officer)
    signed_in = client.get(home).content.decode()

    assert way not in stranger
    assert way in signed_in


@pytest.mark.django_db
def test_a_documents_page_leads_to_its_words_its_findings_and_publishing(
    client, officer
):
    report = builders.a_report()
    client.force_login(officer)

    page = client.get(reverse("records:edit", args=["documents", report.pk]))

    for name in ["editor:report", "documents:check_results", "documents:publish"]:
        assert f'href="{reverse(name, args=[report.pk])}"' in page.content.decode()


@pytest.fixture
def officer():
    return an_officer()
