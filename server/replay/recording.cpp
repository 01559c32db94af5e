#include "server/replay/recording.hpp"

#include <istream>
#include <unordered_set>

#include "server/replay/record_lines.hpp"

namespace waymark::server {
namespace {

using Tell = std::function<void(Time now, Record record)>;

/// Counts, and drops what was told before.
class Sieve {
public:
    explicit Sieve(const Tell& tell) : tell_(tell) {}

    void take(Time now, Record record) {
        ++counts_.read;
        if (!record.id.empty() && !seen_.insert(record.id).second) {
            ++counts_.duplicates;
            return;
        }
        ++counts_.told;
        tell_(now, std::move(record));
    }
    void refuse(const std::string& field, const std::string& first) {
        ++counts_.read;
        Refused& refused = counts_.refused[field];
        if (refused.count++ == 0) refused.first = first;
    }
    RecordingCounts counts() { return std::move(counts_); }

private:
    const Tell& tell_;
    RecordingCounts counts_;
    std::unordered_set<std::string> seen_;
};

void read_records(std::istream& file, Sieve& sieve) {
    RecordLines lines;
    std::string line;
    for (std::uint64_t number = 1; std::getline(file, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
        Played played = lines.read(line);
        for (const Rejection& rejection : played.rejected)
            sieve.refuse(rejection.at, "line " + std::to_string(number) + ": " + rejection.why);
        for (Record& record : played.records)
            sieve.take(played.now, std::move(record));
    }
}

}  // namespace

RecordingCounts read_recording(std::istream& file, const RecordingRules& rules, const Tell& tell) {
    Sieve sieve{tell};
    if (rules.form == RecordingForm::records) read_records(file, sieve);
    return sieve.counts();
}

}  // namespace waymark::server
