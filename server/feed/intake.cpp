#include "server/feed/intake.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/access/sha256.hpp"
#include "shared/base/clock.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

std::string hours(Duration length) {
    return std::to_string(std::chrono::duration_cast<std::chrono::hours>(length).count()) + " h";
}

/// Calls `take` with each line that is not blank, and its number from 0.
void for_each_line(std::string_view body, auto take) {
    for (std::size_t number = 0; !body.empty(); ++number) {
        const std::size_t end = body.find('\n');
        const std::string_view line = body.substr(0, end);
        body.remove_prefix(end == std::string_view::npos ? body.size() : end + 1);
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) take(number, line);
    }
}

}  // namespace

Intake::Intake(std::string salt, IntakeLimits limits) : salt_(std::move(salt)), limits_(limits) {}

void Intake::take(const std::string& at, Result<Record> read, Time now, IntakeBatch& batch) const {
    if (!read) {
        batch.rejected.push_back({at + read.error().where, read.error().what});
        return;
    }
    Record& record = *read;
    if (record.time < now - limits_.accept_late) {
        ++batch.too_late;
        batch.rejected.push_back({at + "/time", to_rfc3339(record.time) + " is more than " +
                                                    hours(limits_.accept_late) +
                                                    " ago; older events are not taken in"});
        return;
    }
    if (limits_.most_ahead && record.time > now + *limits_.most_ahead) {
        record.time = now;
        ++batch.from_the_future;
    }
    if (record.find("customer") != nullptr)
        record.fields.insert_or_assign(
            "customer", sha256(salt_ + std::string{record.text("customer")}).substr(0, 32));
    if (find_record_type(record.type) == nullptr) ++batch.unknown_types;
    batch.records.push_back(std::move(record));
}

Result<IntakeBatch> Intake::read(std::string_view body, BodyForm form, Time now) const {
    IntakeBatch batch;
    if (form == BodyForm::ndjson) {
        batch.records.reserve(static_cast<std::size_t>(std::ranges::count(body, '\n')) + 1);
        for_each_line(body, [&](std::size_t number, std::string_view line) {
            take("/" + std::to_string(number), parse_record(line, now, {}), now, batch);
        });
        return batch;
    }
    const auto value = read_json(body, {});
    if (!value) return tl::unexpected(value.error());
    if (!value->is_array()) {
        take("", read_record(*value, now, {}), now, batch);
        return batch;
    }
    for (std::size_t i = 0; i < value->size(); ++i)
        take("/" + std::to_string(i), read_record((*value)[i], now, {}), now, batch);
    return batch;
}

}  // namespace waymark::server
