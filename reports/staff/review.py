"""Review of a document: who can read its draft, their comments and decisions."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render

from partnership.accounts.roles import ROLES
from partnership.core.pages.actions import ActionsMixin
from partnership.core.records.lists.action_forms import ActionForm, ReasonField
from partnership.models import User
from reports.editor.document_view import DocumentView
from reports.publication import publish as publishing
from reports.publication import review

# Roles whose users can be asked to read a draft.
READERS = [role for role in ROLES if role not in {"reader", "contributor"}]


class UserForm(ActionForm):
    """A user to share the draft with."""

    user = forms.ModelChoiceField(
        User.objects.none(),
        label="User",
        help_text="Officers, publishers and administrators can approve the draft or "
        "request changes. Members can comment.",
        empty_label="Select a user",
        error_messages={
            "required": "Select a user",
            "invalid_choice": "Select a user from the list",
        },
    )

    def __init__(self, *args, report, **kwargs):
        super().__init__(*args, **kwargs)
        names = Q(groups__name__in=READERS) | Q(is_superuser=True)
        users = User.objects.filter(names, is_active=True).distinct()
        invited = report.reviewers.exclude(user=None).values("user")
        self.fields["user"].queryset = users.exclude(pk__in=invited).order_by("name")


class LinkForm(ActionForm):
    """Ask for the name and email address of a reviewer without an account."""

    name = forms.CharField(
        label="Name", max_length=120, error_messages={"required": "Enter a name"}
    )
    email = forms.EmailField(
        label="Email address",
        error_messages={"required": "Enter an email address"},
    )


class RowForm(ActionForm):
    """The reviewer or comment that a button is for."""

    row: forms.ModelChoiceField = forms.ModelChoiceField(None, widget=forms.HiddenInput)

    def __init__(self, data, rows):
        super().__init__(data)
        self.fields["row"].queryset = rows.all()


class ReplyForm(ActionForm):
    reply = ReasonField("Reply", "Enter a reply", rows=2, max_length=review.MAX_COMMENT)


class Review(ActionsMixin, DocumentView):
    """Reviewers of a document, and the comments on its draft."""

    def get(self, request, pk):
        return self.page()

    def page(
        self, user_form=None, link_form=None, reply_form=None, replied=None, status=200
    ):
        reviewers = list(self.report.reviewers.select_related("user"))
        approved = [row for row in reviewers if row.draft_sha256]
        now = review.draft_hash(self.report) if approved else ""
        for row in reviewers:
            row.is_outdated = bool(row.draft_sha256) and row.draft_sha256 != now
        comments = self.report.review_comments.select_related(
            "replied_by", "resolved_by"
        )
        for row in comments:
            is_invalid = replied is not None and row.pk == replied.pk
            row.form = reply_form if is_invalid else self.reply_form(row)
        context = {
            "report": self.report,
            "reviewers": reviewers,
            "open_comments": [row for row in comments if row.resolved_at is None],
            "resolved": [row for row in comments if row.resolved_at],
            "user_form": user_form or UserForm(report=self.report),
            "link_form": link_form or LinkForm(),
            "invalid_form": user_form or link_form or reply_form,
        }
        return render(self.request, "documents/review.html", context, status=status)

    def do_remove(self):
        row = self.row(self.report.reviewers)
        row.delete()
        return self.redirect_with(f"{row.name} can no longer read this draft.")

    def do_resolve(self):
        review.resolve(self.row(self.report.review_comments), self.request.user)
        return self.redirect_with("Comment resolved.")

    def do_reply(self):
        row = self.row(self.report.review_comments)
        form = self.reply_form(row, self.request.POST)
        if not form.is_valid():
            return self.page(reply_form=form, replied=row, status=422)
        review.reply(row, form.cleaned_data["reply"], self.request.user)
        return self.redirect_with("Reply saved.")

    def reply_form(self, row, data=None):
        initial = {"reply": row.reply}
        return ReplyForm(data, auto_id=f"comment-{row.pk}-%s", initial=initial)

    def row(self, rows):
        form = RowForm(self.request.POST, rows)
        if not form.is_valid():
            raise Http404("This is no longer in the list.")
        return form.cleaned_data["row"]

    def do_share(self):
        form = UserForm(self.request.POST, report=self.report)
        if form.is_valid():
            user = form.cleaned_data["user"]
            try:
                review.invite_user(self.report, user, self.request.user)
            except (review.ReviewError, publishing.InvalidTransition) as error:
                form.add_error("user", str(error))
            else:
                return self.redirect_with(f"We have emailed {user}.")
        return self.page(user_form=form, status=422)

    def do_link(self):
        form = LinkForm(self.request.POST)
        if form.is_valid():
            data = form.cleaned_data
            try:
                review.invite_by_link(
                    self.report, data["name"], data["email"], self.request.user
                )
            except review.ReviewError as error:
                form.add_error("email", str(error))
            else:
                return self.redirect_with(f"We have emailed {data['name']} a link.")
        return self.page(link_form=form, status=422)

    def redirect_with(self, message):
        messages.success(self.request, message)
        return redirect("documents:review", self.report.pk)
