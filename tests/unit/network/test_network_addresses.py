"""`hiring.network.addresses`: public is an allowlist."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.network.addresses import is_public

PRIVATE_V4 = [
    "0.0.0.0",  # noqa: S104 - an address to be refused, not to be listened on
    "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1", "192.0.0.8", "192.0.2.1",
    "192.88.99.1", "192.168.1.1", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE_V4)
def test_inner_and_special_addresses_are_not_public_in_any_wrapping(address: str) -> None:
    number = int(IPv4Address(address))
    wrapped = [
        address,
        f"::ffff:{address}",
        str(IPv6Address((0x2002 << 112) | (number << 80))),
        f"64:ff9b::{address}",
        f"::{address}",
    ]
    assert [a for a in wrapped if is_public(a)] == []


@pytest.mark.parametrize(
    "address",
    [
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "100::1", "2001::1",
        "2001:db8::1", "3fff::1", "64:ff9b:1::808:808", "5f00::1", "", "localhost", "1", "0x7f.1", "8.8.8.8/32",
    ],
)  # fmt: skip
def test_other_special_addresses_and_non_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "2606:4700::6810:84e5", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"],
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


@given(st.integers(min_value=0, max_value=2**128 - 1).filter(lambda n: n >> 125 != 1))
def test_nothing_outside_global_unicast_is_public_but_what_wraps_ipv4(number: int) -> None:
    wraps = number >> 32 in {0xFFFF, 0x0064_FF9B << 64}
    assert wraps or not is_public(str(IPv6Address(number)))
