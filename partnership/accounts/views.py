"""Pages for administrators to invite users and set their roles."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views.generic import FormView, ListView, UpdateView, View

from partnership.accounts import roles, services
from partnership.accounts.reauthentication import ReauthenticationMixin
from partnership.accounts.user_forms import InvitationForm, UserForm
from partnership.models import User


class UserList(PermissionRequiredMixin, ListView):
    permission_required = "partnership.view_user"
    template_name = "account/users.html"
    context_object_name = "users"

    def get_queryset(self):
        return services.list_users()

    def get_context_data(self, **kwargs):
        for user in self.object_list:
            user.role_labels = [roles.label(group.name) for group in user.groups.all()]
        return super().get_context_data(**kwargs)


class AccountFormMixin(PermissionRequiredMixin, ReauthenticationMixin):
    """A form about accounts, with status 422 if it is invalid."""

    def form_invalid(self, form):
        context = self.get_context_data(form=form)
        return self.render_to_response(context, status=422)


class InviteUser(AccountFormMixin, FormView):
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
        except services.AccountError as error:
            messages.error(
                self.request, f"An account for {email} has been created. {error}"
            )
        else:
            messages.success(self.request, f"Invitation sent to {email}.")
        return super().form_valid(form)


class UserMixin(AccountFormMixin):
    """One account, for users with at least the same permissions."""

    permission_required = "partnership.change_user"

    def get_object(self, queryset=None):
        user = get_object_or_404(services.list_users(), pk=self.kwargs["pk"])
        try:
            services.check_permission(user, by=self.request.user)
        except services.AccountError as error:
            raise PermissionDenied(str(error)) from None
        return user


class UserUpdate(UserMixin, UpdateView):
    template_name = "account/user.html"
    form_class = UserForm
    context_object_name = "account"
    success_url = reverse_lazy("accounts:users")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.user}

    def form_valid(self, form):
        response = super().form_valid(form)
        services.give_roles(self.object, form.cleaned_data["roles"])
        messages.success(self.request, f"Roles for {self.object} have been saved.")
        return response


class UserActionView(UserMixin, View):
    """Action on an account from one button; `success_message` is shown afterwards."""

    http_method_names = ["post", "options"]
    success_message = ""

    def post(self, request, pk):
        user: User = self.get_object()
        try:
            self.perform(user)
        except services.AccountError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, self.success_message.format(user))
        return redirect(reverse("accounts:user", args=[pk]))


class DeactivateUser(UserActionView):
    success_message = (
        "{}’s account has been deactivated. Their work has not been deleted."
    )

    def perform(self, user):
        services.set_active(user, on=False, by=self.request.user)


class ReactivateUser(UserActionView):
    success_message = "{}’s account has been reactivated."

    def perform(self, user):
        services.set_active(user, on=True, by=self.request.user)


class SendPasswordLink(UserActionView):
    success_message = "Password link sent to {0.email}."

    def perform(self, user):
        services.send_invitation(user, root=self.request.build_absolute_uri("/"))


class ResetTwoStep(UserActionView):
    success_message = (
        "2-step verification reset. {} can sign in with a password until they set up "
        "an app again."
    )

    def perform(self, user):
        services.reset_two_step(user, by=self.request.user)
