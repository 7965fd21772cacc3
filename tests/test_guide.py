"""The guides match the site: text of the interface, pictures, links and checks."""

import ast
import inspect
import re
import textwrap
from functools import cache, reduce
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import resolve, reverse
from django.utils.text import capfirst

from partnership.core.models import registry
from partnership.core.models.registry import RECORD_TYPES
from partnership.models import Term
from partnership.models.wording import DEFAULTS
from reports.document_types.outline import DocumentType
from tests import builders
from tests.guide import checks_page
from tests.partnership.records.helpers import an_officer

GUIDE = settings.BASE_DIR / "docs" / "guide"
ADMINISTRATOR = settings.BASE_DIR / "docs" / "administrator.md"
DEVELOPER = settings.BASE_DIR / "docs" / "developer.md"
PAGES = [*sorted(GUIDE.glob("*.md")), ADMINISTRATOR]
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)]+)\)")
NAME_IN_FILE = re.compile(r"`(\w+)`\s+in\s+`([\w/]+\.\w+)`")
CODE_BLOCK = re.compile(r"^(?: {4}.*\n|\n)+", re.MULTILINE)
ADDRESS = re.compile(r"`(/[^`\s]*)`")
# “{{ local_terms.csp.plural }}” or, in code, “{csp.plural}”.
LOCAL_TERM = re.compile(r"\{\{ local_terms\.([a-z_.]+) \}\}|\{([a-z_.]+)\}")
MAX_BYTES = 120_000
APPS = ["partnership", "priorities", "funding", "reports"]


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def headings(page: Path) -> set[str]:
    """The names of a page's headings in links."""
    found = re.findall(r"^#+ (.+)$", text(page), re.M)
    return {re.sub(r"[^\w -]", "", words).lower().replace(" ", "-") for words in found}


def one_line(words: str) -> str:
    return " ".join(words.split())


def bold_texts():
    return {one_line(found) for page in PAGES for found in BOLD.findall(text(page))}


@cache
def interface_texts() -> tuple[set[str], list[re.Pattern]]:
    """Texts that the site shows as they are, and patterns of those that vary."""
    whole, patterns = set(), set()
    for page in (settings.BASE_DIR / "templates").rglob("*.html"):
        for run in runs(text(page)):
            (patterns if "\0" in run else whole).add(run)
    for app in APPS:
        folder = settings.BASE_DIR / app
        for source in folder.rglob("*.py"):
            for words in literals(source):
                (patterns if "\0" in words else whole).add(words)
        for script in folder.rglob("static/**/*.js"):
            whole |= set(re.findall(r'"([^"\n]+)"', text(script)))
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.get_fields():
                whole.add(capfirst(str(getattr(field, "verbose_name", ""))))
    whole |= {record.title for record in RECORD_TYPES.values()}
    return whole | {capfirst(one) for one in whole}, [fitting(one) for one in patterns]


def runs(template: str):
    """The text between the tags of a template, with \\0 for what varies."""
    bare = in_default_terms(re.sub(r"\{#.*?#\}", "", template))
    bare = re.sub(r"\{\{.*?\}\}", "\0", bare)
    for part in re.split(r"<[^>]*>|\{%.*?%\}", bare):
        if re.search(r"[A-Za-z]{3}", part):
            yield one_line(part)
            before = one_line(part.partition(" (")[0])  # without a count in brackets
            if re.search(r"[A-Za-z]{3}", before):
                yield before


def in_default_terms(words: str) -> str:
    """The words of a template or of `local()` in the usual terms."""

    def usual(match):
        key, *forms = (match[1] or match[2]).split(".")
        if key not in DEFAULTS:
            return match[0]
        return str(reduce(getattr, forms, DEFAULTS[key]))

    return LOCAL_TERM.sub(usual, words)


