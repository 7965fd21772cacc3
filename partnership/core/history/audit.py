"""Record deletions and sign-ins in the audit log, wherever they happen."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed, post_delete
from simple_history.models import HistoricalRecords

from partnership.core.models import AuditEntry
from partnership.core.models.audit import record
from partnership.core.models.natural_keys import is_history

Action = AuditEntry.Action
ROLE_ACTIONS = {
    "post_add": "roles added",
    "post_remove": "roles removed",
    "post_clear": "all roles removed",
}


def connect() -> None:
    """Connect the receivers; call it once all models are loaded."""
    for model in apps.get_models():
        if hasattr(model, "history") and not is_history(model):
            uid = f"audit-{model._meta.label}"
            post_delete.connect(record_deletion, sender=model, dispatch_uid=uid)
    user = get_user_model()
    post_delete.connect(record_account, sender=user, dispatch_uid="audit-user")
    through = user._meta.get_field("groups").remote_field.through
    m2m_changed.connect(record_roles, sender=through, dispatch_uid="audit-roles")
    user_logged_in.connect(record_sign_in, dispatch_uid="audit-sign-in")


def current_user():
    """The user whose request this is; None in commands and the worker."""
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def record_deletion(sender, instance, **kwargs):
    name = getattr(instance, "code", "") or instance.pk
    record(Action.DELETE, current_user(), f"{sender._meta.verbose_name} {name}")


def record_account(sender, instance, **kwargs):
    record(Action.DELETE, current_user(), f"account {instance.pk}")


def record_roles(sender, instance, action, reverse, model, pk_set, **kwargs):
    if action not in ROLE_ACTIONS or not (pk_set or action == "post_clear"):
        return
    if reverse:  # users were added to a group
        rows = [(pk, [str(instance)]) for pk in sorted(pk_set or [])]
    else:
        names = model.objects.filter(pk__in=pk_set or []).order_by("name")
        rows = [(instance.pk, list(names.values_list("name", flat=True)))]
    for account, roles in rows:
        detail = {ROLE_ACTIONS[action]: roles or True}
        record(Action.ROLES, current_user(), f"account {account}", **detail)


def record_sign_in(sender, user, **kwargs):
    record(Action.SIGN_IN, user, f"account {user.pk}")
