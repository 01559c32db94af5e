#include "shared/protocol/formula_text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace waymark {
namespace {

constexpr int deepest = 32;

bool is_letter(char letter) {
    return letter >= 'a' && letter <= 'z';
}
bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// Recursive descent; the first thing that does not fit is kept.
class FormulaReader {
public:
    explicit FormulaReader(std::string_view text) : text_(text) {}

    Result<std::vector<KpiId>> read() {
        sum(0);
        if (!error_ && at_ < text_.size()) fail("an operator or the end");
        if (!error_ && inputs_.empty()) fail("at least one KPI in braces, as {offered}");
        if (error_) return tl::unexpected(*error_);
        return inputs_;
    }

private:
    void fail(std::string expected) {
        if (error_) return;
        error_ = Error{std::to_string(at_ + 1), "expects " + std::move(expected)};
    }
    void skip_spaces() {
        while (at_ < text_.size() && text_[at_] == ' ')
            ++at_;
    }
    bool next_is(char letter) {
        skip_spaces();
        return at_ < text_.size() && text_[at_] == letter;
    }
    bool take(char letter) {
        if (!next_is(letter)) return false;
        ++at_;
        return true;
    }
    void need(char letter) {
        if (!take(letter)) fail(std::string{"\""} + letter + '"');
    }

    void sum(int depth) {
        product(depth);
        while (!error_ && (take('+') || take('-')))
            product(depth);
    }
    void product(int depth) {
        value(depth);
        while (!error_ && (take('*') || take('/')))
            value(depth);
    }
    void value(int depth) {
        if (error_) return;
        if (depth > deepest) return fail("fewer parentheses within each other");
        if (take('-')) return value(depth + 1);
        if (take('(')) {
            sum(depth + 1);
            return need(')');
        }
        if (take('{')) return input();
        skip_spaces();
        if (at_ < text_.size() && is_digit(text_[at_])) return number();
        if (at_ < text_.size() && is_letter(text_[at_])) return function(depth);
        fail("a number, a KPI in braces, min, max, abs or \"(\"");
    }
    void number() {
        double ignored = 0;
        const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(),
                                                  ignored, std::chars_format::fixed);
        if (error != std::errc{}) return fail("a number that can be computed with");
        at_ = static_cast<std::size_t>(end - text_.data());
    }
    void input() {
        const auto end = text_.find('}', at_);
        if (end == text_.npos) return fail("an id and \"}\"");
        KpiId id{std::string{text_.substr(at_, end - at_)}};
        const auto fits = [](char letter) {
            return is_letter(letter) || is_digit(letter) || letter == '-';
        };
        if (id.empty() || !std::ranges::all_of(id.text, fits)) return fail("the id of a KPI");
        at_ = end + 1;
        if (std::ranges::find(inputs_, id) == inputs_.end()) inputs_.push_back(std::move(id));
    }
    void function(int depth) {
        const auto start = at_;
        while (at_ < text_.size() && is_letter(text_[at_]))
            ++at_;
        const std::string_view name = text_.substr(start, at_ - start);
        if (name != "min" && name != "max" && name != "abs") {
            at_ = start;
            return fail("a number, a KPI in braces, min, max, abs or \"(\"");
        }
        need('(');
        sum(depth + 1);
        while (!error_ && name != "abs" && take(','))
            sum(depth + 1);
        need(')');
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<KpiId> inputs_;
    std::optional<Error> error_;
};

}  // namespace

Result<std::vector<KpiId>> formula_inputs(std::string_view text) {
    return FormulaReader{text}.read();
}

}  // namespace waymark
