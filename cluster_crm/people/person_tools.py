"""Buttons on the page of every person that lead to pages of upper apps, about this person by reference.

Upper apps add theirs with `register` from `AppConfig.ready()`.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Tool:
    """A button: its words and icon, the name of the page that it opens, and the permission that page asks for."""

    words: str | Promise
    icon: str
    page: str
    permission: str


@dataclass(frozen=True, slots=True)
class ShownTool:
    """A button as the page shows it."""

    words: str
    icon: str
    address: str


_tools: list[Tool] = []


def register(*tools: Tool) -> None:
    """Add buttons, in their order."""
    _tools.extend(tools)


def tools_for(user: Any, reference: str) -> list[ShownTool]:
    """Return the buttons that a user may use on the page of a person."""
    return [
        ShownTool(str(tool.words), tool.icon, f"{reverse(tool.page)}?person={reference}")
        for tool in _tools
        if user.has_perm(tool.permission)
    ]
