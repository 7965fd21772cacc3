"""The editor's pages without a script: outline, words, issues, preview."""

import pytest
from django.urls import reverse

from partnership.core.models import AutosavedDraft
from reports.assembly import section_overrides
from reports.editor import save as editing
from reports.editor import side_by_side
from reports.models import Passage, SectionOverride

pytestmark = pytest.mark.django_db

WORDS = "words-introduction-what"


def page(report, key="introduction", name="section"):
    args = (
        [report.pk] if name in {"report", "sections", "figures"} else [report.pk, key]
    )
    return reverse(f"editor:{name}", args=args)


def form_fields(report):
    row = report.passages.get(key="introduction.what")
    return {"based-introduction-what": editing.fingerprint_of(row.body)}


def test_report_opens_at_its_first_section_with_words(officer, report):
    response = officer.get(page(report, name="report"))

    assert response.status_code == 302
    assert response.url == page(report, "foreword")


def test_section_shows_outline_words_and_what_readers_see(officer, report):
    shown = officer.get(page(report)).content.decode()

    assert 'aria-current="page"' in shown
    assert "<h1>Introduction</h1>" in shown
    assert f'href="{page(report, name="report")}">{report}</a>' in shown
    assert "We are those who keep Testshire safe." in shown.partition("<textarea")[2]
    assert '<div class="document-body">' in shown
    assert "Issues in this section" in shown


def test_saved_words_are_in_the_document(officer, report):
    data = {WORDS: "<p>We watch.</p>", **form_fields(report)}

    shown = officer.post(page(report), data, follow=True).content.decode()

    assert Passage.objects.get(key="introduction.what").body == "<p>We watch.</p>"
    assert "Saved at" in shown


def test_history_names_words_by_their_place(officer, report):
    row = report.passages.get(key="introduction.what")
    row.body = "<p>We watch.</p>"
    row.save()

    own = officer.get(reverse("records:history", args=["passages", row.pk]))
    every = officer.get(reverse("records:recent_changes"))

    for shown in (own, every):
        assert f"{report}: Introduction, Who we are" in shown.content.decode()


def test_slip_keeps_what_was_typed_and_says_where(officer, report):
    data = {WORDS: "<p>Grant [=totl x]</p>", **form_fields(report)}

    response = officer.post(page(report), data)

    shown = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in shown
    assert f'href="#{WORDS}"' in shown
    assert "&lt;p&gt;Grant [=totl x]&lt;/p&gt;" in shown


def test_second_writer_sees_both_texts(officer, report):
    began = form_fields(report)
    officer.post(page(report), {WORDS: "<p>Theirs.</p>", **began})

    response = officer.post(page(report), {WORDS: "<p>Mine.</p>", **began})

    shown = response.content.decode()
    assert response.status_code == 409
    assert "Theirs." in shown and "Mine." in shown
    assert "Choose which version to keep" in shown


def test_text_for_a_section_hidden_meanwhile_is_shown(officer, report):
    data = {WORDS: "<p>Mine.</p>", **form_fields(report)}
    report.sections.create(key="introduction", is_hidden=True, hidden_reason="None")

    response = officer.post(page(report), data)
    script = officer.post(page(report), data, headers={"accept": "application/json"})

    assert (response.status_code, script.status_code) == (409, 409)
    assert "<p>Mine.</p>" in response.content.decode()
    assert "someone hid this section" in response.content.decode()


def test_text_for_a_place_removed_meanwhile_is_shown_and_nothing_is_saved(
    officer, report
):
    data = {WORDS: "<p>Mine.</p>", "words-gone": "<p>Also mine.</p>"}
    data |= form_fields(report)

    response = officer.post(page(report), data)
    script = officer.post(page(report), data, headers={"accept": "application/json"})

    shown = response.content.decode()
    assert (response.status_code, script.status_code) == (409, 409)
    assert "<p>Also mine.</p>" in shown and "&lt;p&gt;Mine.&lt;/p&gt;" in shown
    assert "someone removed text from this section" in shown
    assert not Passage.objects.filter(body="<p>Mine.</p>").exists()


@pytest.mark.parametrize("deleted", ["section", "document"])
def test_text_for_what_was_deleted_meanwhile_is_shown(officer, report, deleted):
    key = section_overrides.add(report, "Ours").key
    data, address = {f"words-{key}": "<p>Mine.</p>"}, page(report, key)
    (report.sections.get(key=key) if deleted == "section" else report).delete()

    response = officer.post(address, data)

    assert response.status_code == 404
    assert "&lt;p&gt;Mine.&lt;/p&gt;" in response.content.decode()


