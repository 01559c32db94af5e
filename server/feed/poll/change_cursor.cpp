#include "server/feed/poll/change_cursor.hpp"

#include <algorithm>
#include <cassert>

#include <date/tz.h>
#include <nlohmann/json.hpp>

#include "server/feed/mapping/time_text.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr Duration first_trial = 1h;
constexpr Duration zones_apart = 26h;  // UTC+14 and UTC-12
/// A change that far ahead is a mistake of its item.
constexpr Duration most_ahead = 24h;

bool is_local(CursorFormat format) {
    return format == CursorFormat::sql || format == CursorFormat::minute;
}

/// At or before `time`, and a local time that comes once: where the clock is put back, the
/// system may take it for the later of two.
std::chrono::sys_seconds unambiguous(std::chrono::sys_seconds time, const date::time_zone& zone) {
    while (zone.get_info(zone.to_local(time)).result == date::local_info::ambiguous)
        time -= 30min;
    return time;
}

mapping::Pointer pointer_of(const std::string& text) {
    const auto pointer = mapping::Pointer::from(text);
    assert(pointer);
    return *pointer;
}

}  // namespace

ChangeCursor::ChangeCursor(const PollCursor& setup, const std::string& zone,
                           const std::string& memory, Time now)
    : setup_(setup),
      value_(pointer_of(setup.value)),
      zone_(date::locate_zone(zone)),
      reads_zone_(date::locate_zone(setup.reads_zone)),
      from_(now - setup.first) {
    recall(memory);
}

std::string ChangeCursor::memory() const {
    json all{{"from", to_epoch_us(from_)}, {"margin", margin_.count()}};
    if (newest_) all["newest"] = to_epoch_us(*newest_);
    return write_json(all);
}

void ChangeCursor::recall(const std::string& memory) {
    try {
        const json all = json::parse(memory);
        const Time from = from_epoch_us(all.at("from"));
        const Duration margin{all.at("margin").get<std::int64_t>()};
        if (all.contains("newest")) newest_ = from_epoch_us(all.at("newest"));
        from_ = from;
        margin_ = std::clamp(margin, Duration{}, zones_apart);
    } catch (const json::exception&) {
        return;
    }
}

Time ChangeCursor::asked_from() const {
    if (newest_) return *newest_ - setup_.overlap - trial_.value_or(margin_);
    // In a wrong zone nothing might be seen for hours, and so nothing be found out.
    return std::max(is_local(setup_.writes) ? from_ - zones_apart : from_, Time{});
}

std::string ChangeCursor::text() const {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(asked_from());
    switch (setup_.writes) {
        case CursorFormat::rfc3339:
            return date::format("%FT%TZ", seconds);
        case CursorFormat::sql:
            return date::format("%F %T", zone_->to_local(unambiguous(seconds, *zone_)));
        case CursorFormat::minute:
            return date::format("%F %R", zone_->to_local(unambiguous(seconds, *zone_)));
        case CursorFormat::epoch_s:
            return std::to_string(seconds.time_since_epoch().count());
        case CursorFormat::epoch_ms:
            break;
    }
    return std::to_string(to_epoch_ms(asked_from()));
}

void ChangeCursor::begin_round() {
    seen_.reset();
    page_.reset();
    page_before_.reset();
    ascending_ = true;
    moved_ = false;
}

bool ChangeCursor::see(const nlohmann::json& item, Time now) {
    const nlohmann::json* const value = value_.follow(item);
    const auto time =
        value == nullptr ? std::nullopt : mapping::time_from(*value, setup_.reads, reads_zone_);
    if (!time || *time > now + most_ahead) return false;
    seen_ = std::max(seen_.value_or(*time), *time);
    page_ = std::max(page_.value_or(*time), *time);
    return true;
}

void ChangeCursor::end_page() {
    if (page_ && page_before_ && *page_ < *page_before_) ascending_ = false;
    if (page_) page_before_ = page_;
    page_.reset();
}

ChangeCursor::Finding ChangeCursor::end_round(bool complete) {
    end_page();
    if (!complete && !ascending_) return Finding::nothing;
    Finding finding = Finding::nothing;
    if (complete)
        finding = judge_zone();
    else
        trial_.reset();
    if (seen_ && (!newest_ || *seen_ > *newest_)) {
        newest_ = seen_;
        moved_ = true;
    }
    return finding;
}

ChangeCursor::Finding ChangeCursor::judge_zone() {
    if (!newest_ || !is_local(setup_.writes) || setup_.overlap < 1s) return Finding::nothing;
    if (seen_ && *seen_ >= *newest_) {
        if (!trial_) return Finding::nothing;
        margin_ = *trial_;
        trial_.reset();
        return Finding::zone_is_wrong;
    }
    const Duration asked = trial_.value_or(margin_);
    if (asked < zones_apart) {
        trial_ = std::clamp(asked * 2, first_trial, zones_apart);
        return Finding::ask_again;
    }
    // Not there however far back it is asked for: the item is gone.
    trial_.reset();
    from_ = *newest_;
    newest_ = seen_;
    return Finding::nothing;
}

}  // namespace waymark::server
