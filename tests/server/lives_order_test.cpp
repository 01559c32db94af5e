#include <algorithm>
#include <map>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "server/kpi/life/agent_life.hpp"
#include "server/kpi/life/contact_life.hpp"
#include "server/kpi/life/lives.hpp"
#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

using std::string_literals::operator""s;

/// Keeps what stands told: told less taken back.
class Standing : public Listener {
public:
    void on_event(const Event& event, int sign, Whom) override { put(events, event, sign); }
    void on_stints(SubjectKind, std::span<const Stint> before, std::span<const Stint> after,
                   Whom) override {
        for (const Stint& stint : before)
            put(stints, stint, -1);
        for (const Stint& stint : after)
            put(stints, stint, 1);
    }
    void on_odd(std::uint8_t, std::string_view reason, int sign) override {
        put(odd, reason, sign);
    }

    std::vector<Event> events;
    std::vector<Stint> stints;
    std::vector<std::string_view> odd;
    bool sound = true;  ///< nothing was taken back that was never told

private:
    template <class Item>
    void put(std::vector<Item>& held, const Item& item, int sign) {
        if (sign > 0) return held.push_back(item);
        const auto told = std::ranges::find(held, item);
        if (told == held.end())
            sound = false;
        else
            held.erase(told);
    }
};

Time minute(int number) {
    return test::at(6, 0, 0) + std::chrono::minutes{number};
}

template <class Text>
void maybe(Record& record, const char* field, std::initializer_list<Text> texts) {
    if (*rc::gen::arbitrary<bool>())
        record.fields.emplace(field, std::string{*rc::gen::elementOf(std::vector<Text>(texts))});
}

/// Anything that may be told of one contact, each at a minute of its own.
std::vector<Record> any_contact() {
    static const std::vector<std::string> types{
        "offered",   "offered",   "answered", "answered",           "ended",        "ended",
        "wrapped",   "wrapped",   "held",     "retrieved",          "transferred",  "left",
        "abandoned", "timed_out", "linked",   "callback_requested", "callback_done"};
    std::vector<Record> records;
    const int count = *rc::gen::inRange(1, 12);
    for (int i = 0; i < count; ++i) {
        Record record{"contact." + *rc::gen::elementOf(types),
                      std::to_string(i),
                      minute(i * 7),
                      {{"contact", "c"s}}};
        maybe(record, "queue", {"desk", "vip"});
        maybe(record, "agent", {"eva", "tom"});
        maybe(record, "customer", {"zoe"});
        if (*rc::gen::inRange(0, 4) == 0) record.fields.emplace("wrap", 30.0);
        if (*rc::gen::inRange(0, 4) == 0) record.fields.emplace("wait", 420.0);
        records.push_back(std::move(record));
    }
    return records;
}

/// Anything that may be told of one agent, each at a minute of its own.
std::vector<Record> any_agent() {
    std::vector<Record> records;
    const int count = *rc::gen::inRange(1, 16);
    for (int i = 0; i < count; ++i) {
        const bool state = *rc::gen::inRange(0, 4) > 0;
        Record record{state ? "agent.state" : "agent.no_answer",
                      std::to_string(i),
                      minute(i * 9),
                      {{"agent", "eva"s}}};
        if (state)
            record.fields.emplace("state",
                                  *rc::gen::element("ready"s, "away"s, "on_contact"s, "offline"s));
        maybe(record, "team", {"red", "blue"});
        maybe(record, "queue", {"desk", "vip"});
        if (*rc::gen::inRange(0, 3) == 0)
            record.fields.emplace("queues", std::vector<std::string>{"desk", "vip"});
        records.push_back(std::move(record));
    }
    return records;
}

