#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server/settings.hpp"
#include "shared/base/log.hpp"

namespace waymark::server {

/// Why the server did not start: every problem, and the status to exit with.
struct StartFailure {
    int status = 1;  ///< bad_settings_status when settings or desk folder are wrong
    std::vector<std::string> problems;
};

/// The server: desk, store and network put together, on the calling thread.
class App {
public:
    /// Loads the desk folder, opens the store and listens.
    static tl::expected<std::unique_ptr<App>, StartFailure> start(const ServerSettings& settings,
                                                                  const Log& log);
    ~App();

    /// Where it listens.
    Endpoint endpoint() const;

    /// Serves until SIGTERM or SIGINT, then takes leave of everybody and saves.
    void run();

private:
    class Impl;
    explicit App(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// `check DIR`: prints every problem of a desk folder, one a line; the exit status.
int check_folder(const std::string& folder);

}  // namespace waymark::server
