#include "shared/protocol/catalogue/catalogue.hpp"

#include <algorithm>

#include "shared/protocol/catalogue/subjects.hpp"

namespace waymark {
namespace {

std::vector<NamedMeasure> all_measures() {
    std::vector<NamedMeasure> all;
    for (const auto part : {waiting_measures, service_level_measures, contact_measures,
                            agent_measures, resolution_measures, backlog_measures, promise_measures,
                            ticket_time_measures, survey_measures, other_measures})
        for (NamedMeasure& measure : part())
            all.push_back(std::move(measure));
    return all;
}

}  // namespace

std::span<const NamedMeasure> catalogue() {
    static const std::vector<NamedMeasure> all = all_measures();
    return all;
}

const NamedMeasure* find_named_measure(std::string_view name) {
    const auto found = std::ranges::find(catalogue(), name, &NamedMeasure::name);
    return found == catalogue().end() ? nullptr : &*found;
}

}  // namespace waymark
