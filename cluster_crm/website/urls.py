"""Addresses of the public site, under /nl/ and /en/."""

from django.urls import path

from cluster_crm.website.views import comments, cookies, start

app_name = "website"
urlpatterns = [
    path("", start.start, name="start"),
    path("accessibility/", start.accessibility, name="accessibility"),
    path("comments/", comments.comments, name="comments"),
    path("cookies/", cookies.cookies, name="cookies"),
    path("cookies/settings/", cookies.cookie_settings, name="cookie_settings"),
]
