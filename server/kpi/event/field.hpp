#pragma once

#include <cstdint>
#include <string_view>

namespace waymark::server {

/// The number of a field's name. The names below are known to every vocabulary under these numbers;
/// others, which a desk's definitions use, follow.
using FieldId = std::uint16_t;

namespace field {
enum : FieldId {
    none,
    queue,
    channel,
    priority,
    team,  // dimensions
    agent,
    customer,
    level,
    reason,
    kind,  // words
    metric,
    kpi,
    period,
    article,  // words
    wait,
    talk,
    hold,
    wrap,
    ring,
    handle,        // seconds
    conversation,  // seconds: talk and hold
    elapsed,
    net,
    work,
    work_net,  // seconds since the subject began: clock / less
               // pending / within work hours / both
    since,
    began,
    promise,
    due,  // instants
    response_due,
    resolution_due,  // instants
    entry,
    responses,
    reassigned,
    reopens,
    escalations,  // counts
    reopened_after,
    since_resolved,  // seconds
    value,
    added,
    score,
    scale,
    points,
    max,
    hours,
    amount,  // numbers
    first,
    final,
    is_public,
    first_contact,
    level1_resolvable,
    assigned,
    responded,
    in_time,
    met,
    deleted,
    reopened,
    satisfied,
    warm,
    answered,  // true or false
    status,
    phase,
    state,
    basis,
    origin,
    subject_kind,  // words
    known_count
};
}  // namespace field

/// The name of a known field, as definitions write it ("queue", "in_time", "public").
std::string_view name_of_field(FieldId id);

}  // namespace waymark::server
