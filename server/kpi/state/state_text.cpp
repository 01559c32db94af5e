#include <iterator>
#include <utility>

#include "server/kpi/state/kpi_state.hpp"

namespace waymark::server {
namespace {

using Wide = unsigned __int128;

void put(std::string& text, __int128 number) {
    char digits[40];
    char* begin = digits + sizeof digits;
    Wide rest = number < 0 ? -static_cast<Wide>(number) : static_cast<Wide>(number);
    do {
        *--begin = static_cast<char>('0' + static_cast<int>(rest % 10));
    } while (rest /= 10);
    text += number < 0 ? " -" : " ";
    text.append(begin, digits + sizeof digits);
}

template <class Key>
void put(std::string& text, const Counts<Key>& counts) {
    for (const auto& entry : counts) {
        put(text, entry.key);
        put(text, entry.times);
    }
}

template <class Number>
void put(std::string& text, const std::optional<Number>& number) {
    if (number) {
        put(text, *number);
    } else {
        text += " -";
    }
}

/// Takes " number" from the front of a text again and again.
class Numbers {
public:
    explicit Numbers(std::string_view text) : rest_(text) {}

    /// 0 and no longer good when there is none, or none of that type.
    template <class Number>
    Number next() {
        std::string_view digits = word();
        const bool negative = digits.starts_with('-');
        if (negative) digits.remove_prefix(1);
        Wide size = 0;
        if (digits.empty() || digits.size() > 39) good_ = false;
        for (const char digit : digits) {
            if (digit < '0' || digit > '9') good_ = false;
            size = size * 10 + static_cast<Wide>(digit - '0');
        }
        const auto number = static_cast<Number>(negative ? -size : size);
        if (good_ && (number < 0) == (negative && size != 0) &&
            static_cast<Wide>(number < 0 ? -static_cast<Wide>(number) : number) == size)
            return number;
        good_ = false;
        return 0;
    }
    template <class Number>
    void next_if_any(std::optional<Number>& number) {
        if (!pass("-")) number = next<Number>();
    }
    /// Passes over that word, if it is the next one.
    bool pass(std::string_view expected) {
        if (rest_.empty()) return false;
        const std::string_view before = rest_;
        if (word() == expected) return true;
        rest_ = before;
        return false;
    }
    void expect(std::string_view expected) { good_ = pass(expected) && good_; }
    /// Pairs up to the end; keys must be `least` .. `most`.
    template <class Key>
    void rest(Counts<Key>& counts, Key least, Key most) {
        while (good_ && !rest_.empty()) {
            const Key key = next<Key>();
            const auto times = next<std::int64_t>();
            good_ = good_ && key >= least && key <= most && times != 0;
            if (good_) counts.add(key, times);
        }
    }
    bool empty() const { return rest_.empty(); }
    bool done() const { return good_ && rest_.empty(); }

private:
    std::string_view word() {
        if (!rest_.starts_with(' ')) {
            good_ = false;
            return {};
        }
        const std::string_view found = rest_.substr(1, rest_.find(' ', 1) - 1);
        rest_.remove_prefix(found.size() + 1);
        return found;
    }

    std::string_view rest_;
    bool good_ = true;
};

constexpr const char* kinds[] = {"sum",      "ratio",  "mean", "max",
                                 "distinct", "sketch", "nps",  "gauge"};
static_assert(std::size(kinds) == std::variant_size_v<KpiState>);

void write(std::string& text, const SumState& state) {
    put(text, state.sum);
    put(text, state.n);
}
void read(Numbers& from, SumState& state) {
    state.sum = from.next<std::int64_t>();
    state.n = from.next<std::int64_t>();
}

void write(std::string& text, const RatioState& state) {
    put(text, state.numerator);
    put(text, state.denominator);
    put(text, state.n);
}
void read(Numbers& from, RatioState& state) {
    state.numerator = from.next<std::int64_t>();
    state.denominator = from.next<std::int64_t>();
    state.n = from.next<std::int64_t>();
}

void write(std::string& text, const MeanState& state) {
    put(text, state.n);
    put(text, state.sum);
    put(text, state.squares);
}
void read(Numbers& from, MeanState& state) {
    state.n = from.next<std::int64_t>();
    state.sum = from.next<Fixed>();
    state.squares = from.next<__int128>();
}

void write(std::string& text, const MaxState& state) {
    put(text, state.n);
    put(text, state.gone);
    put(text, state.greatest);
}
void read(Numbers& from, MaxState& state) {
    state.n = from.next<std::int64_t>();
    from.next_if_any(state.gone);
    from.rest(state.greatest, least_of<Fixed>, greatest_of<Fixed>);
}

void write(std::string& text, const DistinctState& state) {
    put(text, state.gone);
    put(text, state.hashes);
}
void read(Numbers& from, DistinctState& state) {
    from.next_if_any(state.gone);
    from.rest<std::uint64_t>(state.hashes, 0, UINT64_MAX);
}

void write(std::string& text, const SketchState& state) {
    put(text, state.n);
    text += state.buckets.empty() ? " exact" : " buckets";
    put(text, state.exact);
    for (const auto& entry : state.buckets) {
        if (entry.key == SketchState::zero_bucket) {
            text += " zero";
        } else {
            put(text, entry.key);
        }
        put(text, entry.times);
    }
}
void read(Numbers& from, SketchState& state) {
    state.n = from.next<std::int64_t>();
    if (from.pass("exact")) {
        from.rest(state.exact, least_of<Fixed>, greatest_of<Fixed>);
        return;
    }
    from.expect("buckets");
    if (from.pass("zero")) state.buckets.add(SketchState::zero_bucket, from.next<std::int64_t>());
    from.rest(state.buckets, 0, SketchState::bucket_count() - 1);
}

void write(std::string& text, const NpsState& state) {
    put(text, state.promoters);
    put(text, state.detractors);
    put(text, state.n);
}
void read(Numbers& from, NpsState& state) {
    state.promoters = from.next<std::int64_t>();
    state.detractors = from.next<std::int64_t>();
    state.n = from.next<std::int64_t>();
}

void write(std::string& text, const GaugeState& state) {
    put(text, state.area);
    put(text, state.micros);
    put(text, state.above_0);
    if (!state.last) return;
    put(text, *state.last);
    put(text, to_epoch_us(state.last_at));
    put(text, state.max);
}
void read(Numbers& from, GaugeState& state) {
    state.area = from.next<__int128>();
    state.micros = from.next<std::int64_t>();
    state.above_0 = from.next<std::int64_t>();
    if (from.empty()) return;
    state.last = from.next<Fixed>();
    state.last_at = from_epoch_us(from.next<std::int64_t>());
    state.max = from.next<Fixed>();
}

template <std::size_t... index>
bool choose(KpiState& state, std::string_view kind, std::index_sequence<index...>) {
    return ((kind == kinds[index] && (state.emplace<index>(), true)) || ...);
}

}  // namespace

std::string to_text(const KpiState& state) {
    std::string text = kinds[state.index()];
    std::visit([&](const auto& held) { write(text, held); }, state);
    return text;
}

std::optional<KpiState> kpi_state_from(std::string_view text) {
    const std::string_view kind = text.substr(0, text.find(' '));
    KpiState state;
    if (!choose(state, kind, std::make_index_sequence<std::variant_size_v<KpiState>>{}))
        return std::nullopt;
    Numbers numbers{text.substr(kind.size())};
    std::visit([&](auto& held) { read(numbers, held); }, state);
    return numbers.done() ? std::optional{state} : std::nullopt;
}

}  // namespace waymark::server
