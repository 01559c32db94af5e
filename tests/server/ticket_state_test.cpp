#include "server/kpi/life/ticket_state.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/kpi/life/stated_ticket.hpp"
#include "tests/support/ticket_tale.hpp"

namespace waymark::server {
namespace {

using std::string_literals::operator""s;
using testing::ElementsAre;
using testing::IsEmpty;
using Fields = std::initializer_list<std::pair<std::string_view, FieldValue>>;

class TicketState : public testing::Test {
protected:
    /// "type at time" of each event that the state means.
    std::vector<std::string> meant(const Record& state) {
        std::vector<std::string> lines;
        for (const Record& record : events(state))
            lines.push_back(record.type.substr(7) + " " + to_rfc3339(record.time).substr(5, 11));
        return lines;
    }
    std::vector<Record> events(const Record& state) {
        return events_of_state(state, &life, desk.words, desk.vocabulary);
    }
    Record state(std::string_view time, Fields fields) const {
        Record record = desk.record("ticket.state", utc(time), fields);
        record.id = "s1";
        record.fields.emplace("ticket", "4711");
        return record;
    }
    /// Hears a state: from then on it is known.
    void hear(const Record& state) {
        for (const Record& record : events(state))
            life.push_back(compile(record, 0, desk.vocabulary));
        std::ranges::stable_sort(life, {}, &Event::time);
    }

