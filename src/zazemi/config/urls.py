"""All addresses: Czech, stable, readable. Every room brings its own; the shell joins them."""

from django.conf import settings
from django.urls import include, path

handler400 = "zazemi.ui.views.not_understood"
urlpatterns = [
    path("", include("zazemi.portal.urls")),
    path("ucet/", include("zazemi.accounts.urls")),
    path("importy/", include("zazemi.intake.urls")),
    path("ulohy/", include("zazemi.jobs.urls")),
    path("texty/", include("zazemi.texts.urls")),
    path("posta/", include("zazemi.post.urls")),
    path("sluzby/", include("zazemi.network.urls")),
    path("pomoc/", include("zazemi.network.catalogue.urls")),
    path("", include("zazemi.indicators.urls")),
    path("lokality/", include("zazemi.territory.urls")),
    path("potreby/", include("zazemi.analysis.urls")),
    path("plany/", include("zazemi.planning.urls")),
    path("ciselniky/", include("zazemi.codelists.urls")),
    path("", include("zazemi.parties.urls")),
    path("sprava/", include("zazemi.upkeep.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("ui/", include("zazemi.ui.urls")))
