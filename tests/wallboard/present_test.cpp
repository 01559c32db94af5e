#include "wallboard/present/present.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "shared/protocol/message.hpp"
#include "tests/support/sample_board.hpp"
#include "wallboard/present/sample.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Time now = test::sample_now;

LinkHealth live_at(Time heard) {
    return {.phase = LinkHealth::Phase::live, .heard = heard};
}

BoardState state_of(const Board& board, LinkHealth link) {
    BoardState state(board, now);
    state.set_link(std::move(link));
    return state;
}

Board sample(std::size_t kpis) {
    return sample_board(test::sample_outline(kpis), now);
}

Reading& reading_of(Board& board, std::string_view kpi) {
    return *std::ranges::find(board.readings.kpis, kpi,
                              [](const Reading& r) { return r.kpi.text; });
}
FeedReading& feed_of(Board& board, std::string_view feed) {
    return *std::ranges::find(board.readings.feeds, feed,
                              [](const FeedReading& r) { return r.feed.text; });
}

View view_of(const Board& board, Time at) {
    return present(state_of(board, live_at(at)), {}, {}, at).view;
}

const WallView& wall_of(const View& view) {
    return std::get<WallView>(view.body);
}
const SharedList<ObjectiveView>& objectives_of(const View& view) {
    return wall_of(view).charter.objectives;
}

TileView tile_of(const View& view, std::string_view kpi) {
    return *std::ranges::find(wall_of(view).tiles, kpi,
                              [](const TileView& t) { return t.kpi.text; });
}

std::vector<std::string> notes_of(const View& view) {
    std::vector<std::string> texts;
    for (const Note& note : tile_of(view, "sl").notes)
        texts.push_back(note.text);
    return texts;
}

TEST(Present, SaysOfAKpiEverythingThatIsToBeSeen) {
    Board board = sample(12);
    Reading& reading = reading_of(board, "sl");
    reading.value = 0.842;
    reading.trend = Trend::better;
    reading.change = 0.021;
    const TileView tile = tile_of(view_of(board, now), "sl");
    EXPECT_EQ(tile.title, "Calls answered in 30 s");
    EXPECT_EQ(tile.value, "84");
    EXPECT_EQ(tile.unit, "%");
    EXPECT_EQ(tile.status, "On target");
    EXPECT_EQ(tile.target, "≥ 80 %");
    EXPECT_EQ(tile.trend, Trend::better);
    EXPECT_TRUE(tile.rising);
    EXPECT_EQ(tile.change, "2.1");
    EXPECT_EQ(tile.age, "now");
    EXPECT_EQ(tile.why, "Customers reach us quickly");
    EXPECT_EQ(tile.serves, "Communication");
    EXPECT_EQ(tile.spark.size(), 44U);
    EXPECT_TRUE(tile.spark_target);
}

TEST(Present, AValueIsLateThenStaleWhenItsFeedIsSilentWhateverTheServerSays) {
    Board board = sample(3);
    const Time heard = now;
    for (FeedReading& feed : board.readings.feeds)
        feed.heard = heard;
    const auto tile_at = [&](Duration age) { return tile_of(view_of(board, heard + age), "sl"); };
    // The phone system's cadence is 10 s: late and stale at 2x and 4x, at least 30 s both.
    EXPECT_FALSE(tile_at(29s).late);
    EXPECT_TRUE(tile_at(30s).late);
    EXPECT_EQ(tile_at(39s).state, State::on_target);
    EXPECT_EQ(tile_at(40s).state, State::stale);
    EXPECT_EQ(tile_at(40s).status, "Stale");
    EXPECT_EQ(tile_at(40s).value, "84");
    EXPECT_EQ(tile_at(40s).age, "40 s ago");
    EXPECT_EQ(tile_at(61s).age, "1 min ago");
}

TEST(Present, AnAgeIsThatOfTheOldestFeedAValueNeeds) {
    Board board = sample(3);
    board.desk.kpis[0].feeds = {{"phone"}, {"tickets"}};
    feed_of(board, "phone").heard = now - 1s;
    feed_of(board, "tickets").heard = now - 25s;
    EXPECT_EQ(tile_of(view_of(board, now), "sl").age, "20 s ago");
}

TEST(Present, AFeedThatMayBeQuietTellsItsLastEventAndIsNeverStale) {
    Board board = sample(3);
    board.desk.feeds[0].quiet_ok = true;
    feed_of(board, "phone").last_event = now - 6min;
    feed_of(board, "phone").heard = now - 6min;
    const TileView tile = tile_of(view_of(board, now), "sl");
    EXPECT_EQ(tile.state, State::on_target);
    EXPECT_EQ(tile.age, "last event 14:26");
}

