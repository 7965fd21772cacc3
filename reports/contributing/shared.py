"""Drafts shared with a person by name: read, comment, approve or request changes."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from partnership.core.pages.actions import ActionsMixin
from partnership.core.records.lists.action_forms import ActionForm, ReasonField
from reports.assembly.build import build
from reports.document.tree import show_files_at
from reports.errors import ReportNotRendered
from reports.models import Reviewer
from reports.public.document_files import draft_file
from reports.publication import publish as publishing
from reports.publication import review


class CommentForm(ActionForm):
    section = forms.CharField(widget=forms.HiddenInput)
    quote = forms.CharField(
        label="Words your comment is about",
        help_text="Optional. Copy them from the draft, or select them before you open "
        "this.",
        max_length=1000,
        required=False,
        widget=forms.TextInput({"data-quote": True}),
    )
    body = ReasonField("Comment", "Enter a comment", rows=3)


class ChangesForm(ActionForm):
    reason = ReasonField("What needs to change?", "Enter what needs to change", rows=3)


@method_decorator(never_cache, name="dispatch")
class SharedDrafts(LoginRequiredMixin, TemplateView):
    """The drafts shared with the user."""

    template_name = "shared/list.html"

    def get_context_data(self, **kwargs):
        rows = Reviewer.objects.of_user(self.request.user).select_related(
            "report__partnership", "invited_by"
        )
        return super().get_context_data(
            drafts=[(row, review.title_of(row.report)) for row in rows], **kwargs
        )


@method_decorator(never_cache, name="dispatch")
class DraftPage(ActionsMixin):
    """One draft with its comments, and forms to comment and decide."""

    def dispatch(self, request, *args, **kwargs):
        self.reviewer = self.find_reviewer(**kwargs)
        if self.reviewer is None:
            return render(request, "shared/expired.html", status=404)
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    def find_reviewer(self, **kwargs):
        raise NotImplementedError

    def files_base(self) -> str:
        """Where this page finds the draft's files; empty for their own addresses."""
        return ""

    def get(self, request, **kwargs):
        return self.page()

    def page(self, error="", form=None, status=200):
        report = self.reviewer.report
        in_review = report.status == report.Status.IN_REVIEW
        can_decide = review.can_decide(self.reviewer)
        can_approve = in_review and review.can_approve(self.reviewer)
        context = {
            "report": report,
            "title": review.title_of(report),
            "reviewer": self.reviewer,
            "can_decide": can_decide,
            "in_review": in_review,
            "can_approve": can_approve,
            "own_submission": review.OWN_SUBMISSION,
            # Before the draft is built, so that the hash is not that of a later draft.
            "draft_sha256": can_approve and review.draft_hash(report),
            "error": error or form,
            "form": form,
            "added": form is None and self.request.GET.get("added"),
            "changes_form": form if isinstance(form, ChangesForm) else ChangesForm(),
        }
        try:
            document = build(report)
        except ReportNotRendered:
            return render(self.request, "shared/draft.html", context, status=409)
        if base := self.files_base():
            show_files_at(document, base)
        comments = report.review_comments.filter(resolved_at=None)
        comments = comments.select_related("replied_by")
        for section in document.sections:
            section.comments = [
                row for row in comments if row.section_key == section.key
            ]
            section.comment_form = self.comment_form(section.key)
            if isinstance(form, CommentForm) and form["section"].value() == section.key:
                section.comment_form = form
        context["document"] = document
        return render(self.request, "shared/draft.html", context, status=status)

    def run_action(self, action, method):
        data = self.request.POST
        forms_of_actions = {
            "comment": self.comment_form(data.get("section"), data),
            "request-changes": ChangesForm(data),
        }
        form = forms_of_actions.get(action)
        if form is not None and not form.is_valid():
            return self.page(form=form, status=422)
        try:
            message = method(form and form.cleaned_data)
        except (review.ReviewError, publishing.InvalidTransition) as error:
            if form is None:
                return self.page(str(error), status=422)
            field = getattr(error, "field", "") or [*form.fields][-1]
            form.add_error(field, str(error))
            return self.page(form=form, status=422)
        except ReportNotRendered:
            return self.page(form=form, status=409)
        if action == "comment":
            # The page says so next to the comment, where the form's address leads.
            added = urlencode({"added": form["section"].value()})
            return redirect(f"{self.request.path}?{added}")
        messages.success(self.request, message)
        return redirect(self.request.path)

    def do_comment(self, data):
        review.comment(self.reviewer, data["section"], data["body"], data["quote"])

    def do_approve(self, data) -> str:
        review.approve(self.reviewer, self.request.POST.get("draft_sha256", ""))
        return "You have approved this draft."

    def do_request_changes(self, data) -> str:
        review.request_changes(self.reviewer, data["reason"])
        return "You have requested changes."

    def comment_form(self, section_key, data=None):
        auto_id = f"comment-{section_key}-%s"
        return CommentForm(data, auto_id=auto_id, initial={"section": section_key})


class SharedDraft(LoginRequiredMixin, DraftPage):
    """A draft shared with the user who is signed in."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        return super().dispatch(request, *args, **kwargs)

    def find_reviewer(self, pk):
        rows = Reviewer.objects.of_user(self.request.user)
        row = rows.select_related("report__partnership", "user").filter(pk=pk).first()
        if row is None:
            raise Http404("This draft is not shared with you.")
        return row


class SharedLink(DraftPage):
    """A draft shared with someone without an account, by a link that expires."""

    def files_base(self):
        return self.request.path

    def find_reviewer(self, token):
        rows = Reviewer.objects.by_token_hash(review.hash_token(token))
        return rows.select_related("report__partnership", "user").first()


class SharedLinkFile(SharedLink):
    """A picture or supplement of a draft that is shared by a link."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, token, name):
        return draft_file(self.reviewer.report, name)

    def find_reviewer(self, token, name):
        return super().find_reviewer(token)
