"""The two pages of what somebody owes: to fill it in, and to read it through and send.

Every row is looked up among the person's own, so that another's is not there at all.
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

NOT_THERE = "There is nothing at this address."


class OwedView(LoginRequiredMixin, View):
    """`owed` is a kind of Owed, `form_class` its form, `template` what is beside it."""

    http_method_names = ["get", "post", "head", "options"]
    owed: type[Owed]
    form_class: type[OwedForm]
    template: str
    template_name: str

    def mine(self):
        """The person's own rows."""
        raise NotImplementedError

    def more(self, owed):
        """What the page shows beside the answers."""
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
    """The form; once sent, the same address shows what was sent."""

    template_name = "contributing/form.html"

    def get(self, request, pk):
        owed = self.find()
        if owed.is_closed:
            return self.closed(owed)
        return self.page(owed, form=self.form_class(instance=owed.row))

    def post(self, request, pk):
        with transaction.atomic():
            owed = self.find(lock=True)
            # The form writes what was typed into its row, faults and all.
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
        """Whoever was signed out while typing gets the words back."""
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
            self.request, f"{owed.title} is saved. You can go on until you send it."
        )
        return redirect(reverse("reports:mine"))

    def closed(self, owed, typed=None):
        return self.page(owed, "contributing/submitted.html", typed=typed)


class CheckAndSend(OwedView):
    """The page to read through, with the button that sends."""

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
        messages.success(request, f"{owed.title} is sent.")
        return redirect(owed.url)
