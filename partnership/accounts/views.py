"""Pages for administrators to invite users and set their roles."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView, ListView, UpdateView, View

from partnership.accounts import roles, services
from partnership.accounts.reauthentication import RecentSignInMixin
from partnership.accounts.user_forms import (
    InvitationForm,
    RightsForm,
)
from partnership.models import User


class PeopleList(PermissionRequiredMixin, ListView):
    permission_required = "partnership.view_user"
    template_name = "account/users.html"
    context_object_name = "people"

    def get_queryset(self):
        return services.people()

    def get_context_data(self, **kwargs):
        for user in self.object_list:
            user.role_labels = [roles.label(group.name) for group in user.groups.all()]
        return super().get_context_data(**kwargs)


class Invite(PermissionRequiredMixin, RecentSignInMixin, FormView):
    permission_required = "partnership.add_user"
    template_name = "account/invite.html"
    form_class = InvitationForm
    success_url = reverse_lazy("accounts:users")

    def form_valid(self, form):
        fields = form.cleaned_data
        email = fields["email"]
        try:
            services.invite(
                email=email,
                name=fields["name"],
                role_names=fields["roles"],
                partnership=fields["partnership"],
                person=fields["person"],
                root=self.request.build_absolute_uri("/"),
            )
        except services.NotDone as error:
            messages.error(
                self.request, f"An account for {email} has been created. {error}"
            )
        else:
            messages.success(self.request, f"Invitation sent to {email}.")
        return super().form_valid(form)


class PersonMixin(PermissionRequiredMixin, RecentSignInMixin):
    """One account, for users with at least the same permissions."""

    permission_required = "partnership.change_user"

    def get_object(self, queryset=None):
        user = get_object_or_404(services.people(), pk=self.kwargs["pk"])
        try:
            services.guard(user, by=self.request.user)
        except services.NotDone as error:
            raise PermissionDenied(str(error)) from None
        return user


class PersonRights(PersonMixin, UpdateView):
    template_name = "account/user.html"
    form_class = RightsForm
    context_object_name = "account"
    success_url = reverse_lazy("accounts:users")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.user}

    def form_valid(self, form):
        response = super().form_valid(form)
        services.give_roles(self.object, form.cleaned_data["roles"])
        messages.success(self.request, f"Roles for {self.object} have been saved.")
        return response


class PersonDeed(PersonMixin, View):
    """Action on an account from one button; `told` is the success message."""

    http_method_names = ["post", "options"]
    told = ""

    def post(self, request, pk):
        user: User = self.get_object()
        try:
            self.do(user)
        except services.NotDone as error:
            messages.error(request, str(error))
        else:
            messages.success(request, self.told.format(user))
        return redirect(reverse("accounts:user", args=[pk]))


class SwitchOff(PersonDeed):
    told = "{}’s account has been deactivated. Their work has not been deleted."

    def do(self, user):
        services.switch(user, on=False, by=self.request.user)


class SwitchOn(PersonDeed):
    told = "{}’s account has been reactivated."

    def do(self, user):
        services.switch(user, on=True, by=self.request.user)


class InviteAgain(PersonDeed):
    told = "Password link sent to {0.email}."

    def do(self, user):
        services.send_invitation(user, root=self.request.build_absolute_uri("/"))


class RemoveSecondFactor(PersonDeed):
    told = (
        "2-step verification reset. {} can sign in with a password until they set up "
        "an app again."
    )

    def do(self, user):
        services.remove_second_factor(user, by=self.request.user)