TEST(Present, AValueOfAFeedNeverHeardIsStale) {
    Board board = sample(3);
    feed_of(board, "phone").heard.reset();
    const TileView tile = tile_of(view_of(board, now), "sl");
    EXPECT_EQ(tile.state, State::stale);
    EXPECT_EQ(tile.age, "not heard yet");
}

TEST(Present, ClosedAndNoDataAreSaidEvenWhenTheFeedIsSilent) {
    Board board = sample(3);
    feed_of(board, "phone").heard = now - 1h;
    reading_of(board, "sl").state = State::closed;
    reading_of(board, "waiting").state = State::no_data;
    reading_of(board, "waiting").value.reset();
    const View view = view_of(board, now);
    EXPECT_EQ(tile_of(view, "sl").status, "Closed");
    EXPECT_EQ(tile_of(view, "waiting").status, "No data");
    EXPECT_EQ(tile_of(view, "waiting").value, "–");
}

TEST(Present, TooFewCasesOfARatioAreCounted) {
    Board board = sample(3);
    Reading& reading = reading_of(board, "sl");
    reading.state = State::too_few;
    reading.numerator = 7;
    reading.n = 9;
    const TileView tile = tile_of(view_of(board, now), "sl");
    EXPECT_EQ(tile.value, "7 of 9");
    EXPECT_EQ(tile.unit, "");
    EXPECT_EQ(tile.status, "Too few");
}

TEST(Present, AClosedKpiKeepsItsValueAndSaysWhenItOpens) {
    Board board = sample(3);
    Reading& reading = reading_of(board, "sl");
    reading.state = State::closed;
    const auto opening = [&](Time opens) {
        reading.opens = opens;
        const TileView tile = tile_of(view_of(board, now), "sl");
        EXPECT_EQ(tile.status, "Closed");
        return tile.opening;
    };
    // It is 14:32 on Friday, 21 November.
    EXPECT_EQ(opening(now + 28min), "opens 15:00");
    EXPECT_EQ(opening(now + 17h + 28min), "opens Sat 08:00");
    EXPECT_EQ(opening(now + 6 * 24h), "opens Thu 14:32");
    EXPECT_EQ(opening(now + 7 * 24h), "opens 28 November");
    EXPECT_EQ(opening(now), "");
    EXPECT_EQ(tile_of(view_of(board, now), "sl").value, "84");
}

TEST(Present, ItIsClosedUntilTheServerSaysOtherwise) {
    Board board = sample(3);
    reading_of(board, "sl").state = State::closed;
    reading_of(board, "sl").opens = now + 2s;
    const Presented shown = present(state_of(board, live_at(now)), {}, {}, now);
    EXPECT_EQ(shown.next_change, now + 2s);
    EXPECT_EQ(tile_of(view_of(board, now), "sl").opening, "opens 14:32");
    EXPECT_EQ(tile_of(view_of(board, now + 2s), "sl").opening, "");
}

TEST(Present, AValueThatMayStillChangeSaysUntilWhen) {
    Board board = sample(3);
    Reading& reading = reading_of(board, "sl");
    reading.provisional_until = now + 7 * 24h;
    EXPECT_THAT(notes_of(view_of(board, now)), ElementsAre("provisional until 28 November"));
    reading.provisional_until = now + 1h;
    EXPECT_THAT(notes_of(view_of(board, now)), ElementsAre("provisional until 15:32"));
    reading.provisional_until = now;
    EXPECT_THAT(notes_of(view_of(board, now)), IsEmpty());
}

TEST(Present, AYoungSeriesSaysSinceWhenItCounts) {
    Board board = sample(3);
    Reading& reading = reading_of(board, "sl");
    reading.begun = now - 30min;
    EXPECT_THAT(notes_of(view_of(board, now)), ElementsAre("since 14:02"));
    reading.begun = now - 3 * 24h;
    reading.provisional_until = now + 24h;
    EXPECT_THAT(notes_of(view_of(board, now)),
                ElementsAre("since 18 November", "provisional until 22 November"));
    reading.value.reset();
    EXPECT_THAT(notes_of(view_of(board, now)), IsEmpty()) << "there is no value";
}

TEST(Present, AnObjectiveWithASingleCsfSaysHowLongThatHasHeld) {
    Board board = sample(12);
    board.desk.units[0].mission.objectives[0].csfs.resize(1);
    EXPECT_EQ(objectives_of(view_of(board, now))[0].achieved, "day 7 of 20");
}

