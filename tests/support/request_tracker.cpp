#include "tests/support/request_tracker.hpp"

#include <fstream>
#include <stdexcept>
#include <thread>

#include <unistd.h>

#include "tests/support/client.hpp"
#include "tests/support/free_port.hpp"

namespace waymark::test {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

/// Perl reads some 200 modules, on a machine that may be busy with other tests.
constexpr auto patience = 120s;
constexpr const char* password = "a word of the test's";
constexpr const char* as_root = "Basic cm9vdDphIHdvcmQgb2YgdGhlIHRlc3Qncw==";
constexpr const char* program = "/usr/share/request-tracker5/libexec/rt-server";
constexpr const char* initialise = "/usr/sbin/rt-setup-database-5";

}  // namespace

std::string RequestTracker::lacks() {
    const std::pair<const char*, const char*> needed[] = {
        {program, "request-tracker5"},
        {initialise, "request-tracker5"},
        {"/usr/share/perl5/Plack/Handler/Starlet.pm", "starlet"},
        {"/usr/share/doc/rt5-db-sqlite", "rt5-db-sqlite"},
        {"/usr/share/doc/rt5-standalone", "rt5-standalone"}};
    for (const auto& [path, package] : needed)
        if (::access(path, R_OK) != 0) return package;
    return {};
}

RequestTracker::RequestTracker(const std::filesystem::path& folder) : folder_(folder) {
    for (const char* part : {"settings", "data", "pages", "sessions", "mails"})
        std::filesystem::create_directories(folder_ / part);
    std::ofstream{folder_ / "password"} << password << "\n";
    for (int i = 0; i < 5; ++i) {
        port_ = free_port();
        const std::string here = folder_.string();
        const std::string port = std::to_string(port_);
        std::ofstream{folder_ / "settings.pm"}
            << "Set($rtname, 'desk.example');\nSet($Organization, 'desk.example');\n"
            << "Set($Timezone, 'Europe/London');\n"
            << "Set($WebDomain, '127.0.0.1');\nSet($WebPort, " << port << ");\n"
            << "Set($WebBaseURL, 'http://127.0.0.1:" << port << "');\n"
            << "Set($DatabaseType, 'SQLite');\nSet($DatabaseName, '" << here << "/data/rt.db');\n"
            << "Set($LogToSyslog, undef);\nSet($LogToSTDERR, 'warning');\n"
            << "Set($MailCommand, 'testfile');\n"
            << "$RT::VarPath = '" << here << "/data';\n"
            << "$RT::MasonDataDir = '" << here << "/pages';\n"
            << "$RT::MasonSessionDir = '" << here << "/sessions';\n1;\n";
        if (!std::filesystem::exists(folder_ / "data/rt.db"))
            run_to_end(call_of({initialise, "--action", "init", "--skip-create",
                                "--root-password-file", here + "/password"}),
                       patience);
        if (starts()) return;
    }
    throw std::runtime_error("Request Tracker does not start:\n" +
                             text_of_file(folder_ / "output"));
}

ProgramCall RequestTracker::call_of(std::vector<std::string> arguments) const {
    return {.arguments = std::move(arguments),
            .environment = {{"RT_SITE_CONFIG", (folder_ / "settings.pm").string()},
                            {"RT_SITE_CONFIG_DIR", (folder_ / "settings").string()},
                            {"TMPDIR", (folder_ / "mails").string()}},
            .output = folder_ / "output",
            .input = {}};
}

bool RequestTracker::starts() {
    // Without workers: one process, so that nothing of it is left behind.
    server_.emplace(call_of({program, "--server", "Starlet", "--host", "127.0.0.1", "--port",
                             std::to_string(port_), "--max-workers", "0"}));
    const auto give_up = Steady::now() + patience;
    while (server_->runs() && Steady::now() < give_up) {
        try {
            if (fetch(port_, "/REST/2.0/rt").status == 401) return true;
        } catch (const std::exception&) {
            std::this_thread::sleep_for(50ms);
        }
    }
    return false;
}

std::string RequestTracker::rest() const {
    return "http://127.0.0.1:" + std::to_string(port_) + "/REST/2.0";
}

json RequestTracker::ask_rest(const std::string& method, const std::string& path,
                              const json& body) const {
    const Reply reply = ask(port_, method, "/REST/2.0" + path,
                            {{"Authorization", as_root}, {"Content-Type", "application/json"}},
                            body.is_null() ? "" : body.dump());
    if (reply.status / 100 != 2)
        throw std::runtime_error(method + " " + path + ": " + std::to_string(reply.status) + " " +
                                 reply.body);
    return json::parse(reply.body);
}

std::string RequestTracker::set_up(const std::vector<std::string>& what,
                                   const std::string& input) const {
    std::ofstream{folder_ / "input"} << input;
    ProgramCall call =
        call_of({"/usr/bin/perl", WAYMARK_SOURCE_DIR "/tests/support/request_tracker.pl"});
    call.arguments.insert(call.arguments.end(), what.begin(), what.end());
    call.input = folder_ / "input";
    call.output = folder_ / "answer";
    std::filesystem::remove(call.output);
    run_to_end(call, patience);
    return text_of_file(call.output);
}

std::string RequestTracker::new_user(const std::string& name, const std::string& zone) const {
    const std::string said = set_up({"user", name, zone}, "");
    const std::string mark = "token=";
    const auto at = said.find(mark);
    if (at == std::string::npos) throw std::runtime_error("no token:\n" + said);
    return said.substr(at + mark.size(), said.find('\n', at) - at - mark.size());
}

void RequestTracker::age(const std::string& ticket, int days) const {
    set_up({"age", ticket, std::to_string(days)}, "");
}

void RequestTracker::add_scrip(const std::string& code) const {
    set_up({"scrip"}, code);
}

}  // namespace waymark::test
