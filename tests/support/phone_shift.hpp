#pragma once

#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <zlib.h>

#include "shared/model/record.hpp"

/// A half-hour shift of a simulated phone system, and what its simulator knows of it.
namespace waymark::test::phone_shift {

using nlohmann::json;

inline const std::string folder = WAYMARK_SOURCE_DIR "/tests/data/truth/phone/";

inline json truth() {
    return json::parse(std::ifstream{folder + "truth.json"});
}

inline std::string unpacked(const std::string& path) {
    std::string text;
    const gzFile file = gzopen(path.c_str(), "rb");
    char piece[4096];
    for (int octets; (octets = gzread(file, piece, sizeof piece)) > 0;)
        text.append(piece, static_cast<std::size_t>(octets));
    gzclose(file);
    return text;
}

struct Counted {
    std::map<std::string, int> events;
    double wait = 0, lost_wait = 0, talk = 0;
    int answered_in_20_s = 0, lost_in_20_s = 0, lost_in_5_s = 0;
};

inline Counted count(const std::vector<Record>& records, const std::string& queue) {
    Counted counted;
    for (const Record& record : records) {
        if (queue != "*" && record.text("queue") != queue) continue;
        ++counted.events[record.type];
        const double wait = record.number("wait").value_or(-1);
        if (record.type == "contact.answered") counted.wait += wait;
        if (record.type == "contact.abandoned") counted.lost_wait += wait;
        if (record.type == "contact.answered" && wait <= 20) ++counted.answered_in_20_s;
        const bool lost = record.type == "contact.abandoned" || record.type == "contact.timed_out";
        if (lost && wait <= 20) ++counted.lost_in_20_s;
        if (lost && wait < 5) ++counted.lost_in_5_s;
        if (record.type == "contact.ended") counted.talk += record.number("talk").value_or(-1e9);
    }
    return counted;
}

/// Compares what the records add up to with what `figures` ("exact", "reported") say.
inline void expect_truth(const std::vector<Record>& records, const std::string& figures) {
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
        EXPECT_EQ(counted.answered_in_20_s, figure.at("answered_in_T"));
        EXPECT_EQ(counted.lost_in_20_s, figure.at("abandoned_in_T"));
        EXPECT_EQ(counted.lost_in_5_s, figure.at("abandoned_lt_5s"));
        EXPECT_THAT(counted.wait / counted.events["contact.answered"],
                    near(figure.at("asa_s").get<double>()));
        const json& abandoned = figure.at("mean_time_to_abandon_s");
        EXPECT_THAT(counted.lost_wait, near(told.at("abandon").get<int>() *
                                            (abandoned.is_null() ? 0 : abandoned.get<double>())));
        EXPECT_THAT(counted.talk, near(figure.at("talk_s").get<double>()));
    }
}

}  // namespace waymark::test::phone_shift
