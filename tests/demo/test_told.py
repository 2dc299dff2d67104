"""The services of the demonstration tell of themselves: every age of verification, letters, one proposal."""

import re

import pytest

from zazemi.demo import loader, told
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.integrity import chain_findings
from zazemi.network.models import Place, Proposal, ProposalState, Service, VerificationRequest
from zazemi.post.models import Letter

pytestmark = pytest.mark.django_db
MACHINE = Actor.for_machine("demo")


def test_the_demo_shows_every_age_of_verification_letters_and_one_waiting_proposal(settings):
    settings.DEMO = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    loader.load_demo(by=MACHINE)
    today = clock.today()
    verified = Service.objects.values_list("verified_on", flat=True)
    ages = {(today - one).days if one else None for one in verified}
    assert ages == set(told.AGES_DAYS)
    assert Proposal.objects.get().state == ProposalState.WAITING
    asked = VerificationRequest.objects.values_list("address", flat=True)
    assert set(asked) == set(Letter.objects.values_list("to_address", flat=True))
    assert all(address.endswith(".example") for address in asked)
    assert all(re.fullmatch(r"000 \d{3} \d{3}", one.phone) for one in Service.objects.exclude(phone=""))
    assert Place.objects.filter(is_municipality_secret=True).count() == 1
    assert list(chain_findings()) == []
    before = Service.objects.order_by("pk").last().version
    told.verify_services(region_code=loader.REGION_CODE, today=today, by=MACHINE)
    assert Service.objects.order_by("pk").last().version == before, "told once"
