"""A select widget that renders its options without a template for each.

A page with many rows has hundreds of options; rendering a template for each would take
most of the time.
"""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe


class Select(forms.Select):
    def render(self, name, value, attrs=None, renderer=None):
        selected = {str(key) for key in self.format_value(value)}
        options = "".join(
            f'<option value="{conditional_escape(key)}"'
            f"{' selected' if str(key) in selected else ''}>{conditional_escape(label)}"
            "</option>"
            for key, label in self.key_labels()
        )
        all_attrs = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        # Both parts are escaped above.
        return format_html(
            "<select{}>{}</select>", flatatt(all_attrs), mark_safe(options)
        )

    def key_labels(self):
        for key, label in self.choices:
            if isinstance(label, list | tuple):
                yield from label
            else:
                yield "" if key is None else key, label
