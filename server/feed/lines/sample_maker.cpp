#include "server/feed/lines/sample_maker.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

/// As long as a gauge holds that is not told again.
constexpr Duration forgotten_after = 24h;
constexpr Duration between_looks = 1min;

bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= SampleMaker::longest_name;
}

}  // namespace

Read<Tags> SampleMaker::labels_of(const Tags& tags, Tags found) const {
    for (const auto& [name, value] : tags) {
        const auto other = rules_.labels.find(name);
        const std::string& label = other == rules_.labels.end() ? name : other->second;
        if (!label.empty()) found[label] = value;
    }
    if (found.size() > most_labels) return refusal(line_reason::too_many_labels);
    for (const auto& [name, value] : found)
        if (!is_name(name) || !is_name(value)) return refusal(line_reason::no_name);
    return found;
}

bool SampleMaker::admit(const std::string& key, Time now) {
    if (const auto known = in_use_.find(key); known != in_use_.end()) {
        known->second = now;
        return true;
    }
    if (in_use_.size() >= rules_.most_series && now - made_room_ >= between_looks) {
        made_room_ = now;
        std::erase_if(in_use_, [&](const auto& one) { return now - one.second > forgotten_after; });
    }
    if (in_use_.size() >= rules_.most_series) return false;
    in_use_.emplace(key, now);
    return true;
}

Read<Series> SampleMaker::series(std::string_view path, const Tags& tags, std::string_view kind,
                                 Time now) {
    std::string metric{path};
    Tags found;
    const PathTemplate* fitting = nullptr;
    for (const PathTemplate& one : rules_.templates) {
        auto match = one.match(path);
        if (!match) continue;
        fitting = &one;
        found = std::move(*match);
        metric = one.take_metric(found);
        break;
    }
    if (!fitting && !rules_.templates.empty()) return refusal(line_reason::no_template);
    if (!is_name(metric)) return refusal(line_reason::no_name);
    auto labels = labels_of(tags, std::move(found));
    if (!labels) return refusal(labels.error());

    Series series{.key = metric, .sample = {.type = "sample"}};
    auto& fields = series.sample.fields;
    for (const auto& [name, value] : *labels)
        series.key.append("\n").append(name).append("=").append(value);
    if (!admit(series.key, now)) return refusal(line_reason::too_many_series);
    for (const std::string_view dimension : dimension_fields())
        if (const auto label = labels->find(dimension); label != labels->end())
            fields.emplace(dimension, std::move(labels->extract(label).mapped()));
    if (!labels->empty()) fields["labels"] = RawJson{write_json(nlohmann::json(*labels))};
    fields["metric"] = std::move(metric);
    if (fitting && !fitting->kind().empty()) kind = fitting->kind();
    fields["kind"] = std::string{kind.empty() ? "gauge" : kind};
    const auto ttl = fitting && fitting->ttl() ? fitting->ttl() : rules_.ttl;
    if (ttl) fields["ttl"] = *ttl;
    return series;
}

Read<Record> SampleMaker::sample(const Measurement& told, Time now) {
    auto made = series(told.path, told.tags, "", now);
    if (!made) return refusal(made.error());
    made->sample.fields["value"] = told.value;
    made->sample.time = told.time.value_or(now);
    return std::move(made->sample);
}

}  // namespace waymark::server
