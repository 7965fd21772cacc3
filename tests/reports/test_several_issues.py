"""Several at once: figures linked, warnings accepted."""

import pytest
from django.urls import reverse

from reports.checks import acceptance, services
from reports.models import AcceptedWarning, Passage
from tests.reports.checks.checking import draft_with
from tests.reports.pages import parsed, visible_text
from tests.reports.publishing_help import (
    a_warning,
    an_error,
    replace_checks,
)
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

BODY = "<p>1,233 thefts in 2015, 790 in 2014; 57 lamps.</p>"
NOW, BEFORE = "[=value thefts testshire 2015]", "[=value thefts testshire 2014]"


def at(report, page):
    return reverse(f"documents:{page}", args=[report.pk])


def checkboxes(response):
    boxes = parsed(response.content.decode()).xpath("//main//input[@type='checkbox']")
    return {box.get("value"): box.get("checked") is not None for box in boxes}


class TestLinking:
    @pytest.fixture
    def report(self):
        return draft_with(BODY)

    def body(self, report):
        return Passage.objects.get(report=report, key="vision.text").body

    def test_each_figure_is_shown_before_and_after_and_selected(self, officer, report):
        page = officer.get(at(report, "link_figures"))

        assert list(checkboxes(page).values()) == [True, True]
        assert (
            visible_text(page).count("1,233 thefts in 2015, 790 in 2014; 57 lamps.")
            == 4
        )
        assert self.body(report) == BODY

    def test_check_results_link_to_the_page(self, officer, report):
        page = officer.get(at(report, "check_results"))

        assert "Figures to link (2)" in visible_text(page)
        assert at(report, "link_figures") in page.content.decode()

    def test_selected_figures_are_linked(self, officer, report):
        keys = list(checkboxes(officer.get(at(report, "link_figures"))))

        page = officer.post(at(report, "link_figures"), {"figure": keys}, follow=True)

        assert "2 figures linked. They will update with your data." in visible_text(
            page
        )
        assert self.body(report) == (
            f"<p>{NOW} thefts in 2015, {BEFORE} in 2014; 57 lamps.</p>"
        )

    def test_unselected_figures_are_unchanged(self, officer, report):
        first, _second = checkboxes(officer.get(at(report, "link_figures")))

        officer.post(at(report, "link_figures"), {"figure": [first]})

        assert self.body(report) == BODY.replace("1,233", NOW)

    def test_nothing_selected_links_nothing(self, officer, report):
        page = officer.post(at(report, "link_figures"))

        assert page.status_code == 422
        assert "Select at least one figure" in visible_text(page)
        assert self.body(report) == BODY

    def test_changed_text_is_unchanged_and_reported(self, officer, report):
        keys = list(checkboxes(officer.get(at(report, "link_figures"))))
        changed = BODY.replace("1,233 thefts", "Of thefts 1,233")
        Passage.objects.filter(report=report).update(body=changed)

        page = officer.post(at(report, "link_figures"), {"figure": keys}, follow=True)

        assert "2 figures were not linked" in visible_text(page)
        assert self.body(report) == changed

    def test_suggestions_do_not_prevent_publishing(self, report):
        result = services.run(report)

        assert [link.token for link in result.links] == [NOW, BEFORE]
        assert not any("1,233" in issue.message for issue in result.open_issues)

    def test_nothing_to_link_has_a_message(self, officer):
        report = draft_with("<p>Nothing.</p>")

        page = officer.get(at(report, "link_figures"), follow=True)

        assert "There are no typed figures to link." in visible_text(page)


class TestAccepting:
    WARNINGS = [a_warning(f"{n} was typed by hand.") for n in (12, 13, 14)]

    @pytest.fixture
    def report(self, monkeypatch):
        replace_checks(monkeypatch, *self.WARNINGS, an_error())
        return a_testshire_report()

    def send(self, officer, report, selected, reason, other=""):
        given = {"do": "accept-several", "warning": selected, "reason": reason}
        given["other_reason"] = other
        return officer.post(at(report, "check_results"), given, follow=True)

    def test_warnings_can_be_selected_but_not_errors(self, officer, report):
        page = officer.get(at(report, "check_results"))

        assert list(checkboxes(page).values()) == [False] * 3

    def test_selected_warnings_are_accepted_with_the_reason(self, officer, report):
        first, second, _third = checkboxes(officer.get(at(report, "check_results")))

        page = self.send(officer, report, [first, second], "other", "A house.")

        assert "2 warnings accepted." in visible_text(page)
        assert "Warnings (1)" in visible_text(page)
        assert set(AcceptedWarning.objects.values_list("reason", flat=True)) == {
            "A house."
        }

    def test_warnings_fixed_meanwhile_are_not_accepted(self, officer, report):
        page = self.send(officer, report, ["gone"], "")

        assert "These issues have already been fixed." in visible_text(page)

    def test_reason_is_chosen_from_a_short_list(self, officer, report):
        [key, *_others] = checkboxes(officer.get(at(report, "check_results")))
        reason = acceptance.COMMON_REASONS[0]

        self.send(officer, report, [key], reason)

        assert AcceptedWarning.objects.get().reason == reason

    @pytest.mark.parametrize(
        ("other", "is_selected", "message"),
        [
            (" ", True, "Select or enter a reason for accepting this warning"),
            ("A house.", False, "Select at least one warning"),
            (
                "x" * 401,
                True,
                "Reason must be 400 characters or fewer. You have entered 401",
            ),
        ],
    )
    def test_missing_input_is_reported_and_the_rest_remains(
        self, officer, report, other, is_selected, message
    ):
        keys = list(checkboxes(officer.get(at(report, "check_results"))))
        chosen = keys[:1] if is_selected else []

        page = self.send(officer, report, chosen, "other", other)

        assert page.status_code == 422
        assert message in visible_text(page)
        assert other.strip() in page.content.decode()
        assert [key for key, ticked in checkboxes(page).items() if ticked] == chosen
        assert not AcceptedWarning.objects.exists()
