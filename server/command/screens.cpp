#include "server/command/screens.hpp"

#include <charconv>
#include <iostream>

#include <nlohmann/json.hpp>

#include "server/command/screens_text.hpp"
#include "shared/base/file.hpp"
#include "shared/base/octet_text.hpp"
#include "shared/protocol/command.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

constexpr const char* hint = "--token-file names the file that holds it";

int say(const Error& error, int status) {
    std::cerr << to_text(error) << '\n';
    return status;
}

/// As the wire has it; what is no number is left for the server to refuse in words.
nlohmann::json operand_json(std::string_view action, const std::string& operand) {
    if (action != "light") return operand;
    int number = 0;
    const char* const last = operand.data() + operand.size();
    const auto [end, wrong] = std::from_chars(operand.data(), last, number);
    return wrong == std::errc{} && end == last ? nlohmann::json(number) : nlohmann::json(operand);
}

}  // namespace

ScreenCommands::One::One(std::string_view word, std::string_view sentence)
    : action(word), cli{"waymark-server screen " + action, std::string{sentence}} {
    if (action == "pair") cli.argument({"code", "CODE", "what the wall shows, as K7M-4QP"}, code);
    cli.argument({"screen", "ID", "the screen's id in screens.json"}, screen);
    if (action == "show") {
        of = "scene";
        cli.argument({"scene", "SCENE", "the scene's id"}, operand);
    } else if (action == "message") {
        of = "text";
        cli.argument({"text", "TEXT", "at most 200 characters"}, operand);
    } else if (action == "light") {
        of = "percent";
        cli.argument({"percent", "PERCENT", "how bright, 0 (dark) to 100 (as usual)"}, operand);
    } else if (action == "screenshot") {
        cli.argument({"file", "FILE", "where the PNG file is put"}, operand);
    }
    if (action == "show" || usual_length(action_of(action)))
        cli.number({"seconds", "SECONDS", "for how long; 0: as long as is usual"}, 0,
                   longest_command.count(), seconds);
    if (action_of(action) != Command::Action::unknown)
        cli.number({"connection", "NUMBER", "only this of several connections; 0: all of them"}, 0,
                   std::int64_t{1} << 53, connection);
    declare(cli, asking);
    cli.text({"token-file", "FILE", "holds the token that people must show who command screens"},
             token_file);
}

ScreenCommands::ScreenCommands(SettingsCli& server)
    : cli_{"waymark-server screen", "Says which screens are there, and tells them what to do."},
      list_cli_{"waymark-server screen list",
                "Asks a running server which screens are connected and what they show."},
      all_{One{"identify", "Has a screen say in large letters which one it is."},
           One{"show", "Has a screen show a scene, until `resume` unless --seconds says how long."},
           One{"pause", "Has a screen stay on the scene that it shows."},
           One{"resume", "Has a screen go on with its rotation."},
           One{"blank", "Has a screen go dark."},
           One{"unblank", "Has a dark screen come back."},
           One{"reload", "Has a screen draw everything anew."},
           One{"message", "Has a screen show a line of text."},
           One{"screenshot", "Saves a picture of what a screen shows."},
           One{"acknowledge", "Has a screen be quiet about what rings now."},
           One{"skip", "Has a screen end the celebration that it shows."},
           One{"light", "Has a screen be less bright, until another light is ordered."},
           One{"pair", "Makes the wall that shows a code a screen of the desk."},
           One{"unpair", "Walls that were paired as a screen may not come back."}} {
    declare(list_cli_, list_);
    cli_.command({"list", "", "say which screens are connected, and what they show"}, list_cli_,
                 listing_);
    for (One& one : all_)
        cli_.command({one.action, "", one.action + " (see its --help)"}, one.cli, one.named);
    server.command({"screen", "", "list and command screens (see its --help)"}, cli_, named_);
}

std::optional<int> ScreenCommands::run() const {
    if (listing_) return print_answer(list_, "/v1/screens", "", screen_lines);
    for (const One& one : all_)
        if (one.named) return send(one);
    if (!named_) return std::nullopt;
    std::string allowed = "list";
    for (const One& one : all_)
        allowed += ", " + one.action;
    return say({"waymark-server screen", "says not what to do; allowed are " + allowed},
               bad_settings_status);
}

int ScreenCommands::send(const One& one) {
    const auto server = read_server(one.asking.server);
    if (!server) return say(server.error(), bad_settings_status);
    const auto token = token_in(one.token_file);
    if (!token) return say(token.error(), bad_settings_status);
    const bool pairs = action_of(one.action) == Command::Action::unknown;
    nlohmann::json order = nlohmann::json::object();
    if (!pairs) order["action"] = one.action;
    if (!one.code.empty()) order["code"] = one.code;
    if (!one.of.empty()) order[one.of] = operand_json(one.action, one.operand);
    if (one.seconds > 0) order["seconds"] = one.seconds;
    if (one.connection > 0) order["connection"] = one.connection;
    const auto answer = ask_server({.server = *server,
                                    .target = "/v1/screens/" + percent_encoded(one.screen) +
                                              (pairs ? "/" + one.action : "/command"),
                                    .token = *token,
                                    .body = write_json(order)});
    if (!answer) return say(answer.error(), 1);
    const auto body = good_body(*answer, hint);
    if (!body) return say(body.error(), 1);
    if (one.action != "screenshot") {
        std::cout << one.screen << (pairs ? ": is " : ": was told to ") << one.action
                  << (pairs ? "ed\n" : "\n");
        return 0;
    }
    if (const auto kept = replace_file(one.operand, *body); !kept) return say(kept.error(), 1);
    std::cout << one.screen << ": the picture is in " << one.operand << '\n';
    return 0;
}

}  // namespace waymark::server
