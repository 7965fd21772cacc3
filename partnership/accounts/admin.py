"""Django's admin for users. Records are edited in the staff area instead."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm

from partnership.accounts.reauthentication import require_reauthentication
from partnership.models import User

admin.site.site_header = admin.site.site_title = "System administration"
admin.site.index_title = "Users, groups and sign-in"


class NewAccountForm(AdminUserCreationForm):
    """A new account: email address, name and password."""

    class Meta:
        model = User
        fields = ["email", "name"]


@admin.register(User)
class AccountAdmin(UserAdmin):
    add_form = NewAccountForm
    ordering = ["email"]
    list_display = ["email", "name", "is_staff", "is_active"]
    list_filter = ["is_active", "is_staff", "groups"]
    search_fields = ["email", "name"]
    readonly_fields = ["last_login", "visit_began_at", "joined_at"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        ("Linked records", {"fields": ["person", "partnership"]}),
        (
            "Permissions",
            {"fields": ["is_active", "is_staff", "groups", "is_superuser"]},
        ),
        ("Dates", {"fields": ["last_login", "visit_began_at", "joined_at"]}),
    ]
    add_fieldsets = [
        (
            None,
            {"fields": ["email", "name", "usable_password", "password1", "password2"]},
        )
    ]

    def get_readonly_fields(self, request, obj=None):
        """Users cannot give more permissions than they have."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_superuser"]

    def has_change_permission(self, request, obj=None):
        """Only superusers can change a superuser's account and password."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_delete_permission(request, obj)

    # Managing users needs reauthentication, as in the staff area.

    def save_model(self, request, obj, form, change):
        require_reauthentication(request)
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        require_reauthentication(request)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        require_reauthentication(request)
        super().delete_queryset(request, queryset)

    def user_change_password(self, request, id, form_url=""):
        account = self.get_object(request, unquote(id))
        if self.has_change_permission(request, account):
            require_reauthentication(request)
        return super().user_change_password(request, id, form_url)
