#include "tests/support/x_server.hpp"

#include <csignal>
#include <cstdio>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace waymark::test {

XServer::XServer(const std::string& size) {
    int ends[2];
    if (::pipe(ends) != 0) return;
    const std::string number = std::to_string(ends[1]);
    const std::string screen = size + "x24";
    process_ = ::fork();
    if (process_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM);
        ::close(ends[0]);
        const int nowhere = ::open("/dev/null", O_WRONLY);
        ::dup2(nowhere, STDERR_FILENO);
        ::execlp("Xvfb", "Xvfb", "-displayfd", number.c_str(), "-screen", "0", screen.c_str(),
                 "-nolisten", "tcp", "-noreset", nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    std::string told;
    char letter = 0;
    while (::read(ends[0], &letter, 1) == 1 && letter != '\n')
        told += letter;
    ::close(ends[0]);
    if (!told.empty()) display_ = ":" + told;
}

XServer::~XServer() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

}  // namespace waymark::test
