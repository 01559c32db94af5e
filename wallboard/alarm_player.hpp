#pragma once

#include <optional>
#include <string>
#include <vector>

#include "shared/base/log.hpp"
#include "shared/model/time.hpp"

namespace waymark::wallboard {

/// A command line in words, as the player's setting has it: blanks part them, and '...' or "..."
/// keep blanks. Nothing else means anything: no shell is asked. Empty when a quote is not closed.
std::vector<std::string> words_of_command(const std::string& command);

/// Plays the sound of alarms with a program of the operator's choice: one at a time, and each for
/// `longest_sound` at most. GUI thread only.
class AlarmPlayer {
public:
    /// `command`: its words; empty: silent.
    AlarmPlayer(std::vector<std::string> command, Log log);
    /// Ends what still plays.
    ~AlarmPlayer();
    AlarmPlayer(const AlarmPlayer&) = delete;
    AlarmPlayer& operator=(const AlarmPlayer&) = delete;

    /// Begins to play, unless it does so already. A program that can't be started is said in the
    /// log, once.
    void play(Time now);
    /// Sees whether it has ended, and ends what plays too long.
    void look(Time now);
    /// When it is to be looked at again.
    Time next() const { return ends_; }

private:
    void end();

    const std::vector<std::string> command_;
    const Log log_;
    std::optional<int> player_;  ///< its process id
    Time ends_ = Time::max();
    bool complained_ = false;
};

inline constexpr std::chrono::seconds longest_sound{10};

}  // namespace waymark::wallboard
