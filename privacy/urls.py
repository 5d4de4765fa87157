"""Public addresses of the foundation."""

from django.urls import path

from privacy.views import packages

app_name = "privacy"
urlpatterns = [
    path("package/<str:token>/", packages.package, name="package"),
]
