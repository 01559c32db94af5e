#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "shared/protocol/file_node.hpp"

namespace waymark::test {

/// Settings of a feed, as somebody wrote them in feeds.json, for the functions that read them.
class SettingsObject {
public:
    explicit SettingsObject(const std::string& text)
        : value_(nlohmann::json::parse(text)),
          object_(FileNode{value_, "feeds.json", "/feeds/0", problems_}) {}
    SettingsObject(const SettingsObject&) = delete;

    FileObject& object() { return object_; }
    FileNode node() { return {value_, "feeds.json", "/feeds/0", problems_}; }

    /// All problems, one a line.
    std::string problems() const {
        std::string lines;
        for (const Problem& problem : problems_)
            lines += (lines.empty() ? "" : "\n") + to_text(problem);
        return lines;
    }

private:
    nlohmann::json value_;
    std::vector<Problem> problems_;
    FileObject object_;
};

}  // namespace waymark::test
