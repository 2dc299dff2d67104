"""Addresses of the room ``post``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.post import views

app_name = "post"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.letter_list, name="letters"),
    path("zkouska/", views.test, name="test"),
    path("<int:pk>/", views.letter_page, name="letter"),
    path("<int:pk>/znovu/", views.again, name="again"),
]