TEST(Present, MoreDaysThanNeededAreNotCountedOn) {
    Board board = sample(12);
    for (NodeReading& node : board.readings.nodes)
        if (node.id == "reach") node.held = 22;
    EXPECT_EQ(objectives_of(view_of(board, now))[0].csfs[0].hold, "day 20 of 20");
}

TEST(Present, SaysItInGermanAndDanishToo) {
    Board board = sample(3);
    Reading& reading = reading_of(board, "sl");
    reading.state = State::closed;
    reading.opens = now + 28min;
    reading.begun = now - 30min;
    reading.provisional_until = now + 7 * 24h;
    board.desk.locale = "de-DE";
    View view = view_of(board, now);
    EXPECT_EQ(tile_of(view, "sl").opening, "öffnet 15:00");
    EXPECT_THAT(notes_of(view), ElementsAre("seit 14:02", "vorläufig bis 28. November"));
    EXPECT_EQ(objectives_of(view)[0].csfs[0].hold, "Tag 7 von 20");
    board.desk.locale = "da-DK";
    view = view_of(board, now);
    EXPECT_EQ(tile_of(view, "sl").opening, "åbner 15:00");
    EXPECT_THAT(notes_of(view), ElementsAre("siden 14:02", "foreløbig til 28. november"));
    EXPECT_EQ(objectives_of(view)[0].csfs[0].hold, "dag 7 af 20");
}

TEST(Present, AGrowingValueCountsByItselfOnceASecond) {
    Board board = sample(11);
    Reading& reading = reading_of(board, "asa");
    reading.since = now - 80500ms;
    const Presented first = present(state_of(board, live_at(now)), {}, {}, now);
    EXPECT_EQ(tile_of(first.view, "asa").value, "1:20");
    EXPECT_EQ(first.next_change, now + 500ms);
    EXPECT_EQ(tile_of(view_of(board, now + 500ms), "asa").value, "1:21");
}

TEST(Present, AGrowingValueStopsWhereItsFeedWasLastHeard) {
    Board board = sample(11);
    reading_of(board, "asa").since = now - 80s;
    feed_of(board, "phone").heard = now;
    EXPECT_EQ(tile_of(view_of(board, now + 39s), "asa").value, "1:59");
    EXPECT_EQ(tile_of(view_of(board, now + 45s), "asa").value, "1:20");
}

TEST(Present, AKpiThatSupportsNothingSaysSo) {
    Board board = sample(3);
    board.desk.kpis[0].supports.clear();
    const TileView tile = tile_of(view_of(board, now), "sl");
    EXPECT_TRUE(tile.orphan);
    EXPECT_EQ(tile.why, "supports: —");
}

TEST(Present, ObjectivesTellTheirAttainmentAndHowManyCsfsAreAchieved) {
    const View view = view_of(sample(12), now);
    ASSERT_EQ(objectives_of(view).size(), 4U);
    const ObjectiveView& objective = objectives_of(view)[0];
    EXPECT_EQ(objective.title, "Communication");
    EXPECT_EQ(objective.state, State::at_risk);
    EXPECT_EQ(objective.percent, "75 %");
    EXPECT_EQ(objective.achieved, "1 of 2 achieved");
    ASSERT_EQ(objective.csfs.size(), 2U);
    EXPECT_EQ(objective.csfs[0].kpis.size(), 4U);
    EXPECT_EQ(objective.csfs[0].hold, "day 7 of 20");
    EXPECT_EQ(objective.csfs[1].hold, "day 20 of 20");
    EXPECT_EQ(wall_of(view).charter.headline, "One point of contact, best in class");
}

TEST(Present, TheHeaderHasTheDesksTimeAndCountsStates) {
    const View view = view_of(sample(9), now);
    EXPECT_EQ(view.header.clock, "14:32");
    EXPECT_EQ(view.header.weekday, "Friday");
    EXPECT_EQ(view.header.date, "21 November");
    EXPECT_EQ(view.header.link, "Live");
    const std::vector<StateCount> expected{{State::on_target, "6"},
                                           {State::at_risk, "1"},
                                           {State::off_target, "1"},
                                           {State::stale, "1"}};
    EXPECT_EQ(view.header.counts, expected);
}

