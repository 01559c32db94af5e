#include "wallboard/alarm_player.hpp"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <spdlog/logger.h>
#include <sys/wait.h>
#include <unistd.h>

namespace waymark::wallboard {
namespace {

/// How a player is started: alone in its group, with no signal blocked and nothing to read or say.
class StartUp {
public:
    StartUp() {
        posix_spawnattr_init(&attributes_);
        posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
        sigset_t none;
        sigemptyset(&none);
        posix_spawnattr_setsigmask(&attributes_, &none);
        posix_spawn_file_actions_init(&files_);
        posix_spawn_file_actions_addopen(&files_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        for (const int output : {STDOUT_FILENO, STDERR_FILENO})
            posix_spawn_file_actions_addopen(&files_, output, "/dev/null", O_WRONLY, 0);
    }
    ~StartUp() {
        posix_spawn_file_actions_destroy(&files_);
        posix_spawnattr_destroy(&attributes_);
    }
    StartUp(const StartUp&) = delete;
    StartUp& operator=(const StartUp&) = delete;

    int spawn(pid_t& child, char* const* words) {
        return posix_spawnp(&child, words[0], &files_, &attributes_, words, environ);
    }

private:
    posix_spawnattr_t attributes_;
    posix_spawn_file_actions_t files_;
};

}  // namespace

std::vector<std::string> words_of_command(const std::string& command) {
    std::vector<std::string> words;
    bool in_word = false;
    char quote = 0;
    for (const char c : command) {
        if (quote == 0 && (c == ' ' || c == '\t')) {
            in_word = false;
            continue;
        }
        if (!in_word) words.emplace_back();
        in_word = true;
        if (quote == 0 && (c == '"' || c == '\''))
            quote = c;
        else if (c == quote)
            quote = 0;
        else
            words.back() += c;
    }
    return quote == 0 ? words : std::vector<std::string>{};
}

AlarmPlayer::AlarmPlayer(std::vector<std::string> command, Log log)
    : command_(std::move(command)), log_(std::move(log)) {}

AlarmPlayer::~AlarmPlayer() {
    end();
}

void AlarmPlayer::play(Time now) {
    look(now);
    if (command_.empty() || player_) return;
    std::vector<std::string> words = command_;
    std::vector<char*> pointers;
    for (std::string& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    pid_t child = 0;
    if (const int error = StartUp{}.spawn(child, pointers.data()); error != 0) {
        if (!complained_)
            log_->warn("--player: {} can't be started: {}", command_[0], std::strerror(error));
        complained_ = true;
        return;
    }
    player_ = child;
    ends_ = now + longest_sound;
}

void AlarmPlayer::look(Time now) {
    if (!player_) return;
    if (waitpid(*player_, nullptr, WNOHANG) == *player_) {
        // What it left behind in its group has had its time, too.
        kill(-*player_, SIGKILL);
        player_.reset();
        ends_ = Time::max();
    } else if (now >= ends_ || ends_ - now > longest_sound) {
        end();
    }
}

void AlarmPlayer::end() {
    if (!player_) return;
    kill(-*player_, SIGKILL);
    while (waitpid(*player_, nullptr, 0) < 0 && errno == EINTR) {
    }
    player_.reset();
    ends_ = Time::max();
}

}  // namespace waymark::wallboard
