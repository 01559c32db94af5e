#include "server/feed/mapping/template_text.hpp"

#include <utility>

#include <re2/re2.h>

namespace waymark::server::mapping {
namespace {

constexpr std::size_t longest_template = 300;
constexpr std::string_view allowed =
    "; allowed in braces are a JSON pointer, \"up:\" or \"root:\" and a pointer, \"header:\" and a "
    "name, and \"key\"; {{ and }} stand for braces";

std::string after(std::string_view word, const std::string& text) {
    return text.starts_with(word) ? text.substr(word.size()) : std::string{};
}

/// What stands in a pair of braces; null when it is nothing known.
std::unique_ptr<Value> read_part(const std::string& inside, std::size_t depth) {
    auto value = std::make_unique<Value>();
    if (inside == "key" && depth > 1) {
        value->source = AtKey{depth - 1};
        return value;
    }
    if (const std::string name = after("header:", inside); !name.empty()) {
        value->source = header_named(name);
        return value;
    }
    const std::string root = after("root:", inside);
    const std::string up = depth > 1 ? after("up:", inside) : "";
    auto pointer = Pointer::from(!root.empty() ? root : !up.empty() ? up : inside);
    if (!pointer) return nullptr;
    value->source = AtPath{std::move(*pointer), !root.empty() ? 0
                                                : !up.empty() ? depth - 2
                                                              : depth - 1};
    return value;
}

}  // namespace

Text read_template(const FileNode& node, std::size_t depth) {
    Text text;
    const std::string whole = node.text(longest_template);
    std::string words;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const char letter = whole[i];
        const bool doubled = i + 1 < whole.size() && whole[i + 1] == letter;
        if (letter != '{' && letter != '}') {
            words += letter;
        } else if (doubled) {
            words += letter;
            ++i;
        } else {
            const std::size_t end = letter == '{' ? whole.find('}', i) : std::string::npos;
            auto part = end == std::string::npos
                            ? nullptr
                            : read_part(whole.substr(i + 1, end - i - 1), depth);
            if (!part) {
                node.refuse("has a brace that is no value" + std::string{allowed});
                return text;
            }
            if (!words.empty()) text.parts.emplace_back(std::exchange(words, {}));
            text.parts.emplace_back(std::move(part));
            i = end;
        }
    }
    if (!words.empty()) text.parts.emplace_back(std::move(words));
    return text;
}

}  // namespace waymark::server::mapping
