#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace waymark::test {

/// The real server as a child process. Its end kills it.
class ServerProcess {
public:
    /// Starts waymark-server with the arguments; waits until it says where it listens or ends.
    explicit ServerProcess(const std::vector<std::string>& arguments);
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;

    /// 0 when it ended instead of listening.
    std::uint16_t port() const { return port_; }
    pid_t pid() const { return pid_; }
    /// What it has written to standard output and standard error; whole once it has ended.
    std::string output();

    void send(int signal) const;
    /// Waits for its end; its exit status, or 128 + the signal that ended it.
    int wait();

private:
    std::string read_line();

    pid_t pid_ = -1;
    int output_ = -1;
    std::uint16_t port_ = 0;
    std::string text_;
    int status_ = -1;
};

/// The arguments of a server on the shipped desk folder, on a free port, with its data in `data`;
/// `more` is appended.
std::vector<std::string> shipped_desk(const std::filesystem::path& data,
                                      std::vector<std::string> more);

}  // namespace waymark::test
