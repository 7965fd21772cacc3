"""The two pages of a task: the form, and “Check your answers”.

Records are looked up among the user's own, so that those of others are not found.
"""

import copy

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from partnership.contributing.forms import SubmissionForm
from partnership.contributing.submissions import Submission
from partnership.core.concurrency import unsaved_text
from partnership.core.text.removed_markup import removed_markup_notice

NOT_FOUND = "Page not found"


class SubmissionView(LoginRequiredMixin, View):
    """Base view for one task; `template` is the template of the side panel."""

    http_method_names = ["get", "post", "head", "options"]
    submission_class: type[Submission]
    form_class: type[SubmissionForm]
    template: str
    template_name: str

    def own_records(self):
        """Return the user's own records."""
        raise NotImplementedError

    def get_extra_context(self, submission):
        """Return extra context for the side panel."""
        return {}

    def get_submission(self, lock=False):
        rows = self.own_records().with_progress()
        if lock:
            rows = rows.select_for_update(of=("self",))
        row = rows.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404(NOT_FOUND)
        return self.submission_class(row, timezone.localdate())

    def render_page(self, submission, name="", status=200, **context):
        context = {"submission": submission, "template": self.template, **context}
        context |= self.get_extra_context(submission)
        name = name or self.template_name
        return render(self.request, name, context, status=status)


class SubmissionUpdate(SubmissionView):
    """The form; after submission the same URL shows the submitted answers."""

    template_name = "contributing/form.html"

    def get(self, request, pk):
        submission = self.get_submission()
        if submission.is_closed:
            return self.render_closed(submission)
        return self.render_page(
            submission, form=self.form_class(instance=submission.row)
        )

    def post(self, request, pk):
        with transaction.atomic():
            submission = self.get_submission(lock=True)
            # The form changes its instance even if it is invalid, so give it a copy.
            form = self.form_class(request.POST, instance=copy.copy(submission.row))
            if submission.is_closed:
                return self.render_closed(submission, unsaved=form)
            is_changed = request.POST.get("based_on", "") != submission.fingerprint
            if form.is_valid() and not is_changed:
                return self.save_answers(
                    self.submission_class(form.instance, submission.today), form
                )
        if is_changed:
            form.add_conflict_error()
        status = 409 if is_changed else 422
        return self.render_page(
            submission, status=status, form=form, is_changed=is_changed
        )

    def handle_no_permission(self):
        """Show unsaved answers to users who were signed out while typing."""
        unsaved = self.form_class(self.request.POST)
        if any(box.value() for box in unsaved.visible_fields()):
            context = {"unsaved": unsaved, "is_stored": unsaved_text.keep(self.request)}
            return render(self.request, "contributing/signed_out.html", context)
        return super().handle_no_permission()

    def save_answers(self, submission, form):
        submission.save()
        if form.removed_markup:
            messages.info(self.request, removed_markup_notice(form.removed_markup))
        if "check" in self.request.POST:
            return redirect(submission.check_url)
        messages.success(
            self.request,
            f"{submission.title} saved. You can make changes until you submit it.",
        )
        return redirect(reverse("reports:mine"))

    def render_closed(self, submission, unsaved=None):
        return self.render_page(
            submission, "contributing/submitted.html", unsaved=unsaved
        )


class SubmissionConfirm(SubmissionView):
    """“Check your answers”, with the submit button."""

    template_name = "contributing/check_answers.html"

    def get(self, request, pk):
        submission = self.get_submission()
        return (
            redirect(submission.url)
            if submission.is_closed
            else self.render_page(submission)
        )

    def post(self, request, pk):
        with transaction.atomic():
            submission = self.get_submission(lock=True)
            if submission.is_closed:
                return redirect(submission.url)
            is_changed = request.POST.get("based_on", "") != submission.fingerprint
            if is_changed or submission.missing:
                status = 409 if is_changed else 422
                return self.render_page(
                    submission, status=status, is_changed=is_changed
                )
            submission.submit()
        messages.success(request, f"{submission.title} submitted.")
        return redirect(submission.url)
