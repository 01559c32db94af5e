#include "tests/support/server_process.hpp"

#include <csignal>
#include <stdexcept>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace waymark::test {

ServerProcess::ServerProcess(const std::vector<std::string>& arguments) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::vector<char*> raw{const_cast<char*>(WAYMARK_SERVER)};
    for (const std::string& argument : arguments)
        raw.push_back(const_cast<char*>(argument.c_str()));
    raw.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::dup2(ends[1], STDERR_FILENO);
        ::execv(WAYMARK_SERVER, raw.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    output_ = ends[0];
    const std::string sign = "listens on http://";
    for (std::string line = read_line(); !line.empty(); line = read_line())
        if (line.find(sign) != std::string::npos) {
            port_ = static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
            break;
        }
}

ServerProcess::~ServerProcess() {
    if (status_ < 0) {
        send(SIGKILL);
        wait();
    }
    ::close(output_);
}

std::string ServerProcess::read_line() {
    std::string line;
    char letter = 0;
    while (::read(output_, &letter, 1) == 1) {
        line += letter;
        if (letter == '\n') break;
    }
    text_ += line;
    return line;
}

std::string ServerProcess::output() {
    if (status_ >= 0)
        while (!read_line().empty()) {
        }
    return text_;
}

void ServerProcess::send(int signal) const {
    if (pid_ > 0) ::kill(pid_, signal);
}

int ServerProcess::wait() {
    if (status_ >= 0) return status_;
    int status = 0;
    ::waitpid(pid_, &status, 0);
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return status_;
}

std::vector<std::string> shipped_desk(const std::filesystem::path& data,
                                      std::vector<std::string> more) {
    std::vector<std::string> arguments{"--desk",   WAYMARK_SOURCE_DIR "/assets/desks/service-desk",
                                       "--data",   data.string(),
                                       "--listen", "127.0.0.1:0"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

}  // namespace waymark::test
