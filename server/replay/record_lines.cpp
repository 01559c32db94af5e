#include "server/replay/record_lines.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "server/replay/settings.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

/// No event is from before 1970-04-26 in milliseconds or from after 2286 in seconds.
constexpr double most_seconds = 1e10;

std::optional<Time> receipt_time(const json& value) {
    if (value.is_string()) return instant_from(value.get_ref<const std::string&>());
    if (!value.is_number()) return std::nullopt;
    const double number = value.get<double>();
    if (!(number >= 0) || number > most_seconds * 1000) return std::nullopt;
    const double seconds = number < most_seconds ? number : number / 1000;
    return Time{Duration{std::llround(seconds * 1e6)}};
}

}  // namespace

RecordLines::RecordLines()
    : heard_("", IntakeLimits{}), as_dated_("", IntakeLimits{.most_ahead = std::nullopt}) {}

Played RecordLines::read(std::string_view line) {
    Played played;
    const auto refuse = [&](std::string at, std::string why) {
        played.now = now_;
        played.rejected.push_back({std::move(at), std::move(why)});
        return std::move(played);
    };
    std::string unwrapped;
    bool heard = false;
    if (line.find("\"received\"") != std::string_view::npos) {
        auto value = read_json(line, {});
        if (!value) return refuse(value.error().where, value.error().what);
        if (value->is_object() && value->contains("received")) {
            const auto received = receipt_time((*value)["received"]);
            if (!received)
                return refuse("/received", show_json((*value)["received"]) +
                                               " is no time; allowed are RFC 3339 with an offset, "
                                               "epoch seconds and epoch milliseconds");
            now_ = std::max(now_, *received);
            heard = true;
            value->erase("received");
            unwrapped = write_json(value->contains("record") ? (*value)["record"] : *value);
            line = unwrapped;
        }
    }
    auto batch = (heard ? heard_ : as_dated_).read(line, BodyForm::json, now_);
    if (!batch) return refuse(batch.error().where, batch.error().what);
    played.rejected = std::move(batch->rejected);
    for (Record& record : batch->records) {
        if (record.time == Time{}) {
            played.rejected.push_back({"/time", "is missing, and no time came before it"});
            continue;
        }
        now_ = std::max(now_, heard ? now_ : record.time);
        played.records.push_back(std::move(record));
    }
    played.now = now_;
    return played;
}

}  // namespace waymark::server
