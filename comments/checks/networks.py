"""Ranges of addresses in the owner's lists: what one covers, and which cover so much that nobody can mean them."""

import ipaddress
from functools import lru_cache

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
SHORTEST = {4: 8, 6: 16}
"""Bits of a prefix: no network of one provider is larger, and 0.0.0.0/0 would cover everybody."""


def covers_everybody(network: Network) -> bool:
    return network.prefixlen < SHORTEST[network.version]


def inside(address: str, network: Network) -> bool:
    """Whether the address lies in the network; an IPv4 one may be written as IPv6."""
    ip = _address(address)
    return ip is not None and ip in network


@lru_cache(maxsize=64)
def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return None
    return ip.ipv4_mapped or ip if isinstance(ip, ipaddress.IPv6Address) else ip
