#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>

#include <unistd.h>

#include "tests/support/scratch.hpp"
#include "tests/support/server_process.hpp"

namespace waymark::bench {

/// The server of this build with the shipped desk, on a free port of this machine and with an empty
/// scratch folder; both end with the object. Throws std::runtime_error when it does not start.
class BenchServer {
public:
    BenchServer() : process_(test::shipped_desk(scratch_.path(), {"--log-level", "error"})) {
        check();
    }
    /// The same with these feeds instead of the shipped ones: the text of a feeds.json.
    explicit BenchServer(const std::string& feeds) : process_(with_feeds(feeds)) { check(); }

    std::string port() const { return std::to_string(process_.port()); }

    /// Processor time used so far, seconds.
    double processor_seconds() const {
        std::ifstream stream{"/proc/" + std::to_string(process_.pid()) + "/stat"};
        const std::string text{std::istreambuf_iterator<char>{stream}, {}};
        std::istringstream fields{text.substr(text.rfind(')') + 2)};
        std::string skipped;
        for (int i = 0; i < 11; ++i)
            fields >> skipped;
        double user = 0;
        double system = 0;
        fields >> user >> system;
        return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
    }

private:
    void check() {
        if (process_.port() == 0) throw std::runtime_error("no server: " + process_.output());
    }
    std::vector<std::string> with_feeds(const std::string& feeds) const {
        const auto desk = scratch_.path() / "desk";
        std::filesystem::copy(WAYMARK_SOURCE_DIR "/assets/desks/service-desk", desk);
        std::ofstream{desk / "feeds.json"} << feeds;
        return {"--desk",   desk.string(), "--data",      (scratch_.path() / "data").string(),
                "--listen", "127.0.0.1:0", "--log-level", "error"};
    }

    test::Scratch scratch_;
    test::ServerProcess process_;
};

}  // namespace waymark::bench
