#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

namespace waymark::test {

/// What is to be run.
struct ProgramCall {
    std::vector<std::string> arguments;                            ///< the program's path first
    std::vector<std::pair<std::string, std::string>> environment;  ///< beside our own
    std::filesystem::path output;  ///< what it says is appended to this file
    std::filesystem::path input;   ///< its standard input; empty: nothing
};

/// Another program as a child process. It ends with this object, and with the test however that
/// ends.
class Program {
public:
    explicit Program(const ProgramCall& call);
    ~Program();
    Program(const Program&) = delete;

    bool runs();
    /// Waits for its end; its exit status, or 128 + the signal that ended it. Throws, with what it
    /// has said, when it still runs after `limit`.
    int wait(std::chrono::seconds limit);
    /// What it has said so far.
    std::string output() const;

private:
    std::filesystem::path output_;
    pid_t pid_ = -1;
    int status_ = -1;
};

/// Runs it to its end. Throws, with what it said, when that is no success or later than `limit`.
void run_to_end(const ProgramCall& call, std::chrono::seconds limit);

std::string text_of_file(const std::filesystem::path& file);

}  // namespace waymark::test
