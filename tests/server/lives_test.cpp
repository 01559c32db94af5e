#include "server/kpi/life/lives.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::DeskBuilder;
using test::record;

/// Keeps what stands told: told less taken back.
class Recorder : public Listener {
public:
    void on_event(const Event& event, int sign, Whom) override {
        if (sign > 0) return events.push_back(event);
        const auto told = std::ranges::find(events, event);
        ASSERT_NE(told, events.end()) << "taken back what was never told";
        events.erase(told);
    }
    void on_stints(SubjectKind, std::span<const Stint> before, std::span<const Stint> after,
                   Whom) override {
        for (const Stint& stint : before) {
            const auto told = std::ranges::find(stints, stint);
            ASSERT_NE(told, stints.end()) << "taken back what was never told";
            stints.erase(told);
        }
        stints.insert(stints.end(), after.begin(), after.end());
    }
    void on_odd(std::uint8_t, std::string_view reason, int sign) override {
        if (sign > 0)
            odd.emplace_back(reason);
        else
            odd.erase(std::ranges::find(odd, reason));
    }

    std::vector<Event> events;
    std::vector<Stint> stints;
    std::vector<std::string> odd;
};

class LivesTest : public testing::Test {
protected:
    void tell(std::string type, Time time, test::FieldList fields) {
        lives.note(record(std::move(type), std::to_string(++ids), time, fields), 0, now);
    }
    void contact(std::string type, Time time, test::FieldList fields) {
        Record made = record(std::move(type), std::to_string(++ids), time, fields);
        made.fields.emplace("contact", std::string{"c"});
        lives.note(made, 0, now);
    }
    /// The told event of a type; there must be one.
    const Event& told(std::string_view type) {
        const EventType number = vocabulary.find_type(type);
        const auto found = std::ranges::find(recorder.events, number, &Event::type);
        EXPECT_NE(found, recorder.events.end()) << type;
        return *found;
    }
    std::vector<const Stint*> in_phase(std::string_view phase) {
        std::vector<const Stint*> found;
        for (const Stint& stint : recorder.stints)
            if (stint.state.word(field::phase) == vocabulary.find(phase)) found.push_back(&stint);
        return found;
    }

    DeskFolder folder = DeskBuilder{}.build();
    Vocabulary vocabulary;
    Recorder recorder;
    Lives lives{vocabulary, folder, recorder};
    Time now = at(9, 30, 0);
    int ids = 0;
};

TEST_F(LivesTest, WaitTalkHoldAndWrapFollowWhereTheSourceLeavesThemOut) {
    contact("contact.offered", at(8, 0, 0), {{"queue", std::string{"desk"}}});
    contact("contact.answered", at(8, 0, 12), {{"agent", std::string{"eva"}}});
    contact("contact.held", at(8, 1, 0), {});
    contact("contact.retrieved", at(8, 1, 30), {});
    contact("contact.ended", at(8, 3, 12), {});
    contact("contact.wrapped", at(8, 3, 42), {});
    EXPECT_EQ(told("contact.answered").number(field::wait), 12);
    const Event& ended = told("contact.ended");
    EXPECT_EQ(ended.number(field::talk), 150);
    EXPECT_EQ(ended.number(field::hold), 30);
    EXPECT_EQ(ended.number(field::wrap), 30);
    EXPECT_EQ(ended.number(field::handle), 210);
    EXPECT_EQ(ended.word(field::queue), vocabulary.find("desk")) << "inherited from its entry";
    EXPECT_EQ(ended.word(field::agent), vocabulary.find("eva"));
    EXPECT_EQ(ended.instant(field::began), at(8, 0, 0));
}

TEST_F(LivesTest, AStatedLengthCountsAndIsCompared) {
    contact("contact.offered", at(8, 0, 0), {});
    contact("contact.answered", at(8, 0, 12), {{"wait", 9.0}});
    EXPECT_EQ(told("contact.answered").number(field::wait), 9);
    EXPECT_THAT(recorder.odd, testing::ElementsAre(testing::HasSubstr("differs by more than 2 s")));
}

