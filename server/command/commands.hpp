#pragma once

#include <optional>

#include "server/command/annotate.hpp"
#include "server/command/enter.hpp"
#include "server/command/explain.hpp"
#include "server/command/feed.hpp"
#include "server/command/feeds.hpp"
#include "server/command/milestone.hpp"
#include "server/command/recompute.hpp"
#include "server/command/screens.hpp"

namespace waymark::server {

/// The subcommands that ask a server, tell it something, or print what it knows by itself.
class Commands {
public:
    /// Declares them as subcommands of `server`, which must not outlive them.
    explicit Commands(SettingsCli& server);

    /// After the settings were read: runs the command that was named; its exit status. Nothing when
    /// none was.
    std::optional<int> run() const;

private:
    ExplainSettings explain_;
    EnterSettings enter_;
    AnnotateSettings annotate_;
    RecomputeSettings recompute_;
    FeedTrySettings feed_try_;
    FeedPresetSettings feed_preset_;
    ReadingSettings feeds_;
    ReadingSettings milestones_;
    DecideSettings confirm_, dismiss_;
    SettingsCli explain_cli_, enter_cli_, annotate_cli_, recompute_cli_, catalogue_cli_,
        feed_try_cli_, feed_preset_cli_, feed_cli_, feeds_cli_, milestone_list_cli_,
        milestone_confirm_cli_, milestone_dismiss_cli_, milestone_cli_;
    bool explaining_ = false, entering_ = false, annotating_ = false, recomputing_ = false,
         cataloguing_ = false, connecting_feed_ = false, trying_feed_ = false,
         showing_preset_ = false, showing_feeds_ = false, asking_milestones_ = false,
         listing_milestones_ = false, confirming_ = false, dismissing_ = false;
    ScreenCommands screens_;
};

}  // namespace waymark::server
