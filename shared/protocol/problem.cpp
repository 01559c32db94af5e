#include "shared/protocol/problem.hpp"

#include <algorithm>
#include <numeric>

namespace waymark {
namespace {

/// How many letters must be put in, taken out, replaced or swapped with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before_last, last(b.size() + 1), row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last = last;
        last = row;
    }
    return last[b.size()];
}

/// Beyond this a word is no longer taken for a slip of another; it also bounds the work.
constexpr std::size_t longest_compared = 100;

}  // namespace

std::string in_quotes(std::string_view text) {
    return '"' + std::string{text} + '"';
}

std::string to_text(const Problem& problem) {
    std::string text = problem.file;
    if (!problem.pointer.empty()) text += ' ' + problem.pointer;
    text += ": ";
    if (!problem.value.empty()) text += problem.value + ' ';
    return text + problem.allowed;
}

std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& known) {
    if (word.size() > longest_compared) return {};
    std::string_view nearest;
    std::size_t least = std::max<std::size_t>(1, std::min<std::size_t>(3, word.size() / 3)) + 1;
    for (const std::string_view candidate : known) {
        if (candidate.size() > longest_compared) continue;
        const std::size_t distance = edit_distance(word, candidate);
        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::string suggestion(std::string_view word, const std::vector<std::string_view>& known) {
    if (const auto nearest = nearest_word(word, known); !nearest.empty())
        return "did you mean " + in_quotes(nearest) + "?";
    constexpr std::size_t most = 12;
    std::string text = known.size() == 1 ? "allowed is " : "allowed are ";
    for (std::size_t i = 0; i < std::min(known.size(), most); ++i)
        text += (i > 0 ? ", " : "") + in_quotes(known[i]);
    return known.size() > most ? text + ", ..." : text;
}

}  // namespace waymark
