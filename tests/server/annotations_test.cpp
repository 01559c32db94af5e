#include "server/kpi/chronicle/annotations.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using test::at;
using test::record;

const FeedId phone{"phone"};

Record added(std::string id, Time time) {
    return record("annotation.added", std::move(id), time,
                  {{"kind", std::string{"incident"}}, {"text", std::string{"Mail was down"}}});
}
Record removed(std::string id, std::string what, Time time) {
    return record("annotation.removed", std::move(id), time, {{"annotation", std::move(what)}});
}

std::vector<std::string> ids(const std::vector<Annotation>& annotations) {
    std::vector<std::string> names;
    for (const Annotation& one : annotations)
        names.push_back(one.id);
    return names;
}

using Names = std::vector<std::string>;

TEST(Annotations, TheNewestComesFirstWheneverItWasTold) {
    Annotations annotations;
    annotations.accept(phone, added("b", at(9, 0, 0)));
    annotations.accept(phone, added("a", at(8, 0, 0)));
    annotations.accept(phone, added("c", at(10, 0, 0)));
    EXPECT_EQ(ids(annotations.recent(at(12, 0, 0))), (Names{"c", "b", "a"}));
}

TEST(Annotations, AFeedRemovesItsOwnAlsoBeforeItWasTold) {
    Annotations annotations;
    annotations.accept(phone, added("a", at(9, 0, 0)));
    annotations.accept({"tickets"}, removed("r", "a", at(9, 0, 1)));
    EXPECT_EQ(annotations.recent(at(12, 0, 0)).size(), 1u) << "another feed's";
    annotations.accept(phone, removed("r", "a", at(9, 0, 1)));
    EXPECT_TRUE(annotations.recent(at(12, 0, 0)).empty());
    annotations.accept(phone, removed("s", "late", at(9, 0, 1)));
    annotations.accept(phone, added("late", at(8, 0, 0)));
    EXPECT_TRUE(annotations.recent(at(12, 0, 0)).empty());
}

TEST(Annotations, WallsShowTwoDaysAndWhatLastedIntoThem) {
    Annotations annotations;
    annotations.accept(phone, added("old", at(9, 0, 0)));
    Record lasting = added("lasting", at(9, 0, 0));
    lasting.fields.emplace("until", static_cast<double>(to_epoch_ms(at(9, 0, 0) + 24h)));
    annotations.accept(phone, lasting);
    EXPECT_EQ(annotations.recent(at(9, 0, 0) + 48h).size(), 2u);
    EXPECT_EQ(ids(annotations.recent(at(9, 0, 1) + 48h)), Names{"lasting"});
    EXPECT_TRUE(annotations.recent(at(9, 0, 1) + 72h).empty());
    EXPECT_EQ(annotations.within(at(8, 0, 0), at(10, 0, 0)).size(), 2u) << "histories know more";
}

TEST(Annotations, AreForgottenAfterThirtyFiveDays) {
    Annotations annotations;
    annotations.accept(phone, added("a", at(9, 0, 0)));
    annotations.accept(phone, removed("r", "b", at(9, 0, 0)));
    annotations.forget(at(9, 0, 0) + 24h * 35);
    EXPECT_EQ(annotations.within(Time{}, Time::max()).size(), 1u);
    annotations.forget(at(9, 0, 1) + 24h * 35);
    EXPECT_EQ(annotations.to_text(), Annotations{}.to_text());
}

TEST(Annotations, AFloodCostsTheOldestNotTheServer) {
    Annotations annotations;
    for (int i = 0; i < 1'200; ++i) {
        annotations.accept(phone, added(std::to_string(i), at(0, 0, 0) + i * 1s));
        annotations.accept(
            phone, removed("r" + std::to_string(i), "x" + std::to_string(i), at(0, 0, 0) + i * 1s));
    }
    EXPECT_EQ(annotations.within(Time{}, Time::max()).size(), 1'000u);
    const auto recent = annotations.recent(at(12, 0, 0));
    EXPECT_EQ(recent.size(), 100u);
    EXPECT_EQ(recent.front().id, "1199");
    EXPECT_LT(annotations.to_text().size(), 200'000u);
}

RC_GTEST_PROP(Annotations, TheOrderOfRecordsChangesNothingAndNeitherDoesARestart, ()) {
    std::vector<Record> records;
    for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
        const std::string id = std::to_string(i);
        records.push_back(added(id, at(8, *rc::gen::inRange(0, 60), 0)));
        if (*rc::gen::arbitrary<bool>()) records.push_back(removed("r" + id, id, at(9, 0, 0)));
    }
    Annotations once;
    for (const Record& one : records)
        once.accept(phone, one);
    std::shuffle(records.begin(), records.end(), std::mt19937{*rc::gen::arbitrary<unsigned>()});
    Annotations shuffled;
    for (const Record& one : records)
        shuffled.accept(phone, one);
    RC_ASSERT(shuffled.to_text() == once.to_text());
    Annotations again;
    again.read(once.to_text());
    RC_ASSERT(again.recent(at(12, 0, 0)) == once.recent(at(12, 0, 0)));
}

TEST(Annotations, ADamagedCheckpointChangesNothing) {
    Annotations annotations;
    annotations.accept(phone, added("a", at(9, 0, 0)));
    for (const char* text :
         {"", "[]", "{}", R"({"all":[{}],"removed":[]})", R"({"all":[],"removed":[1]})",
          R"({"all":[{"id":"a","feed":"f","kind":7,"time":0,"text":"t"}],"removed":[]})"}) {
        annotations.read(text);
        EXPECT_EQ(annotations.recent(at(12, 0, 0)).size(), 1u) << text;
    }
}

}  // namespace
}  // namespace waymark::server
