#include "server/charter/topics.hpp"

#include <algorithm>
#include <array>

#include "server/charter/plain_words.hpp"

namespace waymark::server {
namespace {

using Words = std::string_view;

constexpr auto quality_stems = std::to_array<Words>({"quality", "qualität", "kvalitet"});
constexpr auto quality_measures = std::to_array<Words>(
    {"qa_score", "csat", "nps", "first_contact_resolution", "reopen_rate", "repeat_contact_rate"});

constexpr auto speed_stems =
    std::to_array<Words>({"fast", "quick", "prompt", "speed", "schnell", "rasch", "hurtig"});
constexpr auto speed_measures =
    std::to_array<Words>({"service_level", "live_service_level", "speed_of_answer", "average_wait",
                          "longest_wait", "longest_wait_ended", "time_to_resolve",
                          "time_to_first_response", "response_sla", "resolution_sla"});

constexpr auto communication_stems = std::to_array<Words>({"communicat", "kommuni"});
constexpr auto communication_measures =
    std::to_array<Words>({"service_level", "live_service_level", "speed_of_answer", "average_wait",
                          "longest_wait", "abandonment_rate", "time_to_first_response",
                          "response_sla", "promises_kept", "breaches_followed_up", "csat"});

constexpr auto reliability_stems = std::to_array<Words>(
    {"reliab", "dependab", "zuverlässig", "verlässlich", "pålidelig", "driftssikker"});
constexpr auto reliability_measures =
    std::to_array<Words>({"major_incidents", "oldest_major_incident", "major_incident_minutes",
                          "promises_kept", "response_sla", "resolution_sla"});

constexpr auto efficiency_stems = std::to_array<Words>({"efficien", "effizien", "effektiv"});
constexpr auto efficiency_measures = std::to_array<Words>(
    {"handle_time", "occupancy", "utilisation", "cost_per_contact", "first_contact_resolution",
     "first_level_resolution", "self_service_completion"});

constexpr auto cost_stems =
    std::to_array<Words>({"cost", "affordab", "kosten", "kostengünstig", "omkostning"});
constexpr auto cost_measures = std::to_array<Words>({"cost_per_contact"});

constexpr auto learning_stems = std::to_array<Words>(
    {"training", "learn", "skill", "lernen", "weiterbild", "uddann", "kompeten"});
constexpr auto learning_measures =
    std::to_array<Words>({"training_hours", "qa_score", "knowledge_link_rate"});

constexpr auto self_service_stems =
    std::to_array<Words>({"self-service", "selbstbedien", "selvbetjen"});
constexpr auto self_service_measures =
    std::to_array<Words>({"self_service_completion", "channel_share"});

constexpr std::array all_topics{
    Topic{"quality", quality_stems, quality_measures},
    Topic{"speed", speed_stems, speed_measures},
    Topic{"communication", communication_stems, communication_measures},
    Topic{"reliability", reliability_stems, reliability_measures},
    Topic{"efficiency", efficiency_stems, efficiency_measures},
    Topic{"cost", cost_stems, cost_measures},
    Topic{"learning", learning_stems, learning_measures},
    Topic{"self-service", self_service_stems, self_service_measures},
};

constexpr auto customer_stems = std::to_array<Words>(
    {"satisf", "csat", "nps", "recommend", "zufrieden", "weiterempf", "tilfreds", "anbefal"});
constexpr auto customer_measures =
    std::to_array<Words>({"csat", "nps", "first_contact_resolution"});
constexpr Topic customers{"customers", customer_stems, customer_measures};

}  // namespace

std::string_view Topic::word_in(std::string_view text) const {
    for (const std::string_view stem : stems)
        if (const auto word = word_beginning(text, stem); !word.empty()) return word;
    return {};
}

bool Topic::is_measured_by(const Kpi& kpi, const Measure& measure) const {
    return std::ranges::find(measures, measure.name) != measures.end() ||
           !word_in(folded(kpi.title)).empty();
}

std::span<const Topic> topics() {
    return all_topics;
}

const Topic& customer_outcome() {
    return customers;
}

}  // namespace waymark::server
