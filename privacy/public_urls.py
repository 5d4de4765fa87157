"""Public addresses of the foundation, under /nl/privacy/ and /en/privacy/: pages for the people whose data we hold."""

from django.urls import path

from privacy.views import centre, entry, own_consents, own_data, own_details, own_rights, packages, policy, stop

app_name = "privacy"
urlpatterns = [
    path("", policy.policy, name="policy"),
    path("versions/<int:number>/", policy.policy_version, name="policy_version"),
    path("choices/", entry.ask, name="preferences"),
    path("choices/mine/", centre.home, name="centre"),
    path("choices/mine/saved/", centre.saved, name="saved"),
    path("choices/mine/stop/", centre.stop, name="stop_own"),
    path("choices/mine/stopped/", centre.stopped, name="stopped_own"),
    path("choices/mine/data/", own_data.data, name="own_data"),
    path("choices/mine/data/ask/", own_data.ask_package, name="ask_package"),
    path("choices/mine/data/<uuid:export_id>/", own_data.fetch_package, name="fetch_package"),
    path("choices/mine/recipients/", own_data.recipients, name="own_recipients"),
    path("choices/mine/consents/", own_consents.consents, name="own_consents"),
    path("choices/mine/consents/<uuid:event_id>/", own_consents.receipt, name="own_receipt"),
    path("choices/mine/consents/<uuid:event_id>/json/", own_consents.receipt_as_json, name="own_receipt_json"),
    path("choices/mine/consents/<uuid:event_id>/withdraw/", own_consents.withdraw_one, name="withdraw_own"),
    path("choices/mine/details/", own_details.details, name="own_details"),
    path("choices/mine/details/right/", own_details.all_right, name="all_right"),
    path("choices/address/<str:token>/", own_details.new_address, name="new_address"),
    path("choices/mine/rights/", own_rights.rights, name="own_rights"),
    path("choices/mine/rights/<str:right>/", own_rights.ask, name="ask_right"),
    path("choices/asked/", entry.asked, name="asked"),
    path("choices/enter/<str:token>/", entry.enter, name="enter"),
    path("choices/leave/", entry.leave_centre, name="leave"),
    path("choices/left/", entry.left, name="left"),
    path("stop/<str:token>/", stop.stop, name="stop"),
    path("stop/<str:token>/<str:said>/", stop.stopped, name="stopped"),
    path("package/<str:token>/", packages.package, name="package"),
]
