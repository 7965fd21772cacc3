"""Template tag for text that could not be saved."""

from django import template

from partnership.core.concurrency import unsaved_text as unsaved

register = template.Library()


@register.inclusion_tag("partials/unsaved_text.html", takes_context=True)
def unsaved_text(context):
    """Show the text that was submitted from this page and not saved."""
    request = context.get("request")
    account = unsaved.account_of(request)
    if account is None:
        return {}
    texts = unsaved.texts_of(request)
    fields = unsaved.fields_of(request) if texts else {}
    shown = {"unsaved_texts": texts, "unsaved_fields": fields, "account": account}
    return shown | {name: context.get(name) for name in ("request", "csrf_token")}
