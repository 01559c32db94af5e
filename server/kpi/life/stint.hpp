#pragma once

#include "server/kpi/event/event.hpp"

namespace waymark::server {

/// The kinds of subject whose life is followed.
enum class SubjectKind : std::uint8_t { contact, agent, ticket, metric };
inline constexpr std::size_t subject_kinds = 4;

std::string_view name_of(SubjectKind kind);
/// The field whose word tells stints of this kind apart: what the contact, agent or ticket is
/// doing, which metric it is.
FieldId state_field(SubjectKind kind);
std::optional<SubjectKind> subject_kind_named(std::string_view name);

/// A stretch of a subject's life in which its state was the same. While it lasts `to` is
/// Time::max().
struct Stint {
    Time from;
    Time to = Time::max();
    Event state;  ///< its fields: what was true of the subject; its time is `from`
    bool operator==(const Stint&) const = default;
};

}  // namespace waymark::server
