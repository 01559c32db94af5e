#include "server/feed/setup/presets.hpp"

#include <iterator>

#include <gmock/gmock.h>

#include "server/feed/setup/feed_setups.hpp"
#include "tests/support/mapping_try.hpp"
#include "tests/support/preset_feed.hpp"
#include "tests/support/schema.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using test::data_path;
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

}  // namespace
}  // namespace waymark::server
