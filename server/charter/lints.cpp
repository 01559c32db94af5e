#include "server/charter/lints.hpp"

#include "server/charter/lint_rooms.hpp"

namespace waymark::server {
namespace {

/// Nobody mends more at once.
constexpr std::size_t most_lints = 200;

}  // namespace

std::vector<Lint> lints_of(const DeskFolder& desk, std::chrono::local_days today) {
    LintList list;
    lint_statements(desk.outline, today, list);
    lint_alignment(desk.outline, list);
    lint_names(desk.outline, list);
    lint_csfs(desk, list);
    lint_kpis(desk, list);
    lint_customers(desk, list);
    lint_screens(desk, list);
    std::vector<Lint> lints = list.take();
    if (lints.size() <= most_lints) return lints;
    const std::size_t more = lints.size() - most_lints;
    lints.resize(most_lints);
    list.add("more", about_desk(desk.outline),
             std::to_string(more) + " more findings are not listed; mend the first ones.");
    lints.push_back(list.take().front());
    return lints;
}

std::chrono::local_days local_date(const LocalClock& clock, Time now) {
    const Time local = now + clock.offset_at(now);
    return std::chrono::local_days{std::chrono::floor<std::chrono::days>(local).time_since_epoch()};
}

}  // namespace waymark::server
