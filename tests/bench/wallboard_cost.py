#!/usr/bin/env python3
"""What the wallboard costs: processor share and memory (PSS), idle and at one update a second.

usage: tests/bench/wallboard_cost.py BIN-FOLDER [SECONDS a case, default 20]
       xvfb-run -s '-screen 0 1920x1080x24' tests/bench/wallboard_cost.py build/release/bin
Draws into a window where there is a display, else into a picture every second. Idle: the server
says only that it lives. Needs Linux (/proc). Everything stays on this machine.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pss_megabytes(pid):
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0


def post(url, record):
    request = urllib.request.Request(
        f"{url}/v1/feeds/phone/records", json.dumps(record).encode(),
        {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=5).read()


def measure(name, pid, seconds, every_second):
    begun, used = time.monotonic(), processor_seconds(pid)
    for number in range(seconds):
        every_second(number)
        time.sleep(max(0, begun + number + 1 - time.monotonic()))
    share = (processor_seconds(pid) - used) / (time.monotonic() - begun)
    print(f"{name:24} {100 * share:5.1f} % of a processor, {pss_megabytes(pid):6.1f} MB PSS",
          flush=True)


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__)
        return 78
    programs = pathlib.Path(sys.argv[1]).resolve()
    seconds = int(sys.argv[2]) if len(sys.argv) == 3 else 20
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [programs / "waymark-server", "--desk", ROOT / "assets/desks/service-desk", "--data",
             f"{folder}/data", "--listen", "127.0.0.1:0", "--log-level", "error"],
            stdout=subprocess.PIPE, text=True)
        wall = None
        try:
            url = server.stdout.readline().split()[-1]
            show = (["--windowed", "--size", "1920x1080"] if display
                    else ["--png", f"{folder}/wall.png", "--every", "1"])
            wall = subprocess.Popen([programs / "waymark-wallboard", "--server", url,
                                     "--state-dir", f"{folder}/wall", "--log-level", "error", *show])
            time.sleep(6)
            print("in a window of 1920x1080" if display else "into a picture of 1920x1080")
            measure("idle", wall.pid, seconds, lambda number: None)
            measure("one update a second", wall.pid, seconds, lambda number: post(url, {
                "type": "contact.offered", "id": f"e{number}", "contact": f"c{number}",
                "queue": "support"}))
        finally:
            for program in (wall, server):
                if program:
                    program.terminate()
                    program.wait(timeout=10)
    return 0


if __name__ == "__main__":
    sys.exit(main())
