"""Two network namespaces and the one link between them, which loses packets as it is told to. Takes root."""

from __future__ import annotations

import ctypes
import fcntl
import os
import random
import select
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ADDRESSES = ("10.9.0.1", "10.9.0.2")
MTU = 1400
CLONE_NEWNET = 0x40000000
TUNSETIFF, TUN = 0x400454CA, 0x1001  # IFF_TUN | IFF_NO_PI
SIOCSIFFLAGS, SIOCSIFADDR, SIOCSIFDSTADDR, SIOCSIFMTU = 0x8914, 0x8916, 0x8918, 0x8922
UP = 0x1 | 0x40  # IFF_UP, IFF_RUNNING
TCP, SYN, ACK = 6, 0x02, 0x10


@dataclass
class Link:
    """The link. `loss`: the share of packets that are lost; `cut_after`: bytes from the first host, then all are."""

    hosts: Sequence[int]
    ends: Sequence[int]
    loss: float = 0.0
    cut_after: float = float("inf")
    passed: int = 0
    lost: int = 0
    begun_by: set[int] = field(default_factory=set)  # which of the hosts has opened a connection
    over: bool = False

    def command(self, host: int, *command: str) -> list[str]:
        """A command, to be run on one of the hosts."""
        return ["nsenter", f"--net=/proc/{self.hosts[host]}/ns/net", *command]

    def carry(self) -> None:
        """Carries packets until it is over."""
        rng = random.Random(1)
        while not self.over:
            for end in select.select(self.ends, [], [], 0.1)[0]:
                host = self.ends.index(end)
                packet = os.read(end, 65_536)
                if opens(packet):
                    self.begun_by.add(host)
                if rng.random() < self.loss or self.passed > self.cut_after:
                    self.lost += 1
                    continue
                self.passed += len(packet) if host == 0 else 0
                os.write(self.ends[1 - host], packet)


def opens(packet: bytes) -> bool:
    """Whether an IP packet asks for a new TCP connection."""
    if packet[0] >> 4 != 4 or packet[9] != TCP:
        return False
    return packet[(packet[0] & 15) * 4 + 13] & (SYN | ACK) == SYN


def _end(process: int, own: str, other: str) -> int:
    """The end of a link in the namespace of a process, to be called in a thread of its own."""
    with open(f"/proc/{process}/ns/net") as space:  # noqa: PTH123 (a handle for the call)
        if ctypes.CDLL(None, use_errno=True).setns(space.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    end = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH14x", b"link", TUN))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        for what, address in ((SIOCSIFADDR, own), (SIOCSIFDSTADDR, other)):
            told = struct.pack("16sHH4s8x", b"link", socket.AF_INET, 0, socket.inet_aton(address))
            fcntl.ioctl(any_socket, what, told)
        fcntl.ioctl(any_socket, SIOCSIFMTU, struct.pack("16si12x", b"link", MTU))
        for name in (b"link", b"lo"):
            fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", name, UP))
    return end


@contextmanager
def linked() -> Iterator[Link]:
    """Two hosts, 10.9.0.1 and 10.9.0.2, that reach each other and nobody else."""
    holders = [subprocess.Popen(["unshare", "--net", "sleep", "infinity"]) for _ in ADDRESSES]
    own, ends = Path("/proc/self/ns/net").readlink(), list[int]()
    try:
        for holder, address, other in zip(holders, ADDRESSES, ADDRESSES[::-1], strict=True):
            while Path(f"/proc/{holder.pid}/ns/net").readlink() == own:
                assert holder.poll() is None, "no network namespace can be made here; this takes root"
                time.sleep(0.01)
            with ThreadPoolExecutor(1) as thread:
                ends.append(thread.submit(_end, holder.pid, address, other).result())
        link = Link([holder.pid for holder in holders], ends)
        carrier = threading.Thread(target=link.carry)
        carrier.start()
        try:
            yield link
        finally:
            link.over = True
            carrier.join()
    finally:
        for end in ends:
            os.close(end)
        for holder in holders:
            holder.kill()
            holder.wait()
