"""Kinds of service and their paragraphs."""

from zazemi.values.services import PARAGRAPHS, PREVENTION_NETWORK, ServiceKind


def test_every_kind_has_its_paragraph_and_no_two_share_one():
    assert set(PARAGRAPHS) == set(ServiceKind)
    assert len(set(PARAGRAPHS.values())) == len(ServiceKind)


def test_the_network_of_prevention_is_field_work_clubs_and_family_activation():
    assert [PARAGRAPHS[kind] for kind in PREVENTION_NETWORK] == ["69", "62", "65"]
