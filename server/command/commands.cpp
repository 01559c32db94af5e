#include "server/command/commands.hpp"

#include <iostream>

#include "shared/protocol/catalogue/catalogue.hpp"

namespace waymark::server {

Commands::Commands(SettingsCli& server)
    : explain_cli_{"waymark-server explain",
                   "Asks a running server how a KPI's reading came about: formula, window, what "
                   "counted and what was left out, the ages of its feeds."},
      enter_cli_{"waymark-server enter",
                 "Tells a running server the value of a KPI that people measure, for a period. "
                 "Entered again for the same period, the last one counts."},
      annotate_cli_{"waymark-server annotate",
                    "Tells a running server what happened beside its numbers: an incident, a "
                    "release. Walls mark it on their sparklines."},
      recompute_cli_{
          "waymark-server recompute",
          "While the server does not run: computes a KPI anew from the stored records by "
          "its present definition and reports, day by day, what that changes."},
      catalogue_cli_{"waymark-server catalogue",
                     "Prints every measure a KPI can name, with its formula and its options."},
      feed_try_cli_{"waymark-server feed try",
                    "Says rule by rule what a feed's mapping in a desk folder makes of the message "
                    "on standard input, and which records come out. Nothing is kept or sent."},
      feed_preset_cli_{
          "waymark-server feed preset",
          "Prints a preset: the settings and rules that \"preset\": NAME stands for in "
          "feeds.json. Without a name: which there are, and for which systems."},
      feed_cli_{"waymark-server feed", "Helps with connecting a system."},
      feeds_cli_{
          "waymark-server feeds",
          "Asks a running server how each feed stands: its link, when it was last heard, how "
          "much comes in, what could not be used today and why, what is not known."},
      milestone_list_cli_{"waymark-server milestone list",
                          "Asks a running server which objectives and visions were reached, and "
                          "what became of it."},
      milestone_confirm_cli_{"waymark-server milestone confirm",
                             "Says that a vision is reached: it is celebrated for a day."},
      milestone_dismiss_cli_{"waymark-server milestone dismiss",
                             "Says that an objective or a vision was not reached, or is not to be "
                             "celebrated."},
      milestone_cli_{"waymark-server milestone", "Decides on what was reached."},
      screens_{server} {
    declare(explain_cli_, explain_);
    declare(enter_cli_, enter_);
    declare(annotate_cli_, annotate_);
    declare(recompute_cli_, recompute_);
    declare(feed_try_cli_, feed_try_);
    declare(feed_preset_cli_, feed_preset_);
    feed_cli_.command({"try", "", "say what a feed's rules make of a message (see its --help)"},
                      feed_try_cli_, trying_feed_);
    feed_cli_.command({"preset", "", "print a preset, or what there are (see its --help)"},
                      feed_preset_cli_, showing_preset_);
    declare(feeds_cli_, feeds_);
    declare(milestone_list_cli_, milestones_);
    declare(milestone_confirm_cli_, confirm_);
    declare(milestone_dismiss_cli_, dismiss_);
    milestone_cli_.command({"list", "", "say what was reached"}, milestone_list_cli_,
                           listing_milestones_);
    milestone_cli_.command({"confirm", "", "say that a vision is reached"}, milestone_confirm_cli_,
                           confirming_);
    milestone_cli_.command({"dismiss", "", "say that it is not"}, milestone_dismiss_cli_,
                           dismissing_);
    server.command({"explain", "", "say how a KPI's reading came about (see its --help)"},
                   explain_cli_, explaining_);
    server.command({"enter", "", "enter the value of a KPI that people measure (see its --help)"},
                   enter_cli_, entering_);
    server.command({"annotate", "", "tell what happened beside the numbers (see its --help)"},
                   annotate_cli_, annotating_);
    server.command({"recompute", "", "compute a KPI anew from stored records (see its --help)"},
                   recompute_cli_, recomputing_);
    server.command({"catalogue", "", "print every measure a KPI can name"}, catalogue_cli_,
                   cataloguing_);
    server.command({"feed", "", "try a feed's rules on a message, print presets (see its --help)"},
                   feed_cli_, connecting_feed_);
    server.command({"milestone", "", "decide on what was reached (see its --help)"}, milestone_cli_,
                   asking_milestones_);
    server.command({"feeds", "", "say how each feed stands (see its --help)"}, feeds_cli_,
                   showing_feeds_);
}

std::optional<int> Commands::run() const {
    if (explaining_) return explain(explain_);
    if (entering_) return enter(enter_);
    if (annotating_) return annotate(annotate_);
    if (recomputing_) return recompute(recompute_);
    if (trying_feed_) return try_feed(feed_try_);
    if (showing_preset_) return show_preset(feed_preset_);
    if (connecting_feed_) {
        std::cerr << "waymark-server feed: says not what to do; allowed are try, preset\n";
        return bad_settings_status;
    }
    if (showing_feeds_) return feeds(feeds_);
    if (listing_milestones_) return list_milestones(milestones_);
    if (confirming_) return decide_milestone(confirm_, "confirm");
    if (dismissing_) return decide_milestone(dismiss_, "dismiss");
    if (asking_milestones_) {
        std::cerr << "waymark-server milestone: says not what to do; allowed are list, confirm, "
                     "dismiss\n";
        return bad_settings_status;
    }
    if (const auto status = screens_.run()) return status;
    if (!cataloguing_) return std::nullopt;
    std::cout << catalogue_markdown() << std::flush;
    return std::cout ? 0 : 1;
}

}  // namespace waymark::server
