#include "server/command/presets_text.hpp"

#include <algorithm>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "server/feed/setup/presets.hpp"

namespace waymark::server {
namespace {

using testing::HasSubstr;

TEST(PresetsText, NamesEachPresetAndWhatItIsForOnOneLine) {
    const std::string lines = preset_lines();
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(lines, '\n')), preset_names().size());
    for (const std::string_view name : preset_names())
        EXPECT_THAT("\n" + lines, HasSubstr("\n" + std::string{name} + ' '));
    EXPECT_THAT(lines, HasSubstr("  Twilio TaskRouter and Flex: the event callback"));
}

TEST(PresetsText, PrintsAPresetAsItStandsWithItsComments) {
    EXPECT_EQ(*preset_json("twilio-form"), *preset_text("twilio-form"));
    EXPECT_EQ(nlohmann::json::parse(*preset_json("twilio-form"), nullptr, true, true)["adapter"],
              "push");
    EXPECT_TRUE(preset_json("jira")->ends_with("}\n"));
}

TEST(PresetsText, SaysWhatIsAllowedInPlaceOfAnUnknownName) {
    EXPECT_EQ(preset_json("zendsk-events").error().what,
              "\"zendsk-events\" is no preset; did you mean \"zendesk-events\"? (\"waymark-server "
              "feed preset\" lists them)");
    EXPECT_THAT(preset_json("pbx").error().what,
                HasSubstr("allowed are \"alertmanager\", \"amazon-connect\""));
}

}  // namespace
}  // namespace waymark::server
