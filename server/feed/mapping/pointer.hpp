#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace waymark::server::mapping {

/// A JSON pointer, taken apart once so that following it costs little.
class Pointer {
public:
    /// Nothing when the text is no JSON pointer: "" or "/" and what follows.
    static std::optional<Pointer> from(const std::string& text);

    /// What it points at within `from`; null when nothing is there.
    const nlohmann::json* follow(const nlohmann::json& from) const;

    const std::string& text() const { return text_; }

private:
    struct Step {
        std::string name;
        std::optional<std::size_t> place;  ///< when the name may be a list's place
    };
    std::string text_;
    std::vector<Step> steps_;
};

}  // namespace waymark::server::mapping
