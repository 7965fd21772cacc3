"""The pages of document templates: types, outlines and sections."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from reports.assembly import document_templates
from reports.document_types.catalogue import block_types
from reports.models import DocumentTemplate
from reports.models.templates import DocumentTemplateQuerySet
from reports.staff.template_forms import LABELS
from tests import builders
from tests.partnership.records.helpers import boxes

pytestmark = pytest.mark.django_db
AGREEMENT = "community-safety-agreement"
TYPES = "documents:templates"


@pytest.fixture
def home():
    return builders.a_home_partnership()


@pytest.fixture
def template(home):
    return document_templates.for_type(home, AGREEMENT)


def outline(template):
    return DocumentTemplate.objects.get(pk=template.pk).outline


def section(template, key):
    return next(one for one in outline(template) if one["key"] == key)


def section_url(template, key="vision"):
    return reverse("documents:template_section", args=[template.pk, key])


def posted(page, do, **changed):
    """What the form of a section sends."""
    data = {"began": page.context["began"], "do": do}
    for form in [page.context["details"], *page.context["blocks"]]:
        for bound in form:
            data |= boxes(bound)
    return {k: v for k, v in data.items() if v is not None} | changed


def test_type_is_changed_for_a_partnership(officer, home):
    data = {"do": "change", "type-document_type": AGREEMENT}
    data["type-partnership"] = home.code

    first = officer.post(reverse(TYPES), data)
    second = officer.post(reverse(TYPES), data)

    template = DocumentTemplate.objects.get()
    assert first.url == second.url == reverse("documents:template", args=[template.pk])
    page = officer.get(first.url).content.decode()
    assert ">Introduction</a>" in page and "Appendix A: " in page
    assert "Text: Principles of working together" in page
    assert "{" not in page.split("Add a section")[0].split("<ol")[1]


def test_type_is_created_from_another_one(officer, home, template):
    data = {"do": "new", "new-name": "Short plan", "new-partnership": home.code}

    officer.post(reverse(TYPES), data | {"new-source": str(template.pk)})

    own = DocumentTemplate.objects.get(document_type="short-plan")
    assert own.outline == outline(template)
    form = officer.get(reverse("records:add", args=["documents"])).content.decode()
    assert '<option value="short-plan">Short plan</option>' in form


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"do": "new"}, "Enter the name"),
        ({"do": "new", "new-name": "Annual review"}, "already a document type"),
        ({"do": "new", "new-name": "X", "new-source": "os"}, "Select a valid choice"),
        ({"do": "change"}, "Select a document type"),
    ],
)
def test_type_that_cannot_be_created_is_explained(officer, home, data, message):
    data = {"new-partnership": home.code, "type-partnership": home.code, **data}

    response = officer.post(reverse(TYPES), data)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert not DocumentTemplate.objects.exists()


def test_buttons_move_hide_and_show_a_section(officer, template):
    url = reverse("documents:template", args=[template.pk])

    officer.post(url, {"do": "up", "key": "vision"})
    officer.post(url, {"do": "hide", "key": "working"})
    keys = [one["key"] for one in outline(template)]
    assert keys[:3] == ["foreword", "vision", "introduction"]
    assert section(template, "working")["is_included"] is False
    assert "Hidden" in officer.get(url).content.decode()

    officer.post(url, {"do": "show", "key": "working"})
    assert "is_included" not in section(template, "working")


def test_outline_is_numbered_as_documents_are(officer, template):
    template.outline = [
        {"key": kind, "title": f"The {kind}", "numbering": kind, "blocks": []}
        for kind in ("none", "section", "appendix", "annex")
    ]
    template.save()

    page = officer.get(reverse("documents:template", args=[template.pk])).content
    assert [words in page.decode() for words in ("Appendix A", "Annex B")] == [True] * 2


def test_first_section_does_not_move_up_and_unknown_ones_are_refused(officer, template):
    url = reverse("documents:template", args=[template.pk])

    for key in ("foreword", "nothing"):
        response = officer.post(url, {"do": "up", "key": key})
        assert response.status_code == 422
    assert officer.get(section_url(template, "nothing")).status_code == 404


def test_section_is_added_with_a_text(officer, template):
    url = reverse("documents:template", args=[template.pk])
    data = {"do": "add", "title": "What residents said", "numbering": "section"}

    response = officer.post(url, data | {"repeat": "", "block": "prose"})

    assert response.url == section_url(template, "what-residents-said")
    keys = [one["key"] for one in outline(template)]
    assert keys.index("what-residents-said") == keys.index("assessment") - 1


def test_block_that_needs_a_repeated_section_is_refused(officer, template):
    url = reverse("documents:template", args=[template.pk])
    data = {"do": "add", "title": "Parts", "numbering": "section", "repeat": ""}

    response = officer.post(url, data | {"block": "strand_list"})

    assert response.status_code == 422
    assert len(outline(template)) == len(document_templates.outline_of(template))


def test_section_saved_as_it_was_is_unchanged(officer, template):
    for one in outline(template):
        page = officer.get(section_url(template, one["key"]))
        response = officer.post(page.request["PATH_INFO"], posted(page, "save"))
        assert response.status_code == 302, one["key"]
        assert section(template, one["key"]) == one


def test_title_and_options_are_saved_and_the_key_stays(officer, template):
    page = officer.get(section_url(template, "plans"))
    changed = {"section-title": "Plans in {area}", "block-1-caption": "Other plans"}

    officer.post(section_url(template, "plans"), posted(page, "save", **changed))

    plans = section(template, "plans")
    assert (plans["title"], plans["key"]) == ("Plans in {area}", "plans")
    assert plans["blocks"][1]["options"] == {"key": "plans", "caption": "Other plans"}
    history = template.history.first()
    assert "Plans in {area}" in history.history_change_reason


def test_blocks_are_added_moved_and_removed(officer, template):
    url = section_url(template)
    names = lambda: [b["block"] for b in section(template, "vision")["blocks"]]  # noqa: E731

    page = officer.get(url)
    officer.post(url, posted(page, "add", block="plans_table"))
    assert names() == ["statement", "prose", "plans_table"]
    officer.post(url, posted(officer.get(url), "up-2"))
    assert names() == ["statement", "plans_table", "prose"]
    for button in ("up-1", "up-0"):
        officer.post(url, posted(officer.get(url), button))
        assert names() == ["plans_table", "statement", "prose"]
    officer.post(url, posted(officer.get(url), "remove-1"))
    assert names() == ["plans_table", "prose"]


def test_front_sheet_lines_are_entered_by_name(officer, home):
    template = document_templates.for_type(home, "scrutiny-paper")
    url = section_url(template, "front")
    page = officer.get(url)
    assert "Committee = to" in page.content.decode()

    lines = "Committee = to\nDate\nReport by\n\nPortfolio holder"
    officer.post(url, posted(page, "save", **{"block-0-lines": lines}))

    block = section(template, "front")["blocks"][0]
    assert block["options"]["lines"] == [
        ["to", "Committee"],
        ["date", "Date"],
        ["report-by", "Report by"],
        ["portfolio-holder", "Portfolio holder"],
    ]


@pytest.mark.parametrize(
    ("block", "options", "changed", "message"),
    [
        (
            "evidence_links",
            {"heading": "Links", "items": ["One"]},
            {"block-0-items": "A link\n" * 21},
            "Enter up to 20 links",
        ),
        (
            "funding_table",
            {"key": "money", "caption": "Money"},
            {"block-0-years": "0"},
            "Must be 1 or more",
        ),
    ],
)
def test_limits_of_options_are_explained(
    officer, template, block, options, changed, message
):
    vision = section(template, "vision")
    blocks = [{"block": block, "options": options}]
    document_templates.save_section(template, "vision", {**vision, "blocks": blocks})
    page = officer.get(section_url(template))

    response = officer.post(section_url(template), posted(page, "save", **changed))

    assert response.status_code == 422
    assert message in response.content.decode()


def test_every_option_of_a_block_has_a_label():
    entered = {name for block in block_types().values() for name in block.entered}

    assert entered <= set(LABELS)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"section-title": ""}, "enter a title"),
        ({"section-title": "{yaer}"}, "cannot be filled in"),
        ({"block-1-heading": "{year.__class__}"}, "cannot be filled in"),
        ({"section-numbering": "roman"}, "Select a valid choice"),
        ({"do": "add", "block": "eval"}, "Select what to add"),
    ],
)
def test_error_keeps_what_was_entered_and_saves_nothing(
    officer, template, changed, message
):
    before = outline(template)
    page = officer.get(section_url(template))

    data = posted(page, "save", **{"section-group": "Kept words"}) | changed
    response = officer.post(section_url(template), data)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert "Kept words" in response.content.decode()
    assert outline(template) == before


def test_change_of_someone_else_is_not_overwritten(officer, template):
    page = officer.get(section_url(template))
    vision = section(template, "vision")
    document_templates.save_section(template, "vision", {**vision, "title": "Theirs"})

    data = posted(page, "save", **{"section-title": "Ours"})
    response = officer.post(section_url(template), data)

    assert response.status_code == 422
    assert "Someone else has changed this section" in response.content.decode()
    assert "Ours" in response.content.decode()
    assert section(template, "vision")["title"] == "Theirs"
    officer.post(section_url(template), posted(response, "save"))
    assert section(template, "vision")["title"] == "Ours"


def test_change_of_the_blocks_by_someone_else_stays(officer, template):
    page = officer.get(section_url(template))
    document_templates.add_block(template, "vision", "plans_table")
    before = section(template, "vision")

    data = posted(page, "save", **{"block-1-heading": "Our words"})
    for _ in range(2):
        response = officer.post(section_url(template), data)

        assert "Our words" in response.content.decode()
        data = posted(response, "save")
    assert section(template, "vision") == before


def test_change_is_compared_when_it_is_saved(template):
    with pytest.raises(document_templates.Conflict):
        document_templates.save_section(
            template, "vision", {"title": "Ours"}, state="as it was"
        )


@pytest.mark.parametrize("do", ["change", "version"])
def test_double_submission_leads_to_what_was_created(
    officer, home, template, monkeypatch, do
):
    url, data = reverse(TYPES), {"do": do, "type-document_type": AGREEMENT}
    data["type-partnership"] = home.code
    stale = [None]
    if do == "version":
        url, stale = reverse("documents:template", args=[template.pk]), [template] * 2
    newest = document_templates.new_version(template) if do == "version" else template
    current = DocumentTemplateQuerySet.current
    # As it was before the first of the two submissions was saved.
    monkeypatch.setattr(
        DocumentTemplateQuerySet,
        "current",
        lambda *values: stale.pop() if stale else current(*values),
    )

    response = officer.post(url, data)

    assert response.url == reverse("documents:template", args=[newest.pk])
    assert DocumentTemplate.objects.count() == newest.version


def test_new_version_needs_the_permission_to_add(client, template):
    builders.a_report(partnership=template.partnership, template=template)
    user = builders.a_user()
    user.user_permissions.add(
        *Permission.objects.filter(codename="change_documenttemplate")
    )
    client.force_login(user)
    url = reverse("documents:template", args=[template.pk])

    page = client.get(url)
    response = client.post(url, {"do": "version"})

    assert (page.status_code, response.status_code) == (200, 403)
    assert "Create a new version" not in page.content.decode()
    assert not DocumentTemplate.objects.filter(version=2).exists()


def test_used_version_offers_a_new_one(officer, template):
    builders.a_report(partnership=template.partnership, template=template)
    url = reverse("documents:template", args=[template.pk])

    page = officer.get(url).content.decode()
    assert "1 document uses this version" in page and "Move up" not in page
    assert officer.post(url, {"do": "hide", "key": "vision"}).status_code == 422
    response = officer.post(url, {"do": "version"})

    second = DocumentTemplate.objects.get(version=2)
    assert response.url == reverse("documents:template", args=[second.pk])
    assert second.outline == template.outline


def test_drafts_get_the_newest_version_with_a_button(officer, template):
    values = {"partnership": template.partnership, "document_type": AGREEMENT}
    draft = builders.a_report(template=template, **values)
    second = document_templates.new_version(template)
    url = reverse("documents:template", args=[second.pk])
    assert "Use version 2 in 1 draft<" in officer.get(url).content.decode()

    page = officer.post(url, {"do": "use"}, follow=True).content.decode()

    assert "Version 2 is now used in 1 draft" in page
    assert "Use version 2" not in page
    draft.refresh_from_db()
    assert draft.template == second

    # A page of an earlier version that was opened before.
    document_templates.new_version(template)
    old = officer.post(url, {"do": "use"})
    assert old.status_code == 422
    assert "Drafts use the latest version only" in old.content.decode()


def test_fund_of_a_block_is_chosen(officer, template):
    fund = builders.a_settlement(partnership=template.partnership).fund
    url = section_url(template, "resourcing")
    page = officer.get(url)
    number = next(
        place
        for place, form in enumerate(page.context["blocks"])
        if "fund" in form.fields
    )

    officer.post(url, posted(page, "save", **{f"block-{number}-fund": fund.code}))

    options = section(template, "resourcing")["blocks"][number]["options"]
    assert options["fund"] == fund.code


def test_a_suggested_note_is_never_refused(officer, template):
    """Nothing in a section of money has to be changed before it can be saved."""
    url = section_url(template, "resourcing")
    page = officer.get(url)
    entered = posted(page, "save")
    for name, value in list(entered.items()):
        if name.endswith("-source"):
            entered[name] = f"{value} See the website."

    response = officer.post(url, entered)

    assert response.status_code == 302
    assert str(section(template, "resourcing")).count("See the website.") > 2


def test_change_is_undone_from_the_history(officer, template):
    before = outline(template)
    document_templates.hide(template, "vision")
    version = template.history.last()
    page = reverse(
        "records:restore", args=["document-templates", template.pk, version.pk]
    )

    officer.post(page)

    assert outline(template) == before
