"""Compares the figures of a truth with what a replay told, and accounts for every one of them."""
import collections
import json
import math

RELATIVE = 1e-6


def flatten(value, path=()):
    """Every figure of a truth by its path."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from flatten(inner, path + (key,))
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from flatten(inner, path + (number,))
    else:
        yield path, value


def changed(value):
    """The value as a forger might leave it: another one of the same kind, just beyond tolerance."""
    if value is None:
        return 1
    if isinstance(value, str):
        return value + "0"
    if isinstance(value, int):
        return value + 1
    return value * 1.01 + 0.7


class Comparison:
    """What was compared of one truth, what was left out and why, and what differs."""

    def __init__(self, truth, tampered=None):
        self.truth = dict(flatten(truth))
        self.tampered = tampered
        if tampered is not None:
            self.truth[tampered] = changed(self.truth[tampered])
        self.open = set(self.truth)
        self.compared = collections.Counter()
        self.rows = {}           # path -> row of the table it belongs to
        self.left_out = collections.Counter()
        self.mismatches = []

    def figure(self, path, row, got, where, absolute=0.0, relative=RELATIVE, expected=None):
        """Compares the figure at `path` with `got`; None is "there is no such value"."""
        expected = self.truth[path] if expected is None else expected(self.truth[path])
        self.open.discard(path)
        self.rows[path] = row
        self.check(row, expected, got, where, absolute, relative)

    def check(self, row, expected, got, where, absolute=0.0, relative=RELATIVE):
        """Compares two values that need not stand in the truth."""
        self.compared[row] += 1
        if expected is None or got is None or isinstance(expected, str):
            same = expected == got
        else:
            same = math.isfinite(got) and abs(got - expected) <= max(
                absolute, relative * abs(expected))
        if not same:
            self.mismatches.append((row, where, expected, got))

    def leave_out(self, reason, wanted):
        """The figures still open for whose path `wanted` holds are left out for this reason."""
        gone = {path for path in self.open if wanted(path)}
        self.open -= gone
        if gone:
            self.left_out[reason] += len(gone)

    def unaccounted(self):
        return sorted(".".join(map(str, path)) for path in self.open)


def totals(comparisons):
    compared, left_out = collections.Counter(), collections.Counter()
    for one in comparisons:
        compared.update(one.compared)
        left_out.update(one.left_out)
    return compared, left_out


def report(comparisons):
    """Prints what came of it; the exit status."""
    compared, left_out = totals(comparisons)
    mismatches = [found for one in comparisons for found in one.mismatches]
    unaccounted = sorted({name for one in comparisons for name in one.unaccounted()})
    for row, where, expected, got in mismatches:
        print(f"MISMATCH {row}: {where}: expected {shown(expected)}, got {shown(got)}")
    for name in unaccounted:
        print(f"NOT COMPARED {name}: no reason is known")
    print("compared:")
    for row, count in sorted(compared.items()):
        print(f"  {count:7}  {row}")
    if left_out:
        print("left out:")
    for reason, count in sorted(left_out.items()):
        print(f"  {count:7}  {reason}")
    count = sum(compared.values())
    if unaccounted:
        print(f"{len(unaccounted)} figures were not compared, and no reason is known")
    print(f"{count} figures compared, {len(mismatches)} mismatches")
    return 1 if mismatches or unaccounted or not count else 0


def shown(value):
    return "none" if value is None else json.dumps(value, ensure_ascii=False)


def self_test(compare, truths):
    """Changes one figure of each kind and expects to be told; the exit status. `compare(truths,
    tampered)` gives the comparisons, `tampered` being (which truth, path) or None."""
    clean = compare(truths, None)
    if report(clean):
        print("the truth does not hold even as it is")
        return 1
    missed, tried = [], 0
    for which, comparison in enumerate(clean):
        kinds = {}
        for path, row in comparison.rows.items():
            kind = (row, path[-1] if isinstance(path[-1], str) else path[-2],
                    comparison.truth[path] is None)
            kinds.setdefault(kind, path)
        for path in kinds.values():
            tried += 1
            told = compare(truths, (which, path))[which].mismatches
            if not told:
                missed.append(f"truth {which}: {'.'.join(map(str, path))}")
    for path in missed:
        print(f"NOT CAUGHT: {path}")
    print(f"{tried - len(missed)} of {tried} changed figures were caught")
    return 1 if missed or not tried else 0
