#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "server/feed/mapping/mapping.hpp"
#include "shared/protocol/problem.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark::test {

/// When every message of a test is received: 2026-03-16T09:00:00Z.
inline constexpr Time received = from_epoch_ms(1'773'651'600'000);

/// Every line that the author of rules is told.
inline std::vector<std::string> problems_of(const std::string& rules) {
    const auto document = nlohmann::json::parse(rules);
    std::vector<Problem> problems;
    server::Mapping::read(FileNode{document, "feeds.json", "/feeds/0/mapping", problems});
    std::vector<std::string> lines;
    for (const Problem& problem : problems)
        lines.push_back(to_text(problem));
    return lines;
}

inline server::Mapping mapping_of(const std::string& rules) {
    const auto document = nlohmann::json::parse(rules, nullptr, true, true);
    std::vector<Problem> problems;
    auto mapping = server::Mapping::read(FileNode{document, "feeds.json", "", problems});
    if (!problems.empty()) throw std::runtime_error(to_text(problems.front()));
    return mapping;
}

/// What a message came to: records as JSON, rejections as "place: why".
struct Mapped {
    std::string error;
    std::vector<nlohmann::json> records;
    std::vector<std::string> rejected;
    std::uint64_t without_value = 0;
};

inline Mapped map_message(const server::Mapping& mapping, const server::Delivery& delivery) {
    const auto batch = mapping.records_of(delivery, nullptr);
    Mapped mapped;
    if (!batch) {
        mapped.error = to_text(batch.error());
        return mapped;
    }
    for (const Record& record : batch->records)
        mapped.records.push_back(nlohmann::json::parse(write_record(record)));
    for (const Rejection& rejection : batch->rejected)
        mapped.rejected.push_back(rejection.at + ": " + rejection.why);
    mapped.without_value = batch->without_value;
    return mapped;
}

inline Mapped map_message(const std::string& rules, const std::string& body) {
    return map_message(mapping_of(rules), {body, "", {}, received});
}

/// The value that a record's field "x" gets by a value's rule, of a message; null when it has none.
inline nlohmann::json value_of(const std::string& value, const std::string& body) {
    const auto mapped = map_message(
        R"({"rules":[{"emit":"custom","fields":{"id":{"const":"1"},"x":)" + value + "}}]}", body);
    if (!mapped.error.empty()) return mapped.error;
    if (!mapped.rejected.empty()) return mapped.rejected.front();
    return mapped.records.at(0).value("x", nlohmann::json{});
}

}  // namespace waymark::test
