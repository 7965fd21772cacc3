"""Tags for the error summary at the top of a page and the text areas it links to."""

from django import template
from django.template.loader import render_to_string

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
    """List one or several problems, each as text or with the id that it links to."""
    problems = [problems] if problems and isinstance(problems, str) else problems
    pairs = [one if isinstance(one, tuple) else (one, anchor) for one in problems or ()]
    return {"title": title, "message": message, "problems": pairs}


@register.inclusion_tag("partials/text_area.html", takes_context=True)
def text_area(context, name, label, id="", hint="", rows=2, value=""):
    """Render a text area, with the `error` of the page if `error_at` is its id."""
    id = id or name
    error = context["error"] if context["error_at"] == id else ""
    notes = [f"{id}-hint"] * bool(hint) + [f"{id}-error"] * bool(error)
    return {
        "name": name,
        "label": label,
        "id": id,
        "hint": hint,
        "rows": rows,
        "value": value,
        "error": error,
        "notes": " ".join(notes),
    }
