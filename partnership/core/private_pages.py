"""Pages for users with a permission."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache


@method_decorator(never_cache, name="dispatch")
class PrivatePageMixin(PermissionRequiredMixin):
    """Visitors are asked to sign in; users without the permission get a 403."""
