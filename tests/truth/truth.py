#!/usr/bin/env python3
"""Replays a data folder and compares every figure of its truth with what Waymark makes of it.

usage: truth.py [--tamper] SERVER_PROGRAM DIR

DIR has a phone shift (session.ami, queue_log, truth.json, truth_gauges_per_minute.json) or four
weeks of tickets (events.jsonl, events_perturbed.jsonl, initial_open.json, calendar.json, sla.json,
truth_daily.json); each file plain or .gz. Status 1 when a figure differs or was not compared for no
stated reason. --tamper changes one figure of each kind and expects to be told.
"""
import pathlib
import sys
import tempfile

import figures
import phone
import tickets


def main(arguments):
    tamper = "--tamper" in arguments
    arguments = [one for one in arguments if one != "--tamper"]
    if len(arguments) != 2:
        print(__doc__.strip())
        return 2
    server, folder = str(pathlib.Path(arguments[0]).resolve()), pathlib.Path(arguments[1])
    kinds = [kind for kind, fits in ((phone, phone.is_phone), (tickets, tickets.is_tickets))
             if folder.is_dir() and fits(folder)]
    if not kinds:
        print(f"{folder}: has neither a phone shift nor tickets (truth.py --help says which files)")
        return 1
    status = 0
    for kind in kinds:
        with tempfile.TemporaryDirectory(prefix="waymark-truth-") as scratch:
            data, told = kind.run(server, folder, pathlib.Path(scratch))

        def compare(truths, tampered):
            return kind.compare(data, told, truths, tampered)

        if tamper:
            status |= figures.self_test(compare, data.truths())
        else:
            status |= figures.report(compare(data.truths(), None))
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
