#include "shared/model/record.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace waymark {
namespace {

constexpr std::array<std::string_view, 4> dimensions{"queue", "channel", "priority", "team"};
constexpr std::array<std::string_view, 15> text_fields{
    "queue", "channel", "priority", "team", "contact", "ticket", "agent",     "customer",
    "to",    "reason",  "metric",   "kpi",  "period",  "by",     "annotation"};

const std::vector<RecordType>& catalogue() {
    static const std::vector<RecordType> types{
        {"contact.offered", {"contact", "queue"}},
        {"contact.answered", {"contact", "queue", "agent"}},
        {"contact.abandoned", {"contact", "queue"}},
        {"contact.timed_out", {"contact", "queue"}},
        {"contact.left", {"contact", "queue"}},
        {"contact.callback_requested", {"contact", "queue"}},
        {"contact.callback_done", {"contact", "queue"}},
        {"contact.held", {"contact"}},
        {"contact.retrieved", {"contact"}},
        {"contact.transferred", {"contact"}},
        {"contact.ended", {"contact"}},
        {"contact.wrapped", {"contact"}},
        {"contact.linked", {"contact", "ticket"}},
        {"agent.state", {"agent", "state"}},
        {"agent.no_answer", {"agent"}},
        {"ticket.created", {"ticket"}},
        {"ticket.assigned", {"ticket"}},
        {"ticket.responded", {"ticket"}},
        {"ticket.pending", {"ticket"}},
        {"ticket.resumed", {"ticket"}},
        {"ticket.prioritised", {"ticket"}},
        {"ticket.escalated", {"ticket"}},
        {"ticket.resolved", {"ticket"}},
        {"ticket.reopened", {"ticket"}},
        {"ticket.closed", {"ticket"}},
        {"ticket.deleted", {"ticket"}},
        {"ticket.merged", {"ticket"}},
        {"ticket.promised", {"ticket"}},
        {"ticket.promise_kept", {"ticket"}},
        {"ticket.followed_up", {"ticket"}},
        {"ticket.state", {"ticket"}},
        {"survey.sent", {}},
        {"survey.answered", {}},
        {"quality.evaluated", {}},
        {"training.attended", {}},
        {"cost.booked", {}},
        {"self_service.completed", {}},
        {"self_service.left", {}},
        {"value.entered", {"kpi", "period"}},
        {"annotation.added", {"kind", "text"}},
        {"annotation.removed", {"annotation"}},
        {"feed.alive", {}, false},
        {"sample", {"metric", "value"}, false},
    };
    return types;
}

}  // namespace

const FieldValue* Record::find(std::string_view field) const {
    const auto found = fields.find(field);
    return found == fields.end() ? nullptr : &found->second;
}

std::string_view Record::text(std::string_view field) const {
    const FieldValue* value = find(field);
    const auto* held = value ? std::get_if<std::string>(value) : nullptr;
    return held ? std::string_view{*held} : std::string_view{};
}

std::optional<double> Record::number(std::string_view field) const {
    const FieldValue* value = find(field);
    const auto* held = value ? std::get_if<double>(value) : nullptr;
    return held ? std::optional{*held} : std::nullopt;
}

std::span<const RecordType> record_types() {
    return catalogue();
}

const RecordType* find_record_type(std::string_view name) {
    static const auto by_name = [] {
        std::unordered_map<std::string_view, const RecordType*> types;
        for (const RecordType& type : catalogue())
            types.emplace(type.name, &type);
        return types;
    }();
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
}

std::span<const std::string_view> dimension_fields() {
    return dimensions;
}

bool holds_text(std::string_view field) {
    return std::ranges::find(text_fields, field) != text_fields.end();
}

}  // namespace waymark
