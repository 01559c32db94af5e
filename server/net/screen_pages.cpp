#include "server/net/screen_pages.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/net/routes.hpp"
#include "server/screens/screens_json.hpp"
#include "shared/base/octet_text.hpp"
#include "shared/protocol/file_node.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

Answer answer_to(const OrderRefusal& refusal) {
    if (refusal.kind == OrderRefusal::Kind::not_there) return error_answer(404, "", refusal.what);
    return later(503, refusal.what, 5);
}

Answer picture_answer(Result<std::string> png) {
    if (!png) return error_answer(504, "", png.error().what);
    return {.content_type = "image/png", .body = std::move(*png)};
}

Answer only_json(const std::string& content_type) {
    return error_answer(
        415, "Content-Type",
        in_quotes(content_type.substr(0, 100)) + " is not taken; application/json is");
}

/// The code of {"code": "K7M-4QP"}, or the answer that refuses it.
tl::expected<std::string, Answer> read_code(const std::string& text) {
    constexpr std::size_t longest_code = 20;
    const auto value = read_json(text, {.octets = 1000, .depth = 2, .nodes = 10});
    if (!value) return tl::unexpected(error_answer(400, value.error().where, value.error().what));
    std::vector<Problem> problems;
    FileObject object{FileNode{*value, "", "", problems}};
    std::string code = object.text("code", longest_code);
    object.finish();
    if (problems.empty()) return code;
    const Problem& first = problems.front();
    return tl::unexpected(
        error_answer(422, first.pointer,
                     first.value.empty() ? first.allowed : first.value + ' ' + first.allowed));
}

}  // namespace

ScreenPages::ScreenPages(const Outline& desk, ScreenRoom& room, const Tokens& tokens,
                         Pairings& pairings, PairedScreens& paired, KeepOrders keep)
    : desk_(desk),
      room_(room),
      tokens_(tokens),
      pairings_(pairings),
      paired_(paired),
      keep_(std::move(keep)) {}

void ScreenPages::answer(const ScreenRequest& request, std::function<void(Answer)> done) {
    switch (request.page) {
        case Page::screen_command:
            return command(request, std::move(done));
        case Page::screen_pair:
            return done(pair(request));
        case Page::screen_unpair:
            return done(unpair(request));
        case Page::pairings:
            return done(begin_pairing(request));
        case Page::pairing:
            return done(tell_pairing(request));
        default:
            return done(error_answer(404, "", "there is nothing at that path"));
    }
}

Answer ScreenPages::begin_pairing(const ScreenRequest& request) {
    if (!tokens_.readers_need_a_token())
        return error_answer(409, "", "this server wants no token of its screens");
    const auto opened = pairings_.open(request.address, request.steady_now);
    if (!opened) return later(429, "too many walls wait to be paired", 60);
    const auto seconds = std::chrono::seconds{Pairings::life}.count();
    return {.body = write_json(
                {{"code", opened->code}, {"secret", opened->secret}, {"seconds", seconds}})};
}

Answer ScreenPages::tell_pairing(const ScreenRequest& request) {
    const auto given =
        pairings_.ask(percent_decoded(request.id), request.token, request.steady_now);
    if (!given) return error_answer(404, "", "there is no such code, or not any more");
    if (given->token.empty()) return {.body = write_json({{"state", "pending"}})};
    return {.body = write_json({{"screen", given->screen.text}, {"token", given->token}})};
}

Answer ScreenPages::pair(const ScreenRequest& request) {
    if (form_of(request.content_type) != BodyForm::json) return only_json(request.content_type);
    const auto code = read_code(request.body);
    if (!code) return code.error();
    const ScreenId screen{percent_decoded(request.id)};
    std::vector<std::string_view> known;
    for (const Screen& one : desk_.screens)
        known.push_back(one.id.text);
    if (std::ranges::find(known, screen.text) == known.end())
        return error_answer(404, "",
                            "screen " + quoted_name(screen.text) + " is not in screens.json; " +
                                suggestion(screen.text, known));
    const std::string token = to_hex(random_octets(32));
    switch (pairings_.pair(*code, screen, token, request.steady_now)) {
        case Pairings::Paired::done:
            break;
        case Pairings::Paired::unknown:
            return error_answer(
                404, "/code",
                in_quotes(code->substr(0, 20)) + " is shown by no wall; codes live ten minutes");
        case Pairings::Paired::too_many:
            return later(429, "too many wrong codes came", 600);
    }
    // A wall that asks before this is done asks for nothing: there is one thread.
    if (const auto kept = paired_.add(screen, token, request.now); !kept) {
        pairings_.forget(*code);
        return error_answer(507, "", "the pairing was not kept: " + to_text(kept.error()));
    }
    return {.body = write_json({{"screen", screen.text}})};
}

Answer ScreenPages::unpair(const ScreenRequest& request) {
    const ScreenId screen{percent_decoded(request.id)};
    const auto removed = paired_.remove(screen);
    if (!removed) return error_answer(507, "", "not kept: " + to_text(removed.error()));
    if (*removed == 0)
        return error_answer(404, "", "no wall is paired as screen " + quoted_name(screen.text));
    return {.body = write_json({{"screen", screen.text}, {"walls", *removed}})};
}

void ScreenPages::command(const ScreenRequest& request, std::function<void(Answer)> done) {
    if (form_of(request.content_type) != BodyForm::json)
        return done(only_json(request.content_type));
    const auto order = read_order(request.body, desk_);
    if (!order)
        return done(error_answer(order.error().unreadable ? 400 : 422, order.error().why.where,
                                 order.error().why.what));
    const ScreenId screen{percent_decoded(request.id)};
    if (order->command.action == Command::Action::screenshot)
        return take_picture(screen, *order, request.steady_now, std::move(done));
    const auto told = room_.present.order(screen, *order, request.now);
    const Answer answer =
        told ? Answer{.body = write_json({{"screen", screen.text}, {"connections", *told}})}
             : answer_to(told.error());
    const auto changed = room_.present.take_changed_orders();
    if (!changed) return done(answer);
    keep_(*changed, [done = std::move(done), answer](const Result<void>& kept) {
        if (kept || answer.status != 200) return done(answer);
        done(error_answer(507, "",
                          "the screen was told, but that is forgotten when the server restarts: " +
                              to_text(kept.error())));
    });
}

void ScreenPages::take_picture(const ScreenId& screen, const Ordered& order,
                               std::chrono::steady_clock::time_point now,
                               std::function<void(Answer)> done) {
    const auto from = room_.present.find(screen, order.connection);
    if (!from) return done(answer_to(from.error()));
    const auto id = room_.pictures.expect(
        *from, now, [done](Result<std::string> png) { done(picture_answer(std::move(png))); });
    if (!id) return done(later(429, "four pictures are on their way already", 5));
    Command command = order.command;
    command.id = *id;
    if (!room_.present.tell(*from, command))
        room_.pictures.give_up(*id, "the screen does not read what it is sent");
}

std::string ScreenPages::list(Time now) const {
    return screens_text(room_, desk_, now);
}

}  // namespace waymark::server
