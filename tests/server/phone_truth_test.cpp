#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <zlib.h>

#include "server/feed/ami/ami_decoder.hpp"
#include "server/feed/queue_log/queue_log_decoder.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

const std::string folder = WAYMARK_SOURCE_DIR "/tests/data/truth/phone/";

/// A half-hour shift of a simulated phone system, and what its simulator knows of it.
json truth() {
    return json::parse(std::ifstream{folder + "truth.json"});
}

std::string unpacked(const std::string& path) {
    std::string text;
    const gzFile file = gzopen(path.c_str(), "rb");
    char piece[4096];
    for (int octets; (octets = gzread(file, piece, sizeof piece)) > 0;)
        text.append(piece, static_cast<std::size_t>(octets));
    gzclose(file);
    return text;
}

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

struct Counted {
    std::map<std::string, int> events;
    double wait = 0, lost_wait = 0, talk = 0;
};

Counted count(const std::vector<Record>& records, const std::string& queue) {
    Counted counted;
    for (const Record& record : records) {
        if (queue != "*" && record.text("queue") != queue) continue;
        ++counted.events[record.type];
        if (record.type == "contact.answered") counted.wait += record.number("wait").value();
        if (record.type == "contact.abandoned") counted.lost_wait += record.number("wait").value();
        if (record.type == "contact.ended") counted.talk += record.number("talk").value();
    }
    return counted;
}

/// Compares what the records add up to with what `figures` ("exact", "reported") say.
void expect_truth(const std::vector<Record>& records, const std::string& figures) {
    const json shift = truth().at("shift");
    for (const auto& [queue, about] : shift.items()) {
        SCOPED_TRACE(queue);
        Counted counted = count(records, queue);
        const json& told = about.at("by_outcome");
        for (const auto& [type, name] :
             std::map<std::string, std::string>{{"contact.offered", "arrived"},
                                                {"contact.answered", "answered"},
                                                {"contact.abandoned", "abandon"},
                                                {"contact.timed_out", "timeout"},
                                                {"contact.left", "exitkey"},
                                                {"contact.ended", "completed"},
                                                {"contact.transferred", "transferred"},
                                                {"agent.no_answer", "rna"}})
            EXPECT_EQ(counted.events[type], told.at(name)) << type;
        const auto near = [](double value) { return testing::DoubleNear(value, 1e-6 * value); };
        const json& figure = told.at(figures);
        EXPECT_THAT(counted.wait / counted.events["contact.answered"],
                    near(figure.at("asa_s").get<double>()));
        const json& abandoned = figure.at("mean_time_to_abandon_s");
        EXPECT_THAT(counted.lost_wait, near(told.at("abandon").get<int>() *
                                            (abandoned.is_null() ? 0 : abandoned.get<double>())));
        EXPECT_THAT(counted.talk, near(figure.at("talk_s").get<double>()));
    }
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