TEST(Present, FiveSecondsWithoutTheServerTurnEverythingIntoLastKnown) {
    const BoardState state = state_of(sample(9), live_at(now));
    EXPECT_TRUE(present(state, {}, {}, now + offline_after - 1ms).view.header.online);
    const View view = present(state, {}, {}, now + offline_after).view;
    EXPECT_EQ(view.header.link, "Offline since 14:32");
    EXPECT_EQ(view.bottom.kind, BottomView::Kind::offline);
    EXPECT_EQ(view.bottom.text,
              "No connection to the server since 14:32. The values are the last known ones. "
              "Trying again now.");
    for (const TileView& tile : wall_of(view).tiles) {
        EXPECT_TRUE(tile.last_known);
        EXPECT_EQ(tile.state, State::stale);
        EXPECT_TRUE(tile.status.starts_with("Last known 14:")) << tile.status;
    }
    for (const ObjectiveView& objective : objectives_of(view))
        EXPECT_EQ(objective.state, State::stale);
}

TEST(Present, TheRetryIsCountedDownOnceASecond) {
    const BoardState state = state_of(
        sample(1),
        {.phase = LinkHealth::Phase::offline, .heard = now - 12min, .next_try = now + 7500ms});
    const Presented shown = present(state, {}, {}, now);
    EXPECT_TRUE(shown.view.bottom.text.ends_with("Trying again in 8 s.")) << shown.view.bottom.text;
    EXPECT_EQ(shown.next_change, now + 500ms);
}

TEST(Present, ProblemsOfTheDeskFolderAreForLeadsOnly) {
    Board board = sample(1);
    board.readings.problems = {"kpis.json /3: no goal", "b"};
    const BoardState state = state_of(board, live_at(now));
    EXPECT_EQ(present(state, {}, {}, now).view.bottom.kind, BottomView::Kind::legend);
    const BottomView bottom = present(state, {.for_leads = true}, {}, now).view.bottom;
    EXPECT_EQ(bottom.text, "The desk folder has 2 problems. First: kpis.json /3: no goal");
}

TEST(Present, MadeUpValuesAreNeverCalledLive) {
    const BoardState state = state_of(sample(3), live_at(now - 1h));
    const View view = present(state, {.made_up = true}, {}, now).view;
    EXPECT_EQ(view.header.link, "Sample");
    EXPECT_EQ(view.bottom.text,
              "These values are made up: a preview of the desk folder, without a server");
    EXPECT_EQ(tile_of(view, "sl").state, State::on_target);
}

TEST(Present, SpeaksTheDesksLanguage) {
    Board board = sample(3);
    board.desk.locale = "de-DE";
    const View view = view_of(board, now);
    EXPECT_EQ(tile_of(view, "abandoned").status, "Verfehlt");
    EXPECT_EQ(view.header.weekday, "Freitag");
}

RC_GTEST_PROP(Present, NothingChangesByItselfBeforeTheDeadline, ()) {
    Board board = sample(11);
    for (FeedReading& feed : board.readings.feeds)
        feed.heard = now - std::chrono::milliseconds{*rc::gen::inRange(0, 200'000)};
    if (*rc::gen::arbitrary<bool>())
        reading_of(board, "asa").since =
            now - std::chrono::milliseconds{*rc::gen::inRange(0, 10'000'000)};
    LinkHealth link = live_at(now - std::chrono::milliseconds{*rc::gen::inRange(0, 8'000)});
    link.next_try = now + std::chrono::milliseconds{*rc::gen::inRange(-1'000, 10'000)};
    const BoardState state = state_of(board, link);
    const Presented shown = present(state, {}, {}, now);
    RC_ASSERT(shown.next_change > now);
    RC_ASSERT(present(state, {}, {}, shown.next_change - 1ms).view == shown.view);
    RC_ASSERT(present(state, {}, {}, shown.next_change).view != shown.view ||
              present(state, {}, {}, shown.next_change).next_change > shown.next_change);
}

RC_GTEST_PROP(Present, AnOldNumberNeverLooksFresh, ()) {
    Board board = sample(12);
    for (FeedReading& feed : board.readings.feeds)
        feed.heard = now - std::chrono::milliseconds{*rc::gen::inRange(0, 2'000'000)};
    const Duration silent{*rc::gen::inRange(0, 10'000)};
    const View view = present(state_of(board, live_at(now - silent)), {}, {}, now).view;
    for (const TileView& tile : wall_of(view).tiles) {
        const auto& kpis = board.desk.kpis;
        const Kpi& kpi = *std::ranges::find(kpis, tile.kpi, &Kpi::id);
        const Feed& feed = *std::ranges::find(board.desk.feeds, kpi.feeds[0], &Feed::id);
        const Duration age = now - *find_feed(board.readings, feed.id)->heard;
        if (silent >= offline_after || age >= std::max<Duration>(4 * feed.cadence, 30s))
            RC_ASSERT(tile.state == State::stale);
    }
}

}  // namespace
}  // namespace waymark::wallboard