def literals(source: Path):
    for node in ast.walk(ast.parse(text(source))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield one_line(in_default_terms(node.value.replace("\0", "")))
        elif isinstance(node, ast.JoinedStr):
            parts = [getattr(part, "value", "\0") for part in node.values]
            words = "".join(one if isinstance(one, str) else "\0" for one in parts)
            if re.search(r"[A-Za-z]{3}", words):
                yield one_line(words)


def fitting(words: str) -> re.Pattern:
    return re.compile(".+".join(re.escape(part) for part in words.split("\0")))


def test_bold_text_is_in_the_interface():
    whole, patterns = interface_texts()

    unknown = [
        words
        for words in bold_texts()
        if words not in whole and not any(one.fullmatch(words) for one in patterns)
    ]

    assert len(bold_texts()) > 80
    assert sorted(unknown) == []


def test_text_that_is_not_in_the_interface_is_found():
    whole, patterns = interface_texts()

    assert "Save allocations" in whole
    assert any(one.fullmatch("Save priority") for one in patterns)
    for words in ["Keep the allocations", "Press here", "Bind this"]:
        assert words not in whole
        assert not any(one.fullmatch(words) for one in patterns)


def test_every_picture_exists_and_is_used():
    named = {name for page in PAGES for _, name in PICTURE.findall(text(page))}
    there = {f"pictures/{one.name}" for one in (GUIDE / "pictures").iterdir()}

    assert named == there
    assert len(there) >= 10


def test_every_picture_has_a_text_alternative():
    words = [alt for page in PAGES for alt, _ in PICTURE.findall(text(page))]

    assert all(len(alt.split()) >= 4 for alt in words)


def test_pictures_are_small():
    heavy = [
        one.name
        for one in (GUIDE / "pictures").iterdir()
        if one.stat().st_size > MAX_BYTES
    ]

    assert heavy == []


@pytest.mark.parametrize(
    "page",
    [
        *PAGES,
        *sorted((settings.BASE_DIR / "docs" / "decisions").glob("*.md")),
        DEVELOPER,
        settings.BASE_DIR / "README.md",
    ],
    ids=lambda page: page.name,
)
def test_links_lead_to_files_and_headings(page):
    for target in LINK.findall(text(page)):
        path, _, heading = target.partition("#")
        file = page.parent / path if path else page
        assert file.is_file(), target
        assert not heading or heading in headings(file), target


def test_every_page_is_in_the_contents():
    contents = LINK.findall(text(GUIDE / "README.md"))

    expected = {page.name for page in PAGES} - {"README.md", ADMINISTRATOR.name}
    assert expected | {f"../{ADMINISTRATOR.name}"} == set(contents)


def test_every_address_in_the_guides_is_on_the_site():
    addresses = {found for page in PAGES for found in ADDRESS.findall(text(page))}

    assert addresses
    for address in addresses:
        # The URL pattern of documents matches everything.
        assert resolve(address).view_name != "reports:document", address


def test_names_of_the_recipes_are_in_their_files():
    found = NAME_IN_FILE.findall(text(DEVELOPER))

    assert len(found) > 2
    for name, path in found:
        assert name in text(settings.BASE_DIR / path), (name, path)


def test_recipes_give_arguments_that_exist():
    declared = [*vars(registry).values(), DocumentType]
    classes = {one.__name__: one for one in declared if inspect.isclass(one)}
    used = set()
    for block in CODE_BLOCK.findall(text(DEVELOPER)):
        for call in calls_in(textwrap.dedent(block)):
            name = ast.unparse(call.func)
            if name in classes:
                used.add(name)
                given = {one.arg: None for one in call.keywords}
                inspect.signature(classes[name]).bind(*call.args, **given)

    assert used >= {"RecordType", "DocumentType"}


def calls_in(block):
    try:
        tree = ast.parse(block)
    except SyntaxError:  # not Python
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_list_of_checks_is_up_to_date():
    page = text(checks_page.PAGE)

    assert page == checks_page.with_list(page), "Run make guide."


# Help pages on the site


@pytest.mark.django_db
def test_help_lists_terms_that_have_a_meaning(client, officer):
    builders.a_term(term="ZED", full_version="Zonal example duty", meaning="")
    builders.a_term(term="Plain", full_version="", meaning="")
    client.force_login(officer)

    page = client.get(reverse("staff:help")).content.decode()

    assert Term.objects.count() == 2
    assert "Zonal example duty" in page
    assert "Plain" not in page


@pytest.mark.django_db
def test_staff_pages_link_to_help(client, officer):
    client.force_login(officer)

    page = client.get(reverse("records:list", args=["partners"])).content.decode()

    assert f'href="{reverse("staff:help")}"' in page


@pytest.mark.django_db
def test_help_is_marked_as_the_current_page(client, officer):
    client.force_login(officer)

    page = client.get(reverse("staff:help")).content.decode()

    assert f'<a href="{reverse("staff:help")}" aria-current="page">Help</a>' in page


@pytest.mark.django_db
def test_public_pages_link_to_the_staff_area_for_officers_only(client, officer):
    home, link = reverse("reports:home"), f'href="{reverse("staff:dashboard")}"'

    visitor = client.get(home).content.decode()
    client.force_login(officer)
    signed_in = client.get(home).content.decode()

    assert link not in visitor
    assert link in signed_in


@pytest.mark.django_db
def test_document_page_links_to_text_check_results_and_publishing(client, officer):
    report = builders.a_report()
    client.force_login(officer)

    page = client.get(reverse("records:edit", args=["documents", report.pk]))

    for name in ["editor:report", "documents:check_results", "documents:publish"]:
        assert f'href="{reverse(name, args=[report.pk])}"' in page.content.decode()


@pytest.fixture
def officer():
    return an_officer()
