#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/feed/mapping/rule.hpp"

namespace waymark::server::mapping {

/// What one message makes at most, records and rejections.
inline constexpr std::size_t most_results = 20'000;

/// One message on its way through the rules.
class MappingRun {
public:
    /// `steps` may be null.
    MappingRun(const std::vector<Rule>& rules, const Delivery& delivery,
               std::vector<MappingStep>* steps);

    /// Takes an element of the message; false: no more is to be done.
    bool take(const std::string& place, const Result<nlohmann::json>& element);

    /// What came out; an Error when the message asks for too much.
    Result<FeedBatch> finish();

private:
    bool look_at(const std::vector<Rule>& rules);
    bool look_at(const Rule& rule);
    void go_through(const Rule& rule, std::size_t level);
    bool look_inside(const Rule& rule);
    bool make(const Rule& rule, const std::string& type, MappingStep* step);
    Result<nlohmann::json> fields_of(const Rule& rule, MappingStep* step);
    void set_id(const Rule& rule, nlohmann::json& record);
    bool enough() const;
    void reject(std::string at, std::string why, MappingStep* step);

    const std::vector<Rule>& rules_;
    Scope scope_;
    std::vector<MappingStep>* steps_;
    FeedBatch batch_;
    std::size_t named_by_delivery_ = 0;  ///< records whose id is the delivery's and their number
    std::size_t made_of_element_ = 0;    ///< records whose id is common to the element's
};

}  // namespace waymark::server::mapping
