#include "shared/protocol/file_node.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "shared/protocol/json_reader.hpp"

namespace waymark {
namespace {

using nlohmann::json;

bool is_control(char letter) {
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
}

std::string range(const std::string& least, const std::string& most) {
    return "allowed are " + least + " to " + most;
}

std::string in_digits(double number) {
    return json(number).dump();
}

}  // namespace

bool is_id(std::string_view text) {
    const auto fits = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') ||
               letter == '-';
    };
    return !text.empty() && text.size() <= longest_id && text.front() != '-' &&
           std::ranges::all_of(text, fits);
}

FileNode::FileNode(const json& value, std::string_view file, std::string pointer,
                   std::vector<Problem>& problems)
    : value_(&value), file_(file), pointer_(std::move(pointer)), problems_(&problems) {}

std::string FileNode::shown() const {
    return show_json(*value_);
}

void FileNode::refuse(std::string allowed) const {
    refuse_as(shown(), std::move(allowed));
}

void FileNode::miss(std::string allowed) const {
    refuse_as("", std::move(allowed));
}

void FileNode::refuse_as(std::string value, std::string allowed) const {
    problems_->push_back({std::string{file_}, pointer_, std::move(value), std::move(allowed)});
}

std::string FileNode::text(std::size_t longest) const {
    const auto* text = value_->get_ptr<const std::string*>();
    if (text == nullptr) {
        refuse("is no text; allowed is a text of at most " + std::to_string(longest) +
               " characters");
        return {};
    }
    if (std::ranges::all_of(*text, [](char letter) { return letter == ' '; })) {
        refuse("is empty; allowed is a text of at most " + std::to_string(longest) + " characters");
        return {};
    }
    if (std::ranges::any_of(*text, is_control)) {
        refuse("holds a line break or another control character; allowed is one line of text");
        return {};
    }
    const auto characters = static_cast<std::size_t>(std::ranges::count_if(
        *text, [](char letter) { return (static_cast<unsigned char>(letter) & 0xc0) != 0x80; }));
    if (characters > longest) {
        refuse("has " + std::to_string(characters) + " characters; at most " +
               std::to_string(longest) + " are allowed");
        return {};
    }
    return *text;
}

std::string FileNode::id() const {
    const auto* text = value_->get_ptr<const std::string*>();
    if (text != nullptr && is_id(*text)) return *text;
    refuse(std::string{no_id});
    return {};
}

std::string FileNode::word(const std::vector<std::string_view>& allowed) const {
    const auto* text = value_->get_ptr<const std::string*>();
    if (text != nullptr && std::ranges::find(allowed, *text) != allowed.end()) return *text;
    refuse("is not known; " + suggestion(text != nullptr ? std::string_view{*text} : "", allowed));
    return {};
}

bool FileNode::flag() const {
    if (value_->is_boolean()) return value_->get<bool>();
    refuse("is neither true nor false");
    return false;
}

double FileNode::number(std::string_view what, double least, double most) const {
    if (value_->is_number() && value_->get<double>() >= least && value_->get<double>() <= most)
        return value_->get<double>();
    refuse("is no " + std::string{what} + "; " + range(in_digits(least), in_digits(most)));
    return least;
}

std::int64_t FileNode::whole(std::string_view what, std::int64_t least, std::int64_t most) const {
    if (value_->is_number_integer() && value_->get<double>() >= static_cast<double>(least) &&
        value_->get<double>() <= static_cast<double>(most))
        return value_->get<std::int64_t>();
    refuse("is no " + std::string{what} + "; allowed are whole numbers from " +
           std::to_string(least) + " to " + std::to_string(most));
    return least;
}

double FileNode::weight() const {
    constexpr double most = 1000;
    if (value_->is_number() && value_->get<double>() > 0 && value_->get<double>() <= most)
        return value_->get<double>();
    refuse("is no weight; allowed are numbers above 0, up to 1000");
    return 1;
}

std::vector<FileNode> FileNode::items(std::string_view needed) const {
    if (value_->is_array() && value_->empty()) refuse("is empty; " + std::string{needed});
    return items();
}

std::vector<FileNode> FileNode::items() const {
    std::vector<FileNode> list;
    if (!value_->is_array()) {
        refuse("is no list");
        return list;
    }
    for (std::size_t i = 0; i < value_->size(); ++i)
        list.emplace_back((*value_)[i], file_, pointer_ + '/' + std::to_string(i), *problems_);
    return list;
}

FileNode FileNode::child(const std::string& key) const {
    return {value_->at(key), file_, (json::json_pointer{pointer_} / key).to_string(), *problems_};
}

FileObject::FileObject(FileNode node) : node_(std::move(node)) {
    if (!node_.value().is_object()) node_.refuse("is no object");
}

std::optional<FileNode> FileObject::find(std::string_view key) {
    if (std::ranges::find(known_, key) == known_.end()) known_.push_back(key);
    const std::string name{key};
    if (!node_.value().is_object() || !node_.value().contains(name)) return std::nullopt;
    return node_.child(name);
}

std::optional<FileNode> FileObject::need(std::string_view key) {
    auto found = find(key);
    if (!found && node_.value().is_object()) node_.miss(in_quotes(key) + " is missing");
    return found;
}

std::string FileObject::text(std::string_view key, std::size_t longest) {
    const auto found = need(key);
    return found ? found->text(longest) : std::string{};
}

std::string FileObject::text_or_none(std::string_view key, std::size_t longest) {
    const auto found = find(key);
    return found ? found->text(longest) : std::string{};
}

std::string FileObject::id(std::string_view key) {
    const auto found = need(key);
    return found ? found->id() : std::string{};
}

bool FileObject::flag(std::string_view key) {
    const auto found = find(key);
    return found && found->flag();
}

double FileObject::weight() {
    const auto found = find("weight");
    return found ? found->weight() : 1;
}

void FileObject::finish() const {
    if (!node_.value().is_object()) return;
    for (const auto& [key, value] : node_.value().items())
        if (std::ranges::find(known_, key) == known_.end())
            node_.child(key).refuse_as(in_quotes(key),
                                       "is no known key; " + suggestion(key, known_));
}

std::string FileObject::rest() const {
    json others = json::object();
    if (node_.value().is_object())
        for (const auto& [key, value] : node_.value().items())
            if (std::ranges::find(known_, key) == known_.end()) others[key] = value;
    return others.dump();
}

}  // namespace waymark
