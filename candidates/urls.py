"""Public addresses about candidates, under /nl/ and /en/: no name stands in one."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from candidates.views import stories

app_name = "candidates"
urlpatterns = [
    path(_("stories/"), stories.stories, name="stories"),
    path(_("stories/<slug:slug>/"), stories.story, name="story"),
    path(_("stories/<slug:slug>/picture/"), stories.picture, name="story_picture"),
]
