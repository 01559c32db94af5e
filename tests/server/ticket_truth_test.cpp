#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/kpi/life/ticket_state.hpp"
#include "tests/support/ticket_tale.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

std::vector<json> lines_of(const std::string& name) {
    std::ifstream file(std::string{WAYMARK_SOURCE_DIR} + "/tests/data/tickets/" + name);
    std::vector<json> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(json::parse(line));
    return lines;
}

Record read_record(const json& line) {
    Record record;
    for (const auto& [name, value] : line.items()) {
        if (name == "type") {
            record.type = value;
        } else if (name == "id") {
            record.id = value;
        } else if (name == "time") {
            record.time = from_epoch_ms(value);
        } else if (value.is_string()) {
            record.fields[name] = value.get<std::string>();
        } else if (value.is_number()) {
            record.fields[name] = value.get<double>();
        } else if (value.is_boolean()) {
            record.fields[name] = value.get<bool>();
        } else {
            record.fields[name] = RawJson{value.dump()};
        }
    }
    return record;
}

/// 18:00 and the last millisecond of each day in London, from 16 March to 12 April 2026.
std::vector<Time> sample_times() {
    std::vector<Time> times;
    for (int day = 0; day < 28; ++day) {
        const Time midnight = utc("2026-03-16 00:00") + std::chrono::days{day};
        const auto summer = [&](Time local) {
            return local >= utc("2026-03-29 02:00") ? local - std::chrono::hours{1} : local;
        };
        times.push_back(summer(midnight + std::chrono::hours{18}));
        times.push_back(summer(midnight + std::chrono::hours{24}) - std::chrono::milliseconds{1});
    }
    return times;
}

/// Whole milliseconds.
std::int64_t ms(const std::optional<double>& seconds) {
    return seconds ? std::llround(*seconds * 1000) : -1;
}

/// Tickets reopened, re-priced, pending, deleted, of before the stream, over the change to summer
/// time and over Easter, with what an independent program found of each.
class TicketTruth : public testing::Test {
protected:
    TicketTruth() {
        for (const json& line : lines_of("records.jsonl")) {
            const Record record = read_record(line);
            auto& life = lives[std::string{record.text("ticket")}];
            if (record.type != "ticket.state") {
                life.push_back(compile(record, 0, desk.vocabulary));
                continue;
            }
            for (const Record& meant : events_of_state(record, &life, desk.words, desk.vocabulary))
                life.push_back(compile(meant, 0, desk.vocabulary));
        }
        truth = lines_of("truth.jsonl");
    }

    const Event* first_of(const Told& told, EventType type) const {
        for (const Event& event : told.events)
            if (event.type == type && event.flag(field::first)) return &event;
        return nullptr;
    }
    /// '-' not in the backlog, 'o' open, 'p' pending; a capital: its response is overdue.
    char standing(const Told& told, Time at) const {
        for (const Stint& stint : told.stints) {
            if (at < stint.from || at >= stint.to) continue;
            const auto due = stint.state.instant(field::response_due);
            const char status = desk.text(stint.state, field::status)[0];
            return due && at > *due ? static_cast<char>(std::toupper(status)) : status;
        }
        return '-';
    }
    /// By the clock of the priority: P1 around the clock, others within work hours.
    static FieldId clock_of(const json& priority, bool net) {
        if (priority == "P1") return net ? field::net : field::elapsed;
        return net ? field::work_net : field::work;
    }

    TicketDesk desk;
    std::map<std::string, std::vector<Event>> lives;
    std::vector<json> truth;
};

TEST_F(TicketTruth, FirstResponses) {
    int compared = 0;
    for (const json& row : truth) {
        const Told told = desk.tell(lives.at(row["ticket"]));
        const Event* response = first_of(told, desk.words.responded);
        ASSERT_EQ(response != nullptr, !row["first_response"].is_null()) << row;
        if (response == nullptr) continue;
        ++compared;
        EXPECT_EQ(to_epoch_ms(response->time), row["first_response"]) << row;
        EXPECT_EQ(ms(response->number(field::work)), row["response_business_ms"]) << row;
        EXPECT_EQ(ms(response->number(clock_of(row["response_priority"], false))),
                  row["response_clock_ms"])
            << row;
        ASSERT_NE(response->find(field::in_time), nullptr);
        EXPECT_EQ(response->flag(field::in_time), row["response_met"]) << row;
    }
    EXPECT_GT(compared, 30);
}

TEST_F(TicketTruth, FirstResolves) {
    int compared = 0;
    for (const json& row : truth) {
        const Told told = desk.tell(lives.at(row["ticket"]));
        const Event* resolve = first_of(told, desk.words.resolved);
        // One that was reopened before it was first heard of has its first resolve in the past.
        const bool unheard = row["initial"] && row["reopens"] > row["resolves"];
        if (resolve == nullptr) {
            EXPECT_TRUE(row["first_resolved"].is_null() || row["initial"]) << row;
            continue;
        }
        EXPECT_FALSE(unheard) << row;
        ++compared;
        EXPECT_EQ(to_epoch_ms(resolve->time), row["first_resolved"]) << row;
        EXPECT_EQ(ms(resolve->number(field::work)), row["resolve_business_ms"]) << row;
        EXPECT_EQ(ms(resolve->number(field::work_net)), row["resolve_business_net_ms"]) << row;
        EXPECT_EQ(ms(resolve->number(clock_of(row["resolve_priority"], true))),
                  row["resolve_net_ms"])
            << row;
        ASSERT_NE(resolve->find(field::in_time), nullptr);
        EXPECT_EQ(resolve->flag(field::in_time), row["resolve_met"]) << row;
        EXPECT_EQ(resolve->number(field::responses), row["responses"]) << row;
        EXPECT_EQ(resolve->number(field::reassigned), row["reassigned"]) << row;
        EXPECT_EQ(resolve->number(field::reopens), row["reopens"]) << row;
        EXPECT_EQ(resolve->flag(field::deleted), row["deleted"]) << row;
    }
    EXPECT_GT(compared, 25);
}

TEST_F(TicketTruth, DueResponses) {
    int compared = 0;
    for (const json& row : truth) {
        if (row["initial"]) continue;
        const Told told = desk.tell(lives.at(row["ticket"]));
        const auto due = std::ranges::find_if(told.due, [&](const Event& event) {
            return event.type == desk.words.response_due &&
                   event.word(field::basis) == desk.words.initial;
        });
        if (due == told.due.end()) {
            EXPECT_TRUE(row["deleted"]) << row;
            continue;
        }
        ++compared;
        EXPECT_EQ(to_epoch_ms(due->time), row["response_due"]) << row;
        EXPECT_EQ(due->flag(field::met), row["response_due_met"]) << row;
        EXPECT_EQ(due->flag(field::deleted), row["deleted"]) << row;
        EXPECT_EQ(desk.text(*due, field::origin), "stream");
    }
    EXPECT_GT(compared, 25);
}

TEST_F(TicketTruth, BacklogAndOverdueResponsesAtTheEndOfEachDayAndAtSix) {
    const auto times = sample_times();
    for (const json& row : truth) {
        const Told told = desk.tell(lives.at(row["ticket"]));
        std::string seen;
        for (const Time at : times)
            seen += standing(told, at);
        EXPECT_EQ(seen, row["standing"]) << row["ticket"];
        EXPECT_TRUE(told.odd.empty()) << row["ticket"] << ": " << told.odd.front();
    }
}

}  // namespace
}  // namespace waymark::server
