#include "server/replay/value_line.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "shared/base/clock.hpp"

namespace waymark::server {
namespace {

using Json = nlohmann::ordered_json;

/// Whole numbers without ".0".
Json number(double value) {
    constexpr double exact = 9e15;
    if (std::abs(value) < exact && value == std::trunc(value))
        return static_cast<std::int64_t>(value);
    return value;
}

}  // namespace

std::string value_line(const ToldValue& told) {
    Json line;
    line["at"] = to_rfc3339(told.at);
    line["kpi"] = told.kpi.id.text;
    line["labels"] = Json::object();
    for (const auto& [name, value] : told.labels)
        line["labels"][name] = value;
    line["value"] = told.measured.value ? number(*told.measured.value) : Json{};
    line["unit"] = std::string{name_of(told.kpi.unit)};
    line["n"] = told.measured.n;
    if (told.measured.numerator) line["numerator"] = number(*told.measured.numerator);
    if (told.state) line["state"] = std::string{name_of(*told.state)};
    if (!told.measured.subject.empty()) line["subject"] = told.measured.subject;
    if (told.measured.since) line["since"] = to_rfc3339(*told.measured.since);
    line["window"] = {{"text", to_text(told.kpi.window)},
                      {"from", to_rfc3339(told.window.from)},
                      {"to", to_rfc3339(told.window.to)}};
    line["parts"] = Json::object();
    for (const PartCount& part : told.parts)
        line["parts"][part.name] = part.n;
    return line.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace waymark::server
