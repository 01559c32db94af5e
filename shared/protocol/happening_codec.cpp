#include "shared/protocol/happening_codec.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "shared/protocol/outline_codec.hpp"

namespace waymark {
namespace {

using nlohmann::json;

std::optional<Time> time_in(const json& value, const char* field) {
    const auto found = value.find(field);
    return found == value.end() ? std::nullopt : std::optional{time_from(*found)};
}

void put_share(json& value, const char* field, std::optional<double> share) {
    if (share && std::isfinite(*share)) value[field] = *share;
}
std::optional<double> share_in(const json& value, const char* field) {
    const auto found = value.find(field);
    return found == value.end() ? std::nullopt : std::optional{found->get<double>()};
}

}  // namespace

json annotation_json(const Annotation& annotation) {
    json value{{"id", annotation.id},
               {"feed", annotation.feed.text},
               {"kind", name_of(annotation.kind)},
               {"time", to_epoch_ms(annotation.time)},
               {"text", annotation.text}};
    if (annotation.until) value["until"] = to_epoch_ms(*annotation.until);
    if (!annotation.queue.empty()) value["queue"] = annotation.queue;
    return value;
}

Annotation annotation_from(const json& value) {
    Annotation annotation;
    annotation.id = value.at("id");
    annotation.feed.text = value.at("feed");
    annotation.kind =
        annotation_kind_named(value.at("kind").get<std::string>()).value_or(Annotation::Kind::note);
    annotation.time = time_from(value.at("time"));
    annotation.until = time_in(value, "until");
    annotation.text = value.at("text");
    annotation.queue = value.value("queue", std::string{});
    return annotation;
}

json milestone_json(const Milestone& milestone) {
    json value{{"id", milestone.id},
               {"kind", name_of(milestone.kind)},
               {"node", milestone.node},
               {"unit", milestone.unit.text},
               {"title", milestone.title},
               {"reached", to_epoch_ms(milestone.reached)},
               {"state", name_of(milestone.state)},
               {"since", to_epoch_ms(milestone.since)}};
    if (milestone.began) value["began"] = to_epoch_ms(*milestone.began);
    put_share(value, "before", milestone.before);
    put_share(value, "after", milestone.after);
    return value;
}

std::optional<Milestone> milestone_from(const json& value) {
    const auto kind = milestone_kind_named(value.at("kind").get<std::string>());
    if (!kind) return std::nullopt;
    Milestone milestone;
    milestone.id = value.at("id");
    milestone.kind = *kind;
    milestone.node = value.at("node");
    milestone.unit.text = value.at("unit");
    milestone.title = value.at("title");
    milestone.reached = time_from(value.at("reached"));
    milestone.state = milestone_state_named(value.at("state").get<std::string>())
                          .value_or(Milestone::State::over);
    milestone.since = time_from(value.at("since"));
    milestone.began = time_in(value, "began");
    milestone.before = share_in(value, "before");
    milestone.after = share_in(value, "after");
    return milestone;
}

}  // namespace waymark
