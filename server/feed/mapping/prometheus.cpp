#include <charconv>
#include <cmath>
#include <map>

#include "server/feed/mapping/decoding.hpp"
#include "server/feed/text_lines.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

constexpr std::size_t longest_name = 200;

bool is_blank(char letter) {
    return letter == ' ' || letter == '\t' || letter == '\r';
}

/// Reads one line of the text format 0.0.4 from its front.
class SampleLine {
public:
    explicit SampleLine(std::string_view line) : rest_(line) {}

    Result<json> read() {
        if (!is_clean(rest_)) return failure("", "is no UTF-8 text, or holds NUL");
        skip_blanks();
        json sample{{"name", name(":")}, {"labels", json::object()}};
        if (sample["name"] == "") return failure("", "begins with no metric's name");
        skip_blanks();
        if (take('{'))
            if (const auto read = labels(sample["labels"]); !read)
                return tl::unexpected(read.error());
        skip_blanks();
        if (const auto read = value(sample); !read) return tl::unexpected(read.error());
        return sample;
    }

    /// "# TYPE name kind": those two; empty when it is none.
    std::pair<std::string, std::string> kind() {
        const auto none = std::pair<std::string, std::string>{};
        skip_blanks();
        if (!take('#')) return none;
        if (word() != "TYPE") return none;
        skip_blanks();
        std::string metric = name(":");
        return {std::move(metric), std::string{word()}};
    }

private:
    void skip_blanks() {
        while (!rest_.empty() && is_blank(rest_.front()))
            rest_.remove_prefix(1);
    }
    bool take(char wanted) {
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }
    std::string_view word() {
        skip_blanks();
        std::size_t end = 0;
        while (end < rest_.size() && !is_blank(rest_[end]))
            ++end;
        const std::string_view found = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return found;
    }
    std::string name(std::string_view besides) {
        std::size_t end = 0;
        const auto fits = [&](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
                   (end > 0 && c >= '0' && c <= '9') || besides.find(c) != std::string_view::npos;
        };
        while (end < rest_.size() && fits(rest_[end]))
            ++end;
        if (end > longest_name) return {};
        const std::string found{rest_.substr(0, end)};
        rest_.remove_prefix(end);
        return found;
    }
    Result<void> labels(json& into) {
        while (true) {
            skip_blanks();
            if (take('}')) return {};
            const std::string label = name("");
            skip_blanks();
            if (label.empty() || !take('=')) return failure("", "has a label without a name");
            if (into.contains(label)) return failure("", "label \"" + label + "\" stands twice");
            skip_blanks();
            auto text = quoted();
            if (!text) return tl::unexpected(text.error());
            into[label] = std::move(*text);
            skip_blanks();
            if (take(',')) continue;
            if (take('}')) return {};
            return failure("", "has labels that are not closed by a brace");
        }
    }
    Result<std::string> quoted() {
        std::string text;
        if (!take('"')) return failure("", "has a label's value without quotation marks");
        while (!rest_.empty()) {
            char letter = rest_.front();
            rest_.remove_prefix(1);
            if (letter == '"') return text;
            if (letter == '\\' && !rest_.empty()) {
                letter = rest_.front() == 'n' ? '\n' : rest_.front();
                rest_.remove_prefix(1);
            }
            text += letter;
        }
        return failure("", "has a label's value that is never closed");
    }
    Result<void> value(json& into) {
        std::string_view text = word();
        if (text.starts_with('+')) text.remove_prefix(1);
        double number = 0;
        const char* const end = text.data() + text.size();
        const auto read = std::from_chars(text.data(), end, number);
        if (text.empty() || read.ptr != end || read.ec == std::errc::invalid_argument)
            return failure("", "has no number as its value");
        if (read.ec == std::errc::result_out_of_range)
            return failure("", "has a value beyond a double");
        if (std::isfinite(number))
            into["value"] = number;
        else
            into["value"] = text;
        const std::string_view stamp = word();
        skip_blanks();
        if (!rest_.empty()) return failure("", "goes on after its time");
        if (stamp.empty()) return {};
        std::int64_t ms = 0;
        const auto time = std::from_chars(stamp.data(), stamp.data() + stamp.size(), ms);
        if (time.ec != std::errc{} || time.ptr != stamp.data() + stamp.size())
            return failure("", "has a time that is no whole number of milliseconds");
        into["time"] = ms;
        return {};
    }

    std::string_view rest_;
};

}  // namespace

Result<void> decode_prometheus(std::string_view body, const TakeElement& take) {
    std::map<std::string, std::string> kinds;
    for_each_line(body, [&](std::size_t number, std::string_view line) {
        const std::string place = "/" + std::to_string(number);
        // Without the last line feed nobody knows whether a number went on.
        if (line.data() + line.size() == body.data() + body.size())
            return take(place,
                        failure("", "is cut short; the last line must end with a line feed"));
        if (line[line.find_first_not_of(" \t\r")] == '#') {
            auto [metric, kind] = SampleLine{line}.kind();
            if (!metric.empty() && is_clean(kind)) kinds[metric] = kind;
            return true;
        }
        auto sample = SampleLine{line}.read();
        if (sample) {
            const auto kind = kinds.find(sample->at("name").get<std::string>());
            (*sample)["type"] = kind == kinds.end() ? "untyped" : kind->second;
        }
        return take(place, std::move(sample));
    });
    return {};
}

}  // namespace waymark::server::mapping