def test_preview_shows_words_that_are_not_saved(officer, report):
    data = {WORDS: "<p>Given [=total safety-fund 2016-17].</p>", **form_fields(report)}

    answer = officer.post(page(report, name="preview"), data).json()

    assert ">£" in answer["html"]
    assert answer["figures"]["[=total safety-fund 2016-17]"].startswith("£")
    assert "Given" not in Passage.objects.get(key="introduction.what").body


def test_preview_offers_to_link_a_figure_added_to_a_saved_text(officer, report):
    saved = Passage.objects.get(key="introduction.what").body
    added = "<p>The fund gave £24,000 for Lights in 2016-17.</p>"
    data = {WORDS: saved + added, **form_fields(report)}

    answer = officer.post(page(report, name="preview"), data).json()

    assert "Figures to link (1)" in answer["issues"]


def test_preview_leaves_out_text_that_cannot_be_cleaned(officer, report):
    deep = "<ul><li>" * 1000 + "<script>unsafe</script>"
    answer = officer.post(page(report, name="preview"), {WORDS: deep}).json()

    assert answer["errors"] == ["Lists or tables can have no more than 12 levels"]
    assert "unsafe" not in answer["html"]
    assert "We are those who keep Testshire safe." in answer["html"]


@pytest.mark.parametrize(
    "words",
    ["[=", "[=total", "[=[=[=", "[@section nowhere]", "[=" * 4000, "\0", "<p>" * 500],
)
def test_preview_of_broken_words_answers(officer, report, words):
    answer = officer.post(page(report, name="preview"), {WORDS: words})

    assert answer.status_code == 200


def test_sections_are_moved_left_out_and_added(officer, report):
    where = page(report, name="sections")

    officer.post(where, {"what": "up", "key": "working"})
    assert SectionOverride.objects.filter(position__isnull=False).exists()
    officer.post(where, {"what": "hide", "key": "vision", "reason": "None yet"})
    assert SectionOverride.objects.get(key="vision").is_hidden
    shown = officer.get(page(report, "vision")).content.decode()
    assert "Hidden: None yet" in shown
    officer.post(where, {"what": "show", "key": "vision"})
    assert not SectionOverride.objects.get(key="vision").is_hidden
    added = officer.post(where, {"what": "add", "key": "vision", "title": "More"})
    assert added.url == page(report, "more")
    nowhere = officer.post(where, {"what": "show", "key": "a b"})
    assert nowhere.url == page(report, name="report")


def test_what_cannot_be_done_is_mentioned(officer, report):
    where = page(report, name="sections")

    shown = officer.post(
        where, {"what": "hide", "key": "vision", "reason": ""}, follow=True
    )

    assert "Enter a reason for hiding the section" in shown.content.decode()


def test_draft_is_offered_and_restored(officer, report):
    AutosavedDraft.objects.create(
        user=officer.user, place=page(report), data={WORDS: ["<p>Half a thought.</p>"]}
    )

    offered = officer.get(page(report)).content.decode()
    back = officer.get(page(report), {"restore": "1"}).content.decode()
    officer.post(page(report), {WORDS: "<p>Whole.</p>", **form_fields(report)})

    assert "You have an unsaved draft from" in offered
    assert "Half a thought." in back.partition("<textarea")[2]
    assert not AutosavedDraft.objects.exists()


def test_number_of_queries_does_not_grow_with_figures(
    officer, report, django_assert_max_num_queries
):
    def queries():
        with django_assert_max_num_queries(400) as counted:
            officer.get(page(report))
        return len(counted)

    queries()
    row = report.passages.get(key="introduction.what")
    row.body = "<p>[=value thefts testshire 2015]</p>"
    row.save()
    one = queries()
    row.body = "<p>[=value thefts testshire 2015] [=total safety-fund 2016-17]</p>" * 20
    row.save()

    assert queries() <= one + 1


def test_two_versions_are_read_as_words_with_their_differences_marked(officer, report):
    sent = {**form_fields(report), "reason-introduction-what": ""}
    theirs = "<p>We share <strong>[=value thefts testshire 2015]</strong> thefts.</p>"
    officer.post(page(report), {**sent, WORDS: theirs})
    mine = theirs.replace("share", "count &lt;all&gt;")

    response = officer.post(page(report), {**sent, WORDS: mine})

    assert response.status_code == 409
    shown = response.content.decode()
    side = shown.partition('<div class="conflict-sides">')[2].partition("</textarea>")[
        0
    ]
    before, _, joined = side.partition("<textarea")
    only_here = side_by_side.START + "{}" + side_by_side.END
    assert only_here.format("share") in before
    assert only_here.format("count &lt;all&gt;") in before
    assert before.count('<span class="chip">') == 2 and "[=" not in before
    assert 'data-editor="rich"' in joined
    assert joined.count("thefts.") == 2