    TicketDesk desk;
    std::vector<Event> life;
};

TEST_F(TicketState, OfAnUnknownTicketMeansItsCreation) {
    const auto made = events(state("2026-03-16 12:00", {{"created", "2026-03-16T10:00:00+01:00"s},
                                                        {"status", "open"s},
                                                        {"priority", "P2"s},
                                                        {"queue", "Desk"s},
                                                        {"agent", "ann"s},
                                                        {"category", "mail"s}}));
    ASSERT_EQ(made.size(), 1U);
    EXPECT_EQ(made[0].type, "ticket.created");
    EXPECT_EQ(made[0].time, utc("2026-03-16 09:00"));
    EXPECT_EQ(made[0].text("ticket"), "4711");
    EXPECT_EQ(made[0].text("origin"), "state");
    EXPECT_EQ(made[0].text("priority"), "P2");
    EXPECT_EQ(made[0].text("queue"), "Desk");
    EXPECT_EQ(made[0].text("agent"), "ann");
    EXPECT_EQ(made[0].text("category"), "mail") << "what desks of their own select by";
    EXPECT_EQ(made[0].find("status"), nullptr);
    EXPECT_FALSE(made[0].id.empty());
}

TEST_F(TicketState, ReadsTimesAsEpochMillisecondsToo) {
    EXPECT_THAT(meant(state("2026-03-16 12:00",
                            {{"created", double(to_epoch_ms(utc("2026-03-16 09:00")))}})),
                ElementsAre("created 03-16T09:00"));
}

TEST_F(TicketState, TakesTimesThatAreNotSetOrLieAheadForNone) {
    EXPECT_THAT(meant(state("2026-03-16 12:00", {{"created", "2026-03-16T13:00:00Z"s},
                                                 {"status", "open"s},
                                                 {"first_response", "1970-01-01T00:00:00Z"s},
                                                 {"resolved", 0.0}})),
                ElementsAre("created 03-16T12:00"));
    EXPECT_THAT(meant(state("2026-03-16 12:00",
                            {{"status", "open"s}, {"first_response", "2026-03-16T11:00:00Z"s}})),
                ElementsAre("created 03-16T11:00", "responded 03-16T11:00"))
        << "without a creation, the earliest time stated";
}

TEST_F(TicketState, TellsThePastOfAnUnknownTicketAtTheTimesStated) {
    EXPECT_THAT(meant(state("2026-03-20 12:00",
                            {{"created", "2026-03-16T09:00:00Z"s},
                             {"status", "closed"s},
                             {"first_response", "2026-03-16T09:30:00Z"s},
                             {"responses", 3.0},
                             {"pending_intervals",
                              RawJson{R"([["2026-03-16T10:00:00Z",1773662400000],[5,"x"],7])"}},
                             {"first_resolved", "2026-03-17T09:00:00Z"s},
                             {"resolved", "2026-03-17T09:00:00Z"s},
                             {"closed", "2026-03-20T09:00:00Z"s}})),
                ElementsAre("created 03-16T09:00", "responded 03-16T09:30", "pending 03-16T10:00",
                            "resumed 03-16T12:00", "resolved 03-17T09:00", "closed 03-20T09:00"));
}

TEST_F(TicketState, TheLastResponseToATicketThatIsKnownIsTheFirstHeardOf) {
    hear(state("2026-03-16 12:00", {{"created", "2026-03-16T09:00:00Z"s}, {"status", "open"s}}));
    const auto answered = state("2026-03-16 15:00", {{"created", "2026-03-16T09:00:00Z"s},
                                                     {"status", "open"s},
                                                     {"last_response", "2026-03-16T14:00:00Z"s}});
    EXPECT_THAT(meant(answered), ElementsAre("responded 03-16T14:00"));
    hear(answered);
    EXPECT_THAT(meant(state("2026-03-16 17:00",
                            {{"status", "open"s}, {"last_response", "2026-03-16T16:00:00Z"s}})),
                IsEmpty());
}

TEST_F(TicketState, TheLastResponseToAnotherIsTheFirstOnlyWithinMinutesOfItsCreation) {
    EXPECT_THAT(meant(state("2026-03-16 12:00", {{"created", "2026-03-16T09:00:00Z"s},
                                                 {"status", "open"s},
                                                 {"last_response", "2026-03-16T09:05:00Z"s}})),
                ElementsAre("created 03-16T09:00", "responded 03-16T09:05"));
    const auto later = state("2026-03-16 12:00", {{"created", "2026-03-16T09:00:00Z"s},
                                                  {"status", "open"s},
                                                  {"last_response", "2026-03-16T09:06:00Z"s}});
    const auto made = events(later);
    ASSERT_EQ(made.size(), 1U) << "when it was responded to first is not known";
    EXPECT_NE(made[0].find("responded"), nullptr) << "but that it was";
    EXPECT_EQ(made[0].find("last_response"), nullptr);
    hear(later);
    EXPECT_THAT(meant(state("2026-03-16 13:00",
                            {{"status", "open"s}, {"last_response", "2026-03-16T12:30:00Z"s}})),
                IsEmpty())
        << "that was not the first";
}

TEST_F(TicketState, LeavesTheCountsOfThePastOnTheCreation) {
    const auto made = events(state("2026-03-20 12:00", {{"created", "2026-03-16T09:00:00Z"s},
                                                        {"status", "open"s},
                                                        {"first_response", "2026-03-16T09:30:00Z"s},
                                                        {"responses", 3.0},
                                                        {"reassigned", 2.0},
                                                        {"first_resolved", "2026-03-17T09:00:00Z"s},
                                                        {"reopens", 1.0}}));
    ASSERT_EQ(made.size(), 2U) << "created and responded";
    EXPECT_EQ(made[0].number("responses"), 2) << "and the one with a time";
    EXPECT_EQ(made[0].number("reassigned"), 2);
    EXPECT_EQ(made[0].number("reopens"), 1);
}

TEST_F(TicketState, IsOpenFromCreationAndPendingSinceTheTimeStated) {
    const auto pending = [&](Fields fields) {
        hear(state("2026-03-16 12:00", fields));
        return desk.tell(life).stints;
    };
    const auto stints = pending({{"created", "2026-03-16T09:00:00Z"s},
                                 {"status", "On Hold"s},
                                 {"pending_since", "2026-03-16T11:00:00Z"s}});
    ASSERT_EQ(stints.size(), 2U);
    EXPECT_EQ(desk.text(stints[0].state, field::status), "open");
    EXPECT_EQ(stints[0].from, utc("2026-03-16 09:00"));
    EXPECT_EQ(desk.text(stints[1].state, field::status), "pending");
    EXPECT_EQ(stints[1].from, utc("2026-03-16 11:00"));
    life.clear();
    EXPECT_EQ(pending({{"created", "2026-03-16T09:00:00Z"s}, {"status", "pending"s}})[1].from,
              utc("2026-03-16 12:00"));
}

TEST_F(TicketState, MeansNothingWhenNothingChanged) {
    const Fields fields{{"created", "2026-03-16T09:00:00Z"s},
                        {"status", "pending"s},
                        {"priority", "P2"s},
                        {"queue", "Desk"s},
                        {"team", "First"s},
                        {"agent", "ann"s},
                        {"level", "1"s},
                        {"first_response", "2026-03-16T09:30:00Z"s},
                        {"responses", 4.0},
                        {"reassigned", 1.0},
                        {"pending_intervals", RawJson{"[[1773655200000,1773656000000]]"}},
                        {"pending_since", "2026-03-16T11:00:00Z"s}};
    hear(state("2026-03-16 12:00", fields));
    EXPECT_FALSE(life.empty());
    EXPECT_THAT(meant(state("2026-03-16 12:00", fields)), IsEmpty());
    EXPECT_THAT(meant(state("2026-03-17 12:00", fields)), IsEmpty());
}

TEST_F(TicketState, OfAKnownTicketMeansOnlyTheDifference) {
    life = {
        desk.ticket("created", "2026-03-16 09:00",
                    {{"priority", "P3"s}, {"queue", "Desk"s}, {"agent", "ann"s}, {"level", "1"s}}),
        desk.ticket("responded", "2026-03-16 09:10")};
    const auto made = events(state("2026-03-16 12:00", {{"created", "2026-03-16T09:00:00Z"s},
                                                        {"status", "open"s},
                                                        {"priority", "P2"s},
                                                        {"queue", "Network"s},
                                                        {"agent", "bob"s},
                                                        {"level", "2"s},
                                                        {"responses", 2.0}}));
    ASSERT_EQ(made.size(), 4U);
    EXPECT_EQ(made[0].type, "ticket.assigned");
    EXPECT_EQ(made[0].text("agent"), "bob");
    EXPECT_EQ(made[0].text("queue"), "Network");
    EXPECT_EQ(made[1].type, "ticket.prioritised");
    EXPECT_EQ(made[1].text("priority"), "P2");
    EXPECT_EQ(made[2].type, "ticket.escalated");
    EXPECT_EQ(made[2].text("level"), "2");
    EXPECT_EQ(made[3].type, "ticket.responded");
    for (const Record& record : made)
        EXPECT_EQ(record.time, utc("2026-03-16 12:00"));
}

TEST_F(TicketState, WithoutAnAgentMeansThatNobodyHasTheTicket) {
    life = {desk.ticket("created", "2026-03-16 09:00", {{"agent", "ann"s}})};
    EXPECT_THAT(meant(state("2026-03-16 12:00", {{"status", "open"s}})),
                ElementsAre("assigned 03-16T12:00"));
}

TEST_F(TicketState, FollowsATicketThroughItsStatuses) {
    const auto next = [&](std::string_view time, Fields fields) {
        const Record heard = state(time, fields);
        auto lines = meant(heard);
        hear(heard);
        return lines;
    };
    next("2026-03-16 09:00", {{"status", "new"s}});
    EXPECT_THAT(next("2026-03-16 10:00", {{"status", "pending"s},
                                          {"first_response", "2026-03-16T09:40:00Z"s},
                                          {"pending_since", "2026-03-16T09:50:00Z"s}}),
                ElementsAre("responded 03-16T09:40", "pending 03-16T09:50"));
    EXPECT_THAT(next("2026-03-16 11:00", {{"status", "in_progress"s}}),
                ElementsAre("resumed 03-16T11:00"));
    EXPECT_THAT(
        next("2026-03-16 12:00", {{"status", "solved"s}, {"resolved", "2026-03-16T11:45:00Z"s}}),
        ElementsAre("resolved 03-16T11:45"));
    EXPECT_THAT(next("2026-03-16 13:00", {{"status", "closed"s}}),
                ElementsAre("closed 03-16T13:00"));
    EXPECT_THAT(next("2026-03-16 14:00", {{"status", "open"s}}),
                ElementsAre("reopened 03-16T14:00"));
    EXPECT_THAT(
        next("2026-03-16 15:00", {{"status", "closed"s}, {"resolved", "2026-03-16T11:45:00Z"s}}),
        ElementsAre("resolved 03-16T15:00", "closed 03-16T15:00"))
        << "the resolve stated was the one before";
    EXPECT_THAT(next("2026-03-16 16:00", {{"status", "what's this"s}}), IsEmpty());
    EXPECT_THAT(next("2026-03-16 17:00", {{"status", "deleted"s}}),
                ElementsAre("deleted 03-16T17:00"));
}

TEST_F(TicketState, TellsWhatCameAndWentBetweenTwoStates) {
    life = {desk.ticket("created", "2026-03-16 09:00"), desk.ticket("pending", "2026-03-16 10:00")};
    // 10:00-11:00, 11:30-12:00
    EXPECT_THAT(meant(state("2026-03-16 13:00",
                            {{"status", "open"s},
                             {"pending_intervals", RawJson{"[[1773655200000,1773658800000],"
                                                           "[1773660600000,1773662400000]]"}}})),
                ElementsAre("resumed 03-16T11:00", "pending 03-16T11:30", "resumed 03-16T12:00"));
    life = {desk.ticket("created", "2026-03-16 09:00"),
            desk.ticket("resolved", "2026-03-16 10:00")};
    EXPECT_THAT(meant(state("2026-03-16 13:00", {{"status", "resolved"s},
                                                 {"first_resolved", "2026-03-16T10:00:00Z"s},
                                                 {"resolved", "2026-03-16T12:00:00Z"s},
                                                 {"reopens", 1.0}})),
                ElementsAre("reopened 03-16T12:00", "resolved 03-16T12:00"));
}

TEST_F(TicketState, ComparesWithWhatWasKnownAtItsTime) {
    life = {desk.ticket("created", "2026-03-16 09:00"),
            desk.ticket("resolved", "2026-03-16 12:00")};
    EXPECT_THAT(meant(state("2026-03-16 11:00", {{"status", "open"s}})), IsEmpty());
    EXPECT_THAT(meant(state("2026-03-16 08:00", {{"status", "open"s}})), IsEmpty());
}

TEST_F(TicketState, BringsAnAbsurdCountOfResponsesInSmallPieces) {
    life = {desk.ticket("created", "2026-03-16 09:00")};
    EXPECT_EQ(events(state("2026-03-16 11:00", {{"status", "open"s}, {"responses", 1e18}})).size(),
              20U);
}

TEST_F(TicketState, CountsAReopenOfBeforeWithoutTellingItsTime) {
    hear(state("2026-03-20 12:00", {{"created", "2026-03-16T09:00:00Z"s},
                                    {"status", "resolved"s},
                                    {"first_resolved", "2026-03-17T09:00:00Z"s},
                                    {"resolved", "2026-03-19T09:00:00Z"s},
                                    {"reopens", 1.0}}));
    const Told all = desk.tell(life);
    ASSERT_EQ(all.events.size(), 2U);
    EXPECT_EQ(all.events[1].time, utc("2026-03-19 09:00"));
    EXPECT_FALSE(all.events[1].flag(field::first));
    EXPECT_TRUE(all.events[1].flag(field::reopened));
    ASSERT_EQ(all.stints.size(), 1U);
    EXPECT_EQ(all.stints[0].to, utc("2026-03-19 09:00"));
}

TEST(TicketStatus, KnowsTheWordsOfOtherSystems) {
    using Status = TicketCourse::Status;
    EXPECT_EQ(ticket_status_named("New"), Status::open);
    EXPECT_EQ(ticket_status_named("In Progress"), Status::open);
    EXPECT_EQ(ticket_status_named("on_hold"), Status::pending);
    EXPECT_EQ(ticket_status_named("Waiting for customer"), Status::pending);
    EXPECT_EQ(ticket_status_named("pending reminder"), Status::pending);
    EXPECT_EQ(ticket_status_named("Solved"), Status::resolved);
    EXPECT_EQ(ticket_status_named("CLOSED"), Status::closed);
    EXPECT_EQ(ticket_status_named("spam"), Status::deleted);
    EXPECT_EQ(ticket_status_named(""), Status::unknown);
}

}  // namespace
}  // namespace waymark::server
