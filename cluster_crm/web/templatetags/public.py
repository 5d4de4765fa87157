"""The parts of the public shell: who the agency is, and the page in its other languages."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info

register = template.Library()


@dataclass(frozen=True, slots=True)
class Agency:
    """Who is responsible for the site and the data, and who supervises (GEN-03, CONTACT-03)."""

    name: str
    address: str
    mailbox: str
    origin: str
    authority_name: str
    authority_url: str
    authority_phone: str


@dataclass(frozen=True, slots=True)
class PageLanguage:
    """The page in one language: what the language calls itself, and where the page stands in it."""

    code: str
    name: str
    url: str
    is_current: bool


@register.simple_tag
def agency() -> Agency:
    """The agency, from the settings."""
    return Agency(
        name=settings.CRM_CONTROLLER_NAME,
        address=settings.CRM_CONTROLLER_ADDRESS,
        mailbox=settings.CRM_CONTROLLER_MAILBOX,
        origin=settings.CRM_ORIGIN,
        authority_name=settings.CRM_AUTHORITY_NAME,
        authority_url=settings.CRM_AUTHORITY_URL,
        authority_phone=settings.CRM_AUTHORITY_PHONE,
    )


@register.simple_tag(takes_context=True)
def page_languages(context: template.Context) -> list[PageLanguage]:
    """This page in each language of the site; nothing where its address names no language (a page on an error)."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    path = request.get_full_path()
    found = [_in_language(code, path) for code, _name in settings.LANGUAGES]
    return found if len({language.url for language in found}) > 1 else []


def _in_language(code: str, path: str) -> PageLanguage:
    name = str(get_language_info(code)["name_local"])
    return PageLanguage(code, name[:1].upper() + name[1:], translate_url(path, code), code == get_language())
