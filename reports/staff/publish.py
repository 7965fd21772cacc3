"""Publishing a document: the steps left, the action itself, and the preview."""

from collections import Counter

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render

from partnership.accounts.reauthentication import require_reauthentication
from partnership.core.background import jobs
from partnership.core.concurrency.unsaved_text import HIDDEN
from partnership.core.pages.actions import ActionsMixin
from partnership.core.releases.kinds import KINDS
from partnership.core.values.dates import full_moment
from reports.assembly.build import build
from reports.checks import services
from reports.editor.document_view import DocumentView
from reports.errors import ReportNotRendered
from reports.models import Report
from reports.publication import publish as publishing
from reports.publication import publish_job, review
from reports.publication.contained import records_of
from reports.staff import publish_forms as forms
from reports.staff.edit_links import fix_url
from reports.staff.publish_checklist import status_changes, tasks
from reports.text.draft import draft_of

# Actions that change what the public sees: the user must confirm it's them, and then
# the action itself, on a page of its own.
PUBLIC_ACTIONS = {"publish", "schedule", "withdraw"}
FORMS = {
    "request-changes": forms.ChangesForm,
    "publish": forms.PublishForm,
    "schedule": forms.ScheduleForm,
    "withdraw": forms.WithdrawalForm,
}


class Publish(ActionsMixin, DocumentView):
    """The steps left before a document is published, and the actions themselves."""

    action_permissions = dict.fromkeys(
        ("publish", "schedule", "cancel", "withdraw"), "reports.add_edition"
    )

    def get(self, request, pk):
        return self.page(services.run(self.report))

    def page(self, checked, error="", form=None, status=200):
        review_status = review.status_of(self.report)
        groups = tasks(self.report, checked, review_status)
        every = [task for group in groups for task in group.tasks]
        first = next(iter(checked.open_issues), None)
        has_changed = not publishing.has_same_content(self.report)
        context = {
            "report": self.report,
            "review": review_status,
            "checked": checked,
            "groups": groups,
            "done": sum(task.is_done for task in every),
            "all": len(every),
            "open_issues": publishing.describe_open_issues(checked),
            "first": first,
            "first_address": fix_url(self.report, first) if first else "",
            "steps": status_changes(self.report),
            "edition": publishing.current_edition(self.report),
            "has_changed": has_changed,
            "is_up_to_date": (
                not has_changed and self.report.status == Report.Status.PUBLISHED
            ),
            "needs_change_note": publishing.needs_change_note(self.report),
            "scheduled": publish_job.waiting(self.report),
            "schedule_failure": publish_job.last_failure(self.report),
            "in_review": self.report.status == Report.Status.IN_REVIEW,
            "error": error or form,
            **self.forms(form),
        }
        name = "documents/publish.html"
        return render(self.request, name, context, status=status)

    def forms(self, submitted):
        """The forms of the page, one of which may have been submitted.

        A time to publish comes with the change note of the form to publish.
        """
        return {
            f"{action.replace('-', '_')}_form": (
                submitted if isinstance(submitted, cls) else cls(report=self.report)
            )
            for action, cls in FORMS.items()
        }

    def run_action(self, action, method):
        if action in PUBLIC_ACTIONS:
            require_reauthentication(self.request)
        form_class = FORMS.get(action, forms.DocumentForm)
        form = form_class(self.request.POST, report=self.report)
        if form.is_valid():
            try:
                if action in PUBLIC_ACTIONS and "confirmed" not in self.request.POST:
                    return self.confirm(action, form.cleaned_data)
                return method(self.request.user, form.cleaned_data)
            except publishing.NotReadyToPublish as error:
                return self.page(error.checked, str(error), status=409)
            except (ReportNotRendered, publishing.InvalidTransition) as error:
                return self.page(services.run(self.report), str(error), status=409)
            except ValueError as error:
                form.add_error(None, str(error))
        return self.page(services.run(self.report), form=form, status=422)

    def confirm(self, action, data):
        """Ask whether to do it, with what the public will see and what is open."""
        report, posted = self.report, self.request.POST.items()
        if action == "publish":
            publish_job.require_ready(report, data["change_note"])
        elif action == "schedule":
            times = data["publish_at"], data["change_note"]
            publish_job.require_schedulable(report, *times)
        context = {
            "report": report,
            "action": action,
            "data": data,
            "sent": [item for item in posted if item[0] not in HIDDEN],
            "review": review.status_of(report),
            "edition": publishing.current_edition(report),
            "number": publishing.next_number(report),
            "has_changed": not publishing.has_same_content(report),
            "scheduled": publish_job.waiting(report),
            "records": action != "withdraw" and self.records(),
        }
        return render(self.request, "documents/confirm.html", context)

    def records(self):
        """How many records of each kind are published with the document."""
        report = self.report
        records = records_of(build(report), report.partnership.code)
        counts = Counter(kind for kind, _key in records)
        return [f"{KINDS[kind].plural} ({number})" for kind, number in counts.items()]

    def do_publish(self, user, data):
        job = publish_job.start(self.report, user, data["change_note"])
        if job.status == job.Status.FAILED:
            return self.page(services.run(self.report), job.message, status=409)
        return jobs.redirect_to(self.request, job)

    def do_review(self, user, data):
        review.submit(self.report, user)
        return self.redirect_with("Submitted for review.")

    def do_request_changes(self, user, data):
        publishing.request_changes(self.report, user, data["reason"])
        return self.redirect_with("Changes requested.")

    def do_withdraw(self, user, data):
        publishing.withdraw(self.report, user, data["why"])
        return self.redirect_with(
            "Document withdrawn. The public can no longer see it."
        )

    def do_schedule(self, user, data):
        at = data["publish_at"]
        publish_job.schedule(self.report, user, at, data["change_note"])
        return self.redirect_with(f"This will be published on {full_moment(at)}.")

    def do_cancel(self, user, data):
        publishing.cancel_schedule(self.report, user)
        return self.redirect_with("Scheduled publication cancelled.")

    def redirect_with(self, message):
        messages.success(self.request, message)
        return redirect("documents:publish", self.report.pk)


class Preview(DocumentView):
    """The draft as the public will see it, for its editors."""

    def get(self, request, pk):
        context = {
            "report": self.report,
            "edition": publishing.current_edition(self.report),
            "drafts_are_shown": settings.SHOW_DRAFTS,
        }
        try:
            context["document"] = build(self.report)
        except ReportNotRendered as error:
            context["problems"] = error.problems
            context["document"] = draft_of(self.report).document
        status = 409 if "problems" in context else 200
        name = "documents/preview.html"
        return render(request, name, context, status=status)
