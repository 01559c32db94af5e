#include "shared/protocol/json_reader.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include <nlohmann/json.hpp>

namespace waymark {
namespace {

using nlohmann::json;

/// The names of an object's members.
class Names {
public:
    Names() {
        hashes_.reserve(usual);
        names_.reserve(usual);
    }

    /// False when it is there already.
    bool add(const std::string& name) {
        const std::size_t hash = std::hash<std::string>{}(name);
        for (auto at = hashes_.begin(); (at = std::find(at, hashes_.end(), hash)) != hashes_.end();
             ++at)
            if (names_[static_cast<std::size_t>(at - hashes_.begin())] == name) return false;
        hashes_.push_back(hash);
        names_.push_back(name);
        return true;
    }

private:
    static constexpr std::size_t usual = 16;
    std::vector<std::size_t> hashes_;  ///< gone through quickly, however many there are
    std::vector<std::string> names_;
};

/// Builds the document while it counts, so that nothing over a limit is ever held.
class BoundedBuilder : public nlohmann::json_sax<json> {
public:
    /// With a taker, what it is given is not in the document.
    BoundedBuilder(json& root, const JsonLimits& limits, std::string_view text, MemberTaker* taker)
        : root_(root), limits_(limits), text_(text), taker_(taker) {
        open_.reserve(usual_depth);
        keys_.reserve(usual_depth);
    }

    bool null() override { return put(nullptr) != nullptr; }
    bool boolean(bool value) override { return put(value) != nullptr; }
    bool number_integer(number_integer_t value) override { return put(value) != nullptr; }
    bool number_unsigned(number_unsigned_t value) override { return put(value) != nullptr; }
    bool number_float(number_float_t value, const string_t& digits) override {
        if (!std::isfinite(value)) return refuse("number " + digits + " is beyond a double");
        return put(value) != nullptr;
    }
    bool string(string_t& value) override {
        if (!is_taken()) return put(std::move(value)) != nullptr;
        if (!count_node()) return false;
        // Copied, so that the parser's own text keeps its room for the next one.
        taker_->take(keys_.back(), std::string{value});
        return true;
    }
    bool binary(binary_t&) override { return refuse("binary values are not JSON"); }
    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        if (!count_node()) return false;
        keys_.back() = name;
        if (is_taken() ? !names_.add(keys_.back()) : open_.back()->contains(keys_.back()))
            return refuse("key \"" + keys_.back() + "\" stands twice");
        return true;
    }

    bool parse_error(std::size_t position, const std::string&,
                     const nlohmann::detail::exception& error) override {
        const std::string_view what = error.what();
        if (what.find("out_of_range") != std::string_view::npos)
            return refuse("a number is beyond a double, near " + line_and_column(position));
        return refuse("not JSON, near " + line_and_column(position));
    }

    /// The library takes a NUL for the end of the text, whatever follows.
    bool end_at(std::size_t end) {
        return end == std::string_view::npos ||
               refuse("not JSON, near " + line_and_column(end + 1));
    }

    Error take_error() { return std::move(error_); }

private:
    static constexpr std::size_t usual_depth = 8;

    /// Whether what comes next is a member of the root that is given away.
    bool is_taken() const { return taker_ != nullptr && open_.size() == 1 && root_.is_object(); }

    /// Where a value goes: the root, the next place of an array or the key last read.
    json* put(json value) {
        if (!count_node()) return nullptr;
        if (is_taken()) {
            member_ = std::move(value);
            if (!member_.is_structured()) taker_->take(keys_.back(), member_);
            return &member_;
        }
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        json& parent = *open_.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        return &(parent[keys_.back()] = std::move(value));
    }

    bool open(json container) {
        if (open_.size() >= limits_.depth)
            return refuse("deeper than " + std::to_string(limits_.depth) + " levels");
        json* placed = put(std::move(container));
        if (placed == nullptr) return false;
        open_.push_back(placed);
        keys_.emplace_back();
        return true;
    }

    bool close() {
        open_.pop_back();
        keys_.pop_back();
        if (is_taken()) taker_->take(keys_.back(), member_);
        return true;
    }

    bool count_node() {
        if (++nodes_ <= limits_.nodes) return true;
        return refuse("more than " + std::to_string(limits_.nodes) + " values and keys");
    }

    bool refuse(std::string what) {
        if (error_.what.empty()) error_ = {pointer(), std::move(what)};
        return false;
    }

    std::string pointer() const {
        json::json_pointer path;
        for (std::size_t i = 0; i < open_.size(); ++i) {
            if (open_[i]->is_array())
                path /= i + 1 < open_.size() ? open_[i]->size() - 1 : open_[i]->size();
            else if (!keys_[i].empty())
                path /= keys_[i];
        }
        return path.to_string();
    }

    std::string line_and_column(std::size_t position) const {
        const std::string_view before = text_.substr(0, position);
        std::size_t line = 1, start = 0;
        for (std::size_t i = 0; i < before.size(); ++i)
            if (before[i] == '\n') {
                ++line;
                start = i + 1;
            }
        return "line " + std::to_string(line) + " column " +
               std::to_string(std::max<std::size_t>(1, before.size() - start));
    }

    json& root_;
    const JsonLimits& limits_;
    std::string_view text_;
    MemberTaker* taker_;  ///< null: the document is built whole
    json member_;         ///< to be given away when it is complete
    Names names_;         ///< of the members given away
    std::vector<json*> open_;
    std::vector<std::string> keys_;
    std::size_t nodes_ = 0;
    Error error_;
};

Result<json> read(std::string_view text, const JsonLimits& limits, MemberTaker* taker) {
    if (text.size() > limits.octets)
        return failure("", "longer than " + std::to_string(limits.octets) + " octets");
    json document;
    BoundedBuilder builder{document, limits, text, taker};
    if (!json::sax_parse(text.data(), text.data() + text.size(), &builder,
                         json::input_format_t::json, true, limits.comments) ||
        !builder.end_at(text.find('\0')))
        return tl::unexpected(builder.take_error());
    return document;
}

}  // namespace

Result<json> read_json(std::string_view text, const JsonLimits& limits) {
    return read(text, limits, nullptr);
}

Result<json> read_members(std::string_view text, const JsonLimits& limits, MemberTaker& taker) {
    return read(text, limits, &taker);
}

std::string write_json(const json& value) {
    return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string show_json(const json& value) {
    constexpr std::size_t longest = 60;
    std::string text = write_json(value);
    if (text.size() <= longest) return text;
    std::size_t end = longest - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end) + "...";
}

}  // namespace waymark
