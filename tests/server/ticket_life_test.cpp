#include "server/kpi/life/ticket_life.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ticket_tale.hpp"

namespace waymark::server {
namespace {

using std::string_literals::operator""s;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr double hour = 3600;

class TicketLife : public testing::Test {
protected:
    std::vector<const Event*> told(const Told& all, EventType type) const {
        std::vector<const Event*> found;
        for (const Event& event : all.events)
            if (event.type == type) found.push_back(&event);
        return found;
    }
    /// The due events of a type, first the one for the priority at creation.
    std::vector<const Event*> due(const Told& all, EventType type) const {
        std::vector<const Event*> found;
        for (const Event& event : all.due)
            if (event.type == type) found.push_back(&event);
        return found;
    }
    TicketDesk desk;
};

TEST_F(TicketLife, TellsOnEveryEventWhatHeldThen) {
    const Told all = desk.tell(
        {desk.ticket(
             "created", "2026-03-16 09:00",
             {{"queue", "Desk"s}, {"channel", "email"s}, {"priority", "P3"s}, {"team", "First"s}}),
         desk.ticket("assigned", "2026-03-16 09:30", {{"agent", "ann"s}, {"queue", "Network"s}}),
         desk.ticket("prioritised", "2026-03-16 09:40", {{"priority", "P2"s}}),
         desk.ticket("responded", "2026-03-16 10:00", {{"agent", "bob"s}}),
         desk.ticket("resolved", "2026-03-16 11:00")});
    ASSERT_EQ(all.events.size(), 5U);
    EXPECT_EQ(desk.text(all.events[0], field::queue), "Desk");
    EXPECT_EQ(desk.text(all.events[1], field::priority), "P3");
    EXPECT_EQ(desk.text(all.events[3], field::agent), "bob") << "the one who responded";
    const Event& resolved = all.events[4];
    EXPECT_EQ(desk.text(resolved, field::queue), "Network");
    EXPECT_EQ(desk.text(resolved, field::channel), "email");
    EXPECT_EQ(desk.text(resolved, field::priority), "P2");
    EXPECT_EQ(desk.text(resolved, field::team), "First");
    EXPECT_EQ(desk.text(resolved, field::agent), "ann") << "the one who has the ticket";
    EXPECT_EQ(desk.text(resolved, field::origin), "stream");
    EXPECT_THAT(all.odd, IsEmpty());
}

TEST_F(TicketLife, CountsTimeByTheClockAndWithinWorkHoursWithAndWithoutPending) {
    // Friday to Monday over the change to summer time; pending from Friday 17:30 to Monday 08:30.
    const Told all = desk.tell(
        {desk.ticket("created", "2026-03-27 17:00"), desk.ticket("pending", "2026-03-27 17:30"),
         desk.ticket("resumed", "2026-03-30 07:30"), desk.ticket("resolved", "2026-03-30 08:30")});
    const Event& resolved = all.events.back();
    EXPECT_EQ(resolved.instant(field::began), utc("2026-03-27 17:00"));
    EXPECT_EQ(resolved.number(field::elapsed), 63.5 * hour);
    EXPECT_EQ(resolved.number(field::net), 1.5 * hour);
    EXPECT_EQ(resolved.number(field::work), 2.5 * hour);
    EXPECT_EQ(resolved.number(field::work_net), 1.5 * hour);
    EXPECT_EQ(all.events[2].number(field::net), 0.5 * hour) << "the pause ends here";
}

TEST_F(TicketLife, EndsAPauseWithAResumeResolveOrReopen) {
    const Told all = desk.tell(
        {desk.ticket("created", "2026-03-16 09:00"), desk.ticket("pending", "2026-03-16 10:00"),
         desk.ticket("pending", "2026-03-16 10:30"), desk.ticket("resolved", "2026-03-16 11:00"),
         desk.ticket("reopened", "2026-03-16 12:00"), desk.ticket("resolved", "2026-03-16 13:00")});
    EXPECT_EQ(all.events[3].number(field::net), 1 * hour);
    EXPECT_EQ(all.events[5].number(field::net), 3 * hour);
}

TEST_F(TicketLife, FindsTheFirstPublicResponse) {
    const Told all = desk.tell({desk.ticket("created", "2026-03-16 09:00", {{"priority", "P2"s}}),
                                desk.ticket("responded", "2026-03-16 09:10", {{"public", false}}),
                                desk.ticket("responded", "2026-03-16 10:00", {{"first", false}}),
                                desk.ticket("responded", "2026-03-16 10:30", {{"first", true}})});
    const auto responded = told(all, desk.words.responded);
    ASSERT_EQ(responded.size(), 3U);
    EXPECT_FALSE(responded[0]->flag(field::is_public));
    EXPECT_FALSE(responded[0]->flag(field::first));
    EXPECT_TRUE(responded[1]->flag(field::is_public));
    EXPECT_TRUE(responded[1]->flag(field::first));
    EXPECT_TRUE(responded[1]->flag(field::in_time)) << "exactly an hour";
    EXPECT_FALSE(responded[2]->flag(field::first));
    EXPECT_EQ(responded[2]->find(field::in_time), nullptr);
}

TEST_F(TicketLife, MeasuresAResponseByThePriorityOfThatMoment) {
    const auto life = [&](std::string_view priority, std::string_view at) {
        return desk.tell(
            {desk.ticket("created", "2026-03-16 09:00", {{"priority", "P3"s}}),
             desk.ticket("pending", "2026-03-16 09:01"),
             desk.ticket("prioritised", "2026-03-16 09:30", {{"priority", std::string{priority}}}),
             desk.ticket("responded", at)});
    };
    EXPECT_TRUE(life("P2", "2026-03-16 10:00").events.back().flag(field::in_time));
    EXPECT_FALSE(life("P2", "2026-03-16 10:01").events.back().flag(field::in_time))
        << "pending is not left out";
    EXPECT_TRUE(life("P3", "2026-03-16 10:01").events.back().flag(field::in_time));
    EXPECT_EQ(life("P9", "2026-03-16 10:01").events.back().find(field::in_time), nullptr);
}

TEST_F(TicketLife, SaysOnTheResolveWhatTheWholeLifeCameTo) {
    const Told all = desk.tell(
        {desk.ticket("created", "2026-03-16 09:00", {{"priority", "P2"s}, {"agent", "ann"s}}),
         desk.ticket("responded", "2026-03-16 09:10"), desk.ticket("escalated", "2026-03-16 09:15"),
         desk.ticket("escalated", "2026-03-16 09:18"),
         desk.ticket("assigned", "2026-03-16 09:20", {{"agent", "bob"s}}),
         desk.ticket("resolved", "2026-03-16 10:00", {{"first_contact", true}}),
         desk.ticket("reopened", "2026-03-16 12:00"), desk.ticket("responded", "2026-03-16 12:10"),
         desk.ticket("resolved", "2026-03-16 13:00")});
    const auto resolved = told(all, desk.words.resolved);
    ASSERT_EQ(resolved.size(), 2U);
    EXPECT_TRUE(resolved[0]->flag(field::first));
    EXPECT_EQ(resolved[0]->number(field::responses), 1);
    EXPECT_EQ(resolved[0]->number(field::reassigned), 1);
    EXPECT_EQ(resolved[0]->number(field::escalations), 2);
    EXPECT_EQ(resolved[0]->number(field::reopens), 1);
    EXPECT_TRUE(resolved[0]->flag(field::reopened));
    EXPECT_EQ(resolved[0]->number(field::reopened_after), 2 * hour);
    EXPECT_TRUE(resolved[0]->flag(field::in_time));
    EXPECT_TRUE(resolved[0]->flag(field::first_contact));
    EXPECT_FALSE(resolved[1]->flag(field::first));
    EXPECT_EQ(resolved[1]->find(field::reopened_after), nullptr);
    EXPECT_EQ(resolved[1]->find(field::first_contact), nullptr);

    const auto escalated = told(all, desk.words.escalated);
    EXPECT_TRUE(escalated[0]->flag(field::first));
    EXPECT_FALSE(escalated[1]->flag(field::first));
    const auto reopened = told(all, desk.words.reopened);
    EXPECT_TRUE(reopened[0]->flag(field::first));
    EXPECT_EQ(reopened[0]->number(field::since_resolved), 2 * hour);
}

TEST_F(TicketLife, LeavesPendingOutOfTheResolutionPromise) {
    const auto kept = [&](std::string_view resumed) {
        return desk
            .tell({desk.ticket("created", "2026-03-16 09:00", {{"priority", "P2"s}}),
                   desk.ticket("pending", "2026-03-16 10:00"), desk.ticket("resumed", resumed),
                   desk.ticket("resolved", "2026-03-17 10:00")})
            .events.back()
            .flag(field::in_time);
    };
    EXPECT_TRUE(kept("2026-03-16 13:00")) << "exactly 8 h: 11 h of work less 3 h pending";
    EXPECT_FALSE(kept("2026-03-16 12:59"));
}

TEST_F(TicketLife, TakesASecondResolveWithoutReopenAsTheSameAndLetsAutoCloseMoveNothing) {
    const Told all = desk.tell(
        {desk.ticket("created", "2026-03-16 09:00"), desk.ticket("resolved", "2026-03-16 10:00"),
         desk.ticket("resolved", "2026-03-16 11:00"), desk.ticket("closed", "2026-03-19 10:00"),
         desk.ticket("resolved", "2026-03-19 11:00"), desk.ticket("reopened", "2026-03-20 10:00"),
         desk.ticket("reopened", "2026-03-20 10:01")});
    EXPECT_EQ(told(all, desk.words.resolved).size(), 1U);
    EXPECT_EQ(told(all, desk.words.reopened).size(), 1U);
    EXPECT_EQ(told(all, desk.words.reopened)[0]->number(field::since_resolved), 96 * hour);
    EXPECT_THAT(all.odd, ElementsAre("a ticket resolved again without being reopened",
                                     "a ticket resolved again without being reopened",
                                     "a ticket reopened again without being resolved"));
}

TEST_F(TicketLife, MarksAllEventsOfATicketThatWasEverDeleted) {
    for (const char* end : {"deleted", "merged"}) {
        const Told all = desk.tell(
            {desk.ticket("created", "2026-03-16 09:00", {{"priority", "P2"s}}),
             desk.ticket(end, "2026-03-16 10:30"), desk.ticket("reopened", "2026-03-17 10:30")});
        for (const Event& event : all.events)
            EXPECT_TRUE(event.flag(field::deleted));
        ASSERT_EQ(all.due.size(), 2U) << "the response, but not the resolution due later";
        EXPECT_TRUE(all.due[0].flag(field::deleted));
        ASSERT_EQ(all.stints.size(), 2U);
        EXPECT_EQ(all.stints[0].to, utc("2026-03-16 10:30"));
    }
    const Told kept = desk.tell({desk.ticket("created", "2026-03-16 09:00")});
    ASSERT_NE(kept.events[0].find(field::deleted), nullptr);
    EXPECT_FALSE(kept.events[0].flag(field::deleted));
}

TEST_F(TicketLife, OwesAResponseByTheFirstPriorityAndByTheOneInForce) {
    const Told all =
        desk.tell({desk.ticket("created", "2026-03-27 17:30", {{"priority", "P3"s}}),
                   desk.ticket("prioritised", "2026-03-27 17:40", {{"priority", "P2"s}}),
                   desk.ticket("responded", "2026-03-30 09:30"),
                   desk.ticket("prioritised", "2026-03-30 09:40", {{"priority", "P1"s}})});
    const auto owed = due(all, desk.words.response_due);
    ASSERT_EQ(owed.size(), 2U);
    EXPECT_EQ(desk.text(*owed[0], field::basis), "initial");
    EXPECT_EQ(desk.text(*owed[0], field::priority), "P3");
    EXPECT_EQ(owed[0]->time, utc("2026-03-30 10:30"));
    EXPECT_TRUE(owed[0]->flag(field::met));
    EXPECT_EQ(desk.text(*owed[1], field::basis), "current");
    EXPECT_EQ(desk.text(*owed[1], field::priority), "P2");
    EXPECT_EQ(owed[1]->time, utc("2026-03-30 07:30"));
    EXPECT_FALSE(owed[1]->flag(field::met));
}

TEST_F(TicketLife, OwesBothBasesAlikeWhenTheTicketWasNeverRepriced) {
    const Told all = desk.tell({desk.ticket("created", "2026-03-16 17:30", {{"priority", "P2"s}})});
    const auto owed = due(all, desk.words.response_due);
    ASSERT_EQ(owed.size(), 2U);
    EXPECT_EQ(owed[0]->time, utc("2026-03-17 08:30"));
    EXPECT_EQ(owed[1]->time, utc("2026-03-17 08:30"));
    EXPECT_FALSE(owed[0]->flag(field::met));
}

TEST_F(TicketLife, OwesAResolutionLessPendingAndNoneWhileItIsPending) {
    std::vector<Event> life{desk.ticket("created", "2026-03-16 09:00", {{"priority", "P2"s}}),
                            desk.ticket("pending", "2026-03-16 12:00")};
    EXPECT_THAT(due(desk.tell(life), desk.words.resolution_due), IsEmpty());
    life.push_back(desk.ticket("resumed", "2026-03-16 15:00"));
    const Told running = desk.tell(life);
    ASSERT_EQ(due(running, desk.words.resolution_due).size(), 2U);
    EXPECT_EQ(due(running, desk.words.resolution_due)[0]->time, utc("2026-03-17 10:00"));
    EXPECT_FALSE(due(running, desk.words.resolution_due)[0]->flag(field::met));
    life.push_back(desk.ticket("resolved", "2026-03-17 10:00"));
    EXPECT_TRUE(due(desk.tell(life), desk.words.resolution_due)[0]->flag(field::met));
    life.push_back(desk.ticket("pending", "2026-03-16 18:30"));
    std::ranges::sort(life, {}, &Event::time);
    EXPECT_EQ(due(desk.tell(life), desk.words.resolution_due)[0]->time, utc("2026-03-17 12:00"))
        << "the resolve ends the pause";
}

TEST_F(TicketLife, OwesTheFirstResolutionWhateverIsPendingAfterAReopen) {
    const Told all = desk.tell(
        {desk.ticket("created", "2026-03-16 09:00", {{"priority", "P2"s}}),
         desk.ticket("resolved", "2026-03-16 10:00"), desk.ticket("reopened", "2026-03-16 11:00"),
         desk.ticket("pending", "2026-03-16 12:00"), desk.ticket("resumed", "2026-03-16 15:00")});
    EXPECT_EQ(due(all, desk.words.resolution_due)[0]->time, utc("2026-03-16 17:00"));
}

TEST_F(TicketLife, LeavesAPauseBeforeTheCreationOut) {
    const Told all = desk.tell({desk.ticket("pending", "2026-03-16 08:00"),
                                desk.ticket("resumed", "2026-03-16 08:30"),
                                desk.ticket("created", "2026-03-16 09:00", {{"priority", "P1"s}})});
    EXPECT_EQ(due(all, desk.words.resolution_due)[0]->time, utc("2026-03-16 13:00"));
}

TEST_F(TicketLife, TakesWhatHappensAtTheInstantOfCreationAsAfterIt) {
    const Told all = desk.tell(
        {desk.ticket("assigned", "2026-03-16 09:00", {{"agent", "ann"s}}),
         desk.ticket("prioritised", "2026-03-16 09:00", {{"priority", "P1"s}}),
         desk.ticket("responded", "2026-03-16 09:00"),
         desk.ticket("created", "2026-03-16 09:00", {{"agent", "bob"s}, {"priority", "P3"s}})});
    EXPECT_EQ(all.events[0].type, desk.words.created);
    EXPECT_EQ(desk.text(all.stints[0].state, field::agent), "ann");
    EXPECT_EQ(desk.text(all.stints[0].state, field::priority), "P1");
}

TEST_F(TicketLife, CountsAChangeOfPriorityAtTheInstantOfTheResponse) {
    const Told all =
        desk.tell({desk.ticket("created", "2026-03-16 09:00", {{"priority", "P3"s}}),
                   desk.ticket("responded", "2026-03-16 10:30"),
                   desk.ticket("prioritised", "2026-03-16 10:30", {{"priority", "P2"s}})});
    EXPECT_FALSE(all.events[1].flag(field::in_time));
}

TEST_F(TicketLife, OwesNoResolutionOfATicketClosedUnresolved) {
    EXPECT_THAT(due(desk.tell({desk.ticket("created", "2026-03-16 09:00", {{"priority", "P2"s}}),
                               desk.ticket("closed", "2026-03-16 10:00")}),
                    desk.words.resolution_due),
                IsEmpty());
}

TEST_F(TicketLife, TellsWhetherPromisedUpdatesCame) {
    const Told all = desk.tell(
        {desk.ticket("created", "2026-03-16 09:00", {{"queue", "Desk"s}}),
         desk.ticket("promised", "2026-03-16 09:10", {{"due", "2026-03-16T11:00:00Z"s}}),
         desk.ticket("promise_kept", "2026-03-16 11:00"),
         desk.ticket("promised", "2026-03-16 11:30", {{"due", "2026-03-16T12:00:00Z"s}}),
         desk.ticket("promise_kept", "2026-03-16 12:30"),
         desk.ticket("promised", "2026-03-16 13:00", {{"due", "2026-03-16T12:00:00Z"s}})});
    const auto owed = due(all, desk.words.promise_due);
    ASSERT_EQ(owed.size(), 2U);
    EXPECT_EQ(owed[0]->time, utc("2026-03-16 11:00"));
    EXPECT_TRUE(owed[0]->flag(field::met));
    EXPECT_EQ(desk.text(*owed[0], field::queue), "Desk");
    EXPECT_FALSE(owed[1]->flag(field::met));
    EXPECT_THAT(all.odd, ElementsAre("a promise for a time already gone"));
}

TEST_F(TicketLife, IsInTheBacklogFromCreationToItsEndAndAgainAfterAReopen) {
    const Told all = desk.tell(
        {desk.ticket("created", "2026-03-16 09:00", {{"queue", "Desk"s}, {"priority", "P3"s}}),
         desk.ticket("assigned", "2026-03-16 10:00", {{"agent", "ann"s}}),
         desk.ticket("followed_up", "2026-03-16 10:10"),
         desk.ticket("responded", "2026-03-16 10:30"), desk.ticket("pending", "2026-03-16 11:00"),
         desk.ticket("resolved", "2026-03-16 12:00"), desk.ticket("reopened", "2026-03-16 14:00")});
    ASSERT_EQ(all.stints.size(), 5U);
    const auto& [fresh, taken, answered, paused, again] =
        std::tie(all.stints[0], all.stints[1], all.stints[2], all.stints[3], all.stints[4]);
    EXPECT_EQ(fresh.from, utc("2026-03-16 09:00"));
    EXPECT_EQ(desk.text(fresh.state, field::status), "open");
    EXPECT_EQ(desk.text(fresh.state, field::queue), "Desk");
    EXPECT_FALSE(fresh.state.flag(field::assigned));
    EXPECT_FALSE(fresh.state.flag(field::responded));
    EXPECT_EQ(fresh.state.instant(field::response_due), utc("2026-03-16 13:00"));
    EXPECT_TRUE(taken.state.flag(field::assigned));
    EXPECT_EQ(desk.text(taken.state, field::agent), "ann");
    EXPECT_EQ(taken.to, utc("2026-03-16 10:30")) << "what changes nothing makes no new stint";
    EXPECT_TRUE(answered.state.flag(field::responded));
    EXPECT_EQ(answered.state.find(field::response_due), nullptr);
    EXPECT_EQ(desk.text(paused.state, field::status), "pending");
    EXPECT_EQ(paused.state.find(field::resolution_due), nullptr);
    EXPECT_EQ(paused.to, utc("2026-03-16 12:00"));
    EXPECT_EQ(again.from, utc("2026-03-16 14:00"));
    EXPECT_EQ(again.to, Time::max());
    EXPECT_TRUE(again.state.flag(field::reopened));
    EXPECT_EQ(again.state.instant(field::since), utc("2026-03-16 09:00"));
    EXPECT_EQ(again.state.instant(field::began), utc("2026-03-16 09:00"));
    EXPECT_EQ(again.state.instant(field::resolution_due), utc("2026-03-18 12:00"))
        << "20 h of work, an hour pending and two at rest left out";
}

TEST_F(TicketLife, IsInTimeUntilWorkGoesOnWhenItFallsDueAtClosingTime) {
    const Told all = desk.tell({desk.ticket("created", "2026-03-20 08:00", {{"priority", "P4"s}})});
    EXPECT_EQ(all.due[0].time, utc("2026-03-20 18:00"));
    EXPECT_EQ(all.stints[0].state.instant(field::response_due), utc("2026-03-23 08:00"));
}

TEST_F(TicketLife, LosesItsAgentWhenAssignedToAQueueOnly) {
    const Told all =
        desk.tell({desk.ticket("created", "2026-03-16 09:00", {{"agent", "ann"s}}),
                   desk.ticket("assigned", "2026-03-16 10:00", {{"queue", "Network"s}}),
                   desk.ticket("assigned", "2026-03-16 11:00", {{"agent", "bob"s}}),
                   desk.ticket("resolved", "2026-03-16 12:00")});
    EXPECT_FALSE(all.stints[1].state.flag(field::assigned));
    EXPECT_EQ(all.events.back().number(field::reassigned), 1);
}

TEST_F(TicketLife, CountsEventsOfATicketWithoutBeginningAndNothingElse) {
    const Told all = desk.tell({desk.ticket("responded", "2026-03-16 10:00", {{"priority", "P2"s}}),
                                desk.ticket("resolved", "2026-03-16 11:00"),
                                desk.ticket("reopened", "2026-03-16 12:00")});
    ASSERT_EQ(all.events.size(), 3U);
    EXPECT_THAT(all.stints, IsEmpty());
    EXPECT_THAT(all.due, IsEmpty());
    for (const FieldId id : {field::began, field::elapsed, field::net, field::work, field::in_time,
                             field::responses, field::reassigned})
        EXPECT_EQ(all.events[1].find(id), nullptr) << name_of_field(id);
    EXPECT_THAT(all.odd, ElementsAre("a ticket ended without a beginning"));
}

TEST_F(TicketLife, TellsNoLengthOfWhatHappenedBeforeTheCreation) {
    const Told all = desk.tell({desk.ticket("responded", "2026-03-16 09:00"),
                                desk.ticket("resolved", "2026-03-16 10:00"),
                                desk.ticket("created", "2026-03-16 11:00", {{"priority", "P2"s}})});
    EXPECT_EQ(all.events[0].find(field::elapsed), nullptr);
    EXPECT_EQ(all.events[1].find(field::in_time), nullptr);
    EXPECT_THAT(all.stints, IsEmpty());
    EXPECT_THAT(all.odd, ElementsAre("a ticket responded to before created",
                                     "a ticket resolved before created"));
}

TEST_F(TicketLife, IsCreatedOnce) {
    const Told all = desk.tell(
        {desk.ticket("created", "2026-03-16 09:00"), desk.ticket("created", "2026-03-16 10:00")});
    ASSERT_EQ(all.events.size(), 1U);
    EXPECT_EQ(all.stints[0].from, utc("2026-03-16 09:00"));
    EXPECT_THAT(all.odd, ElementsAre("a ticket created twice"));
}

TEST_F(TicketLife, StartsFromWhatAStateCounted) {
    const Told all = desk.tell({desk.ticket("created", "2026-03-16 09:00",
                                            {{"origin", "state"s},
                                             {"responses", 2.0},
                                             {"reassigned", 1.0},
                                             {"reopens", 1.0},
                                             {"responded", true},
                                             {"priority", "P2"s}}),
                                desk.ticket("responded", "2026-03-16 10:00"),
                                desk.ticket("resolved", "2026-03-16 11:00")});
    EXPECT_EQ(desk.text(all.events[0], field::origin), "state");
    EXPECT_FALSE(all.events[1].flag(field::first));
    EXPECT_FALSE(all.events[2].flag(field::first)) << "it was resolved before, nobody knows when";
    EXPECT_EQ(all.events[2].number(field::responses), 3);
    EXPECT_EQ(all.events[2].number(field::reassigned), 1);
    EXPECT_EQ(all.events[2].number(field::reopens), 1);
    EXPECT_TRUE(all.stints[0].state.flag(field::responded));
    EXPECT_THAT(all.due, IsEmpty());
}

}  // namespace
}  // namespace waymark::server
