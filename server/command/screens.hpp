#pragma once

#include <array>
#include <optional>
#include <string>

#include "server/command/asking.hpp"

namespace waymark::server {

/// `screen ...`: what people ask of the screens of a running server.
class ScreenCommands {
public:
    /// Declares them as subcommands of `server`, which must not outlive them.
    explicit ScreenCommands(SettingsCli& server);
    ScreenCommands(const ScreenCommands&) = delete;

    /// After the settings were read: runs the command that was named; its exit status. Nothing when
    /// none was.
    std::optional<int> run() const;

private:
    /// `screen identify`, `screen show`, ...
    struct One {
        One(std::string_view word, std::string_view sentence);
        One(const One&) = delete;  // its settings know where it is

        std::string action;  ///< as on the wire
        SettingsCli cli;
        bool named = false;
        AskingSettings asking;
        std::string token_file;
        std::string screen;
        std::string code;     ///< of `pair`
        std::string operand;  ///< the scene, the text or the file
        std::string of;       ///< the operand's name on the wire; empty: it is not sent
        std::int64_t seconds = 0;
        std::int64_t connection = 0;
    };

    static int send(const One& one);

    SettingsCli cli_;
    bool named_ = false;
    SettingsCli list_cli_;
    bool listing_ = false;
    ReadingSettings list_;
    std::array<One, 14> all_;
};

}  // namespace waymark::server
