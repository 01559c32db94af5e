#include <algorithm>
#include <set>

#include "server/feed/mapping/decoding.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

constexpr std::size_t most_columns = 1000;
constexpr std::size_t longest_cell = 64 * 1024;

/// Reads lines of fields, some in quotation marks, from the front of a text (RFC 4180).
class Rows {
public:
    Rows(std::string_view text, char separator) : rest_(text), separator_(separator) {}

    bool done() const { return rest_.empty(); }
    std::size_t line() const { return line_; }

    /// The next row. After an Error the next line is the next row, whatever the quotation marks
    /// said, so that one that is never closed costs only its own line.
    Result<std::vector<std::string>> next() {
        const std::string_view from = rest_;
        const std::size_t line = line_;
        auto row = read_row();
        if (!row) {
            const std::size_t end = from.find('\n');
            rest_ = end == std::string_view::npos ? std::string_view{} : from.substr(end + 1);
            line_ = line + 1;
        }
        return row;
    }

private:
    Result<std::vector<std::string>> read_row() {
        std::vector<std::string> row;
        while (true) {
            if (row.size() == most_columns) return failure("", "has more than 1000 fields");
            auto cell = !rest_.empty() && rest_.front() == '"' ? quoted() : bare();
            if (!cell) return tl::unexpected(cell.error());
            if (!is_clean(*cell))
                return failure("", field(row) + " is no UTF-8 text, or holds NUL");
            if (cell->size() > longest_cell)
                return failure("", field(row) + " has " + std::to_string(cell->size()) +
                                       " octets; at most 65536 are allowed");
            row.push_back(std::move(*cell));
            if (ends_line()) return row;
            if (rest_.front() != separator_)
                return failure("", "field " + std::to_string(row.size()) +
                                       " goes on after its quotation mark");
            rest_.remove_prefix(1);
        }
    }

    static std::string field(const std::vector<std::string>& before) {
        return "field " + std::to_string(before.size() + 1);
    }

    bool ends_line() {
        if (rest_.empty()) return true;
        const std::size_t end = rest_.starts_with("\r\n") ? 2 : rest_.front() == '\n' ? 1 : 0;
        rest_.remove_prefix(end);
        line_ += end != 0;
        return end != 0;
    }

    Result<std::string> bare() {
        std::size_t end = 0;
        while (end < rest_.size() && rest_[end] != separator_ && rest_[end] != '\n')
            ++end;
        const bool at_line_end = end == rest_.size() || rest_[end] == '\n';
        if (at_line_end && end > 0 && rest_[end - 1] == '\r') --end;
        std::string cell{rest_.substr(0, end)};
        // A carriage return at the very end belongs to no line feed.
        rest_.remove_prefix(rest_.substr(end) == "\r" ? end + 1 : end);
        return cell;
    }

    Result<std::string> quoted() {
        std::string cell;
        for (std::size_t i = 1; i < rest_.size(); ++i) {
            if (rest_[i] == '\n') ++line_;
            if (rest_[i] != '"') {
                cell += rest_[i];
            } else if (i + 1 < rest_.size() && rest_[i + 1] == '"') {
                cell += '"';
                ++i;
            } else {
                rest_.remove_prefix(i + 1);
                if (rest_ == "\r") rest_ = {};
                return cell;
            }
        }
        return failure("", "has a quotation mark that is never closed");
    }

    std::string_view rest_;
    char separator_;
    std::size_t line_ = 0;
};

Result<std::vector<std::string>> read_header(Rows& rows) {
    auto header = rows.next();
    if (!header) return failure("/0", "the header line " + header.error().what);
    std::set<std::string> names;
    for (const std::string& name : *header)
        if (!name.empty() && !names.insert(name).second)
            return failure("/0", "column \"" + name + "\" stands twice");
    if (names.empty()) return failure("/0", "the header line names no column");
    return header;
}

Result<json> as_object(const std::vector<std::string>& header, std::vector<std::string> row) {
    while (row.size() > header.size() && row.back().empty())
        row.pop_back();
    if (row.size() != header.size())
        return failure("", "has " + std::to_string(row.size()) + " fields; the header line has " +
                               std::to_string(header.size()));
    json object = json::object();
    for (std::size_t i = 0; i < row.size(); ++i)
        if (!header[i].empty() && !row[i].empty()) object[header[i]] = std::move(row[i]);
    return object;
}

}  // namespace

Result<void> decode_csv(std::string_view body, char separator, const TakeElement& take) {
    Rows rows{body, separator};
    const auto header = read_header(rows);
    if (!header) return tl::unexpected(header.error());
    while (!rows.done()) {
        const std::string place = "/" + std::to_string(rows.line());
        auto row = rows.next();
        const bool blank = row && row->size() == 1 && row->front().empty();
        if (blank) continue;
        if (!take(place, row ? as_object(*header, std::move(*row)) : tl::unexpected(row.error())))
            break;
    }
    return {};
}

}  // namespace waymark::server::mapping
