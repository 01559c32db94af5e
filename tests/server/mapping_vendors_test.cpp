#include <algorithm>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/mapping_try.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

std::string read_data(const std::string& name) {
    std::ifstream file(std::string{WAYMARK_SOURCE_DIR} + "/tests/data/mapping/" + name);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char letter) { return std::tolower(letter); });
    return text;
}

/// Deliveries as ticket systems send them, each with what happened.
class VendorMapping : public testing::TestWithParam<std::string> {};

TEST_P(VendorMapping, TellsWhatHappened) {
    const auto mapping = test::mapping_of(read_data(GetParam() + ".json"));
    std::istringstream lines{read_data(GetParam() + ".deliveries.jsonl")};
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        const json delivery = json::parse(line);
        const std::string body = delivery.at("body");
        Delivery sent{body, "application/json", {}, test::received};
        for (const auto& [name, value] : delivery.at("headers").items())
            sent.headers.emplace_back(lower(name), value);
        const auto mapped = test::map_message(mapping, sent);
        ASSERT_EQ(mapped.error, "");
        ASSERT_EQ(mapped.rejected, std::vector<std::string>{});
        const json& happened = delivery.at("record");
        ASSERT_EQ(mapped.records.size(), happened.is_null() ? 0u : 1u) << body;
        EXPECT_EQ(mapped.without_value, happened.is_null() ? 1u : 0u);
        for (const auto& [field, value] : happened.items())
            EXPECT_EQ(mapped.records[0].value(field, json{}), value) << field << " of " << body;
    }
    EXPECT_EQ(count, 11);
}

INSTANTIATE_TEST_SUITE_P(All, VendorMapping, testing::Values("jira", "zendesk", "zammad"),
                         [](const auto& one) { return one.param; });

}  // namespace
}  // namespace waymark::server
