#include "shared/protocol/json_reader.hpp"

#include <cmath>
#include <vector>

#include <nlohmann/json.hpp>

namespace waymark {
namespace {

using nlohmann::json;

/// Builds the document while it counts, so that nothing over a limit is ever held.
class BoundedBuilder : public nlohmann::json_sax<json> {
public:
    BoundedBuilder(json& root, const JsonLimits& limits, std::string_view text)
        : root_(root), limits_(limits), text_(text) {}

    bool null() override { return put(nullptr) != nullptr; }
    bool boolean(bool value) override { return put(value) != nullptr; }
    bool number_integer(number_integer_t value) override { return put(value) != nullptr; }
    bool number_unsigned(number_unsigned_t value) override { return put(value) != nullptr; }
    bool number_float(number_float_t value, const string_t& digits) override {
        if (!std::isfinite(value)) return refuse("number " + digits + " is beyond a double");
        return put(value) != nullptr;
    }
    bool string(string_t& value) override { return put(std::move(value)) != nullptr; }
    bool binary(binary_t&) override { return refuse("binary values are not JSON"); }

    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        if (!count_node()) return false;
        keys_.back() = std::move(name);
        if (open_.back()->contains(keys_.back()))
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
    /// Where a value goes: the root, the next place of an array or the key last read.
    json* put(json value) {
        if (!count_node()) return nullptr;
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
    std::vector<json*> open_;
    std::vector<std::string> keys_;
    std::size_t nodes_ = 0;
    Error error_;
};

}  // namespace

Result<json> read_json(std::string_view text, const JsonLimits& limits) {
    if (text.size() > limits.octets)
        return failure("", "longer than " + std::to_string(limits.octets) + " octets");
    json document;
    BoundedBuilder builder{document, limits, text};
    if (!json::sax_parse(text, &builder, json::input_format_t::json, true, limits.comments) ||
        !builder.end_at(text.find('\0')))
        return tl::unexpected(builder.take_error());
    return document;
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
