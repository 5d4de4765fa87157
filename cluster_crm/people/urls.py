"""Addresses of what people have in common, below those of the admin."""

from django.contrib.admin import site
from django.urls import path

from cluster_crm.people.admin.search_page import search_view

app_name = "people"
urlpatterns = [
    path("search/", site.admin_view(search_view), name="search"),
]
