#include "server/command/trial.hpp"

#include "shared/protocol/record_codec.hpp"

namespace waymark::server {
namespace {

std::string count_of(std::size_t count, const std::string& what) {
    return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
}

}  // namespace

Trial try_message(const Mapping& mapping, const Delivery& message) {
    std::vector<MappingStep> steps;
    const auto batch = mapping.records_of(message, &steps);
    Trial trial;
    for (const MappingStep& step : steps) {
        trial.report += step.rule + (step.matched ? ": matches\n" : ": does not match\n");
        for (const std::string& note : step.notes)
            trial.report += "    " + note + '\n';
    }
    if (!steps.empty()) trial.report += '\n';
    if (!batch) {
        trial.report += "The message is refused: " + to_text(batch.error()) + '\n';
        return trial;
    }
    trial.report += count_of(batch->records.size(), "record") + ", " +
                    std::to_string(batch->rejected.size()) + " rejected, " +
                    std::to_string(batch->without_value) + " dropped without a value\n";
    for (const Record& record : batch->records)
        trial.report += write_record(record) + '\n';
    for (const Rejection& rejection : batch->rejected)
        trial.report += "rejected" + (rejection.at.empty() ? "" : " at " + rejection.at) + ": " +
                        rejection.why + '\n';
    trial.good = batch->rejected.empty();
    return trial;
}

}  // namespace waymark::server
