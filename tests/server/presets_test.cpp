#include "server/feed/setup/presets.hpp"

#include <iterator>

#include <gmock/gmock.h>

#include "server/feed/setup/feed_setups.hpp"
#include "shared/base/octet_text.hpp"
#include "shared/protocol/record_codec.hpp"
#include "tests/support/mapping_try.hpp"
#include "tests/support/preset_feed.hpp"
#include "tests/support/schema.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::data_path;
using test::feed_of;
using test::settings_of;
using testing::IsEmpty;

std::vector<std::string> all_presets() {
    std::vector<std::string> names;
    for (const std::string_view name : preset_names())
        names.emplace_back(name);
    return names;
}

class Preset : public testing::TestWithParam<std::string> {};

TEST_P(Preset, NeedsOnlyTheDesksOwnSettings) {
    const json settings = settings_of(GetParam());
    json entry = json::object();
    const json secret{{"clear", "a secret"}};
    if (settings.contains("verify") || settings.contains("auth")) entry["secret"] = secret;
    if (settings.at("adapter") == "poll")
        entry.update({{"url", "https://desk.example/api"}, {"auth", {{"bearer", secret}}}});
    DeskFolder desk;
    desk.feed_settings[{"a"}] = {.preset = GetParam(), .text = entry.dump(), .place = "/feeds/0"};
    std::vector<std::string> lines;
    if (const auto setups = read_setups(desk); !setups)
        for (const Problem& problem : setups.error())
            lines.push_back(to_text(problem));
    EXPECT_THAT(lines, IsEmpty());
}

TEST_P(Preset, SaysWhatItIsFor) {
    const std::string about = settings_of(GetParam()).at("about");
    EXPECT_TRUE(about.ends_with('.')) << about;
    EXPECT_LE(about.size(), 120);
}

TEST_P(Preset, IsFineWithEditorsThatKnowTheSchema) {
    EXPECT_EQ(test::complaint("mapping", settings_of(GetParam()).at("mapping")), "");
}

TEST_P(Preset, HasSamples) {
    EXPECT_TRUE(std::filesystem::is_directory(data_path("presets") / GetParam()));
}

TEST_P(Preset, LeavesWhatIsTheDesksOwnToTheDesk) {
    for (const char* own : {"cadence", "quiet_ok", "token", "secret", "queues", "url", "id"})
        EXPECT_FALSE(settings_of(GetParam()).contains(own)) << own;
}

TEST_P(Preset, StandsInTheIndexOfPages) {
    std::ifstream file(std::string{WAYMARK_SOURCE_DIR} + "/docs/feeds/README.md");
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    EXPECT_THAT(text, testing::HasSubstr("`" + GetParam() + "`"));
}

INSTANTIATE_TEST_SUITE_P(All, Preset, testing::ValuesIn(all_presets()), [](const auto& one) {
    std::string name = one.param;
    std::ranges::replace(name, '-', '_');
    return name;
});

/// Deliveries of a simulated desk as three systems send and sign them, with what happened.
struct Vendor {
    std::string preset;
    std::string secret;
    std::string data;
    std::string ticket_prefix;
};

std::ostream& operator<<(std::ostream& out, const Vendor& vendor) {
    return out << vendor.preset;
}

class SignedDelivery : public testing::TestWithParam<Vendor> {};

TEST_P(SignedDelivery, IsProvedAndTellsWhatHappened) {
    const auto& [preset, secret, name, prefix] = GetParam();
    PushFeed feed = feed_of(preset, {{"secret", {{"clear", secret}}}});
    std::ifstream file(data_path("mapping/" + name + ".deliveries.jsonl"));
    int count = 0;
    for (std::string line; std::getline(file, line); ++count) {
        const json delivery = json::parse(line);
        std::vector<std::pair<std::string, std::string>> headers;
        for (const auto& [field, value] : delivery.at("headers").items())
            headers.emplace_back(in_lower_case(field), value);
        const std::string body = delivery.at("body");
        const auto batch = feed.open({headers, "/", body, test::received});
        ASSERT_TRUE(batch) << to_text(batch.error().why);
        EXPECT_THAT(batch->rejected, IsEmpty());
        const json& happened = delivery.at("record");
        ASSERT_EQ(batch->records.size(), happened.is_null() ? 0u : 1u) << body;
        for (const auto& [field, value] : happened.items()) {
            if (field == "id") continue;
            const json made = json::parse(write_record(batch->records[0]));
            const json wanted = field == "ticket" ? json(prefix + value.get<std::string>()) : value;
            EXPECT_EQ(made.value(field, json{}), wanted) << field << " of " << body;
        }
        std::string changed = body;
        changed[changed.size() / 2] ^= 1;
        EXPECT_FALSE(feed.open({headers, "/", changed, test::received}));
    }
    EXPECT_GE(count, 10);
}

INSTANTIATE_TEST_SUITE_P(All, SignedDelivery,
                         testing::Values(Vendor{"jira", "jira-test-secret", "jira", "DESK-"},
                                         Vendor{"zendesk-events", "dGhpc19pc19hX3Rlc3Rfc2VjcmV0",
                                                "zendesk", ""},
                                         Vendor{"zammad", "zammad-test-secret", "zammad", ""}));

}  // namespace
}  // namespace waymark::server
