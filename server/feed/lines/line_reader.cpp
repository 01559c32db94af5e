#include "server/feed/lines/line_reader.hpp"

#include <utility>

namespace waymark::server {

void LineReader::begin_line() {
    line_.clear();
    too_long_ = false;
    place_ = Place::head;
    escaped_ = false;
    before_ = '\0';
}

/// Whether the line ends with this letter.
bool LineReader::ends_with(char letter) {
    // What is too long is skipped to the next line feed, wherever it stands.
    if (letter == '\n' && (too_long_ || place_ != Place::text)) return true;
    if (!quotes_ || line_.starts_with('#')) return false;
    if (std::exchange(escaped_, false)) {
        before_ = '\0';
        return false;
    }
    if (letter == '\\')
        escaped_ = true;
    else if (place_ == Place::text)
        place_ = letter == '"' ? Place::fields : Place::text;
    else if (place_ == Place::fields && letter == '"' && before_ == '=')
        place_ = Place::text;
    else if (place_ == Place::head && letter == ' ' && !line_.empty())
        place_ = Place::fields;
    before_ = letter;
    return false;
}

void LineReader::read(std::string_view octets, const TakeLine& take) {
    for (const char letter : octets) {
        if (ends_with(letter)) {
            if (too_long_)
                take(std::nullopt);
            else
                take(line_);
            begin_line();
            continue;
        }
        if (too_long_) continue;
        line_ += letter;
        if (line_.size() > most_octets) {
            too_long_ = true;
            line_.clear();
        }
    }
}

std::string LineReader::rest() {
    std::string rest = std::move(line_);
    begin_line();
    return rest;
}

}  // namespace waymark::server
