#include "server/kpi/life/stint.hpp"

#include <algorithm>
#include <array>

namespace waymark::server {
namespace {

constexpr std::array<std::string_view, subject_kinds> names{"contact", "agent", "ticket", "metric"};
constexpr std::array<FieldId, subject_kinds> state_fields{field::phase, field::state, field::status,
                                                          field::metric};

}  // namespace

std::string_view name_of(SubjectKind kind) {
    return names[static_cast<std::size_t>(kind)];
}

FieldId state_field(SubjectKind kind) {
    return state_fields[static_cast<std::size_t>(kind)];
}

std::optional<SubjectKind> subject_kind_named(std::string_view name) {
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    return static_cast<SubjectKind>(found - names.begin());
}

}  // namespace waymark::server
