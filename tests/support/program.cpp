#include "tests/support/program.hpp"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace waymark::test {
namespace {

constexpr std::chrono::milliseconds between_looks{20};

std::vector<char*> raw(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

}  // namespace

Program::Program(const ProgramCall& call) : output_(call.output) {
    // All that takes memory is done before the fork: other threads may hold its lock.
    std::vector<std::string> arguments = call.arguments;
    std::vector<std::string> variables;
    for (char** one = environ; *one != nullptr; ++one)
        variables.emplace_back(*one);
    for (const auto& [name, value] : call.environment)
        variables.insert(variables.begin(), name + "=" + value);
    const std::vector<char*> raw_arguments = raw(arguments);
    const std::vector<char*> raw_variables = raw(variables);
    const std::string input = call.input.empty() ? "/dev/null" : call.input.string();
    const std::string output = call.output.string();
    const pid_t parent = ::getpid();
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("no process");
    if (pid_ > 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    const int from = ::open(input.c_str(), O_RDONLY);
    const int to = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(from, STDIN_FILENO);
    ::dup2(to, STDOUT_FILENO);
    ::dup2(to, STDERR_FILENO);
    ::close_range(STDERR_FILENO + 1, ~0U, 0);
    ::execve(raw_arguments[0], raw_arguments.data(), raw_variables.data());
    ::_exit(127);
}

Program::~Program() {
    if (!runs()) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
}

bool Program::runs() {
    if (status_ >= 0) return false;
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) != pid_) return true;
    status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return false;
}

int Program::wait(std::chrono::seconds limit) {
    const auto give_up = std::chrono::steady_clock::now() + limit;
    while (runs()) {
        if (std::chrono::steady_clock::now() > give_up)
            throw std::runtime_error("still runs:\n" + output());
        std::this_thread::sleep_for(between_looks);
    }
    return status_;
}

std::string Program::output() const {
    return text_of_file(output_);
}

void run_to_end(const ProgramCall& call, std::chrono::seconds limit) {
    Program program{call};
    if (const int status = program.wait(limit); status != 0)
        throw std::runtime_error(call.arguments[0] + " ends with status " + std::to_string(status) +
                                 ":\n" + program.output());
}

std::string text_of_file(const std::filesystem::path& file) {
    std::ifstream stream{file};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

}  // namespace waymark::test
