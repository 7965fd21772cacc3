"""A contributor's task that tests fill in and submit."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from funding.contributing.services import ReturnSubmission
from funding.models import MonitoringReturn
from partnership.contributing.submissions import Submission
from tests import builders

TODAY = dt.date(2016, 11, 1)


@dataclass
class Task:
    """A record that a contributor fills in; `typed` is what they enter."""

    kind: type[Submission]
    row: Any
    typed: dict[str, str]

    @property
    def submission(self):
        rows = type(self.row).objects.with_progress()
        return self.kind(rows.get(pk=self.row.pk), TODAY)

    @property
    def page(self) -> str:
        return self.submission.url

    @property
    def check(self) -> str:
        return self.submission.check_url

    @property
    def status(self) -> str:
        return self.submission.status.label

    @property
    def fingerprint(self) -> str:
        return self.submission.fingerprint

    def write(self, client, based_on=None, then="", **typed):
        """The response to the form as it was opened, now or earlier."""
        given = {"based_on": based_on or self.fingerprint}
        response = client.post(
            self.page, self.typed | given | typed | ({then: "1"} if then else {})
        )
        self.row.refresh_from_db()
        return response

    def submit(self, client, based_on=None):
        data = {"based_on": based_on or self.fingerprint}
        response = client.post(self.check, data)
        self.row.refresh_from_db()
        return response


def a_return_of(person, **kwargs):
    """A return on a line that the person leads in its year."""
    kwargs.setdefault("year", builders.YEAR)
    line = kwargs.setdefault("line", builders.a_line())
    shared = {"fund": line.fund, "partnership": line.partnership}
    builders.an_allocation(
        amount_gbp=64180,
        line=line,
        settlement=builders.a_settlement(year=kwargs["year"], **shared),
        lead=builders.a_tenure(person=person),
    )
    return builders.a_return(**kwargs)


def a_return_task(row: MonitoringReturn) -> Task:
    narrative = "The café opened a second kitchen.\n\nMore people train."
    typed = {"spent_gbp": "£28,563", "reason": "", "narrative": narrative}
    return Task(ReturnSubmission, row, typed)
