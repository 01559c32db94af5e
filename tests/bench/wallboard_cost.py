#!/usr/bin/env python3
"""What a wallboard in a window costs: processor, memory, frames, start, and update to pixel.

usage: tests/bench/wallboard_cost.py BIN-FOLDER [--size 1920x1080] [--seconds 30]

Twelve tiles in a full screen under Xvfb, drawn by software. A server of its own sends the changes:
none, three values once and ten times a second, and a storm of 1,000 updates a second. The processor
time is that of the wallboard alone, in percent of one core; a pixel is seen in the memory of Xvfb.
Needs Linux (/proc) and xvfb. Everything stays on this machine.
"""
import argparse
import json
import mmap
import os
import pathlib
import re
import statistics
import struct
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from wall_server import WallServer  # noqa: E402  (after the flag above)


class Screen:
    """An X server whose picture can be read."""

    def __init__(self, size, folder):
        self.width, self.height = map(int, size.split("x"))
        ready, told = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(told), "-screen", "0", f"{size}x24", "-nolisten", "tcp",
             "-noreset", "-fbdir", folder], pass_fds=[told], stderr=subprocess.DEVNULL)
        os.close(told)
        with os.fdopen(ready) as number:
            self.name = ":" + number.readline().strip()
        with open(f"{folder}/Xvfb_screen0", "rb") as file:
            self.memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        fields = struct.unpack(">25I", self.memory[:100])
        self.start, self.row = fields[0] + 12 * fields[19], fields[12]

    def rows(self):
        return [self.memory[self.start + y * self.row:self.start + (y + 1) * self.row]
                for y in range(self.height)]

    def stripe(self, y):
        at = self.start + y * self.row
        return self.memory[at:at + self.row]


def processor_seconds(pid):
    """Of all threads, those that ended too, counted by the kernel in nanoseconds."""
    every_thread_scheduled = 2  # CPUCLOCK_SCHED of linux/posix-timers.h
    return time.clock_gettime(~pid << 3 | every_thread_scheduled)


def pss_megabytes(pid):
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0


def wake_ups(pid):
    """Of the thread that draws."""
    text = pathlib.Path(f"/proc/{pid}/task/{pid}/status").read_text()
    return int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", text, re.M)[1])


class Wall:
    def __init__(self, args, screen, server, folder):
        self.log = open(f"{folder}/wall.log", "w+")
        self.begun = time.monotonic_ns()
        self.process = subprocess.Popen(
            [f"{args.bin}/waymark-wallboard", "--server", server.url, "--state-dir",
             f"{folder}/state"], stderr=self.log, stdout=self.log,
            env={**os.environ, "DISPLAY": screen.name, "WAYLAND_DISPLAY": ""})
        self.pid = self.process.pid

    def end(self):
        """Returns how many frames it drew."""
        self.process.terminate()
        self.process.wait(timeout=10)
        self.log.seek(0)
        said = re.search(r"ended after (\d+) frames", self.log.read())
        return int(said[1]) if said else -1


def measure(name, args, screen, server, rate, folder):
    wall = Wall(args, screen, server, folder)
    time.sleep(3)
    begun, used, woken = time.monotonic(), processor_seconds(wall.pid), wake_ups(wall.pid)
    sent = 0
    while (passed := time.monotonic() - begun) < args.seconds:
        if rate and passed * rate >= sent:
            server.change([sent, sent + 4, sent + 8])
            sent += 1
        else:
            time.sleep(min(0.2, (sent / rate - passed)) if rate else 0.2)
    taken = time.monotonic() - begun
    share = (processor_seconds(wall.pid) - used) / taken
    woken = wake_ups(wall.pid) - woken
    memory = pss_megabytes(wall.pid)
    frames = wall.end()
    print(f"{name:32} {100 * share:6.2f} % of a core, {memory:6.1f} MB PSS, {frames:5d} frames, "
          f"{woken / taken:6.2f} wake-ups/s", flush=True)


def latency(args, screen, server, rate, folder):
    wall = Wall(args, screen, server, folder)
    time.sleep(3)
    before = screen.rows()
    server.change([0, 1, 2])
    time.sleep(0.5)
    changed = [y for y, row in enumerate(screen.rows()) if row != before[y]]
    # A row through the digits of a number: where most of the wall's width differs.
    middle = changed[len(changed) // 2]
    taken = []
    for _ in range(int(min(args.seconds, 30) * rate)):
        begun = time.monotonic()
        seen = screen.stripe(middle)
        sent = server.change([0, 1, 2])
        while screen.stripe(middle) == seen:
            if time.monotonic_ns() - sent > 1e9:
                break
            time.sleep(0.0001)
        else:
            taken.append((time.monotonic_ns() - sent) / 1e6)
        time.sleep(max(0, begun + 1 / rate - time.monotonic()))
    wall.end()
    taken.sort()
    print(f"update to pixel: p50 {taken[len(taken) // 2]:.1f} ms, p99 "
          f"{taken[int(len(taken) * 0.99)]:.1f} ms, longest {taken[-1]:.1f} ms of {len(taken)}",
          flush=True)


def start_up(args, screen, server, folder, times):
    """From exec to the first frame, which is shown at once, out of the board of the last run."""
    taken = []
    for _ in range(times):
        empty = screen.stripe(screen.height // 2)
        wall = Wall(args, screen, server, folder)
        while screen.stripe(screen.height // 2) == empty:
            time.sleep(0.0005)
        taken.append((time.monotonic_ns() - wall.begun) / 1e6)
        time.sleep(1)
        wall.end()
        time.sleep(0.3)
    print(f"exec to first frame: median {statistics.median(taken):.0f} ms of "
          f"{[round(t) for t in taken]}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin")
    parser.add_argument("--size", default="1920x1080")
    parser.add_argument("--seconds", type=int, default=30)
    args = parser.parse_args()
    snapshot = json.loads(subprocess.run([f"{args.bin}/frame_bench", "snapshot", "12"],
                                         capture_output=True, text=True, check=True).stdout)
    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(args.size, folder)
        try:
            server = WallServer(snapshot)
            print(f"{args.size}, software rendering, {args.seconds} s each")
            for name, rate in (("idle", 0), ("three values a second", 1),
                               ("three values ten times a second", 10),
                               ("a storm of 1,000 updates a second", 1000)):
                measure(name, args, screen, server, rate, folder)
            latency(args, screen, server, 10, folder)
            start_up(args, screen, server, folder, 7)
        finally:
            screen.process.terminate()
            screen.process.wait(timeout=10)
    return 0


if __name__ == "__main__":
    sys.exit(main())