TEST_F(LivesTest, ATransferIsOneContactWithTwoEntries) {
    contact("contact.offered", at(8, 0, 0), {{"queue", std::string{"desk"}}});
    contact("contact.left", at(8, 0, 30), {{"to", std::string{"network"}}});
    EXPECT_TRUE(told("contact.left").flag(field::final)) << "nothing followed yet";
    contact("contact.offered", at(8, 0, 30), {{"queue", std::string{"network"}}});
    contact("contact.answered", at(8, 0, 50), {});
    EXPECT_FALSE(told("contact.left").flag(field::final));
    const Event& answered = told("contact.answered");
    EXPECT_EQ(answered.number(field::entry), 2);
    EXPECT_EQ(answered.number(field::wait), 20) << "in the queue that answered";
    EXPECT_EQ(answered.word(field::queue), vocabulary.find("network"));
    EXPECT_EQ(in_phase("waiting").size(), 2u);
}

TEST_F(LivesTest, WhatEndsBeforeItBeganIsOddAndCountsNowhere) {
    contact("contact.answered", at(7, 59, 0), {});
    EXPECT_EQ(recorder.events.size(), 1u) << "its beginning may just be missing";
    contact("contact.offered", at(8, 0, 0), {});
    EXPECT_EQ(recorder.events.size(), 1u);
    EXPECT_EQ(recorder.events[0].type, vocabulary.find_type("contact.offered"));
    EXPECT_THAT(recorder.odd, testing::Contains("something of a contact before it was offered"));
}

TEST_F(LivesTest, AContactWhoseEndIsNeverToldIsGivenUp) {
    contact("contact.offered", at(8, 0, 0), {{"queue", std::string{"desk"}}});
    lives.advance(at(11, 59, 59));
    EXPECT_THAT(recorder.odd, testing::IsEmpty());
    lives.advance(at(12, 0, 0));
    EXPECT_THAT(recorder.odd, testing::ElementsAre("a contact whose end was never told"));
    EXPECT_EQ(in_phase("waiting")[0]->to, at(12, 0, 0));
}

TEST_F(LivesTest, ACallbackWaitsByItsPromise) {
    contact("contact.offered", at(8, 0, 0), {});
    contact("contact.callback_requested", at(8, 1, 0),
            {{"promise", static_cast<double>(to_epoch_ms(at(9, 0, 0)))}});
    ASSERT_EQ(in_phase("callback").size(), 1u);
    EXPECT_EQ(in_phase("callback")[0]->state.instant(field::promise), at(9, 0, 0));
    contact("contact.callback_done", at(9, 0, 1), {});
    EXPECT_EQ(in_phase("callback")[0]->to, at(9, 0, 1));
    EXPECT_FALSE(told("contact.callback_done").flag(field::in_time));
}

TEST_F(LivesTest, AnAgentIsInOneStateAtATimeAndInAllItsQueues) {
    const auto state = [&](Time time, const char* word) {
        tell("agent.state", time,
             {{"agent", std::string{"eva"}},
              {"state", std::string{word}},
              {"queues", std::vector<std::string>{"desk", "vip"}}});
    };
    state(at(8, 0, 0), "ready");
    state(at(8, 10, 0), "on_contact");
    state(at(8, 5, 0), "away");  // late
    tell("agent.state", at(8, 20, 0),
         {{"agent", std::string{"eva"}}, {"state", std::string{"offline"}}});
    ASSERT_EQ(recorder.stints.size(), 3u);
    Duration staffed{0};
    for (const Stint& stint : recorder.stints) {
        staffed += stint.to - stint.from;
        EXPECT_EQ(vocabulary.list(stint.state.find(field::queue)->word).size(), 2u);
    }
    EXPECT_EQ(staffed, 20min);
}

TEST_F(LivesTest, ACounterThatDroppedWasReset) {
    for (const auto& [minute, value] : {std::pair{0, 100.0}, {1, 130.0}, {2, 5.0}, {3, 9.0}})
        tell(
            "sample", at(8, minute, 0),
            {{"metric", std::string{"calls"}}, {"kind", std::string{"counter"}}, {"value", value}});
    double added = 0;
    for (const Event& event : recorder.events)
        added += event.number(field::added).value_or(0);
    EXPECT_EQ(added, 30 + 5 + 4) << "the first shows where it stands, not what was added";
    EXPECT_THAT(recorder.odd, testing::ElementsAre("a counter that was reset"));
}

TEST_F(LivesTest, ACustomerThatComesBackIsKnownAcrossFeedsAndKinds) {
    tell("contact.offered", at(8, 0, 0),
         {{"contact", std::string{"a"}}, {"customer", std::string{"zoe"}}});
    tell("contact.answered", at(8, 1, 0), {{"contact", std::string{"a"}}});
    tell("contact.ended", at(8, 5, 0), {{"contact", std::string{"a"}}});
    tell("contact.offered", at(9, 5, 0),
         {{"contact", std::string{"b"}}, {"customer", std::string{"zoe"}}});
    std::vector<std::optional<double>> since;
    for (const Event& event : recorder.events)
        if (event.type == vocabulary.find_type("customer.contacted"))
            since.push_back(event.number(field::since_resolved));
    EXPECT_THAT(since, testing::UnorderedElementsAre(std::nullopt, 3600.0));
}

