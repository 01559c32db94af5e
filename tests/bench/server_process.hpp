#pragma once

#include <filesystem>
#include <string>

#include <sys/types.h>

namespace waymark::bench {

/// A waymark-server of its own on a free port of this machine, with an empty scratch folder for its
/// data; both end with the object. Throws std::runtime_error when it does not start.
class ServerProcess {
public:
    ServerProcess(const std::filesystem::path& program, const std::filesystem::path& desk);
    ~ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    const std::string& port() const { return port_; }
    /// Processor time used so far, seconds.
    double processor_seconds() const;

private:
    std::filesystem::path folder_;
    std::string port_;
    pid_t pid_ = -1;
};

}  // namespace waymark::bench
