#include <csignal>
#include <exception>
#include <iostream>

#include "server/app.hpp"
#include "server/command/commands.hpp"
#include "server/replay/replay.hpp"

int main(int argc, char** argv) {
    using namespace waymark;
    using namespace waymark::server;
    try {
        // A peer that left and a file at its limit are error codes, not our end.
        std::signal(SIGPIPE, SIG_IGN);
        std::signal(SIGXFSZ, SIG_IGN);
        ServerSettings settings;
        SettingsCli cli{"waymark-server",
                        "Takes records of phone and ticket systems in and shows a service desk's "
                        "vision, mission, CSFs and KPIs to its screens."};
        declare(cli, settings);
        ReplaySettings replay;
        SettingsCli replay_cli{"waymark-server replay",
                               "Runs recorded events through the engine under their own clock, as "
                               "fast as it can, and prints the desk's KPIs, one JSON object a "
                               "line."};
        declare(replay_cli, replay);
        bool replaying = false;
        cli.command({"replay", "", "compute a desk's KPIs from a recorded file (see its --help)"},
                    replay_cli, replaying);
        const Commands commands{cli};
        if (const auto status = cli.read(argc, argv)) return *status;
        if (replaying) return replay_file(replay);
        if (const auto status = commands.run()) return *status;
        if (settings.check) return check_folder(*settings.check);

        const auto app = App::start(settings, make_log("server", settings.log_level));
        if (!app) {
            for (const std::string& problem : app.error().problems)
                std::cerr << problem << '\n';
            return app.error().status;
        }
        std::cout << "waymark-server listens on http://" << (*app)->endpoint() << std::endl;
        (*app)->run();
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "waymark-server: " << error.what() << '\n';
        return 1;
    }
}
