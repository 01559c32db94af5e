#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "shared/protocol/problem.hpp"

namespace waymark {

/// What entries call each other by: 1 to 64 lower-case letters, digits and hyphens, of which no
/// hyphen comes first.
bool is_id(std::string_view text);
inline constexpr std::string_view no_id =
    "is no id; allowed are 1 to 64 lower-case letters, digits and hyphens";

/// A value of a desk file, with its place. Reading it as something that it isn't notes a problem
/// and yields an empty value, so that one pass finds everything. The document and the list of
/// problems must outlive it.
class FileNode {
public:
    FileNode(const nlohmann::json& value, std::string_view file, std::string pointer,
             std::vector<Problem>& problems);

    const nlohmann::json& value() const { return *value_; }
    const std::string& pointer() const { return pointer_; }

    /// The value as its author wrote it, cut short.
    std::string shown() const;

    /// Notes a problem with this value; `allowed` goes on after it: "is no number; ...".
    void refuse(std::string allowed) const;
    /// Notes a problem with something that is not there.
    void miss(std::string allowed) const;
    /// Notes a problem in which `value` stands for what is wrong here.
    void refuse_as(std::string value, std::string allowed) const;

    /// One line of at most `longest` characters, not empty.
    std::string text(std::size_t longest) const;
    /// What other entries call this one by: lower-case letters, digits and hyphens.
    std::string id() const;
    /// One of the `allowed` words; else empty.
    std::string word(const std::vector<std::string_view>& allowed) const;
    bool flag() const;
    /// `what` names it in a problem: "weight".
    double number(std::string_view what, double least, double most) const;
    std::int64_t whole(std::string_view what, std::int64_t least, std::int64_t most) const;
    double weight() const;

    /// The elements of a list; an empty list is a problem, which `needed` explains.
    std::vector<FileNode> items(std::string_view needed) const;
    /// The elements of a list that may be empty.
    std::vector<FileNode> items() const;

    FileNode child(const std::string& key) const;

private:
    const nlohmann::json* value_;
    std::string_view file_;
    std::string pointer_;
    std::vector<Problem>* problems_;
};

/// An object of a desk file. Each key is declared where it is read; `finish` makes the others
/// problems.
class FileObject {
public:
    /// Notes a problem when `node` is no object; then every key is absent, and none is missed.
    explicit FileObject(FileNode node);

    std::optional<FileNode> find(std::string_view key);
    /// As `find`, and notes a problem when the key is missing.
    std::optional<FileNode> need(std::string_view key);

    std::string text(std::string_view key, std::size_t longest);
    std::string text_or_none(std::string_view key, std::size_t longest);
    std::string id(std::string_view key);
    bool flag(std::string_view key);
    double weight();

    const FileNode& node() const { return node_; }

    /// Every key that was not asked for is a problem.
    void finish() const;

    /// Instead of finish(): the JSON text of an object with the keys that were not asked for, for
    /// somebody else to read.
    std::string rest() const;

private:
    FileNode node_;
    std::vector<std::string_view> known_;
};

/// Longest texts, in characters.
inline constexpr std::size_t longest_id = 64;
inline constexpr std::size_t longest_title = 60;
inline constexpr std::size_t longest_label = 20;
inline constexpr std::size_t longest_headline = 40;
inline constexpr std::size_t longest_statement = 300;

}  // namespace waymark
