#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "server/desk.hpp"
#include "server/net/http_types.hpp"

namespace waymark::server {

/// What stands in "?hours=24" and the like.
struct AskedNumber {
    std::string_view name;
    std::int64_t usual = 1;
    std::int64_t most = 1;  ///< allowed are 1 to this
};

/// The number a query asks for, or the answer that refuses it.
tl::expected<std::int64_t, Answer> asked_number(std::string_view query, const AskedNumber& asked);

/// The answers to GET of a KPI's and a node's history.
Answer kpi_history_page(const Desk& desk, const std::string& kpi, std::string_view query);
/// The answer to GET of the records behind a KPI.
Answer kpi_records_page(const Desk& desk, const std::string& kpi, std::string_view query);
/// `of` is "KIND/ID", as in objective/communication.
Answer node_history_page(const Desk& desk, const std::string& of, std::string_view query);

/// What {"by": "Kim"} or an empty body says, or the answer that refuses it.
tl::expected<std::string, Answer> read_decider(std::string_view body);

/// 404 when there is no such milestone, 409 when that can't be decided; nothing: it can.
std::optional<Answer> refuse_decision(const Desk& desk, const std::string& milestone,
                                      Decision decision);

}  // namespace waymark::server
