#!/usr/bin/env python3
"""Counts the instructions of a wall's frame, up to the triangles, and compares them with marks.

usage: tests/bench/frame_cost.py BIN-FOLDER     status 1 when a frame costs more than it may

Runs frame_bench under callgrind twice for each kind of frame; the difference of both is what the
frames in between cost, free of start-up and of noise. Needs valgrind.
"""
import pathlib
import re
import subprocess
import sys

# Kind of frame -> millions of instructions it may cost.
MARKS = {"full": 3.0, "dirty": 0.3, "grow": 10.0, "draw": 0.1}
SAID = {"full": "everything anew", "dirty": "three of twelve numbers changed",
        "grow": "a number with one digit more",
        "draw": "three changed numbers, drawing alone"}
FRAMES = (20, 60)
FRAMES_OF = {"grow": (1, 4)}  # each of its frames is another one


def instructions(program, kind, frames):
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, kind,
         str(frames)], capture_output=True, text=True, check=False)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"frame_bench {kind} {frames} did not run:\n{done.stderr}")
    return int(found[1])


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 78
    program = pathlib.Path(sys.argv[1]) / "frame_bench"
    status = 0
    for kind, mark in MARKS.items():
        few, many = FRAMES_OF.get(kind, FRAMES)
        cost = (instructions(program, kind, many) - instructions(program, kind, few)) \
            / (many - few) / 1e6
        good = cost <= mark
        print(f"a frame, {SAID[kind]}: {cost:.3f} M instructions, "
              f"{'within' if good else 'MORE THAN'} {mark} M", flush=True)
        status |= not good
    return int(status)


if __name__ == "__main__":
    sys.exit(main())
