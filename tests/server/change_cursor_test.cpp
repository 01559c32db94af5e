#include "server/feed/poll/change_cursor.hpp"

#include <nlohmann/json.hpp>

#include "server/feed/mapping/time_text.hpp"
#include "shared/base/clock.hpp"
#include "tests/support/polled.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using Finding = ChangeCursor::Finding;

Time utc(const std::string& text) {
    return *from_rfc3339(text);
}
PollCursor setup_of(CursorFormat writes) {
    return {.value = "/changed", .writes = writes};
}
json item(Time changed) {
    return {{"id", 1}, {"changed", to_rfc3339(changed)}};
}

/// What a cursor asks for when the newest change was at this time.
std::string asked_after(const std::string& time, CursorFormat writes, const std::string& zone) {
    const Time newest = utc(time);
    PollCursor setup = setup_of(writes);
    setup.overlap = 0s;
    ChangeCursor cursor{setup, zone, "", newest};
    cursor.begin_round();
    EXPECT_TRUE(cursor.see(item(newest), newest));
    cursor.end_round(true);
    return cursor.text();
}

TEST(ChangeCursor, IsWrittenAsTheSystemWantsIt) {
    const std::string time = "2026-03-30T08:05:07.250Z";
    EXPECT_EQ(asked_after(time, CursorFormat::rfc3339, "UTC"), "2026-03-30T08:05:07Z");
    EXPECT_EQ(asked_after(time, CursorFormat::sql, "UTC"), "2026-03-30 08:05:07");
    EXPECT_EQ(asked_after(time, CursorFormat::sql, "Asia/Tokyo"), "2026-03-30 17:05:07");
    EXPECT_EQ(asked_after(time, CursorFormat::minute, "America/New_York"), "2026-03-30 04:05");
    EXPECT_EQ(asked_after(time, CursorFormat::epoch_s, "UTC"), "1774857907");
    EXPECT_EQ(asked_after(time, CursorFormat::epoch_ms, "UTC"), "1774857907250");
}

TEST(ChangeCursor, NeverWritesALocalTimeThatComesTwice) {
    // In London 01:00 to 02:00 comes twice on 25 October 2026.
    const auto london = [](const char* time) {
        return asked_after(time, CursorFormat::sql, "Europe/London");
    };
    EXPECT_EQ(london("2026-10-24T23:59:59Z"), "2026-10-25 00:59:59");
    EXPECT_EQ(london("2026-10-25T00:30:00Z"), "2026-10-25 00:30:00") << "an hour early";
    EXPECT_EQ(london("2026-10-25T01:30:00Z"), "2026-10-25 00:30:00") << "two hours early";
    EXPECT_EQ(london("2026-10-25T02:00:00Z"), "2026-10-25 02:00:00");
}

TEST(ChangeCursor, GoesOnAfterARestartWhereItsLastWholeRoundEnded) {
    const Time now = utc("2026-03-30T08:00:00Z");
    const PollCursor setup = setup_of(CursorFormat::rfc3339);
    ChangeCursor first{setup, "UTC", "", now};
    EXPECT_EQ(first.text(), "2026-03-29T08:00:00Z");
    ChangeCursor second{setup, "UTC", first.memory(), now + 2h};
    EXPECT_EQ(second.text(), first.text()) << "nothing was seen, so nothing is left out";
    second.begin_round();
    second.see(item(now - 1h), now);
    second.end_page();
    EXPECT_EQ((ChangeCursor{setup, "UTC", second.memory(), now}.text()), first.text())
        << "more pages may have been to come";
    second.end_round(true);
    EXPECT_EQ((ChangeCursor{setup, "UTC", second.memory(), now + 48h}.text()),
              "2026-03-30T06:59:50Z");
    for (const char* damaged : {"x", "{}", "[]", R"({"from": 1})", R"({"from": 1, "margin": "x"})",
                                R"({"from": 1, "margin": 0, "newest": {}})"})
        EXPECT_EQ((ChangeCursor{setup, "UTC", damaged, now}.text()), first.text()) << damaged;
}

TEST(ChangeCursor, AsksForAnOverlap) {
    const Time now = utc("2026-03-30T08:00:00Z");
    ChangeCursor cursor{setup_of(CursorFormat::rfc3339), "UTC", "", now};
    cursor.begin_round();
    cursor.see(item(now - 60s), now);
    cursor.see(item(now - 30s), now);
    EXPECT_EQ(cursor.text(), "2026-03-29T08:00:00Z") << "it stays until the round is over";
    cursor.end_round(true);
    EXPECT_TRUE(cursor.moved());
    EXPECT_EQ(cursor.text(), "2026-03-30T07:59:20Z");
    cursor.begin_round();
    cursor.see(item(now - 30s), now);
    cursor.end_round(true);
    EXPECT_FALSE(cursor.moved());
    EXPECT_EQ(cursor.text(), "2026-03-30T07:59:20Z");
}

