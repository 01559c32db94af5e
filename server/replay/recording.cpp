#include "server/replay/recording.hpp"

#include <algorithm>
#include <array>
#include <istream>
#include <unordered_set>

#include "server/feed/ami/ami_decoder.hpp"
#include "server/feed/queue_log/queue_log_decoder.hpp"
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
    /// Records as a phone system dates them: now is the newest of their times.
    void take_as_dated(std::vector<Record> records) {
        for (Record& record : records) {
            now_ = std::max(now_, record.time);
            take(now_, std::move(record));
        }
    }
    void skip(const SkipCounts& skipped) {
        for (const auto& [reason, count] : skipped)
            counts_.skipped[std::string{reason}] += count;
    }
    RecordingCounts counts() { return std::move(counts_); }

private:
    const Tell& tell_;
    RecordingCounts counts_;
    std::unordered_set<std::string> seen_;
    Time now_;
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

void read_ami(std::istream& file, std::optional<Duration> max_wait, Sieve& sieve) {
    AmiReader reader;
    AmiDecoder decoder{AmiDecoder::Options{.max_wait = max_wait}};
    std::array<char, 65'536> octets;
    while (file.read(octets.data(), octets.size()), file.gcount() > 0)
        for (const AmiMessage& message :
             reader.read({octets.data(), static_cast<std::size_t>(file.gcount())}))
            sieve.take_as_dated(decoder.decode(message));
    reader.end();
    sieve.take_as_dated(decoder.flush());
    sieve.skip(reader.skipped());
    sieve.skip(decoder.skipped());
}

void read_queue_log(std::istream& file, Sieve& sieve) {
    QueueLogDecoder decoder{{}};
    std::string line;
    while (std::getline(file, line)) {
        if (line.ends_with('\r')) line.pop_back();
        sieve.take_as_dated(decoder.decode(line));
    }
    sieve.skip(decoder.skipped());
}

}  // namespace

RecordingCounts read_recording(std::istream& file, const RecordingRules& rules, const Tell& tell) {
    Sieve sieve{tell};
    switch (rules.form) {
        case RecordingForm::records:
            read_records(file, sieve);
            break;
        case RecordingForm::ami:
            read_ami(file, rules.max_wait, sieve);
            break;
        case RecordingForm::queue_log:
            read_queue_log(file, sieve);
            break;
    }
    return sieve.counts();
}

}  // namespace waymark::server
