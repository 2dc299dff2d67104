"""Addresses of the room ``parties``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.parties import merging, views
from zazemi.parties.editing.bodies import BodyAdd, BodyChange, SeatAdd, SeatChange
from zazemi.parties.editing.organisations import (
    ContactAdd,
    ContactChange,
    OfficeChange,
    OrganisationAdd,
    OrganisationChange,
    SuccessionAdd,
)
from zazemi.parties.editing.people import FunctionAdd, FunctionChange, PersonAdd, PersonChange

app_name = "parties"
urlpatterns: list[URLPattern | URLResolver] = [
    path("kontakty/", views.contacts, name="contacts"),
    path("kontakty/<int:pk>/zmena/", ContactChange.as_view(), name="contact_change"),
    path("kontakty/<int:pk>/vizitka.vcf", views.card, name="contact_card"),
    path("organizace/", views.organisation_list, name="organisations"),
    path("organizace/nova/", OrganisationAdd.as_view(), name="organisation_add"),
    path("organizace/duplicity/", merging.likely_organisations, name="organisation_duplicates"),
    path("organizace/<int:pk>/", views.organisation_page, name="organisation"),
    path("organizace/<int:pk>/zmena/", OrganisationChange.as_view(), name="organisation_change"),
    path("organizace/<int:pk>/kancelar/", OfficeChange.as_view(), name="office_change"),
    path("organizace/<int:pk>/kontakt/", ContactAdd.as_view(), name="contact_add"),
    path("organizace/<int:pk>/nastupce/", SuccessionAdd.as_view(), name="succession_add"),
    path(
        "organizace/<int:pk>/slouceni/<int:other>/",
        merging.OrganisationMerge.as_view(),
        name="organisation_merge",
    ),
    path("lide/", views.people_list, name="people"),
    path("lide/novy/", PersonAdd.as_view(), name="person_add"),
    path("lide/duplicity/", merging.likely_people, name="people_duplicates"),
    path("lide/<int:pk>/", views.person_page, name="person"),
    path("lide/<int:pk>/zmena/", PersonChange.as_view(), name="person_change"),
    path("lide/<int:pk>/vymaz/", views.erasure, name="person_erase"),
    path("lide/<int:pk>/funkce/", FunctionAdd.as_view(), name="function_add"),
    path("lide/<int:pk>/slouceni/<int:other>/", merging.PersonMerge.as_view(), name="person_merge"),
    path("lide/funkce/<int:pk>/", FunctionChange.as_view(), name="function_change"),
    path("organy/", views.body_list, name="bodies"),
    path("organy/novy/", BodyAdd.as_view(), name="body_add"),
    path("organy/misto/<int:pk>/", SeatChange.as_view(), name="seat_change"),
    path("organy/<slug:key>/", views.body_page, name="body"),
    path("organy/<slug:key>/zmena/", BodyChange.as_view(), name="body_change"),
    path("organy/<slug:key>/misto/", SeatAdd.as_view(), name="seat_add"),
]