TEST(ChangeCursor, ReadsAndWritesTimesInZonesOfTheirOwn) {
    const Time now = utc("2026-03-30T08:00:00Z");
    PollCursor setup = setup_of(CursorFormat::sql);
    setup.reads = mapping::TimeFormat::sql;
    setup.reads_zone = "Asia/Tokyo";
    ChangeCursor cursor{setup, "America/New_York", "", now};
    cursor.begin_round();
    EXPECT_TRUE(cursor.see({{"changed", "2026-03-30 16:59:20"}}, now));
    cursor.end_round(true);
    EXPECT_EQ(cursor.text(), "2026-03-30 03:59:10");
}

TEST(ChangeCursor, IsNotLedAstrayByItsItems) {
    const Time now = utc("2026-03-30T08:00:00Z");
    ChangeCursor cursor{setup_of(CursorFormat::rfc3339), "UTC", "", now};
    cursor.begin_round();
    for (const char* odd : {"{}", "[]", "null", "1", R"({"changed":null})", R"({"changed":12})",
                            R"({"changed":"soon"})", R"({"changed":"2026-03-30 08:00:00"})",
                            R"({"changed":"2199-01-01T00:00:00Z"})", R"({"changed":{"a":1}})",
                            R"({"changed":["2026-03-30T08:00:00Z"]})"})
        EXPECT_FALSE(cursor.see(json::parse(odd), now)) << odd;
    EXPECT_EQ(cursor.end_round(true), Finding::nothing);
    EXPECT_EQ(cursor.text(), "2026-03-29T08:00:00Z");
}

TEST(ChangeCursor, ARoundThatWasCutShortCountsOnlyWhenItsPagesWereInOrder) {
    const Time now = utc("2026-03-30T08:00:00Z");
    const auto after_pages = [&](Duration first, Duration second) {
        ChangeCursor cursor{setup_of(CursorFormat::rfc3339), "UTC", "", now};
        cursor.begin_round();
        cursor.see(item(now - first), now);
        cursor.end_page();
        cursor.see(item(now - second), now);
        cursor.end_page();
        cursor.end_round(false);
        return cursor.text();
    };
    EXPECT_EQ(after_pages(20min, 10min), "2026-03-30T07:49:50Z");
    EXPECT_EQ(after_pages(10min, 20min), "2026-03-29T08:00:00Z") << "the oldest are still to come";
}

/// A system with one ticket, which reads search times in a zone of its own; we take it for UTC.
class System {
public:
    explicit System(std::string zone) : zone_(std::move(zone)) {}

    /// One round: the ticket is shown when it was changed after what is asked for, as that is read
    /// there.
    Finding round() {
        const std::string changed = asked_after(to_rfc3339(changed_), CursorFormat::sql, zone_);
        cursor_.begin_round();
        shown = there && changed > cursor_.text();
        if (shown) cursor_.see(item(changed_), at_);
        return cursor_.end_round(true);
    }
    /// Rounds until the next one has time.
    Finding rounds() {
        Finding finding = round();
        for (int i = 0; i < 10 && finding == Finding::ask_again; ++i)
            finding = round();
        return finding;
    }
    void change() { changed_ += 1min; }
    std::string text() const { return cursor_.text(); }

    bool there = true;
    bool shown = false;

private:
    Time at_ = utc("2026-03-30T08:00:00Z");
    Time changed_ = utc("2026-03-30T07:30:00Z");
    std::string zone_;
    ChangeCursor cursor_{setup_of(CursorFormat::sql), "UTC", "", at_};
};

TEST(ChangeCursor, FindsOutThatItsZoneIsWrongAndLosesNothing) {
    for (const auto& [zone, text] : {std::pair{"America/New_York", "2026-03-30 03:30:50"},
                                     {"Pacific/Pago_Pago", "2026-03-29 15:30:50"},
                                     {"Atlantic/Cape_Verde", "2026-03-30 06:30:50"}}) {
        System system{zone};
        EXPECT_EQ(system.rounds(), Finding::nothing);
        EXPECT_TRUE(system.shown) << "so far back anything is";
        EXPECT_EQ(system.rounds(), Finding::zone_is_wrong) << zone;
        system.change();
        EXPECT_EQ(system.rounds(), Finding::nothing);
        EXPECT_TRUE(system.shown) << zone;
        EXPECT_EQ(system.text(), text) << "asks for no more than it must";
    }
}

TEST(ChangeCursor, DoesNotMindAZoneThatOnlyShowsMore) {
    for (const char* zone : {"UTC", "Asia/Tokyo"}) {
        System system{zone};
        for (int i = 0; i < 3; ++i) {
            EXPECT_EQ(system.round(), Finding::nothing);
            EXPECT_TRUE(system.shown);
            system.change();
        }
    }
}

TEST(ChangeCursor, AnItemThatIsGoneIsNoWrongZone) {
    System system{"UTC"};
    system.rounds();
    system.there = false;
    EXPECT_EQ(system.round(), Finding::ask_again);
    EXPECT_EQ(system.rounds(), Finding::nothing);
    EXPECT_EQ(system.round(), Finding::nothing) << "it is missed no more";
    system.there = true;
    system.change();
    EXPECT_EQ(system.rounds(), Finding::nothing);
    EXPECT_TRUE(system.shown);
    EXPECT_EQ(system.text(), "2026-03-30 07:30:50");
}

}  // namespace
}  // namespace waymark::server