/// Mostly in order, as records come.
std::vector<Record> as_they_came(std::vector<Record> records) {
    const int late = *rc::gen::inRange<int>(0, 2 + static_cast<int>(records.size()));
    for (int i = 0; i < late; ++i) {
        const auto from = *rc::gen::inRange<std::size_t>(0, records.size());
        const auto to = *rc::gen::inRange<std::size_t>(0, records.size());
        std::swap(records[from], records[to]);
    }
    return records;
}

class Desk {
public:
    void come(const std::vector<Record>& records, Time now) {
        for (const Record& record : records)
            lives_.note(record, 0, now);
    }
    std::vector<Event> compiled(const std::vector<Record>& records) {
        std::vector<Event> life;
        for (const Record& record : records)
            life.push_back(compile(record, 0, vocabulary));
        return life;
    }

    Vocabulary vocabulary;
    Standing standing;

private:
    Lives lives_{vocabulary, test::DeskBuilder{}.build(), standing};
};

std::vector<Event> counting(const Told& told) {
    std::vector<Event> events = told.events;
    events.insert(events.end(), told.due.begin(), told.due.end());
    return events;
}

RC_GTEST_PROP(LivesInAnyOrder, TellOfAContactWhatFollowsFromAllThatIsKnownOfIt, ()) {
    Desk desk;
    const auto records = any_contact();
    const Time now = minute(*rc::gen::element(0, 60, 400));
    desk.come(as_they_came(records), now);
    Told whole;
    tell_contact(desk.compiled(records), 0, now, ContactWords{desk.vocabulary}, whole);
    std::erase_if(desk.standing.events, [&](const Event& event) {
        return event.type == desk.vocabulary.find_type("customer.contacted");
    });
    RC_ASSERT(desk.standing.sound);
    RC_ASSERT(std::ranges::is_permutation(desk.standing.events, counting(whole)));
    RC_ASSERT(std::ranges::is_permutation(desk.standing.stints, whole.stints));
    for (std::size_t due = 0; due < whole.due.size(); ++due)
        whole.odd.push_back("a contact whose end was never told");
    RC_ASSERT(std::ranges::is_permutation(desk.standing.odd, whole.odd));
}

RC_GTEST_PROP(LivesInAnyOrder, TellOfAnAgentWhatFollowsFromAllThatIsKnownOfIt, ()) {
    Desk desk;
    const auto records = any_agent();
    desk.come(as_they_came(records), minute(400));
    Told whole;
    tell_agent(desk.compiled(records), 0, minute(400), {}, AgentWords{desk.vocabulary}, whole);
    RC_ASSERT(desk.standing.sound);
    RC_ASSERT(std::ranges::is_permutation(desk.standing.events, whole.events));
    RC_ASSERT(std::ranges::is_permutation(desk.standing.stints, whole.stints));
}

RC_GTEST_PROP(LivesInAnyOrder, KnowWhenACustomerWasLastServed, ()) {
    Desk desk;
    std::vector<Record> records;
    const int count = *rc::gen::inRange(1, 20);
    for (int i = 0; i < count; ++i) {
        const auto type =
            *rc::gen::element("contact.offered"s, "contact.ended"s, "ticket.resolved"s);
        const char* subject = type == "ticket.resolved" ? "ticket" : "contact";
        records.push_back({type,
                           std::to_string(i),
                           minute(i),
                           {{subject, std::to_string(i)}, {"customer", "zoe"s}}});
    }
    desk.come(as_they_came(records), minute(100));
    std::map<Time, std::optional<double>> expected, told;
    std::optional<Time> served;
    for (const Record& record : records)
        if (record.type != "contact.offered")
            served = record.time;
        else
            expected[record.time] =
                served ? std::optional{in_seconds(record.time - *served)} : std::nullopt;
    for (const Event& event : desk.standing.events)
        if (event.type == desk.vocabulary.find_type("customer.contacted"))
            told[event.time] = event.number(field::since_resolved);
    RC_ASSERT(desk.standing.sound);
    RC_ASSERT(told == expected);
}

}  // namespace
}  // namespace waymark::server
