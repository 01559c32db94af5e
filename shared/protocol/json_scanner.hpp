#pragma once

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace waymark {

/// Goes through one JSON value (RFC 8259, UTF-8) and tells `Handler` what stands in it, in the
/// words of nlohmann's SAX interface. The handler says with false that it has had enough; it must
/// not let containers open without end, since each takes a place on the stack.
template <class Handler>
class JsonScanner {
public:
    /// `text` and `handler` must outlive the scanner; with `comments`, // and /* */ are skipped.
    JsonScanner(std::string_view text, bool comments, Handler& handler)
        : text_(text), comments_(comments), handler_(handler) {}

    /// False: the handler stopped it; or the text is not JSON, and the handler was told where.
    bool scan() {
        if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
        if (!value()) return false;
        skip_blanks();
        return at_ == text_.size() || refuse();
    }

private:
    static constexpr int none = -1;  ///< what comes after the text

    int next() const { return at_ < text_.size() ? static_cast<unsigned char>(text_[at_]) : none; }
    bool take(char wanted) {
        if (next() != wanted) return false;
        ++at_;
        return true;
    }
    /// The octet that comes next should not be there.
    bool refuse() {
        handler_.not_json(at_ + 1);
        return false;
    }

    void skip_blanks() {
        while (true) {
            while (next() == ' ' || next() == '\n' || next() == '\t' || next() == '\r')
                ++at_;
            if (!comments_ || next() != '/' || !skip_comment()) return;
        }
    }
    /// False: it does not end, or is none.
    bool skip_comment() {
        const std::string_view opening = text_.substr(at_, 2);
        if (opening != "//" && opening != "/*") return false;
        const bool line = opening == "//";
        const std::size_t end = text_.find(line ? "\n" : "*/", at_ + 2);
        if (end == std::string_view::npos && !line) return false;
        at_ = end == std::string_view::npos ? text_.size() : end + (line ? 1 : 2);
        return true;
    }

    bool value() {
        skip_blanks();
        switch (next()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return text() && handler_.string(token_);
            case 't':
                return literal("true") && handler_.boolean(true);
            case 'f':
                return literal("false") && handler_.boolean(false);
            case 'n':
                return literal("null") && handler_.null();
            default:
                return number();
        }
    }

    bool object() {
        ++at_;
        if (!handler_.start_object()) return false;
        skip_blanks();
        if (take('}')) return handler_.end_object();
        do {
            skip_blanks();
            if (next() != '"') return refuse();
            if (!text() || !handler_.key(token_)) return false;
            skip_blanks();
            if (!take(':')) return refuse();
            if (!value()) return false;
            skip_blanks();
        } while (take(','));
        return take('}') ? handler_.end_object() : refuse();
    }

    bool array() {
        ++at_;
        if (!handler_.start_array()) return false;
        skip_blanks();
        if (take(']')) return handler_.end_array();
        do {
            if (!value()) return false;
            skip_blanks();
        } while (take(','));
        return take(']') ? handler_.end_array() : refuse();
    }

    bool literal(std::string_view word) {
        for (const char letter : word)
            if (!take(letter)) return refuse();
        return true;
    }

    bool digits() {
        const std::size_t begin = at_;
        while (next() >= '0' && next() <= '9')
            ++at_;
        return at_ > begin;
    }

    bool number() {
        const std::size_t begin = at_;
        const bool negative = take('-');
        if (!take('0') && !digits()) return refuse();
        bool whole = true;
        if (take('.')) {
            whole = false;
            if (!digits()) return refuse();
        }
        if (take('e') || take('E')) {
            whole = false;
            if (!take('+')) take('-');
            if (!digits()) return refuse();
        }
        const std::string_view said = text_.substr(begin, at_ - begin);
        if (std::int64_t read = 0; whole && negative && fits(said, read))
            return handler_.number_integer(read);
        if (std::uint64_t read = 0; whole && !negative && fits(said, read))
            return handler_.number_unsigned(read);
        double read = 0;
        // What is too small for a double is 0, or nearly so; too large is infinite.
        if (!fits(said, read)) read = std::strtod(std::string{said}.c_str(), nullptr);
        return handler_.number_float(read, at_);
    }
    static bool fits(std::string_view said, auto& read) {
        return std::from_chars(said.data(), said.data() + said.size(), read).ec == std::errc{};
    }

    /// Reads a text into `token_`.
    bool text() {
        ++at_;
        token_.clear();
        while (true) {
            const std::size_t begin = at_;
            while (next() >= ' ' && next() < 0x80 && next() != '"' && next() != '\\')
                ++at_;
            token_.append(text_, begin, at_ - begin);
            if (take('"')) return true;
            const bool good = next() == '\\' ? escaped() : next() >= 0x80 && multibyte();
            if (!good) return refuse();
        }
    }

    /// False: what comes next does not belong there.
    bool escaped() {
        ++at_;
        constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
        if (take('u')) return unicode();
        const auto place =
            next() == none ? std::string_view::npos : letters.find(static_cast<char>(next()));
        if (place == std::string_view::npos) return false;
        token_ += meanings[place];
        ++at_;
        return true;
    }

    bool unicode() {
        std::uint32_t point = 0, low = 0;
        if (!hex(point)) return false;
        if (point >= 0xdc00 && point < 0xe000) return false;
        if (point >= 0xd800 && point < 0xdc00) {
            if (!take('\\') || !take('u') || !hex(low)) return false;
            if (low < 0xdc00 || low >= 0xe000) return false;
            point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
        }
        append(point);
        return true;
    }
    bool hex(std::uint32_t& read) {
        for (int i = 0; i < 4; ++i) {
            const int digit = next();
            const bool is_digit = digit >= '0' && digit <= '9';
            const int letter = digit | 0x20;
            if (!is_digit && (letter < 'a' || letter > 'f')) return false;
            read =
                read * 16 + static_cast<std::uint32_t>(is_digit ? digit - '0' : letter - 'a' + 10);
            ++at_;
        }
        return true;
    }
    void append(std::uint32_t point) {
        const auto put = [this](std::uint32_t octet) { token_ += static_cast<char>(octet); };
        if (point < 0x80) return put(point);
        if (point < 0x800) {
            put(0xc0 | point >> 6);
        } else {
            if (point < 0x10000) {
                put(0xe0 | point >> 12);
            } else {
                put(0xf0 | point >> 18);
                put(0x80 | (point >> 12 & 0x3f));
            }
            put(0x80 | (point >> 6 & 0x3f));
        }
        put(0x80 | (point & 0x3f));
    }

    /// A character of more than one octet: neither overlong nor a surrogate, up to U+10FFFF.
    bool multibyte() {
        const std::size_t begin = at_;
        const int first = next();
        if (first < 0xc2 || first > 0xf4) return false;
        ++at_;
        int least = 0x80, most = 0xbf;
        if (first == 0xe0) least = 0xa0;
        if (first == 0xed) most = 0x9f;
        if (first == 0xf0) least = 0x90;
        if (first == 0xf4) most = 0x8f;
        for (int more = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3; more > 0; --more) {
            if (next() < least || next() > most) return false;
            ++at_;
            least = 0x80;
            most = 0xbf;
        }
        token_.append(text_, begin, at_ - begin);
        return true;
    }

    std::string_view text_;
    bool comments_;
    Handler& handler_;
    std::size_t at_ = 0;
    std::string token_;  ///< the text last read
};

}  // namespace waymark
