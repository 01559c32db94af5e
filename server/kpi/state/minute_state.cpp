#include "server/kpi/state/minute_state.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <tuple>

namespace waymark::server {
namespace {

void add(SumState& into, const SumState& other) {
    into.n += other.n;
}

void add(RatioState& into, const RatioState& other) {
    into.numerator += other.numerator;
    into.denominator += other.denominator;
}

void add(MeanState& into, const MeanState& other) {
    into.sum += other.sum;
    into.sum_of_squares += other.sum_of_squares;
    into.n += other.n;
}

void add(GaugeState& into, const GaugeState& other) {
    into.integral += other.integral;
    into.seconds += other.seconds;
    if (!other.last) return;
    into.max = into.last ? std::max(into.max, other.max) : other.max;
    // Of two values at the same instant the larger stays, whichever side it stands on.
    if (!into.last || std::tie(into.last_at, *into.last) < std::tie(other.last_at, *other.last)) {
        into.last = other.last;
        into.last_at = other.last_at;
    }
}

template <class Number>
void put(std::string& text, Number number) {
    char digits[40];
    const auto written = std::to_chars(digits, digits + sizeof digits, number);
    text.append(" ").append(digits, written.ptr);
}

/// Takes " number" from the front of a text again and again.
class Numbers {
public:
    explicit Numbers(std::string_view text) : rest_(text) {}

    template <class Number>
    Number next() {
        Number number{};
        if (rest_.empty() || rest_.front() != ' ') {
            good_ = false;
            return number;
        }
        const char* end = rest_.data() + rest_.size();
        const auto read = std::from_chars(rest_.data() + 1, end, number);
        good_ = good_ && read.ec == std::errc{};
        rest_ = {read.ptr, static_cast<std::size_t>(end - read.ptr)};
        return number;
    }
    bool empty() const { return rest_.empty(); }
    bool done() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

MinuteState read_gauge(Numbers& numbers) {
    GaugeState gauge;
    gauge.integral = numbers.next<double>();
    gauge.seconds = numbers.next<double>();
    if (numbers.empty()) return gauge;
    gauge.last = numbers.next<double>();
    gauge.last_at = from_epoch_ms(numbers.next<std::int64_t>());
    gauge.max = numbers.next<double>();
    return gauge;
}

struct Writer {
    std::string operator()(const SumState& state) const {
        std::string text = "sum";
        put(text, state.n);
        return text;
    }
    std::string operator()(const RatioState& state) const {
        std::string text = "ratio";
        put(text, state.numerator);
        put(text, state.denominator);
        return text;
    }
    std::string operator()(const MeanState& state) const {
        std::string text = "mean";
        put(text, state.sum);
        put(text, state.sum_of_squares);
        put(text, state.n);
        return text;
    }
    std::string operator()(const GaugeState& state) const {
        std::string text = "gauge";
        put(text, state.integral);
        put(text, state.seconds);
        if (!state.last) return text;
        put(text, *state.last);
        put(text, to_epoch_ms(state.last_at));
        put(text, state.max);
        return text;
    }
};

}  // namespace

void merge(MinuteState& into, const MinuteState& other) {
    assert(into.index() == other.index());
    std::visit([&](auto& held) { add(held, std::get<std::decay_t<decltype(held)>>(other)); }, into);
}

std::string to_text(const MinuteState& state) {
    return std::visit(Writer{}, state);
}

std::optional<MinuteState> minute_state_from(std::string_view text) {
    const std::string_view kind = text.substr(0, text.find(' '));
    Numbers numbers{text.substr(kind.size())};
    MinuteState state;
    if (kind == "sum") {
        state = SumState{numbers.next<std::int64_t>()};
    } else if (kind == "ratio") {
        const auto numerator = numbers.next<std::int64_t>();
        state = RatioState{numerator, numbers.next<std::int64_t>()};
    } else if (kind == "mean") {
        const auto sum = numbers.next<double>();
        const auto squares = numbers.next<double>();
        state = MeanState{sum, squares, numbers.next<std::int64_t>()};
    } else if (kind == "gauge") {
        state = read_gauge(numbers);
    } else {
        return std::nullopt;
    }
    return numbers.done() ? std::optional{state} : std::nullopt;
}

}  // namespace waymark::server
