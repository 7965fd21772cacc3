"""A form's hidden account: who was signed in when the page was shown.

As a built-in library it replaces Django's `csrf_token`, so that every form has it.
"""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from partnership.core.concurrency.unsaved_text import ACCOUNT_FIELD, account_of

register = template.Library()


class FormTokenNode(CsrfTokenNode):
    def render(self, context):
        field = super().render(context)
        account = account_of(context.get("request"))
        if not field or account is None:
            return field
        own = '<input type="hidden" name="{}" value="{}">'
        return field + format_html(own, ACCOUNT_FIELD, account)


@register.tag
def csrf_token(parser, token):
    """The token that protects a form, and the account of the user who fills it in."""
    return FormTokenNode()
