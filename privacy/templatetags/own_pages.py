"""The pages of upper apps that stand among a person's own."""

from django import template
from django.urls import reverse

from privacy.own_pages import pages_of
from privacy.views.visits import running

register = template.Library()


@register.simple_tag(takes_context=True)
def more_own_pages(context: template.Context) -> list[tuple[str, str]]:
    """Words and address of each further page of the person whose visit this is."""
    request = context.get("request")
    visit = running(request) if request else None
    return [(str(page.words), reverse(page.page)) for page in pages_of(visit.data_subject_id)] if visit else []
