"""Pages over all rooms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """Show the public home."""
    return render(request, "portal/home.html")
