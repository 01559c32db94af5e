#include "server/feed/intake.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "server/access/sha256.hpp"
#include "server/feed/text_lines.hpp"
#include "shared/base/clock.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

std::string hours(Duration length) {
    return std::to_string(std::chrono::duration_cast<std::chrono::hours>(length).count()) + " h";
}

}  // namespace

Intake::Intake(std::string salt, IntakeLimits limits) : salt_(std::move(salt)), limits_(limits) {}

void Intake::admit(const std::string& at, Result<Record> read, Time now, IntakeBatch& batch) const {
    if (!read) {
        batch.rejected.push_back({at + read.error().where, read.error().what});
        return;
    }
    Record& record = *read;
    // A time that equals ours to the microsecond is the one of receipt.
    if (record.time != now && record.type != "feed.alive")
        batch.least_behind =
            std::min(batch.least_behind.value_or(Duration::max()), now - record.time);
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
            admit("/" + std::to_string(number), parse_record(line, now, {}), now, batch);
            return true;
        });
        return batch;
    }
    const auto value = read_json(body, {});
    if (!value) return tl::unexpected(value.error());
    if (!value->is_array()) {
        admit("", read_record(*value, now, {}), now, batch);
        return batch;
    }
    for (std::size_t i = 0; i < value->size(); ++i)
        admit("/" + std::to_string(i), read_record((*value)[i], now, {}), now, batch);
    return batch;
}

IntakeBatch Intake::take(FeedBatch made, Time now) const {
    IntakeBatch batch;
    batch.rejected = std::move(made.rejected);
    batch.without_value = made.without_value;
    for (Record& record : made.records)
        if (made.holds_now && record.type == "ticket.state" &&
            record.time < now - limits_.accept_late)
            record.time = now;
    for (std::size_t i = 0; i < made.records.size(); ++i)
        admit(i < made.places.size() ? made.places[i] : std::string{},
              check_record(made.records[i], {}), now, batch);
    return batch;
}

}  // namespace waymark::server
