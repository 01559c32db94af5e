#include "server/kpi/memory_codec.hpp"

#include <array>

#include <nlohmann/json.hpp>

#include "shared/protocol/record_codec.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 2> kinds{contact_kind, ticket_kind};

FieldValue field_from(const json& value) {
    if (value.is_boolean()) return value.get<bool>();
    if (value.is_number()) return value.get<double>();
    if (value.is_array()) return value.get<std::vector<std::string>>();
    return value.get<std::string>();
}

json subject_json(const Subject& subject) {
    json life = json::array();
    for (const Happening& happening : subject.life)
        life.push_back({to_epoch_ms(happening.time), happening.type});
    json fields = json::object();
    for (const auto& [name, value] : subject.fields)
        fields[name] = field_json(value);
    return {{"life", std::move(life)}, {"fields", std::move(fields)}};
}

Subject subject_from(const json& value) {
    Subject subject;
    for (const json& happening : value.at("life"))
        subject.life.push_back({from_epoch_ms(happening.at(0)), happening.at(1)});
    for (const auto& [name, field] : value.at("fields").items())
        subject.fields.emplace(name, field_from(field));
    return subject;
}

json time_json(std::optional<Time> time) {
    return time ? json(to_epoch_ms(*time)) : json(nullptr);
}

std::optional<Time> time_from(const json& value) {
    return value.is_null() ? std::nullopt : std::optional{from_epoch_ms(value.get<std::int64_t>())};
}

json state_json(std::optional<State> state) {
    return state ? json(name_of(*state)) : json(nullptr);
}

std::optional<State> state_from(const json& value) {
    return value.is_null() ? std::nullopt : state_named(value.get<std::string>());
}

json judgement_json(const Judgement& judgement) {
    return {state_json(judgement.shown), state_json(judgement.candidate),
            to_epoch_ms(judgement.since), to_epoch_ms(judgement.first)};
}

Judgement judgement_from(const json& value) {
    return {state_from(value.at(0)), state_from(value.at(1)), from_epoch_ms(value.at(2)),
            from_epoch_ms(value.at(3))};
}

Memory memory_from(const json& value, Subjects& subjects) {
    Memory memory;
    memory.now = from_epoch_ms(value.at("now"));
    for (const auto& [id, kpi] : value.at("kpis").items())
        memory.kpis[{id}] = {kpi.at("fingerprint"), kpi.at("meter"),
                             judgement_from(kpi.at("judgement"))};
    for (const auto& [id, feed] : value.at("feeds").items())
        memory.feeds[{id}] = {time_from(feed.at(0)), time_from(feed.at(1)), time_from(feed.at(2))};
    for (const std::string_view kind : kinds)
        for (const auto& [id, subject] : value.at("subjects").at(std::string{kind}).items())
            subjects.of(kind).insert_or_assign(id, subject_from(subject));
    return memory;
}

}  // namespace

std::string write_memory(const Memory& memory, const Subjects& subjects) {
    json value{{"now", to_epoch_ms(memory.now)},
               {"kpis", json::object()},
               {"feeds", json::object()},
               {"subjects", json::object()}};
    for (const auto& [id, kpi] : memory.kpis)
        value["kpis"][id.text] = {{"fingerprint", kpi.fingerprint},
                                  {"meter", kpi.meter},
                                  {"judgement", judgement_json(kpi.judgement)}};
    for (const auto& [id, feed] : memory.feeds)
        value["feeds"][id.text] = {time_json(feed.heard), time_json(feed.last_event),
                                   time_json(feed.first_event)};
    for (const std::string_view kind : kinds) {
        json& list = value["subjects"][std::string{kind}] = json::object();
        for (const auto& [id, subject] : subjects.of(kind))
            list[id] = subject_json(subject);
    }
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<Memory> read_memory(const std::string& text, Subjects& subjects) {
    const json value = json::parse(text, nullptr, false);
    try {
        Subjects read;
        Memory memory = memory_from(value, read);
        subjects = std::move(read);
        return memory;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

}  // namespace waymark::server
