"""Public addresses of the foundation, under /nl/privacy/ and /en/privacy/: pages for the people whose data we hold."""

from django.urls import path

from privacy.views import packages

app_name = "privacy"
urlpatterns = [
    path("package/<str:token>/", packages.package, name="package"),
]
