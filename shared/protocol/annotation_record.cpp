#include "shared/protocol/annotation_record.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"
#include "shared/base/utf8.hpp"
#include "shared/model/epoch.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark {
namespace {

constexpr std::size_t most_characters = 80;

std::string shown(const Record& record, std::string_view field) {
    return show_json(field_json(*record.find(field)));
}

bool is_control(char octet) {
    const auto code = static_cast<unsigned char>(octet);
    return code < 0x20 || code == 0x7f;
}

/// Of valid UTF-8; the octets that go on within a character are 10xxxxxx.
std::size_t characters_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char octet) { return (static_cast<unsigned char>(octet) & 0xc0) != 0x80; }));
}

Result<void> check_text(const Record& record) {
    const std::string_view text = record.text("text");
    if (text.empty()) return failure("/text", shown(record, "text") + " is no text");
    const std::size_t characters = characters_of(text);
    if (characters > most_characters)
        return failure("/text", "has " + std::to_string(characters) + " characters; at most " +
                                    std::to_string(most_characters) + " are allowed");
    if (std::ranges::any_of(text, is_control))
        return failure("/text", shown(record, "text") +
                                    " holds a control character; a line of plain text is allowed");
    return {};
}

std::optional<Time> instant_in(const Record& record, std::string_view field) {
    if (const auto ms = record.number(field)) {
        if (std::floor(*ms) != *ms) return std::nullopt;
        return time_from_ticks(static_cast<std::int64_t>(*ms), 1'000);
    }
    return from_rfc3339(record.text(field));
}

}  // namespace

Result<Annotation> read_annotation(const FeedId& feed, const Record& record) {
    const auto kind = annotation_kind_named(record.text("kind"));
    if (!kind)
        return failure("/kind", shown(record, "kind") +
                                    " is none; allowed are incident, release, change and note");
    if (const auto good = check_text(record); !good) return tl::unexpected(good.error());
    Annotation annotation{.id = record.id,
                          .feed = feed,
                          .kind = *kind,
                          // As the wire and checkpoints have it.
                          .time = from_epoch_ms(to_epoch_ms(record.time)),
                          .text = std::string{record.text("text")},
                          .queue = std::string{record.text("queue")}};
    if (record.find("until") == nullptr) return annotation;
    annotation.until = instant_in(record, "until");
    if (!annotation.until)
        return failure("/until", shown(record, "until") +
                                     " is no time; allowed are RFC 3339 with an offset, as "
                                     "\"2026-03-30T08:00:00+01:00\", or whole epoch milliseconds");
    if (*annotation.until < annotation.time ||
        *annotation.until > annotation.time + longest_annotation)
        return failure("/until", shown(record, "until") +
                                     " is out of range; allowed are times from its \"time\" to 35 "
                                     "days later");
    return annotation;
}

}  // namespace waymark