/// A shift of contacts, agents and samples with distinct times.
std::vector<Record> shift() {
    std::vector<Record> records;
    int id = 0;
    const auto add = [&](const char* type, int seconds, test::FieldList fields) {
        records.push_back(record(type, std::to_string(++id), at(8, 0, 0) + 1s * seconds, fields));
    };
    for (int i = 0; i < 4; ++i) {
        const std::string contact = "c" + std::to_string(i);
        const FieldValue customer = std::string{i % 2 ? "zoe" : "jan"};
        add("contact.offered", i * 40,
            {{"contact", contact}, {"queue", std::string{"desk"}}, {"customer", customer}});
        add("contact.answered", i * 40 + 11, {{"contact", contact}, {"agent", std::string{"eva"}}});
        add("contact.ended", i * 40 + 25, {{"contact", contact}});
        add("contact.wrapped", i * 40 + 35, {{"contact", contact}});
        add("agent.state", i * 40 + 12,
            {{"agent", std::string{"eva"}}, {"state", std::string{i % 2 ? "ready" : "away"}}});
        add("sample", i * 40 + 13,
            {{"metric", std::string{"m"}}, {"kind", std::string{"counter"}}, {"value", 7.0 * i}});
    }
    add("contact.offered", 70, {{"contact", std::string{"c0"}}, {"queue", std::string{"vip"}}});
    add("contact.abandoned", 75, {{"contact", std::string{"c0"}}});
    return records;
}

TEST_F(LivesTest, WhatIsToldIsAFunctionOfTheEventsNotOfTheirOrderOfArrival) {
    const auto tell_all = [&](const std::vector<Record>& records) {
        auto heard = std::make_unique<Recorder>();
        Lives fresh{vocabulary, folder, *heard};
        for (const Record& one : records)
            fresh.note(one, 0, now);
        return heard;
    };
    const auto in_order = [] {
        auto records = shift();
        std::ranges::stable_sort(records, {}, &Record::time);
        return records;
    }();
    const auto expected = tell_all(in_order);
    EXPECT_TRUE(rc::check([&] {
        auto records = in_order;
        for (std::size_t i = records.size() - 1; i > 0; --i)
            std::swap(records[i], records[*rc::gen::inRange<std::size_t>(0, i + 1)]);
        const auto heard = tell_all(records);
        RC_ASSERT(std::ranges::is_permutation(heard->events, expected->events));
        RC_ASSERT(std::ranges::is_permutation(heard->stints, expected->stints));
    }));
}

TEST_F(LivesTest, ComesBackWithEveryLifeAndGoesOnTheSame) {
    for (const Record& one : shift())
        lives.note(one, 0, now);
    Vocabulary other_vocabulary;
    Recorder heard;
    Lives back{other_vocabulary, folder, heard};
    for (const SubjectRow& row : lives.take_changed())
        back.restore(row, now);
    EXPECT_THAT(heard.events, testing::IsEmpty()) << "what was told is in the states already";
    EXPECT_EQ(back.size(SubjectKind::contact), 4u);
    const auto before = recorder.events.size();
    const Record late =
        record("contact.wrapped", "late", at(8, 4, 0), {{"contact", std::string{"c3"}}});
    lives.note(late, 0, now);
    back.note(late, 0, now);
    EXPECT_EQ(recorder.events.size(), before + 1);
    EXPECT_EQ(heard.events.size(), 1u) << "nothing is taken back that another life had told";
    EXPECT_EQ(lives.take_changed().size(), 1u) << "only what changed since";
}

TEST_F(LivesTest, EndedContactsAreForgottenAfterADayAndOpenTicketsKept) {
    contact("contact.offered", at(8, 0, 0), {});
    contact("contact.abandoned", at(8, 1, 0), {});
    tell("ticket.created", at(8, 0, 0), {{"ticket", std::string{"1"}}});
    lives.advance(at(8, 0, 0) + 30h);
    EXPECT_EQ(lives.size(SubjectKind::contact), 0u);
    lives.advance(at(8, 0, 0) + 24h * 100);
    EXPECT_EQ(lives.size(SubjectKind::ticket), 1u);
}

}  // namespace
}  // namespace waymark::server
