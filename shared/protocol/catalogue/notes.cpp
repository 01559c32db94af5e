#include "shared/protocol/catalogue/notes.hpp"

namespace waymark {

std::string_view catalogue_preface() {
    return R"(# The KPI catalogue

The measures that a KPI of `kpis.json` can name, with their variants as options:

```jsonc
{ "id": "calls-answered", "title": "Calls answered in 20 s",
  "measure": "service_level", "within": "20s", "abandoned": "ignore_before_threshold",
  "target": { "goal": "80%", "floor": "70%" },
  "supports": ["customers-reach-us-quickly"], "feeds": ["phone"] }
```

A named measure knows its unit, its usual window and which direction is better; `window` and
`direction` say otherwise where that makes sense. `explain` tells the variant in words, the counts it
is made of, and what was left out and why. What the catalogue does not have is put together from
events and states: see "Measures" in `docs/desk-folder.md`.

This page is made by the program that reads the desk folder, from the same table:
`waymark-server catalogue > docs/kpi-catalogue.md`.

Numbers K1 to K42 are those of the field's list that the catalogue follows; F-53 is from the
statements that Waymark works for. "Rolls up as" says what is kept: queues, days and units become one
value by adding up what is kept, never by averaging values.

## Common options

| option | allowed | default | meaning |
|---|---|---|---|
| `where` | conditions | none | only what meets these conditions, on every event or state that is counted: `{ "channel": "phone" }` |
| `counted_at` | `happening`, `arrival` | `happening` | an event counts when it happened, or when its contact arrived or its ticket was created |
| `view` | `queue`, `customer` | `queue` | queue: every entry into a queue and how it ended; customer: a contact once, with its first entry and its last outcome |

`"by": ["queue", "channel", "priority", "team"]` of the KPI gives every value of a dimension a reading
of its own.
)";
}

