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

from partnership.contributing.forms import OwedForm
from partnership.contributing.submissions import Owed
from partnership.core.text.removed_markup import sentence

NOT_THERE = "Page not found"


class OwedView(LoginRequiredMixin, View):
    """Base view; `owed` is a subclass of Owed, `template` is for the side panel."""

    http_method_names = ["get", "post", "head", "options"]
    owed: type[Owed]
    form_class: type[OwedForm]
    template: str
    template_name: str

    def mine(self):
        """Return the user's own records."""
        raise NotImplementedError

    def more(self, owed):
        """Return extra context for the side panel."""
        return {}

    def find(self, lock=False):
        rows = self.mine().with_past()
        if lock:
            rows = rows.select_for_update(of=("self",))
        row = rows.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404(NOT_THERE)
        return self.owed(row, timezone.localdate())

    def page(self, owed, name="", **context):
        context = {"owed": owed, "template": self.template, **context}
        context |= self.more(owed)
        return render(self.request, name or self.template_name, context)


class FillIn(OwedView):
    """The form; after submission the same URL shows the submitted answers."""

    template_name = "contributing/form.html"

    def get(self, request, pk):
        owed = self.find()
        if owed.is_closed:
            return self.closed(owed)
        return self.page(owed, form=self.form_class(instance=owed.row))

    def post(self, request, pk):
        with transaction.atomic():
            owed = self.find(lock=True)
            # The form changes its instance even if it is invalid, so give it a copy.
            form = self.form_class(request.POST, instance=copy.copy(owed.row))
            if owed.is_closed:
                return self.closed(owed, typed=form)
            is_changed = request.POST.get("based_on", "") != owed.digest
            if form.is_valid() and not is_changed:
                return self.saved(self.owed(form.instance, owed.today), form)
        if is_changed:
            form.tell_of_change()
        return self.page(owed, form=form, is_changed=is_changed)

    def handle_no_permission(self):
        """Show unsaved answers to users who were signed out while typing."""
        typed = self.form_class(self.request.POST)
        if any(box.value() for box in typed.visible_fields()):
            return render(
                self.request, "contributing/signed_out.html", {"typed": typed}
            )
        return super().handle_no_permission()

    def saved(self, owed, form):
        owed.save()
        if form.left_out:
            messages.info(self.request, sentence(form.left_out))
        if "check" in self.request.POST:
            return redirect(owed.check_url)
        messages.success(
            self.request,
            f"{owed.title} saved. You can make changes until you submit it.",
        )
        return redirect(reverse("reports:mine"))

    def closed(self, owed, typed=None):
        return self.page(owed, "contributing/submitted.html", typed=typed)


class CheckAndSend(OwedView):
    """“Check your answers”, with the submit button."""

    template_name = "contributing/check_answers.html"

    def get(self, request, pk):
        owed = self.find()
        return redirect(owed.url) if owed.is_closed else self.page(owed)

    def post(self, request, pk):
        with transaction.atomic():
            owed = self.find(lock=True)
            if owed.is_closed:
                return redirect(owed.url)
            is_changed = request.POST.get("based_on", "") != owed.digest
            if is_changed or owed.missing:
                return self.page(owed, is_changed=is_changed)
            owed.send()
        messages.success(request, f"{owed.title} submitted.")
        return redirect(owed.url)
