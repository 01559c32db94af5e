#include "server/kpi/event/matcher.hpp"

#include <gtest/gtest.h>

#include "tests/support/desk_builder.hpp"

namespace waymark::server {
namespace {

using test::at;
using test::record;

class MatcherTest : public testing::Test {
protected:
    bool holds(const Condition& condition, test::FieldList fields) {
        const Filter filter{{condition}, vocabulary};
        return filter.holds(compile(record("x", "1", at(8, 0, 0), fields), 0, vocabulary),
                            vocabulary);
    }
    Vocabulary vocabulary;
};

TEST_F(MatcherTest, BoundsFailOnAbsentAndNonNumericFields) {
    Condition soon{.field = "wait"};
    soon.at_most = 20;
    EXPECT_TRUE(holds(soon, {{"wait", 20.0}}));
    EXPECT_FALSE(holds(soon, {{"wait", 20.1}}));
    EXPECT_FALSE(holds(soon, {{"wait", std::string{"soon"}}}));
    EXPECT_FALSE(holds(soon, {}));
    soon.or_absent = true;
    EXPECT_TRUE(holds(soon, {}));
    EXPECT_FALSE(holds(soon, {{"wait", 20.1}}));
}

TEST_F(MatcherTest, ListsPickAnyAndExcludeAll) {
    const Condition either{.field = "queue", .any_of = {std::string{"desk"}, std::string{"vip"}}};
    EXPECT_TRUE(holds(either, {{"queue", std::string{"vip"}}}));
    EXPECT_FALSE(holds(either, {{"queue", std::string{"other"}}}));
    EXPECT_FALSE(holds(either, {}));
    const Condition neither{.field = "queue", .none_of = {std::string{"desk"}, std::string{"vip"}}};
    EXPECT_FALSE(holds(neither, {{"queue", std::string{"vip"}}}));
    EXPECT_TRUE(holds(neither, {{"queue", std::string{"other"}}}));
    EXPECT_TRUE(holds(neither, {}));
}

TEST_F(MatcherTest, AListMatchesByAnyOfItsTexts) {
    const Condition member{.field = "queue", .any_of = {std::string{"vip"}}};
    EXPECT_TRUE(holds(member, {{"queue", std::vector<std::string>{"desk", "vip"}}}));
    EXPECT_FALSE(holds(member, {{"queue", std::vector<std::string>{"desk"}}}));
}

TEST_F(MatcherTest, MarksNeverHideWhatAConditionPasses) {
    const std::vector<std::optional<FieldValue>> values{
        std::nullopt,
        FieldValue{std::string{"vip"}},
        FieldValue{std::string{"desk"}},
        FieldValue{std::string{"never named"}},
        FieldValue{std::vector<std::string>{"desk", "vip"}},
        FieldValue{1.0},
        FieldValue{true}};
    std::vector<Condition> conditions;
    for (const auto& value : values)
        if (value) {
            conditions.push_back({.field = "queue", .any_of = {*value}});
            conditions.push_back({.field = "queue", .any_of = {*value}, .or_absent = true});
            conditions.push_back({.field = "queue", .none_of = {*value}});
        }
    int hidden = 0;
    for (const Condition& condition : conditions)
        for (const auto& value : values) {
            const Filter filter{{condition}, vocabulary};
            Record told = record("x", "1", at(8, 0, 0), {});
            if (value) told.fields.emplace("queue", *value);
            const Event event = compile(told, 0, vocabulary);
            const bool marked = (filter.marks(field::queue) & mark_of(event, field::queue)) != 0;
            EXPECT_TRUE(marked || !filter.holds(event, vocabulary));
            hidden += marked ? 0 : 1;
        }
    EXPECT_GT(hidden, 5) << "they spare looking at most";
}

TEST_F(MatcherTest, AnEventCountsOnceHoweverManySelectorsMatch) {
    const Picker picker{{Selector{{"a", "b"}, {}}, Selector{{"b"}, {}}}, vocabulary};
    EXPECT_EQ(picker.types().size(), 2u);
    EXPECT_TRUE(
        picker.picks(compile(record("b", "1", at(8, 0, 0), {}), 0, vocabulary), vocabulary));
    EXPECT_FALSE(
        picker.picks(compile(record("c", "1", at(8, 0, 0), {}), 0, vocabulary), vocabulary));
}

TEST_F(MatcherTest, TextsOfPeersDoNotFillTheVocabularyWithoutEnd) {
    for (std::size_t i = 0; i < Vocabulary::most_words + 10; ++i)
        compile(record("x", "1", at(8, 0, 0), {{"queue", std::to_string(i)}}), 0, vocabulary);
    EXPECT_EQ(vocabulary.learn("one more"), no_word);
    compile(record("x", "1", at(8, 0, 0), {{"subject", std::string{"Zoë cannot log in"}}}), 0,
            vocabulary);
    EXPECT_EQ(vocabulary.find("Zoë cannot log in"), no_word) << "no definition names it";
}

}  // namespace
}  // namespace waymark::server
