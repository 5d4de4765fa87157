"""Public addresses about candidates, under /nl/ and /en/: no name stands in one."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from candidates.views import own, stories

app_name = "candidates"
urlpatterns = [
    path(_("stories/"), stories.stories, name="stories"),
    path(_("stories/<slug:slug>/"), stories.story, name="story"),
    path(_("stories/<slug:slug>/picture/"), stories.picture, name="story_picture"),
    path("privacy/choices/mine/diversity/", own.diversity, name="own_diversity"),
    path("privacy/choices/mine/diversity/withdraw/", own.withdraw_own_diversity, name="withdraw_own_diversity"),
    path("privacy/choices/mine/stories/", own.own_stories, name="own_stories"),
    path("privacy/choices/mine/stories/<slug:slug>/agree/", own.agree, name="agree_to_own_story"),
    path("privacy/choices/mine/stories/<slug:slug>/withdraw/", own.withdraw_own_story, name="withdraw_own_story"),
    path("privacy/choices/mine/stories/<slug:slug>/picture/", own.own_picture, name="own_story_picture"),
]