std::string_view catalogue_notes() {
    return R"(## One day, six service levels

1000 answered and 60 abandoned; within 20 s 860 answered and 20 abandoned; 10 abandoned under 5 s.

| `abandoned` | formula | result |
|---|---|---|
| `success_before_threshold` | (860 + 20) / 1060 | 83.02 % |
| `excluded` | 860 / 1000 | 86.00 % |
| `against` | 860 / 1060 | 81.13 % |
| `ignore_before_threshold`, the default | 860 / (1000 + 40) | 82.69 % |
| `success_short` | (860 + 10) / 1060 | 82.08 % |
| `ignore_short` | 860 / (1060 - 10) | 81.90 % |

The same day is 81.1 % or 86.0 %. Comparing desks without the variant means nothing, so the variant
is part of the KPI's definition: changing it starts a new series.

## Windows

`now` is this instant. `rolling 60min` to `rolling 400d` end now. `today`, `shift`, `week` (from
Monday), `month`, `quarter` and `year` begin with the desk's day, at the day boundary in its own zone;
`vision` begins when the vision did. Measures of states at an instant (longest wait, ages, what falls
due) know `now` only: what was open an hour ago is not what is open. Levels can be shown at the end of
any window, as its greatest or as its mean over time.

## Small samples

A ratio of counted cases is judged from 20 cases on, a net promoter score too; a mean, median or 90th
percentile from 5; other measures at once. `min_n` says otherwise. Below it the wall shows "7 of 9"
and no colour. `"confident": true` makes a share of cases off target only when its 80 % Wilson
interval lies wholly on the wrong side of the goal.

## Trend

The arrow says better, worse or steady. A value is compared with the window before it, volumes with
the same weekday and time of the last four weeks; a change within what chance explains (z = 1.28) is
steady.

## Events and what follows from them

Definitions select events by type and field: the types of `docs/feeding-metrics.md`, and these.

| type | happens |
|---|---|
| `ticket.response_due`, `ticket.resolution_due` | when the promise for the ticket's priority falls due, once by its first priority (`basis` is `initial`) and once by the one it has then (`current`). `met` |
| `ticket.promise_due` | when a promised update falls due. `met` |
| `customer.contacted` | when a contact of a known customer was first offered. `since_resolved` |
| `contact.lost` | when nothing more was heard of a contact for so long that it counts as lost |
| `sample` | a sample came in. `metric`, `value`, `added` |

Fields that follow from the life of a contact, ticket or metric; a value that the source states counts.

| field | on | is |
|---|---|---|
| `wait` | answered, abandoned, timed out, left, callback requested | seconds since the contact was last offered |
| `talk`, `hold`, `wrap` | ended, wrapped | seconds |
| `conversation`, `handle` | ended | talk + hold; talk + hold + wrap |
| `entry` | events of a contact | its how many-th entry into a queue it belongs to |
| `final` | answered, abandoned, timed out, left | true when no other queue followed |
| `since_resolved` | customer contacted | seconds since the same customer's last contact that ended or ticket that was resolved |
| `since_resolved` | ticket reopened | seconds since it was last resolved |
| `elapsed`, `net` | events of a ticket | seconds since it was created, by the clock; pending stretches taken off |
| `work`, `work_net` | events of a ticket | the same within the desk's `work_hours` |
| `first` | responded, resolved, reopened, escalated | true on the first; of responses, the first public one |
| `in_time` | first responded, first resolved | whether it kept what is promised for the priority of that moment |
| `responses`, `reassigned`, `escalations`, `reopens` | resolved | responses until its first resolution; the others over its whole life |
| `reopened_after` | first resolved | seconds until it was opened again |
| `deleted` | events of a ticket | whether it was ever deleted or merged |
| `origin` | events of a ticket | `state` when it was first heard of as a full state, else `stream` |
| `satisfied` | survey answered | whether the score is one of the two best of its scale |
| `added` | sample | what a counter grew by, or the value of kinds delta and interval |

States, for measures of what is: a contact's `phase` (`waiting`, `served`, `callback`); an agent's
`state`, `reason`, `queue`, `team`; a ticket's `status` (`open`, `pending`), `priority`, `queue`,
`channel`, `team`, `agent`, `level`, `assigned`, `responded`, `reopened`; a metric's `metric`, labels
and `value`. Instants they carry: `since`, `began`, `promise`, `response_due`, `resolution_due`.

## What we decided

Where the field's sources differ or are silent.

- **Lost** contacts of the service level are the abandoned and the timed-out ones, since several phone
  systems can't tell them apart; of the abandonment rate only the abandoned. `lost` says otherwise.
- **Within** includes the threshold (wait <= T), **short** excludes it (wait < 5 s).
- A contact whose wait nobody knows is in no service level, neither above nor below the line. It is
  counted as left out.
- **Callbacks** are neutral until told otherwise: neither answered nor lost.
- `ignore_short` does not go with an abandonment rate of all offered: a contact is offered in one window
  and lost in another, and a difference of the two can be negative.
- **Occupancy** counts ringing as time available, not as work; `busy` can add it.
- **Handle time** is the mean over contacts whose talk is known, by when they ended. Agent seconds per
  contact is another number; a formula of `agent_time` over `contacts` gives it.
- **First contact resolution** needs the ticket not to be reopened in either definition. It is judged by
  the day of the first resolution and is provisional for `days`. `ever` has no end, and so is never
  marked provisional. Net of what is not eligible: say in `where` what is.
- **Reopen rate** `cohort` asks what became of the tickets resolved in the window, and may change until
  `days` have passed; `events` does not look back and can exceed 100 %.
- **Tickets resolved** count with their first resolution, so that a ticket is in one window once.
  Deleted and merged tickets are in no share, mean or promise, whenever they were deleted; they stay in
  counts of events (`tickets`, `net_flow`, reopen `events`) and in the backlog as it was then.
- **Promises** (SLA) default to what fell due in the window: what was responded to or resolved in it
  makes a desk look better the more it ignores. By default the priority is the one the ticket has;
  `initial` keeps to the first.
- **Within hours**, lengths are open time: with ten hours a day, five working days are
  `"older_than": "50h"` with `age_in`.
- **Level**: the first level is called `1` unless `first_level` says otherwise.
- **Cost per contact** and **training hours** are points: name the currency or "hours" in `noun`.
  Training is a sum; hours per agent is a formula over it and the team's size, since a team's size
  is no event.
- **Repeat contacts** are known by the customer's hash; contacts without one are left out. Whether one is
  a repeat is known as it comes in and changes only with late records; the list calls the rate
  provisional, and so do we.
- **Breaches followed up** counts follow-ups against promises missed in the same window, whichever
  tickets they are of: send `ticket.followed_up` once a ticket. Weighing by delay is left to formulas.
- **Satisfied** means the two best points of the answer's own `scale`; an answer without one is left out.
  A mean score takes one scale only, and answers that state none.
- **Major incidents** are the open tickets of the priorities named, pending ones included. The time with
  at least one of them counts once however many there are.
- The field's own targets are in the table where there is a source; they are where to begin, not what
  to believe.

On states and judgements:

- **Status**: goal and floor each have a hysteresis and a dwell of their own, so that a stay at risk
  neither shortens nor lengthens the way back. For 30 s after its first value a judgement follows it
  at once. On the recorded shift of the tests (40 contacts an hour, true service level 82 %, target
  80/75) plain thresholds change 44 times, ours 10.
- **Held days** (`done_when`): what a KPI last showed on a desk day before it closed counts for the
  day; one that was stale, had too few cases or no data did not hold it, nor did a day on which the
  server was down. A CSF without `done_when` is achieved while it is on target.
- **Quantiles** are exact, interpolated between neighbours, for up to 256 cases, beyond that within 1 %.
- **Old levels**: an instant more than 26 h back is known by the minute, then by the quarter of an
  hour; ages and oldest subjects by the quarter of an hour.

On what feeds tell:

- What **ends before it began** counts nowhere. What has **no beginning** at all counts with the
  lengths its source states, and with none where it states none.
- A contact that waits, and nobody says how it ended, is **given up** after 4 hours, a callback after 14
  days; an agent who says nothing for 16 hours is gone; a gauge without `ttl` after 24 hours.
- A wait, talk, hold or wrap of more than a day and a number beyond a billion are **absurd**: the field is
  left out.
- All of these, stated lengths that differ from the events' times by more than 2 s, counters that were
  reset, queues that are not named, and clocks that are behind are counted by feed and reason, for
  team leads and in `/v1/health`.
- **What must add up**: entries into queues are those that ended and those that wait; tickets created
  and reopened are those that ended and those that are open. That one agent is in one state at a time,
  and that no promise is kept that was not made, holds by how lives are told.
)";
}

}  // namespace waymark
