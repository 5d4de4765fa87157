"""Public addresses of the foundation, under /nl/privacy/ and /en/privacy/: pages for the people whose data we hold."""

from django.urls import path

from privacy.views import centre, entry, packages, policy

app_name = "privacy"
urlpatterns = [
    path("", policy.policy, name="policy"),
    path("versions/<int:number>/", policy.policy_version, name="policy_version"),
    path("choices/", entry.ask, name="preferences"),
    path("choices/mine/", centre.home, name="centre"),
    path("choices/asked/", entry.asked, name="asked"),
    path("choices/enter/<str:token>/", entry.enter, name="enter"),
    path("choices/leave/", entry.leave_centre, name="leave"),
    path("choices/left/", entry.left, name="left"),
    path("package/<str:token>/", packages.package, name="package"),
]
