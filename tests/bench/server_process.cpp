#include "tests/bench/server_process.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

namespace waymark::bench {
namespace {

constexpr std::string_view announcement = "listens on http://127.0.0.1:";

/// The program's words up to the line that names its port; empty when it ended before.
std::string port_from(int pipe) {
    std::string text;
    std::array<char, 256> piece{};
    for (;;) {
        const auto at = text.find(announcement);
        const auto end = at == std::string::npos ? at : text.find('\n', at);
        if (end != std::string::npos)
            return text.substr(at + announcement.size(), end - at - announcement.size());
        const ssize_t got = ::read(pipe, piece.data(), piece.size());
        if (got <= 0) return {};
        text.append(piece.data(), static_cast<std::size_t>(got));
    }
}

}  // namespace

ServerProcess::ServerProcess(const std::filesystem::path& program,
                             const std::filesystem::path& desk) {
    std::string scratch =
        (std::filesystem::temp_directory_path() / "waymark-bench-XXXXXX").string();
    if (::mkdtemp(scratch.data()) == nullptr) throw std::runtime_error("no scratch folder");
    folder_ = scratch;
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        const std::string data = (folder_ / "data").string();
        ::execl(program.c_str(), program.c_str(), "--desk", desk.c_str(), "--data", data.c_str(),
                "--listen", "127.0.0.1:0", "--log-level", "error", nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    port_ = port_from(ends[0]);
    ::close(ends[0]);
    if (!port_.empty()) return;
    ::waitpid(pid_, nullptr, 0);
    std::filesystem::remove_all(folder_);
    throw std::runtime_error(program.string() + " did not start");
}

ServerProcess::~ServerProcess() {
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

double ServerProcess::processor_seconds() const {
    std::ifstream stream{"/proc/" + std::to_string(pid_) + "/stat"};
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

}  // namespace waymark::bench
