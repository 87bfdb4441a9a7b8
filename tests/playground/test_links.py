"""Addresses in links, held against TDLib."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import links
from tests.playground import tdlib

PIECES = (
    "http://", "HTTPS://", "tg:", "tg://", "x.com", "X.Com", "localhost", "a.b", "user:pw@", ":80", ":0", ":99999",
    "/p", "?q=1", "#f", "x", "user?id=5", "ы.рф", "..", "-", "_", "1.2.3.4", "resolve?domain=x", "ftp://", "mailto:",
    "%20", "[::1]",
)  # fmt: skip


def is_plain(address: str) -> bool:
    """Leave out what nobody writes: two names before a host, names after odd schemes or brackets."""
    return address.count("@") < 2 and not re.search(r"((mailto|tg|ftp):|\[).*@", address)


@settings(max_examples=1200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join).filter(is_plain))
def test_addresses_are_kept_or_dropped_as_tdlib_does(address: str) -> None:
    # given a link
    read = tdlib.parse(f'<a href="{address}">x</a>')
    assert not isinstance(read, str)
    # then it leads to the same person, the same address or nowhere
    entity: dict[str, object] = {"type": "text_link", "offset": 0, "length": 1}
    kept = [entity] if links.complete(entity, address) else []
    assert kept == read[1]


@pytest.mark.parametrize(
    ("address", "person"),
    [
        ("tg://user?id=5", 5),
        ("TG:user?id=5", 5),
        ("tg://user?x=1&id=7000000001#f", 7000000001),
        ("tg://user?id=0", None),
        ("tg://user?id=-5", None),
        ("tg://user?id=99999999999999", None),
        ("https://t.me/user?id=5", None),
    ],
)
def test_a_person_is_read_from_a_mention_link(address: str, person: int | None) -> None:
    assert links.user_id(address) == person
