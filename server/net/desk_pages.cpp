#include "server/net/desk_pages.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

#include "server/net/routes.hpp"
#include "shared/base/form_text.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/problem.hpp"

namespace waymark::server {
namespace {

constexpr AskedNumber hours{"hours", 24, 24 * 60};
constexpr AskedNumber days{"days", 60, 800};
constexpr AskedNumber limit{"limit", 50, 200};
constexpr std::size_t longest_name = 100;

/// What stands in "?queue=sales", or the answer that refuses it.
tl::expected<RecordsAsked, Answer> asked_records(std::string_view query) {
    const auto most = asked_number(query, limit);
    if (!most) return tl::unexpected(most.error());
    RecordsAsked asked{static_cast<std::size_t>(*most), {}};
    for (FormField& field : read_form(query, most_form_fields)) {
        const auto names = dimension_fields();
        if (std::ranges::find(names, field.name) == names.end()) continue;
        if (field.value.empty() || field.value.size() > longest_name)
            return tl::unexpected(
                error_answer(400, field.name,
                             in_quotes(field.value.substr(0, 40)) +
                                 " is not allowed; texts of 1 to 100 octets are"));
        std::erase_if(asked.labels, [&](const auto& one) { return one.first == field.name; });
        asked.labels.emplace_back(std::move(field.name), std::move(field.value));
    }
    return asked;
}

}  // namespace

tl::expected<std::int64_t, Answer> asked_number(std::string_view query, const AskedNumber& asked) {
    std::int64_t number = asked.usual;
    for (const FormField& field : read_form(query, most_form_fields)) {
        if (field.name != asked.name) continue;
        const char* const last = field.value.data() + field.value.size();
        const auto [end, error] = std::from_chars(field.value.data(), last, number);
        if (error != std::errc{} || end != last || number < 1 || number > asked.most)
            return tl::unexpected(error_answer(400, asked.name,
                                               in_quotes(field.value.substr(0, 40)) +
                                                   " is not allowed; whole numbers from 1 to " +
                                                   std::to_string(asked.most) + " are"));
    }
    return number;
}

Answer kpi_history_page(const Desk& desk, const std::string& kpi, std::string_view query) {
    const auto asked = asked_number(query, hours);
    if (!asked) return asked.error();
    if (auto text = desk.kpi_history(KpiId{kpi}, std::chrono::hours{*asked}))
        return {.body = std::move(*text)};
    return error_answer(404, "", "there is no KPI of that name; /v1/desk lists them");
}

Answer kpi_records_page(const Desk& desk, const std::string& kpi, std::string_view query) {
    const auto asked = asked_records(query);
    if (!asked) return asked.error();
    if (auto text = desk.records(KpiId{kpi}, *asked)) return {.body = std::move(*text)};
    return error_answer(404, "", "there is no KPI of that name; /v1/desk lists them");
}

Answer node_history_page(const Desk& desk, const std::string& of, std::string_view query) {
    const auto asked = asked_number(query, days);
    if (!asked) return asked.error();
    const std::size_t slash = std::min(of.find('/'), of.size());
    const auto kind = node_kind_named(of.substr(0, slash));
    if (kind && slash < of.size())
        if (auto text =
                desk.node_history(*kind, of.substr(slash + 1), static_cast<std::size_t>(*asked)))
            return {.body = std::move(*text)};
    return error_answer(404, "",
                        "there is no such node; they are csf, objective or vision, and an id that "
                        "/v1/desk lists (of a vision its unit's)");
}

tl::expected<std::string, Answer> read_decider(std::string_view body) {
    if (body.empty()) return std::string{};
    const auto value = read_json(body, {.octets = 1000, .depth = 2, .nodes = 10});
    if (!value) return tl::unexpected(error_answer(400, value.error().where, value.error().what));
    const auto refused = [](std::string_view where) {
        return tl::unexpected(error_answer(
            400, where, R"(allowed are {"by": "NAME"} of at most 100 octets, {} and nothing)"));
    };
    if (!value->is_object() || value->size() > (value->contains("by") ? 1 : 0)) return refused("");
    if (value->empty()) return std::string{};
    const auto& by = (*value)["by"];
    if (!by.is_string() || by.get_ref<const std::string&>().size() > longest_name)
        return refused("/by");
    return by.get<std::string>();
}

std::optional<Answer> refuse_decision(const Desk& desk, const std::string& milestone,
                                      Decision decision) {
    const auto& all = desk.milestones().all();
    const auto known = std::ranges::find(
        all, milestone, [](const Milestones::Kept& kept) { return kept.milestone.id; });
    if (known == all.end())
        return error_answer(404, "", "there is no milestone of that id; /v1/milestones lists them");
    const auto good = desk.milestones().check(milestone, decision);
    return good ? std::nullopt : std::optional{error_answer(409, "", good.error().what)};
}

}  // namespace waymark::server
