#include "server/feed/lines/measurement.hpp"

namespace waymark::server {
namespace {

/// Reads a line from its beginning.
class InfluxText {
public:
    explicit InfluxText(std::string_view text) : text_(text) {}

    /// The text up to one of `ends`, which stays; "\," and the like stand for what comes after
    /// the backslash, when that is one of `escapable`.
    std::string until(std::string_view ends, std::string_view escapable) {
        std::string read;
        while (!text_.empty() && ends.find(text_.front()) == std::string_view::npos) {
            if (text_.front() == '\\' && text_.size() > 1 &&
                escapable.find(text_[1]) != std::string_view::npos)
                text_.remove_prefix(1);
            read += text_.front();
            text_.remove_prefix(1);
        }
        return read;
    }

    bool skip(char letter) {
        if (text_.empty() || text_.front() != letter) return false;
        text_.remove_prefix(1);
        return true;
    }

    /// A text in quotes is skipped; false when it does not end.
    bool skip_quoted() {
        text_.remove_prefix(1);
        while (!text_.empty() && text_.front() != '"')
            text_.remove_prefix(text_.front() == '\\' && text_.size() > 1 ? 2 : 1);
        return skip('"');
    }

    void skip_blanks() {
        while (skip(' ')) {
        }
    }

    std::string_view rest() const { return text_; }

private:
    std::string_view text_;
};

Read<double> field_value(std::string_view text) {
    for (const std::string_view yes : {"t", "T", "true", "True", "TRUE"})
        if (text == yes) return 1.0;
    for (const std::string_view no : {"f", "F", "false", "False", "FALSE"})
        if (text == no) return 0.0;
    const bool marked = text.size() > 1 && (text.back() == 'i' || text.back() == 'u');
    if (!marked) return read_value(text);
    text.remove_suffix(1);
    // "infi" and "1.5i" are none.
    if (text.find_first_not_of("+-0123456789") != std::string_view::npos)
        return refusal(line_reason::no_number);
    return read_value(text);
}

/// Reads fields behind the tags; what they tell is appended, named "measurement.field".
bool read_fields(InfluxText& text, const Measurement& common, InfluxLine& line) {
    do {
        Measurement told = common;
        const std::string name = text.until("=, ", ",= \\");
        if (name.empty() || !text.skip('=')) return false;
        told.path += '.' + name;
        if (text.rest().starts_with('"')) {
            if (!text.skip_quoted()) return false;
            line.reason = line_reason::text_field;
            continue;
        }
        const auto value = field_value(text.until(", ", ""));
        if (value) {
            told.value = *value;
            line.measurements.push_back(std::move(told));
        } else {
            line.reason = value.error();
        }
    } while (text.skip(','));
    return true;
}

bool read_tags(InfluxText& text, Tags& tags) {
    while (text.skip(',')) {
        const std::string name = text.until("=, ", ",= \\");
        if (name.empty() || !text.skip('=')) return false;
        std::string value = text.until(", ", ",= \\");
        if (value.empty()) return false;
        tags[name] = std::move(value);
    }
    return true;
}

}  // namespace

Read<InfluxLine> decode_influx(std::string_view line, std::int64_t ticks_a_second) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' '))
        line.remove_suffix(1);
    InfluxText text{line};
    text.skip_blanks();
    Measurement common;
    common.path = text.until(", ", ", \\");
    if (common.path.empty() || !read_tags(text, common.tags) || !text.skip(' '))
        return refusal(line_reason::no_form);
    text.skip_blanks();
    InfluxLine read;
    if (!read_fields(text, common, read)) return refusal(line_reason::no_form);
    if (!text.rest().empty()) {
        if (!text.skip(' ')) return refusal(line_reason::no_form);
        text.skip_blanks();
        const auto time = read_instant(text.rest(), ticks_a_second);
        if (!time) return refusal(time.error());
        for (Measurement& told : read.measurements)
            told.time = *time;
    }
    return read;
}

}  // namespace waymark::server
