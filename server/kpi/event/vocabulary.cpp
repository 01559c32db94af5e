#include "server/kpi/event/vocabulary.hpp"

#include <array>
#include <cassert>

#include "shared/model/record.hpp"

namespace waymark::server {
namespace {

constexpr std::array<std::string_view, field::known_count> known_fields{"",
                                                                        "queue",
                                                                        "channel",
                                                                        "priority",
                                                                        "team",
                                                                        "agent",
                                                                        "customer",
                                                                        "level",
                                                                        "reason",
                                                                        "kind",
                                                                        "metric",
                                                                        "kpi",
                                                                        "period",
                                                                        "article",
                                                                        "wait",
                                                                        "talk",
                                                                        "hold",
                                                                        "wrap",
                                                                        "ring",
                                                                        "handle",
                                                                        "conversation",
                                                                        "elapsed",
                                                                        "net",
                                                                        "work",
                                                                        "work_net",
                                                                        "since",
                                                                        "began",
                                                                        "promise",
                                                                        "due",
                                                                        "response_due",
                                                                        "resolution_due",
                                                                        "entry",
                                                                        "responses",
                                                                        "reassigned",
                                                                        "reopens",
                                                                        "escalations",
                                                                        "reopened_after",
                                                                        "since_resolved",
                                                                        "value",
                                                                        "added",
                                                                        "score",
                                                                        "scale",
                                                                        "points",
                                                                        "max",
                                                                        "hours",
                                                                        "amount",
                                                                        "first",
                                                                        "final",
                                                                        "public",
                                                                        "first_contact",
                                                                        "level1_resolvable",
                                                                        "assigned",
                                                                        "responded",
                                                                        "in_time",
                                                                        "met",
                                                                        "deleted",
                                                                        "reopened",
                                                                        "satisfied",
                                                                        "warm",
                                                                        "answered",
                                                                        "status",
                                                                        "phase",
                                                                        "state",
                                                                        "basis",
                                                                        "origin",
                                                                        "subject_kind"};

}  // namespace

std::string_view name_of_field(FieldId id) {
    assert(id < field::known_count);
    return known_fields[id];
}

Vocabulary::Vocabulary() {
    texts_.emplace_back("(other)");
    lists_.emplace_back();
    type_names_.emplace_back("(other)");
    for (const std::string_view name : known_fields)
        learn_field(name);
    for (const RecordType& type : record_types())
        learn_type(type.name);
}

Word Vocabulary::learn(std::string_view text) {
    if (const auto known = words_.find(text); known != words_.end()) return known->second;
    if (text.empty() || words_.size() >= most_words) return no_word;
    const auto word = static_cast<Word>(texts_.size());
    texts_.emplace_back(text);
    words_.emplace(text, word);
    return word;
}

Word Vocabulary::find(std::string_view text) const {
    const auto known = words_.find(text);
    return known == words_.end() ? no_word : known->second;
}

Word Vocabulary::learn_list(std::span<const std::string> texts) {
    list_key_.clear();
    for (const std::string& text : texts) {
        list_key_ += text;
        list_key_ += '\n';
    }
    if (const auto known = list_numbers_.find(list_key_); known != list_numbers_.end())
        return known->second;
    std::vector<Word> words;
    for (const std::string& text : texts)
        words.push_back(learn(text));
    if (lists_.size() >= most_words) return no_word;
    const auto number = static_cast<Word>(lists_.size());
    lists_.push_back(std::move(words));
    list_numbers_.emplace(list_key_, number);
    return number;
}

EventType Vocabulary::learn_type(std::string_view name) {
    if (const EventType known = find_type(name); known != other_type) return known;
    const auto type = static_cast<EventType>(type_names_.size());
    types_.emplace(name, type);
    type_names_.emplace_back(name);
    return type;
}

EventType Vocabulary::find_type(std::string_view name) const {
    const auto known = types_.find(name);
    return known == types_.end() ? other_type : known->second;
}

FieldId Vocabulary::learn_field(std::string_view name) {
    if (FieldId known = 0; find_field(name, known)) return known;
    const auto id = static_cast<FieldId>(field_names_.size());
    fields_.emplace(name, id);
    field_names_.emplace_back(name);
    return id;
}

bool Vocabulary::find_field(std::string_view name, FieldId& id) const {
    const auto known = fields_.find(name);
    if (known == fields_.end()) return false;
    id = known->second;
    return true;
}

}  // namespace waymark::server
