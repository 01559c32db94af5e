#include "server/feed/lines/line_intake.hpp"

#include <nlohmann/json.hpp>
#include <spdlog/logger.h>

#include "server/feed/loop_timer.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_waiting = 20'000;
constexpr Duration between_words = 1min;

}  // namespace

LineIntake::LineIntake(const LineSetup& setup, const AdapterContext& context)
    : setup_(setup),
      port_(context.port),
      log_(context.log),
      decoder_(setup),
      courier_(context.io, context.port, most_waiting, timers_of(context.io)) {}

void LineIntake::refuse(std::string_view reason, std::string_view what) {
    ++refused_[reason];
    const Time now = port_.now();
    const auto said = said_.find(reason);
    if (said != said_.end() && now - said->second < between_words && now >= said->second) return;
    said_[reason] = now;
    log_->warn("{}: {}", reason, show_json(nlohmann::json(what)));
}

void LineIntake::take(std::optional<std::string_view> line) {
    if (!line) return refuse(line_reason::too_long, "");
    const auto reason = decoder_.take(*line, setup_.ticks_a_second, port_.now(), samples_);
    if (!reason.empty()) refuse(reason, *line);
}

void LineIntake::take_datagram(std::string_view octets) {
    LineReader reader{has_quotes()};
    reader.read(octets, [this](auto line) { take(line); });
    take(reader.rest());
    pass_on();
}

LineFeed::Body LineIntake::read_body(std::string_view body, std::int64_t ticks_a_second) {
    LineFeed::Body read;
    std::size_t number = 0;
    const auto take_line = [&](std::optional<std::string_view> line) {
        ++number;
        const auto reason =
            line ? decoder_.take(*line, ticks_a_second, port_.now(), read.batch.records)
                 : line_reason::too_long;
        if (reason.empty()) return;
        if (++read.refused == 1) read.line = number, read.reason = reason;
        refuse(reason, line.value_or(""));
    };
    LineReader reader{has_quotes()};
    reader.read(body, take_line);
    take_line(reader.rest());
    pass_on();
    return read;
}

void LineIntake::pass_on() {
    for (const auto& [reason, times] : std::exchange(refused_, {}))
        port_.count(reason, times);
    if (!samples_.empty()) courier_.put({.records = std::exchange(samples_, {})});
}

void LineIntake::tick() {
    auto samples = decoder_.release(port_.now());
    if (!samples.empty()) courier_.put({.records = std::move(samples)});
    pass_on();
}

}  // namespace waymark::server
