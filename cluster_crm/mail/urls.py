"""The address of counted links in mail; it has no language, for nobody reads a page there."""

from django.urls import path

from cluster_crm.mail.views import follow

app_name = "mail"
urlpatterns = [path("<str:token>/", follow, name="follow")]
