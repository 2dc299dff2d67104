"""Addresses of the room ``accounts``: own pages and those of allauth, all under ``/ucet/``.

Own pages are named ``accounts:...``; allauth's names have no namespace, because it reverses them so.
"""

from django.urls import URLPattern, URLResolver, include, path

from zazemi.accounts import views

own = [
    path("", views.me, name="me"),
    path("lide/", views.people_page, name="people"),
    path("lide/pozvat/", views.invite, name="invite"),
    path("lide/<int:user_id>/", views.person_page, name="person"),
    path("lide/<int:user_id>/povereni/", views.grant, name="grant"),
    path("lide/<int:user_id>/zavrit/", views.deactivate, name="deactivate"),
    path("lide/<int:user_id>/otevrit/", views.reactivate, name="reactivate"),
    path("povereni/<int:mandate_id>/odvolat/", views.withdraw, name="withdraw"),
    path("pozvanky/<int:invitation_id>/zrusit/", views.withdraw_invitation, name="withdraw_invitation"),
    path("pozvanka/<str:token>/", views.invitation, name="invitation"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((own, "accounts"))),
    path("", include("allauth.urls")),
]
