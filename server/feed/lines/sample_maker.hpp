#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/feed/lines/measurement.hpp"
#include "server/feed/lines/path_template.hpp"
#include "shared/model/record.hpp"

namespace waymark::server {

/// How lines become samples.
struct SampleRules {
    std::vector<PathTemplate> templates;  ///< the first that fits; none: the path is the metric
    Tags labels;                ///< other names for labels; of an empty name, the label is left out
    std::optional<double> ttl;  ///< of the samples, in seconds
    std::size_t most_series = 1'000;
};

/// A metric with its labels, as a sample without a value.
struct Series {
    std::string key;  ///< the same for the same metric and labels
    Record sample;
};

/// Makes samples of what lines tell. Labels that are dimensions (queue, channel, priority, team)
/// become fields of their own. As names may come from anybody, only so many metrics with their
/// labels are in use at a time: one that was not told for 24 h makes room. Server thread only.
class SampleMaker {
public:
    static constexpr std::size_t most_labels = 16;
    static constexpr std::size_t longest_name = 90;

    explicit SampleMaker(SampleRules rules) : rules_(std::move(rules)) {}

    /// `kind` is that of the sample unless a template says another; empty: a gauge.
    Read<Series> series(std::string_view path, const Tags& tags, std::string_view kind, Time now);

    Read<Record> sample(const Measurement& told, Time now);

private:
    Read<Tags> labels_of(const Tags& tags, Tags found) const;
    bool admit(const std::string& key, Time now);

    SampleRules rules_;
    std::map<std::string, Time> in_use_;  ///< when they were told last
    Time made_room_;
};

}  // namespace waymark::server
