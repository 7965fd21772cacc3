"""Several findings answered at once: typed figures bound, warnings left."""

import pytest
from django.urls import reverse

from reports.checks import services
from reports.models import AcceptedWarning, Passage
from tests.reports.checks.checking import draft_with
from tests.reports.pages import parsed, text_of
from tests.reports.publishing_help import (
    a_stop,
    a_warning,
    asked_only,
    somebody_who_may,
)
from tests.reports.testshire import a_testshire_report

pytestmark = pytest.mark.django_db

BODY = "<p>1,233 thefts in 2015, 790 in 2014; 57 lamps.</p>"
NOW, BEFORE = "[=value thefts testshire 2015]", "[=value thefts testshire 2014]"


@pytest.fixture
def officer(client):
    client.force_login(somebody_who_may("change_report"))
    return client


def at(report, page):
    return reverse(f"documents:{page}", args=[report.pk])


def visible_text(response):
    return text_of(response.content.decode())


def ticks(response):
    boxes = parsed(response.content.decode()).xpath("//main//input[@type='checkbox']")
    return {box.get("value"): box.get("checked") is not None for box in boxes}


@pytest.mark.parametrize("page", ["link_figures", "accept_warnings"])
def test_page_requires_change_permission(client, page):
    report = a_testshire_report()
    assert client.get(at(report, page)).status_code == 302

    client.force_login(somebody_who_may("view_report"))
    assert client.get(at(report, page)).status_code == 403


class TestBinding:
    @pytest.fixture
    def report(self):
        return draft_with(BODY)

    def body(self, report):
        return Passage.objects.get(report=report, key="vision.words").body

    def test_each_figure_is_shown_before_and_after_and_selected(self, officer, report):
        page = officer.get(at(report, "link_figures"))

        assert list(ticks(page).values()) == [True, True]
        assert (
            visible_text(page).count("1,233 thefts in 2015, 790 in 2014; 57 lamps.")
            == 4
        )
        assert self.body(report) == BODY

    def test_check_results_link_to_the_page(self, officer, report):
        page = officer.get(at(report, "check_results"))

        assert "2 typed figures match a figure in your data." in visible_text(page)
        assert at(report, "link_figures") in page.content.decode()

    def test_selected_figures_are_linked(self, officer, report):
        keys = list(ticks(officer.get(at(report, "link_figures"))))

        page = officer.post(at(report, "link_figures"), {"figure": keys}, follow=True)

        assert "2 figures linked. They will update with your data." in visible_text(
            page
        )
        assert self.body(report) == (
            f"<p>{NOW} thefts in 2015, {BEFORE} in 2014; 57 lamps.</p>"
        )

    def test_unselected_figures_are_unchanged(self, officer, report):
        first, _second = ticks(officer.get(at(report, "link_figures")))

        officer.post(at(report, "link_figures"), {"figure": [first]})

        assert self.body(report) == BODY.replace("1,233", NOW)

    def test_nothing_selected_links_nothing(self, officer, report):
        page = officer.post(at(report, "link_figures"))

        assert page.status_code == 422
        assert "Select at least one figure" in visible_text(page)
        assert self.body(report) == BODY

    def test_changed_text_is_unchanged_and_reported(self, officer, report):
        keys = list(ticks(officer.get(at(report, "link_figures"))))
        changed = BODY.replace("1,233 thefts", "Of thefts 1,233")
        Passage.objects.filter(report=report).update(body=changed)

        page = officer.post(at(report, "link_figures"), {"figure": keys}, follow=True)

        assert "2 figures were not linked" in visible_text(page)
        assert self.body(report) == changed

    def test_accepted_warning_is_not_offered(self, officer, report):
        for one in services.run(report).warnings:
            if one.offer == NOW:
                services.accept_warning(report, one, "It is another.", None)

        assert len(ticks(officer.get(at(report, "link_figures")))) == 1

    def test_nothing_to_link_has_a_message(self, officer):
        report = draft_with("<p>Nothing.</p>")

        page = officer.get(at(report, "link_figures"), follow=True)

        assert "There are no typed figures to link." in visible_text(page)


class TestLeaving:
    WARNINGS = [a_warning(f"{n} was typed by hand.") for n in (12, 13, 14)]

    @pytest.fixture
    def report(self, monkeypatch):
        asked_only(monkeypatch, *self.WARNINGS, a_stop())
        return a_testshire_report()

    def keys(self, officer, report):
        page = officer.get(f"{at(report, 'accept_warnings')}?check=example")
        return list(ticks(page))

    def test_warnings_of_a_check_can_be_selected_but_not_errors(self, officer, report):
        page = officer.get(f"{at(report, 'accept_warnings')}?check=example")

        assert list(ticks(page).values()) == [False] * 3
        assert "The lines add up" not in visible_text(page)

    def test_check_results_link_to_the_page(self, officer, report):
        page = visible_text(officer.get(at(report, "check_results")))

        assert "Accept several warnings like this" in page

    def test_selected_warnings_are_accepted_with_the_reason(self, officer, report):
        first, second, _third = self.keys(officer, report)
        given = {"check": "example", "finding": [first, second], "reason": "A house."}

        page = officer.post(at(report, "accept_warnings"), given, follow=True)

        assert "2 warnings accepted." in visible_text(page)
        assert "Warnings (1)" in visible_text(page)
        assert set(AcceptedWarning.objects.values_list("reason", flat=True)) == {
            "A house."
        }

    @pytest.mark.parametrize(
        ("reason", "tick", "said"),
        [
            (" ", True, "Enter a reason for accepting these warnings"),
            ("A house.", False, "Select at least one warning"),
            (
                "x" * 401,
                True,
                "Reason must be 400 characters or fewer. You have entered 401",
            ),
        ],
    )
    def test_missing_input_is_reported_and_the_rest_remains(
        self, officer, report, reason, tick, said
    ):
        chosen = self.keys(officer, report)[:1] if tick else []
        given = {"check": "example", "finding": chosen, "reason": reason}

        page = officer.post(at(report, "accept_warnings"), given)

        assert page.status_code == 422
        assert said in visible_text(page)
        assert reason.strip() in page.content.decode()
        assert [key for key, ticked in ticks(page).items() if ticked] == chosen
        assert not AcceptedWarning.objects.exists()

    def test_already_accepted_warning_is_reported(self, officer, report):
        given = {"check": "other", "finding": ["x"], "reason": "A house."}

        page = officer.post(at(report, "accept_warnings"), given, follow=True)

        assert "These warnings have already been accepted." in visible_text(page)
