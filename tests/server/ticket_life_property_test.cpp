#include <array>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/ticket_tale.hpp"

namespace waymark::server {
namespace {

using std::string_literals::operator""s;

/// Any events of a ticket, each at a time of its own.
std::vector<Event> any_life(TicketDesk& desk) {
    static constexpr std::array types{
        "created",  "assigned", "responded", "pending", "resumed",  "prioritised", "escalated",
        "resolved", "reopened", "closed",    "deleted", "promised", "promise_kept"};
    std::vector<Event> life;
    const auto count = *rc::gen::inRange(1, 14);
    for (int i = 0; i < count; ++i) {
        const auto type = *rc::gen::elementOf(std::vector<std::string>(types.begin(), types.end()));
        const auto minutes = i * 400 + *rc::gen::inRange(0, 400);
        const Time at = utc("2026-03-26 06:00") + std::chrono::minutes{minutes};
        const auto priority = *rc::gen::element("P1"s, "P2"s, "P3"s, "P4"s);
        Event event = desk.event("ticket." + type, at, {});
        if (type == "created" || type == "prioritised")
            event.set(Field::of_word(field::priority, desk.vocabulary.find(priority)));
        if (type == "promised")
            event.set(Field::of_instant(field::due, at + std::chrono::hours{5}));
        life.push_back(std::move(event));
    }
    return life;
}

RC_GTEST_PROP(TicketLifeOfAnyKind, IsToldTheSameInWhateverOrderItsEventsCame, ()) {
    TicketDesk desk;
    const auto life = any_life(desk);
    auto shuffled = life;
    for (std::size_t i = shuffled.size(); i > 1; --i)
        std::swap(shuffled[i - 1], shuffled[*rc::gen::inRange<std::size_t>(0, i)]);
    const Told one = desk.tell(life);
    const Told other = desk.tell(shuffled);
    RC_ASSERT(one.events == other.events);
    RC_ASSERT(one.due == other.due);
    RC_ASSERT(one.stints == other.stints);
    RC_ASSERT(one.odd == other.odd);
}

RC_GTEST_PROP(TicketLifeOfAnyKind, HasNoNegativeLengthAndNoOverlap, ()) {
    TicketDesk desk;
    const Told all = desk.tell(any_life(desk));
    for (const Event& event : all.events) {
        for (const FieldId id : {field::elapsed, field::net, field::work, field::work_net,
                                 field::reopened_after, field::since_resolved})
            RC_ASSERT(event.number(id).value_or(0) >= 0);
        RC_ASSERT(event.number(field::net).value_or(0) <= event.number(field::elapsed).value_or(0));
        RC_ASSERT(event.number(field::work).value_or(0) <=
                  event.number(field::elapsed).value_or(0));
    }
    for (std::size_t i = 0; i < all.stints.size(); ++i) {
        RC_ASSERT(all.stints[i].from < all.stints[i].to);
        if (i == 0) continue;
        RC_ASSERT(all.stints[i - 1].to <= all.stints[i].from);
        RC_ASSERT(all.stints[i - 1].to < all.stints[i].from ||
                  all.stints[i - 1].state.fields != all.stints[i].state.fields);
    }
}

}  // namespace
}  // namespace waymark::server
