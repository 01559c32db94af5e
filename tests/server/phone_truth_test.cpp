#include <fstream>

#include "server/feed/ami/ami_decoder.hpp"
#include "server/feed/queue_log/queue_log_decoder.hpp"
#include "tests/support/phone_shift.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using namespace test::phone_shift;

std::vector<Record> from_ami(std::size_t piece) {
    const std::string text = unpacked(folder + "session.ami.gz");
    AmiReader reader;
    AmiDecoder decoder{{.max_wait = std::chrono::seconds{180}}};
    std::vector<Record> records;
    const auto keep = [&](std::vector<Record> more) {
        records.insert(records.end(), more.begin(), more.end());
    };
    for (std::size_t at = 0; at < text.size(); at += piece)
        for (const AmiMessage& message : reader.read(std::string_view{text}.substr(at, piece)))
            keep(decoder.decode(message));
    keep(decoder.flush());
    EXPECT_TRUE(reader.skipped().empty());
    EXPECT_TRUE(decoder.skipped().empty());
    return records;
}

std::vector<Record> from_queue_log() {
    std::ifstream file{folder + "queue_log"};
    QueueLogDecoder decoder{{}};
    std::vector<Record> records;
    for (std::string line; std::getline(file, line);)
        for (Record& record : decoder.decode(line))
            records.push_back(std::move(record));
    EXPECT_TRUE(decoder.skipped().empty());
    return records;
}

/// Seconds each agent spent in each state up to `end`.
std::map<std::string, std::map<std::string, double>> seconds_of_agents(
    const std::vector<Record>& records, Time end) {
    std::map<std::string, const Record*> last;
    std::map<std::string, std::map<std::string, double>> seconds;
    const auto add = [&](const Record& from, Time to) {
        seconds[std::string{from.text("agent")}][std::string{from.text("state")}] +=
            in_seconds(to - from.time);
    };
    for (const Record& record : records) {
        if (record.type != "agent.state") continue;
        const Record*& before = last[std::string{record.text("agent")}];
        if (before) add(*before, record.time);
        before = &record;
    }
    for (const auto& [agent, record] : last)
        add(*record, end);
    return seconds;
}

TEST(PhoneTruth, TheAmiSessionAddsUpToTheExactFigures) {
    expect_truth(from_ami(1'000'000), "exact");
}

TEST(PhoneTruth, TheQueueLogAddsUpToTheReportedFigures) {
    expect_truth(from_queue_log(), "reported");
}

TEST(PhoneTruth, AgentsAreInEachStateAsLongAsTheyReallyWere) {
    const json known = truth();
    const Time end = from_epoch_us(known.at("meta").at("end").get<std::int64_t>() * 1'000'000);
    auto seconds = seconds_of_agents(from_ami(1'000'000), end);
    for (const auto& [agent, states] : known.at("agents").items())
        for (const auto& [state, name] : std::map<std::string, std::string>{{"ready", "ready"},
                                                                            {"ringing", "ring"},
                                                                            {"on_contact", "talk"},
                                                                            {"wrap", "wrap"},
                                                                            {"away", "pause"}})
            EXPECT_NEAR(seconds[agent][state], states.at(name).get<double>(), 0.2)
                << agent << " " << state;
}

TEST(PhoneTruth, RecordsComeInOrderAndEachOnce) {
    for (const auto& records : {from_ami(1'000'000), from_queue_log()}) {
        std::set<std::string> ids;
        for (const Record& record : records)
            EXPECT_TRUE(ids.insert(record.id).second) << record.id;
        EXPECT_TRUE(std::ranges::is_sorted(records, {}, &Record::time));
    }
}

TEST(PhoneTruth, ReadingAgainRepeatsTheRecordsInWhateverPiecesTheOctetsCome) {
    const auto whole = from_ami(1'000'000);
    EXPECT_EQ(from_ami(1), whole);
    EXPECT_EQ(from_ami(777), whole);
    EXPECT_EQ(from_queue_log(), from_queue_log());
}

}  // namespace
}  // namespace waymark::server
