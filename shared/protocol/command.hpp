#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/model/ids.hpp"

namespace waymark {

/// Something a screen is to do. Fields that an action does not take are empty.
struct Command {
    enum class Action {
        unknown,   ///< of a newer server; ignored
        identify,  ///< say in large letters which screen this is, for `length`
        show,      ///< `scene`, for `length` or until `resume`
        pause,     ///< stay on the scene that is shown, until `resume`
        resume,    ///< go on with the rotation: ends `show` and `pause`
        blank,     ///< show nothing, until `unblank`
        unblank,
        reload,       ///< draw everything anew from a fresh snapshot
        message,      ///< show `text`, for `length`
        screenshot,   ///< send the picture `id` of what is shown
        acknowledge,  ///< be quiet about what rings now
        skip,         ///< enough of the celebration that is shown
        light         ///< be `percent` as bright as usual, until another is ordered
    };
    Action action = Action::unknown;
    SceneId scene;
    std::string text;                ///< one line
    std::chrono::seconds length{0};  ///< 0: as long as `usual_length` says
    std::uint64_t id = 0;
    int percent = 100;  ///< 0..100; at 0 nothing is lit
    bool operator==(const Command&) const = default;
};

/// "identify"; empty for an unknown one.
std::string_view word_of(Command::Action action);
/// Action::unknown for a word that is none.
Command::Action action_of(std::string_view word);

/// Of actions that end by themselves though nobody said when: 10 s of identify, 1 min of a message.
/// Nothing: until another command ends it.
std::optional<std::chrono::seconds> usual_length(Command::Action action);

inline constexpr std::chrono::seconds longest_command = std::chrono::hours{24 * 7};
inline constexpr std::size_t longest_command_text = 200;  ///< characters

}  // namespace waymark
