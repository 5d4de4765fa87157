"""The addresses of what a user settles for himself."""

from django.urls import path

from cluster_crm.accounts import views

app_name = "accounts"
urlpatterns = [path("shortcuts/", views.shortcuts, name="shortcuts")]
