#include "server/charter/lints.hpp"

#include "server/charter/lint_rooms.hpp"

namespace waymark::server {

std::vector<Lint> lints_of(const DeskFolder& desk, std::chrono::local_days today) {
    LintList list;
    lint_statements(desk.outline, today, list);
    lint_alignment(desk.outline, list);
    lint_names(desk.outline, list);
    lint_csfs(desk, list);
    lint_kpis(desk, list);
    lint_customers(desk, list);
    lint_screens(desk, list);
    return list.take();
}

std::chrono::local_days local_date(const LocalClock& clock, Time now) {
    const Time local = now + clock.offset_at(now);
    return std::chrono::local_days{std::chrono::floor<std::chrono::days>(local).time_since_epoch()};
}

}  // namespace waymark::server
