"""Addresses of the public site, under /nl/ and /en/."""

from django.urls import path

from cluster_crm.website.views import start

app_name = "website"
urlpatterns = [
    path("", start.start, name="start"),
]
