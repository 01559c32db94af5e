#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/scene_try.hpp"

namespace waymark::wallboard {
namespace {

using test::near_wall;
using test::pages_of;
using test::said;
using test::said_by;
using test::view_of;
using testing::HasSubstr;
using testing::IsEmpty;

QueuesView& queues_of(View& view) {
    return std::get<QueuesView>(view.body);
}

/// The first `kpis` KPIs by queue.
Outline desk_with(std::size_t kpis) {
    Outline desk = test::desk_with(SceneKind::queues);
    desk.scenes[0].kpis.resize(kpis);
    return desk;
}

TEST(SceneQueues, NothingIsCutOrMeetsAnythingOnAnyWall) {
    for (const std::size_t kpis : {0U, 1U, 3U, 6U, 12U}) {
        EXPECT_THAT(test::faults_everywhere(view_of(desk_with(kpis))), IsEmpty()) << kpis;
        EXPECT_THAT(test::faults_everywhere(test::offline_view_of(desk_with(kpis))), IsEmpty());
    }
}

TEST(SceneQueues, AllQueuesTogetherComeFirstOnEachPageThenTheWorst) {
    View view = view_of(desk_with(2));
    auto& rows = queues_of(view).rows;
    ASSERT_EQ(rows.size(), 6U);
    for (std::size_t i = 1; i < rows.size(); ++i)
        EXPECT_GE(std::ranges::count(rows[i - 1].cells, State::off_target, &QueueCell::state),
                  std::ranges::count(rows[i].cells, State::off_target, &QueueCell::state));
    const QueueRow one = rows[0];
    for (int i = 0; i < 194; ++i) {
        rows.push_back(one);
        rows.back().name = "Queue " + std::to_string(i);
    }
    const auto pages = pages_of(view, near_wall);
    EXPECT_GT(pages.size(), 10U);
    for (const DrawnScene& page : pages)
        EXPECT_THAT(said_by(page, "all queues"), HasSubstr("All queues|"));
    EXPECT_THAT(said(pages.back()), HasSubstr("Queue 193|"));
    EXPECT_THAT(test::faults_of(view, near_wall), IsEmpty());
}

TEST(SceneQueues, EveryCellHasItsSignAndItsValueOrItsWord) {
    View view = view_of(desk_with(2));
    QueueRow row{"Odd",
                 {{State::closed, "–", "", "Closed"}, {State::too_few, "7 of 9", "", "Too few"}}};
    queues_of(view).rows = {row};
    const DrawnScene closed = pages_of(view, near_wall)[0];
    EXPECT_EQ(said_by(closed, "queue Odd"), "Odd|Closed|7 of 9|Too few|");
    EXPECT_EQ(test::items_of<StateSign>(closed, "queue Odd").size(), 2U);
    queues_of(view).rows[0].cells = {{State::stale, "84", "%", "Stale"}, {}};
    const DrawnScene stale = pages_of(view, near_wall)[0];
    EXPECT_THAT(said_by(stale, "queue Odd"), HasSubstr("Stale|"));
    EXPECT_THAT(said_by(stale, "queue Odd"), HasSubstr("–|")) << "never heard of";
}

TEST(SceneQueues, ColumnsThatDoNotFitSideBySideAreOnFurtherPages) {
    const View view = view_of(desk_with(12));
    const std::string all = test::said_on_all_pages(view, test::far_wall);
    const Outline desk = desk_with(12);
    for (const Kpi& kpi : desk.kpis) {
        // Long titles are on several lines: their first words are enough.
        const std::string start = kpi.title.substr(0, kpi.title.find(' '));
        EXPECT_THAT(all, HasSubstr(start));
    }
}

TEST(SceneQueues, SaysWhyThereIsNothing) {
    EXPECT_THAT(said(pages_of(view_of(desk_with(0)), near_wall)[0]), HasSubstr("No KPIs yet"));
    View view = view_of(desk_with(2));
    queues_of(view).rows.clear();
    queues_of(view).nothing = "No queues known yet: they appear with their first contact";
    const DrawnScene scene = pages_of(view, near_wall)[0];
    EXPECT_THAT(said(scene), HasSubstr("No queues known yet"));
    EXPECT_THAT(said(scene), HasSubstr("All queues")) << "what is known is shown";
    EXPECT_THAT(test::faults_everywhere(view), IsEmpty());
}

RC_GTEST_PROP(SceneQueues, NothingIsCutWhateverQueuesAreCalled, ()) {
    View view = view_of(desk_with(static_cast<std::size_t>(*rc::gen::inRange(1, 13))));
    QueuesView& queues = queues_of(view);
    for (QueueColumn& column : queues.columns)
        column.title = test::some_title();
    queues.rows.clear();
    const int count = *rc::gen::inRange(0, 30);
    for (int i = 0; i < count; ++i) {
        QueueRow row{test::some_title(), {}};
        for (std::size_t k = 0; k < queues.columns.size(); ++k)
            row.cells.push_back({test::some_state(),
                                 *rc::gen::elementOf(std::vector<std::string>{"", "84.2", "1,240"}),
                                 *rc::gen::elementOf(std::vector<std::string>{"", "%", "tickets"}),
                                 *rc::gen::elementOf(std::vector<std::string>{"", "Too few"})});
        queues.rows.push_back(row);
    }
    const auto found = test::faults_of(view, test::some_wall());
    if (!found.empty()) RC_FAIL(found.front());
}

}  // namespace
}  // namespace waymark::wallboard
