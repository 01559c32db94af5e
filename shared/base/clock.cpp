#include "shared/base/clock.hpp"

#include <charconv>
#include <cstdio>

namespace waymark {
namespace {

/// Takes digits from the front of a text and remembers whether everything so far was right.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    int digits(std::size_t count) {
        int value = 0;
        if (rest_.size() < count) return fail();
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + count, value);
        if (error != std::errc{} || end != rest_.data() + count || rest_[0] == '-') return fail();
        rest_.remove_prefix(count);
        return value;
    }
    void expect(std::string_view one_of) {
        if (rest_.empty() || one_of.find(rest_[0]) == std::string_view::npos)
            fail();
        else
            rest_.remove_prefix(1);
    }
    bool take(char wanted) {
        if (rest_.empty() || rest_[0] != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// The first six of one or more digits, read as millionths.
    int fraction() {
        int value = 0, read = 0;
        while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
            if (read < 6) value = value * 10 + (rest_[0] - '0');
            ++read;
            rest_.remove_prefix(1);
        }
        if (read == 0) return fail();
        for (; read < 6; ++read)
            value *= 10;
        return value;
    }
    bool done() const { return good_ && rest_.empty(); }

private:
    int fail() {
        good_ = false;
        return 0;
    }
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

Time SystemClock::now() const {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

std::string to_rfc3339(Time time) {
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    const int us = int(clock.subseconds().count());
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03d", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                  int(clock.minutes().count()), int(clock.seconds().count()), us / 1000);
    std::string written = text;
    if (us % 1000 != 0) {
        std::snprintf(text, sizeof text, "%03d", us % 1000);
        written += text;
    }
    return written + 'Z';
}

std::optional<Time> from_rfc3339(std::string_view text) {
    using namespace std::chrono;
    Scanner scan{text};
    const int y = scan.digits(4);
    scan.expect("-");
    const int mo = scan.digits(2);
    scan.expect("-");
    const int d = scan.digits(2);
    scan.expect("Tt ");
    const int h = scan.digits(2);
    scan.expect(":");
    const int mi = scan.digits(2);
    scan.expect(":");
    const int s = scan.digits(2);
    const int us = scan.take('.') ? scan.fraction() : 0;
    minutes offset{0};
    if (!scan.take('Z') && !scan.take('z')) {
        const bool west = scan.take('-');
        if (!west) scan.expect("+");
        offset = hours{scan.digits(2)};
        scan.expect(":");
        const int offset_minutes = scan.digits(2);
        if (offset > hours{23} || offset_minutes > 59) return std::nullopt;
        offset += minutes{offset_minutes};
        if (west) offset = -offset;
    }
    const year_month_day date{year{y}, month{static_cast<unsigned>(mo)},
                              day{static_cast<unsigned>(d)}};
    if (!scan.done() || !date.ok() || h > 23 || mi > 59 || s > 60) return std::nullopt;
    const Time time =
        Time{sys_days{date}} + hours{h} + minutes{mi} + seconds{s} + microseconds{us} - offset;
    constexpr Time first{sys_days{year{1970} / 1 / 1}}, beyond{sys_days{year{2200} / 1 / 1}};
    return time >= first && time < beyond ? std::optional{time} : std::nullopt;
}

}  // namespace waymark
