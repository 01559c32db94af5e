#!/usr/bin/env python3
"""Checks that no source file has more than 400 lines.

usage: .ci/check_sizes.py
"""
import pathlib
import statistics
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
MOST = 400


def main():
    sizes = {}
    for top in ("shared", "server", "wallboard", "tests"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".hpp", ".cpp"):
                sizes[path.relative_to(ROOT)] = len(path.read_text(encoding="utf-8").splitlines())
    long = {path: lines for path, lines in sizes.items() if lines > MOST}
    for path, lines in long.items():
        print(f"{path}: {lines} lines; at most {MOST} are allowed")
    if not long:
        print(f"sizes: {len(sizes)} files, median {statistics.median(sizes.values()):.0f} lines")
    return 1 if long else 0


if __name__ == "__main__":
    sys.exit(main())
