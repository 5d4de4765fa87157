"""The addresses of the application."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from cluster_crm.web import health

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index"), name="home"),
    path("health/live/", health.live),
    path("health/ready/", health.ready),
    path("i18n/", include("django.conf.urls.i18n")),
    path("account/", include("cluster_crm.accounts.urls")),
    path("privacy/", include("privacy.urls")),
    path("admin/", include("cluster_crm.people.urls")),
    path("admin/", admin.site.urls),
]
