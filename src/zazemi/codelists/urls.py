"""Addresses of the room ``codelists``."""

from django.urls import URLPattern, URLResolver, path

from zazemi.codelists import views
from zazemi.codelists.editing import CodeAdd, CodeChange, CodeEnd, ListChange

app_name = "codelists"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.lists, name="lists"),
    path("sesit.xlsx", views.workbook, name="workbook"),
    path("kod/<int:pk>/", CodeChange.as_view(), name="code_change"),
    path("kod/<int:pk>/konec/", CodeEnd.as_view(), name="code_end"),
    path("kod/<int:pk>/smazat/", views.remove, name="code_remove"),
    path("<slug:key>/", views.one_list, name="list"),
    path("<slug:key>/zmena/", ListChange.as_view(), name="list_change"),
    path("<slug:key>/novy/", CodeAdd.as_view(), name="code_add"),
    path("<slug:key>/sesit.xlsx", views.workbook, name="list_workbook"),
]
