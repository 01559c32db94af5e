#include "server/charter/lint_book.hpp"

#include "server/charter/lints.hpp"
#include "server/charter/lints_text.hpp"

namespace waymark::server {

const std::string& LintBook::text(const DeskFolder& desk, const LocalClock& clock, Time now) {
    const auto date = local_date(clock, now);
    if (desk_ == desk && date_ == date) return text_;
    text_ = lints_json(lints_of(desk, date), now);
    desk_ = desk;
    date_ = date;
    return text_;
}

}  // namespace waymark::server
