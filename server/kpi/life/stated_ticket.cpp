#include "server/kpi/life/stated_ticket.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"

namespace waymark::server {
namespace {

using Status = TicketCourse::Status;

constexpr std::array<std::string_view, 14> standing_fields{
    "created",           "status",   "first_response", "last_response", "responses",
    "reassigned",        "reopens",  "reopened",       "pending_since", "first_resolved",
    "pending_intervals", "resolved", "closed",         "deleted"};

struct StatusWord {
    std::string_view word;
    Status status;
};
constexpr std::array status_words{
    StatusWord{"new", Status::open},
    StatusWord{"open", Status::open},
    StatusWord{"opened", Status::open},
    StatusWord{"reopened", Status::open},
    StatusWord{"active", Status::open},
    StatusWord{"assigned", Status::open},
    StatusWord{"in progress", Status::open},
    StatusWord{"work in progress", Status::open},
    StatusWord{"processing", Status::open},
    StatusWord{"pending", Status::pending},
    StatusWord{"on hold", Status::pending},
    StatusWord{"hold", Status::pending},
    StatusWord{"paused", Status::pending},
    StatusWord{"stalled", Status::pending},
    StatusWord{"waiting", Status::pending},
    StatusWord{"pending reminder", Status::pending},
    StatusWord{"pending customer", Status::pending},
    StatusWord{"waiting for customer", Status::pending},
    StatusWord{"waiting on customer", Status::pending},
    StatusWord{"awaiting user info", Status::pending},
    StatusWord{"resolved", Status::resolved},
    StatusWord{"solved", Status::resolved},
    StatusWord{"fixed", Status::resolved},
    StatusWord{"done", Status::resolved},
    StatusWord{"closed", Status::closed},
    StatusWord{"deleted", Status::deleted},
    StatusWord{"removed", Status::deleted},
    StatusWord{"spam", Status::deleted},
    StatusWord{"merged", Status::deleted},
};

/// "Not set" is written as the first days of 1970 by some systems.
constexpr Time first_real_time = Time{std::chrono::days{2}};

std::optional<Time> sane(std::optional<Time> time, Time latest) {
    if (!time || *time < first_real_time) return std::nullopt;
    return std::min(*time, latest);
}

std::optional<Time> from_number(double ms, Time latest) {
    if (!(std::abs(ms) < 1e14)) return std::nullopt;
    return sane(from_epoch_ms(std::llround(ms)), latest);
}

std::optional<Time> time_in(const Record& state, std::string_view field) {
    if (const auto ms = state.number(field)) return from_number(*ms, state.time);
    return sane(from_rfc3339(state.text(field)), state.time);
}

int count_in(const Record& state, std::string_view field) {
    const double count = state.number(field).value_or(0);
    return count > 0 ? static_cast<int>(std::min(count, 1e6)) : 0;
}

std::optional<Time> time_of(const nlohmann::json& value, Time latest) {
    if (value.is_number()) return from_number(value.get<double>(), latest);
    if (value.is_string()) return sane(from_rfc3339(value.get_ref<const std::string&>()), latest);
    return std::nullopt;
}

/// [[from, to], ...] of instants.
std::vector<Bounds> intervals_in(const Record& state, std::string_view field) {
    std::vector<Bounds> intervals;
    const FieldValue* value = state.find(field);
    const auto* raw = value ? std::get_if<RawJson>(value) : nullptr;
    if (raw == nullptr) return intervals;
    const auto list = nlohmann::json::parse(raw->text, nullptr, false);
    if (!list.is_array()) return intervals;
    for (const auto& pair : list) {
        if (!pair.is_array() || pair.size() != 2) continue;
        const auto from = time_of(pair[0], state.time);
        const auto to = time_of(pair[1], state.time);
        if (from && to && *from < *to) intervals.push_back({*from, *to});
    }
    std::ranges::sort(intervals, {}, &Bounds::from);
    return intervals;
}

}  // namespace

Time StatedTicket::earliest(Time otherwise) const {
    Time found = otherwise;
    for (const auto& time :
         {created, first_response, first_resolved, resolved, closed, pending_since})
        if (time) found = std::min(found, *time);
    return pending.empty() ? found : std::min(found, pending.front().from);
}

StatedTicket read_stated(const Record& state) {
    StatedTicket stated;
    stated.status = ticket_status_named(state.text("status"));
    stated.created = time_in(state, "created");
    stated.first_response = time_in(state, "first_response");
    stated.last_response = time_in(state, "last_response");
    stated.first_resolved = time_in(state, "first_resolved");
    stated.resolved = time_in(state, "resolved");
    stated.closed = time_in(state, "closed");
    stated.pending_since = time_in(state, "pending_since");
    stated.pending = intervals_in(state, "pending_intervals");
    stated.responses = std::max(count_in(state, "responses"),
                                stated.first_response || stated.last_response ? 1 : 0);
    stated.reassigned = count_in(state, "reassigned");
    stated.reopens = std::max(count_in(state, "reopens"), count_in(state, "reopened"));
    return stated;
}

bool is_of_standing(std::string_view field) {
    return std::ranges::find(standing_fields, field) != standing_fields.end();
}

TicketCourse::Status ticket_status_named(std::string_view word) {
    std::string plain;
    for (const char letter : word)
        plain += letter == '_' || letter == '-'
                     ? ' '
                     : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    const auto found = std::ranges::find(status_words, std::string_view{plain}, &StatusWord::word);
    return found == status_words.end() ? Status::unknown : found->status;
}

}  // namespace waymark::server
