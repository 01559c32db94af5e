#include <algorithm>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "server/demo/busy_desk.hpp"

namespace waymark::demo {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Time nine_in_the_morning = from_epoch_ms(1'795'078'800'000);

Plan plan_of(std::uint64_t seed) {
    return fresh_plan(seed, nine_in_the_morning, 10, true);
}

/// How many of the contacts that were offered have not been answered and have not left.
std::set<std::string> waiting(const std::vector<Told>& told) {
    std::set<std::string> contacts;
    for (const auto& [feed, record] : told) {
        const std::string contact{record.text("contact")};
        if (record.type == "contact.offered") contacts.insert(contact);
        if (record.type == "contact.answered" || record.type == "contact.abandoned" ||
            record.type == "contact.left")
            contacts.erase(contact);
    }
    return contacts;
}

std::set<std::string> open_tickets(const std::vector<Told>& told) {
    std::set<std::string> tickets;
    for (const auto& [feed, record] : told) {
        const std::string ticket{record.text("ticket")};
        if (record.type == "ticket.created" || record.type == "ticket.reopened")
            tickets.insert(ticket);
        if (record.type == "ticket.resolved" || record.type == "ticket.closed")
            tickets.erase(ticket);
    }
    return tickets;
}

/// Share of the calls answered within 30 s, of those answered or lost after it, in an hour.
double service_level(const std::vector<Told>& told, Time now) {
    double good = 0;
    double all = 0;
    for (const auto& [feed, record] : told) {
        if (record.time <= now - hours{1} || record.time > now) continue;
        const double wait = record.number("wait").value_or(0);
        if (record.type == "contact.answered") {
            all += 1;
            good += wait <= 30 ? 1 : 0;
        } else if (record.type == "contact.abandoned" && wait > 30) {
            all += 1;
        }
    }
    return good / all;
}

void append(std::vector<Told>& all, std::vector<Told> more) {
    all.insert(all.end(), more.begin(), more.end());
}

RC_GTEST_PROP(Demo, TheSamePlanTellsTheSameHoweverTimeIsCut, ()) {
    Plan plan = plan_of(*rc::gen::inRange<std::uint64_t>(1, 1000));
    plan.begin = plan.calls_from = nine_in_the_morning - minutes{15};
    const Time end = nine_in_the_morning + minutes{1};
    BusyDesk at_once(plan);
    BusyDesk in_pieces(plan);
    std::vector<Told> pieces;
    for (Time now = plan.begin; now < end;) {
        now = std::min(end, now + std::chrono::milliseconds{*rc::gen::inRange(1, 400'000)});
        append(pieces, in_pieces.advance(now));
    }
    RC_ASSERT(at_once.advance(end) == pieces);
}

TEST(Demo, RecordsComeInOrderOfTimeAndNeverFromTheFuture) {
    BusyDesk desk(plan_of(1));
    const Time now = nine_in_the_morning + minutes{5};
    const auto told = desk.advance(now);
    const auto time_of = [](const Told& one) { return one.record.time; };
    EXPECT_TRUE(std::ranges::is_sorted(told, {}, time_of));
    EXPECT_LE(told.back().record.time, now);
    EXPECT_GE(told.front().record.time, plan_of(1).begin);
}

TEST(Demo, EveryRecordHasAnIdOfItsOwnThatNoOtherRunUses) {
    std::set<std::string> ids;
    std::size_t records = 0;
    const Plan later = fresh_plan(1, nine_in_the_morning + seconds{1}, 10, true);
    for (const Plan& plan : {plan_of(1), plan_of(2), later})
        for (const Told& told : BusyDesk(plan).advance(nine_in_the_morning + minutes{1})) {
            ids.insert(told.record.id);
            ++records;
        }
    EXPECT_EQ(ids.size(), records);
}

TEST(Demo, RecordsHaveTheFieldsTheirTypesNeed) {
    BusyDesk desk(plan_of(3));
    for (const auto& [feed, record] : desk.advance(nine_in_the_morning + minutes{10})) {
        const RecordType* type = find_record_type(record.type);
        ASSERT_NE(type, nullptr) << record.type;
        for (const std::string_view field : type->required)
            EXPECT_NE(record.find(field), nullptr) << record.type << " without " << field;
    }
}

TEST(Demo, TheHistoryFillsEveryFeed) {
    BusyDesk desk(plan_of(1));
    std::map<std::string, int> of_feed;
    for (const Told& told : desk.advance(nine_in_the_morning))
        ++of_feed[told.feed.text];
    EXPECT_GT(of_feed["phone"], 5000);
    EXPECT_GT(of_feed["tickets"], 2000);
    EXPECT_GT(of_feed["surveys"], 200);
    EXPECT_GT(of_feed["workforce"], 200);
}

TEST(Demo, StatedWaitsAgreeWithTheTimeStampsAtAnySpeed) {
    BusyDesk desk(plan_of(4));
    std::map<std::string, Time> offered;
    for (const auto& [feed, record] : desk.advance(nine_in_the_morning + minutes{10})) {
        const std::string contact{record.text("contact")};
        if (record.type == "contact.offered") offered[contact] = record.time;
        if (record.type == "contact.answered" || record.type == "contact.abandoned") {
            EXPECT_NEAR(*record.number("wait"), in_seconds(record.time - offered.at(contact)), .01);
        }
    }
}

TEST(Demo, TheStoryTurnsServiceLevelRedAndBringsItBack) {
    BusyDesk desk(plan_of(1));
    std::vector<Told> told = desk.advance(nine_in_the_morning);
    EXPECT_GT(service_level(told, nine_in_the_morning), .8);
    append(told, desk.advance(nine_in_the_morning + minutes{3}));
    EXPECT_LT(service_level(told, nine_in_the_morning + minutes{3}), .7);
    append(told, desk.advance(nine_in_the_morning + minutes{11}));
    EXPECT_GT(service_level(told, nine_in_the_morning + minutes{11}), .7);
    EXPECT_LE(waiting(told).size(), 8u);
}

TEST(Demo, TheBacklogIsUnderControlAfterTheGoodHour) {
    BusyDesk desk(plan_of(1));
    desk.advance(nine_in_the_morning);
    EXPECT_GT(desk.open_tickets(), 60u);
    desk.advance(nine_in_the_morning + minutes{7});
    EXPECT_LT(desk.open_tickets(), 60u);
}

TEST(Demo, APauseThatIsAddedLaterChangesNothingBeforeIt) {
    Plan plan = plan_of(6);
    const Time stopped = nine_in_the_morning + minutes{2};
    BusyDesk first(plan);
    const auto told = first.advance(stopped);
    plan.stretches.push_back({stopped + std::chrono::milliseconds{1}, 1, false});
    plan.stretches.push_back({stopped + hours{2}, 10, true});
    BusyDesk successor(plan);
    EXPECT_EQ(successor.advance(stopped), told);
    // Two hours at the usual pace bring the calls of two hours, not of twenty.
    EXPECT_LT(successor.advance(stopped + hours{2}).size(), told.size());
}

TEST(Demo, ClosingLeavesNoCallWaitingAndNoTicketOpen) {
    BusyDesk desk(plan_of(5));
    std::vector<Told> told = desk.advance(nine_in_the_morning + minutes{2});
    EXPECT_GT(waiting(told).size(), 0u);
    EXPECT_GT(open_tickets(told).size(), 0u);
    append(told, desk.close(nine_in_the_morning + minutes{2}));
    EXPECT_THAT(waiting(told), testing::IsEmpty());
    EXPECT_THAT(open_tickets(told), testing::IsEmpty());
}

}  // namespace
}  // namespace waymark::demo
