#!/usr/bin/env python3
"""Writes the service level of a made-up shift of eight hours, minute by minute.

usage: make.py SEED > service_level.txt

40 calls an hour come at random (a Poisson process); each is answered in time with a chance of 82 %,
whatever happened before. A line has the calls answered in time and all calls of the 60 minutes that
end there. The first hour is not written: its windows are not whole.
"""
import random
import sys

CALLS_AN_HOUR, IN_TIME, WINDOW, SHIFT = 40, 0.82, 60, 8 * 60

seed = int(sys.argv[1])
chance = random.Random(seed)
calls = []
at = chance.expovariate(CALLS_AN_HOUR / 60)
while at < WINDOW + SHIFT:
    calls.append((at, chance.random() < IN_TIME))
    at += chance.expovariate(CALLS_AN_HOUR / 60)

print("# A shift in which nothing changes: 40 calls an hour, each answered in time by a chance of 82 %.")
print("# Minute of the shift, calls answered in time, all calls: of the 60 minutes that end there.")
print(f"# Made once by make.py {seed}.")
for minute in range(SHIFT):
    end = minute + WINDOW
    window = [good for time, good in calls if end - WINDOW <= time < end]
    print(minute, sum(window), len(window))
