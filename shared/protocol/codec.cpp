#include <nlohmann/json.hpp>

#include "shared/base/overloaded.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/message.hpp"
#include "shared/protocol/outline_codec.hpp"
#include "shared/protocol/reading_codec.hpp"
#include "shared/protocol/report_codec.hpp"

namespace waymark {
namespace {

using nlohmann::json;

/// What a screen says is short.
constexpr JsonLimits screen_limits{.octets = 64 << 10, .depth = 8, .nodes = 1000};
/// Our own snapshots may be larger than what a feed may send.
constexpr JsonLimits wire_limits{.octets = 16 << 20, .depth = 32, .nodes = 2'000'000};

json body(const ScreenMessage& message) {
    return std::visit(Overloaded{[](const Hello& hello) {
                                     json value{{"type", "hello"},
                                                {"version", hello.version},
                                                {"screen", hello.screen.text},
                                                {"size", {hello.width, hello.height}},
                                                {"renderer", hello.renderer}};
                                     if (hello.for_leads) value["leads"] = true;
                                     if (hello.position)
                                         value["position"] = position_json(*hello.position);
                                     return value;
                                 },
                                 [](const Resync&) {
                                     return json{{"type", "resync"}};
                                 },
                                 [](const Report& report) { return report_json(report); },
                                 [](const PicturePart& part) { return picture_json(part); }},
                      message);
}

json body(const ServerMessage& message) {
    return std::visit(
        Overloaded{[](const SnapshotMessage& snapshot) {
                       json value = board_json(snapshot.board);
                       value["type"] = "snapshot";
                       value["time"] = to_epoch_ms(snapshot.time);
                       return value;
                   },
                   [](const DeltaMessage& changed) {
                       return json{{"type", "delta"},
                                   {"position", position_json(changed.delta.position)},
                                   {"readings", readings_json(changed.delta.readings)}};
                   },
                   [](const SeriesMessage& grown) {
                       json value = series_json(grown.series);
                       value["type"] = "series";
                       return value;
                   },
                   [](const TickMessage& tick) {
                       return json{{"type", "tick"}, {"time", to_epoch_ms(tick.time)}};
                   },
                   [](const Command& command) { return command_json(command); },
                   [](const Bye& bye) {
                       return json{{"type", "bye"}, {"why", bye.why}, {"come_back", bye.come_back}};
                   }},
        message);
}

json rejections_json(const std::vector<Rejection>& rejected) {
    json list = json::array();
    for (const Rejection& rejection : rejected)
        list.push_back({{"at", rejection.at}, {"why", rejection.why}});
    return list;
}

std::uint64_t count_from(const json& value) {
    return static_cast<std::uint64_t>(whole_from(value, 0, largest_whole));
}

Hello hello_from(const json& value) {
    Hello hello;
    hello.version = value.value("version", std::string{});
    hello.screen.text = value.at("screen");
    if (value.contains("position")) hello.position = position_from(value["position"]);
    if (value.contains("size")) {
        constexpr std::int64_t most_pixels = 100'000;
        hello.width = static_cast<int>(whole_from(value["size"].at(0), 0, most_pixels));
        hello.height = static_cast<int>(whole_from(value["size"].at(1), 0, most_pixels));
    }
    hello.renderer = value.value("renderer", std::string{});
    hello.for_leads = value.value("leads", false);
    return hello;
}

ScreenMessage screen_message_from(const std::string& type, const json& value) {
    if (type == "hello") return hello_from(value);
    if (type == "resync") return Resync{};
    if (type == "report") return report_from(value);
    if (type == "picture") return picture_from(value);
    throw std::invalid_argument("\"" + type + "\" is not hello, resync, report or picture");
}

ServerMessage server_message_from(const std::string& type, const json& value) {
    if (type == "snapshot") return SnapshotMessage{board_from(value), time_from(value.at("time"))};
    if (type == "delta")
        return DeltaMessage{
            {position_from(value.at("position")), readings_from(value.at("readings"))}};
    if (type == "series") return SeriesMessage{series_from(value)};
    if (type == "tick") return TickMessage{time_from(value.at("time"))};
    if (type == "command") return command_from(value);
    if (type == "bye") return Bye{value.at("why"), value.value("come_back", true)};
    // What a newer server says beside is as good as a command that is not known.
    return Command{};
}

/// The one place where what the JSON library throws becomes an Error.
template <class T, class Read>
Result<T> read_object(std::string_view text, const JsonLimits& limits, Read read) {
    auto value = read_json(text, limits);
    if (!value) return tl::unexpected(value.error());
    if (!value->is_object()) return failure("", "a message is a JSON object with a \"type\"");
    try {
        return T{read(*value)};
    } catch (const json::exception& error) {
        // "[json.exception.out_of_range.403] key 'type' not found": people need the words only.
        const std::string_view what = error.what();
        const auto words = what.find("] ");
        return failure("", std::string{words == what.npos ? what : what.substr(words + 2)});
    } catch (const std::invalid_argument& error) {
        return failure("", error.what());
    }
}

}  // namespace

std::string encode(const ScreenMessage& message) {
    return write_json(body(message));
}
std::string encode(const ServerMessage& message) {
    return write_json(body(message));
}

std::string encode(const Ack& ack) {
    return write_json({{"type", "ack"},
                       {"upto", ack.upto},
                       {"accepted", ack.accepted},
                       {"rejected", rejections_json(ack.rejected)}});
}

std::string encode_answer(std::uint64_t accepted, const std::vector<Rejection>& rejected) {
    return write_json({{"accepted", accepted}, {"rejected", rejections_json(rejected)}});
}

Result<ScreenMessage> decode_screen_message(std::string_view text) {
    return read_object<ScreenMessage>(text, screen_limits, [](const json& value) {
        return screen_message_from(value.at("type"), value);
    });
}

Result<ServerMessage> decode_server_message(std::string_view text) {
    return read_object<ServerMessage>(text, wire_limits, [](const json& value) {
        return server_message_from(value.at("type"), value);
    });
}

Result<Ack> decode_ack(std::string_view text) {
    return read_object<Ack>(text, wire_limits, [](const json& value) {
        if (value.at("type") != "ack") throw std::invalid_argument("an answer is an \"ack\"");
        Ack ack{count_from(value.at("upto")), count_from(value.at("accepted")), {}};
        for (const json& item : value.at("rejected"))
            ack.rejected.push_back({item.at("at"), item.at("why")});
        return ack;
    });
}

std::string encode_board(const Board& board) {
    return write_json(board_json(board));
}

Result<Board> decode_board(std::string_view text) {
    return read_object<Board>(text, wire_limits,
                              [](const json& value) { return board_from(value); });
}

std::optional<std::string> encode_kpi(const Board& board, const KpiId& kpi) {
    const auto value = kpi_on_board_json(board, kpi);
    return value.is_null() ? std::nullopt : std::optional{write_json(value)};
}

}  // namespace waymark
