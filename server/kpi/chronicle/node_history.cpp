#include "server/kpi/chronicle/node_history.hpp"

#include <cmath>
#include <iterator>

#include "server/kpi/judge/text_parts.hpp"

namespace waymark::server {
namespace {

using std::chrono::local_days;

constexpr std::chrono::days kept_for{800};
constexpr int whole = 1000;

DayAttainment day_of(const std::pair<const local_days, int>& one) {
    return {one.first, static_cast<double>(one.second) / whole};
}

}  // namespace

void NodeHistory::day_ended(local_days day, const std::vector<NodeReading>& nodes) {
    for (const NodeReading& node : nodes) {
        if (!node.attainment || !std::isfinite(*node.attainment)) continue;
        const Key key{node.kind, node.id};
        nodes_[key][day] = static_cast<int>(std::lround(*node.attainment * whole));
        changed_.insert(key);
    }
    for (auto& [key, course] : nodes_)
        if (std::erase_if(course, [&](const auto& one) { return one.first <= day - kept_for; }) > 0)
            changed_.insert(key);
    std::erase_if(nodes_, [](const auto& node) { return node.second.empty(); });
}

std::vector<DayAttainment> NodeHistory::of(NodeReading::Kind kind, const std::string& id,
                                           std::size_t most) const {
    std::vector<DayAttainment> days;
    const auto known = nodes_.find({kind, id});
    if (known == nodes_.end()) return days;
    const Course& course = known->second;
    const std::size_t left_out = course.size() > most ? course.size() - most : 0;
    for (auto one = std::next(course.begin(), static_cast<std::ptrdiff_t>(left_out));
         one != course.end(); ++one)
        days.push_back(day_of(*one));
    return days;
}

std::optional<DayAttainment> NodeHistory::first(NodeReading::Kind kind, const std::string& id,
                                                local_days since) const {
    const auto known = nodes_.find({kind, id});
    if (known == nodes_.end()) return std::nullopt;
    const auto one = known->second.lower_bound(since);
    return one == known->second.end() ? std::nullopt : std::optional{day_of(*one)};
}

std::vector<SubjectRow> NodeHistory::take_changed() {
    std::vector<SubjectRow> rows;
    for (const Key& key : std::exchange(changed_, {})) {
        SubjectRow row{
            std::string{row_kind}, std::string{name_of(key.first)} + '/' + key.second, {}};
        if (const auto known = nodes_.find(key); known != nodes_.end())
            for (const auto& [day, share] : known->second)
                row.text += std::to_string(day.time_since_epoch().count()) + ':' +
                            std::to_string(share) + ' ';
        rows.push_back(std::move(row));
    }
    return rows;
}

void NodeHistory::restore(const SubjectRow& row) {
    if (row.kind != row_kind) return;
    std::string_view id = row.id;
    const auto kind = node_kind_named(take_until('/', id));
    if (!kind) return;
    Course course;
    for (std::string_view text = row.text; !text.empty();) {
        std::string_view word = take_word(text);
        const auto day = number_from<int>(take_until(':', word));
        const auto share = number_from<int>(word);
        if (!day || !share || *share < 0 || *share > whole) return;
        course[local_days{std::chrono::days{*day}}] = *share;
    }
    if (!course.empty()) nodes_[{*kind, std::string{id}}] = std::move(course);
}

}  // namespace waymark::server
