"""What a partnership received, on a page of an app that knows nothing of funding."""

from django import template

from funding.queries.partner_funding import received_by

register = template.Library()


@register.inclusion_tag("funding/partner_funding.html")
def money_received(partnership):
    """A section for each fund that gave the partnership something; may be none."""
    return {"partnership": partnership, "received": received_by(partnership)}
