#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/support/program.hpp"

namespace waymark::test {

/// Debian's Request Tracker 5 with a SQLite database of its own, as a child process on a free port
/// of this machine, run by whoever runs the test. Its mails become files in the folder.
class RequestTracker {
public:
    /// The Debian package that it lacks here; empty: none.
    static std::string lacks();

    /// Makes the database and starts it; everything lies in `folder`. Throws, with what it said,
    /// when it does not answer.
    explicit RequestTracker(const std::filesystem::path& folder);

    /// The address below which REST 2 is.
    std::string rest() const;

    /// Asks as its administrator, by REST 2. Throws unless that is done.
    nlohmann::json ask_rest(const std::string& method, const std::string& path,
                            const nlohmann::json& body) const;

    /// A new user of a time zone, with the rights that docs/feeds/request-tracker.md names; the
    /// token that it made for itself.
    std::string new_user(const std::string& name, const std::string& zone) const;

    /// As if all that happened to a ticket were so many days longer ago.
    void age(const std::string& ticket, int days) const;

    /// A scrip for every transaction of every queue, as the page has it, with this as its commit
    /// code.
    void add_scrip(const std::string& code) const;

private:
    bool starts();
    ProgramCall call_of(std::vector<std::string> arguments) const;
    std::string set_up(const std::vector<std::string>& what, const std::string& input) const;

    std::filesystem::path folder_;
    std::uint16_t port_ = 0;
    std::optional<Program> server_;
};

}  // namespace waymark::test
