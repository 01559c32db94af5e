#include "server/command/entry.hpp"

#include <charconv>
#include <cmath>

#include <nlohmann/json.hpp>

#include "server/kpi/time/period.hpp"
#include "shared/protocol/quantity.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

std::optional<double> number_from(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

tl::unexpected<Error> refuse(const std::string& value, const std::string& allowed) {
    return failure("VALUE", "\"" + value + "\" is not allowed; " + allowed);
}

/// What is allowed as a value of that unit, in words.
std::string allowed_values(const std::string& unit) {
    if (unit == "ratio") return "a share is written as 80%, 7/9 or 0.8, or as 7 with --of 9";
    if (unit == "duration") return "a length of time is written as 20s, 5min or 4h, or in seconds";
    return "a number is, or 7/9 where the value is a quotient";
}

Result<void> put_parts(json& record, const std::string& over, const std::string& under) {
    const auto numerator = number_from(over), denominator = number_from(under);
    const std::string written = over + "/" + under;
    if (!numerator || !denominator) return refuse(written, "two numbers are, as 7/9");
    if (*denominator <= 0) return refuse(written, "the denominator must be above 0");
    record["numerator"] = *numerator;
    record["denominator"] = *denominator;
    return {};
}

Result<void> put_value(json& record, const WrittenEntry& entry, const std::string& unit) {
    const std::size_t slash = entry.value.find('/');
    if (!entry.of.empty()) {
        if (slash != std::string::npos)
            return refuse(entry.value, "with --of only the numerator is");
        return put_parts(record, entry.value, entry.of);
    }
    if (slash != std::string::npos)
        return put_parts(record, entry.value.substr(0, slash), entry.value.substr(slash + 1));
    std::optional<double> value = number_from(entry.value);
    const bool bare = value.has_value();
    if (!value && unit != "duration") value = percentage_from(entry.value);
    if (!value && (unit == "duration" || unit.empty())) value = duration_from(entry.value);
    if (!value || (!bare && (unit == "count" || unit == "points")))
        return refuse(entry.value, allowed_values(unit));
    if (unit == "ratio" && bare && *value > 1) return refuse(entry.value, allowed_values(unit));
    record["value"] = *value;
    return {};
}

}  // namespace

Result<EntryRules> entry_rules(const std::string& explanation) {
    const json told = json::parse(explanation, nullptr, false);
    try {
        const std::string kpi = told.at("kpi");
        if (told.at("kind") != "manual")
            return failure(kpi, "is computed from records (" +
                                    told.at("measure").get<std::string>() +
                                    "); only KPIs whose measure is \"manual\" take values people "
                                    "enter");
        return EntryRules{told.at("unit"), told.at("inputs").at(0).at("feed")};
    } catch (const json::exception&) {
        return failure("", "the server's answer is no explanation");
    }
}

Result<std::string> entered_record(const WrittenEntry& entry, const std::string& unit, Time now) {
    if (!period_named(entry.period, DeskCalendar{"UTC", std::chrono::minutes{0}}))
        return failure("--period", "\"" + entry.period +
                                       "\" is no period; allowed are 2026, 2026-Q1, 2026-03, "
                                       "2026-W12 and 2026-03-30");
    json record{{"type", "value.entered"},
                {"id", "entered/" + entry.kpi + "/" + entry.period + "/" +
                           std::to_string(to_epoch_us(now))},
                {"kpi", entry.kpi},
                {"period", entry.period}};
    if (const auto put = put_value(record, entry, unit); !put) return tl::unexpected(put.error());
    if (!entry.by.empty()) record["by"] = entry.by;
    return record.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace waymark::server
