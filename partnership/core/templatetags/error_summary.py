"""Tags for the error summary at the top of a page."""

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string

from partnership.core.pages.forms import error_links

register = template.Library()


@register.simple_block_tag
def error_box(content, title="There is a problem"):
    context = {"content": content, "title": title}
    return render_to_string("partials/error_box.html", context)


@register.inclusion_tag("partials/error_summary.html")
def error_summary(
    problems,
    anchor="",
    message="Your changes have not been lost.",
    title="There is a problem",
):
    """List the errors of a form, or problems as text or with the id each links to."""
    if isinstance(problems, BaseForm):
        problems = error_links(problems)
    problems = [problems] if problems and isinstance(problems, str) else problems
    pairs = [
        problem if isinstance(problem, tuple) else (problem, anchor)
        for problem in problems or ()
    ]
    return {"title": title, "message": message, "problems": pairs}
