"""The addresses of the application: staff pages have their own, public pages stand under /nl/ and /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from cluster_crm.web import health

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="website:start"), name="home"),
    path("health/live/", health.live),
    path("health/ready/", health.ready),
    path("r/", include("cluster_crm.mail.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("account/", include("cluster_crm.accounts.urls")),
    path("admin/", include("cluster_crm.people.urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("privacy/", include("privacy.public_urls")),
        path("", include("candidates.urls")),
        path("", include("cluster_crm.website.urls")),
    ),
]
