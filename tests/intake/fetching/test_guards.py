"""What a download may reach (T33): nothing private, whichever way the address is written."""

import pytest

from zazemi.intake.fetching import Guards, known_sources
from zazemi.intake.fetching.errors import ForbiddenAddressError, PrivateAddressError, UnknownHostError
from zazemi.intake.fetching.guards import is_public
from zazemi.intake.fetching.sources import allowed_hosts

HOST = "data.mpsv.cz"


def _guards(*addresses, **options):
    return Guards(resolver=lambda _host, _port: list(addresses), **options)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",  # noqa: S104 - judged, not bound
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.5",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2130706433",
        "not an address",
    ],
)
def test_addresses_that_are_not_on_the_public_internet(address):
    assert not is_public(address)
    with pytest.raises(PrivateAddressError):
        _guards(address).target(f"https://{HOST}/x")


def test_a_public_address_is_let_through_under_its_name():
    target = _guards("185.17.212.99").target(f"https://{HOST}/od/a.json?x=1")
    assert (target.host, target.address, target.port, target.path) == (
        HOST,
        "185.17.212.99",
        443,
        "/od/a.json?x=1",
    )


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    with pytest.raises(PrivateAddressError):
        _guards("185.17.212.99", "10.0.0.1").target(f"https://{HOST}/")


@pytest.mark.parametrize(
    "url",
    [
        f"http://{HOST}/",
        f"ftp://{HOST}/",
        f"file://{HOST}/etc/passwd",
        "file:///etc/passwd",
        f"https://{HOST}:8443/",
        f"https://user@{HOST}/",
        f"https://{HOST}@127.0.0.1/",
        f"https://{HOST}.example.com/",
        f"https://x{HOST}/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
        f"https://{HOST}:99999/",
        "https://[::1",
        "//data.mpsv.cz/x",
        "data.mpsv.cz",
        "",
    ],
)
def test_addresses_that_are_not_of_a_listed_host_over_https(url):
    with pytest.raises(ForbiddenAddressError):
        _guards("185.17.212.99").target(url)


def test_a_name_is_the_same_in_capitals_and_with_a_dot():
    assert _guards("185.17.212.99").target(f"https://{HOST.upper()}./x").host == HOST


def test_a_host_without_an_address_is_not_known():
    with pytest.raises(UnknownHostError):
        _guards().target(f"https://{HOST}/")


def test_production_guards_permit_nothing_private_and_only_https():
    guards = Guards()
    assert guards.permitted == frozenset()
    assert guards.schemes == {"https"}
    assert guards.hosts == allowed_hosts()


def test_every_source_lies_on_a_listed_host_and_says_its_terms():
    names = [source.name for source in known_sources()]
    assert len(names) == len(set(names))
    assert len({source.file for source in known_sources()}) == len(names)
    for source in known_sources():
        assert _guards("185.17.212.99").target(source.url)
        assert source.licence
        assert source.cap_bytes > 0
        assert source.refresh_days > 0
        assert source.check in {"csv", "json", "zip"}
        assert "/" not in source.file
