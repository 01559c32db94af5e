#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "shared/protocol/catalogue/catalogue.hpp"
#include "shared/protocol/custom_measures.hpp"
#include "tests/support/measure_reader.hpp"

namespace waymark {
namespace {

using nlohmann::json;
using test::least;
using test::Read;
using test::read;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Catalogue, HasAllOfTheFieldsFortyTwo) {
    std::set<std::string> found;
    for (const NamedMeasure& entry : catalogue()) {
        std::istringstream numbers{std::string{entry.numbers}};
        for (std::string number; std::getline(numbers >> std::ws, number, ',');)
            found.insert(number);
    }
    for (int k = 1; k <= 42; ++k)
        EXPECT_TRUE(found.contains("K" + std::to_string(k))) << k;
}

TEST(Catalogue, NamesStandForOneMeasureEach) {
    const auto custom = custom_measure_names();
    std::set<std::string_view> names{custom.begin(), custom.end()};
    EXPECT_EQ(names.size(), custom.size());
    for (const NamedMeasure& entry : catalogue())
        EXPECT_TRUE(names.insert(entry.name).second) << entry.name;
}

class EachMeasure : public testing::TestWithParam<NamedMeasure> {};

TEST_P(EachMeasure, NeedsNoMoreThanItsName) {
    const NamedMeasure& entry = GetParam();
    const Read made = read(least(entry));
    EXPECT_THAT(made.problems, IsEmpty());
    EXPECT_EQ(made.measure().name, entry.name);
    EXPECT_EQ(made.defined.unit, entry.unit);
    EXPECT_EQ(made.defined.window, entry.window);
    EXPECT_EQ(made.defined.direction, entry.direction);
    EXPECT_NE(made.measure().formula, "");
}

TEST_P(EachMeasure, FitsItsOwnUnitAndWindow) {
    const NamedMeasure& entry = GetParam();
    std::vector<Problem> problems;
    const json kpi = [&] {
        json own = least(entry);
        own["unit"] = name_of(entry.unit);
        own["window"] = to_text(entry.window);
        return own;
    }();
    FileObject object{FileNode{kpi, "kpis.json", "/kpis/0", problems}};
    read_measure(object, entry.unit, entry.window);
    EXPECT_THAT(problems, IsEmpty());
}

TEST_P(EachMeasure, TakesEachOfTheWordsOfItsOptions) {
    const NamedMeasure& entry = GetParam();
    for (const Option& option : entry.options)
        for (const std::string_view word : option.words) {
            json kpi = least(entry);
            kpi[std::string{option.name}] = word;
            const Read made = read(kpi);
            EXPECT_THAT(made.problems, IsEmpty()) << kpi;
            EXPECT_THAT(made.measure().options,
                        Contains(std::pair{std::string{option.name}, std::string{word}}));
        }
}

TEST_P(EachMeasure, RefusesOptionsOfOthersAndWordsItDoesNotKnow) {
    const NamedMeasure& entry = GetParam();
    json kpi = least(entry);
    kpi["numerator"] = json::array();
    EXPECT_THAT(read(kpi).problems, ElementsAre(HasSubstr("is no known key")));
    for (const Option& option : entry.options) {
        if (option.words.empty()) continue;
        json wrong = least(entry);
        wrong[std::string{option.name}] = "nonsense";
        EXPECT_THAT(read(wrong).problems, ElementsAre(HasSubstr("\"nonsense\" is not known")));
    }
}

INSTANTIATE_TEST_SUITE_P(Catalogue, EachMeasure,
                         testing::ValuesIn(catalogue().begin(), catalogue().end()),
                         [](const auto& of) { return std::string{of.param.name}; });

}  // namespace

void PrintTo(const NamedMeasure& entry, std::ostream* out) {
    *out << entry.name;
}

}  // namespace waymark
