#pragma once

#include <string>

#include <gtest/gtest.h>

#include "server/feed/poll/poll_setup.hpp"
#include "tests/support/settings_object.hpp"

namespace waymark::test {

/// Settings of a poll as feeds.json has them, without `url` and `mapping` when those are as usual:
/// an address that nobody answers at, and one ticket.state an item of /items.
inline server::PollSetup polled(const std::string& text) {
    auto settings = nlohmann::json::parse(text);
    if (!settings.contains("url")) settings["url"] = "http://rt.invalid/tickets";
    if (!settings.contains("mapping"))
        settings["mapping"] = nlohmann::json::parse(R"({"rules": [{"foreach": "/items",
            "emit": "ticket.state", "fields": {"ticket": {"path": "/id", "required": true},
            "id": {"text": "{/id}@{/changed}"}, "status": "/status"}}]})");
    SettingsObject object{settings.dump()};
    auto setup = server::read_poll_setup(object.object());
    object.object().finish();
    EXPECT_EQ(object.problems(), "") << text;
    return setup;
}

/// Every problem of settings, one a line.
inline std::string problems_of_poll(const std::string& text) {
    SettingsObject object{text};
    server::read_poll_setup(object.object());
    object.object().finish();
    return object.problems();
}

}  // namespace waymark::test
