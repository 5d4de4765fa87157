import pytest
from django.contrib.admin import ModelAdmin, TabularInline, site
from django.contrib.auth.models import Group

from cluster_crm.accounts.models import User
from privacy import permissions
from privacy.admin.checks import check_page, check_pages
from privacy.admin.records import PersonalInline, RecordAdmin
from privacy.models import Controller, Restriction


def problems(page_class, model):
    return {message.id for message in check_page(page_class(model, site))}


def test_the_pages_that_ship_pass():
    assert check_pages() == []


@pytest.mark.requirement("SEC-01")
def test_page_without_a_row_in_the_matrix_is_refused():
    assert problems(ModelAdmin, Group) == {"privacy.E020"}


def test_row_of_the_matrix_for_no_model_is_refused(monkeypatch):
    monkeypatch.setitem(permissions.declared_models(), "privacy.nothing", {})

    assert [message.id for message in check_pages()] == ["privacy.E021"]


@pytest.mark.requirement("LAW-16")
def test_page_about_people_without_masks_is_refused():
    assert problems(ModelAdmin, User) == {"privacy.E022"}


def test_rows_about_people_without_masks_are_refused():
    class Rows(TabularInline):
        model = Restriction

    class Page(RecordAdmin):
        inlines = (Rows,)

    assert problems(Page, User) == {"privacy.E022"}


def test_page_about_nobody_needs_no_masks():
    assert problems(ModelAdmin, Controller) == set()


@pytest.mark.parametrize("lines", [{"list_display": ("greeting",)}, {"readonly_fields": ("greeting",)}])
def test_line_that_does_not_say_what_it_is_made_of_is_refused(lines):
    def greeting(_page, user):
        return user.display_name

    silent = type("Page", (RecordAdmin,), lines | {"greeting": greeting})
    open_about_it = type("Page", (RecordAdmin,), lines | {"greeting": greeting, "built_from": {"greeting": ("email",)}})

    assert problems(silent, User) == {"privacy.E023"}
    assert problems(open_about_it, User) == set()


def test_line_of_rows_within_a_page_must_say_it_too():
    class Rows(PersonalInline):
        model = Restriction
        readonly_fields = ("greeting",)

    class Page(RecordAdmin):
        inlines = (Rows,)

    assert problems(Page, User) == {"privacy.E023"}
