#include "server/feed/mapping/decoding.hpp"

#include <algorithm>

#include "server/feed/text_lines.hpp"
#include "shared/protocol/json_reader.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

constexpr std::size_t longest_name = 100;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// In the order of Format.
const std::vector<std::string_view>& format_names() {
    static const std::vector<std::string_view> names{"json", "items", "ndjson",
                                                     "form", "csv",   "prometheus"};
    return names;
}

char read_separator(const FileNode& node) {
    const auto* text = node.value().get_ptr<const std::string*>();
    if (text != nullptr && text->size() == 1 &&
        std::string_view{",;\t|"}.find(*text) != std::string_view::npos)
        return text->front();
    node.refuse("is no separator; allowed are \",\", \";\", \"|\" and \"\\t\"");
    return ',';
}

bool contains_word(std::string_view text, std::string_view word) {
    const auto same_letter = [](char one, char other) { return (one | 0x20) == (other | 0x20); };
    return !std::ranges::search(text, word, same_letter).empty();
}

/// A login or error page instead of data is said to be one.
Result<void> check_form(Format format, const Delivery& delivery, std::string_view body) {
    const std::string name{format_names()[static_cast<std::size_t>(format)]};
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    const char octet = first == std::string_view::npos ? '\0' : body[first];
    if (octet == '<' || contains_word(delivery.content_type, "text/html"))
        return failure("", "is HTML or XML, perhaps a login page; expected is " + name);
    const bool table = format == Format::csv || format == Format::prometheus;
    if (table && (octet == '{' || octet == '[' || contains_word(delivery.content_type, "json")))
        return failure("", "is JSON, perhaps an error; expected is " + name);
    if (octet == '\0' && format == Format::csv)
        return failure("", "is empty; a header line is needed");
    return {};
}

Result<void> decode_json(const Decoding& decoding, std::string_view body, const TakeElement& take) {
    auto document = read_json(body, {});
    if (!document) return tl::unexpected(document.error());
    if (decoding.format == Format::json || !document->is_array()) {
        take("", std::move(document));
        return {};
    }
    for (std::size_t i = 0; i < document->size(); ++i)
        if (!take("/" + std::to_string(i), std::move((*document)[i]))) break;
    return {};
}

}  // namespace

Decoding read_decoding(const FileNode& node) {
    Decoding decoding;
    const auto format_of = [](const FileNode& named) {
        const auto found = std::ranges::find(format_names(), named.word(format_names()));
        return found == format_names().end() ? Format::json
                                             : static_cast<Format>(found - format_names().begin());
    };
    if (!node.value().is_object()) {
        decoding.format = format_of(node);
        return decoding;
    }
    FileObject object{node};
    if (const auto format = object.need("format")) decoding.format = format_of(*format);
    if (const auto separator = object.find("separator")) {
        decoding.separator = read_separator(*separator);
        if (decoding.format != Format::csv)
            separator->refuse("is of no use here; it is for the format \"csv\"");
    }
    if (const auto fields = object.find("json_fields")) {
        for (const FileNode& item : fields->items("the fields whose text is JSON are needed"))
            decoding.json_fields.push_back(item.text(longest_name));
        if (decoding.format != Format::form)
            fields->refuse("is of no use here; it is for the format \"form\"");
    }
    object.finish();
    return decoding;
}

Result<void> decode(const Decoding& decoding, const Delivery& delivery, const TakeElement& take) {
    std::string_view body = delivery.body;
    if (body.size() > JsonLimits{}.octets)
        return failure("", "longer than " + std::to_string(JsonLimits{}.octets) + " octets");
    if (body.starts_with(byte_order_mark)) body.remove_prefix(byte_order_mark.size());
    if (const auto fits = check_form(decoding.format, delivery, body); !fits)
        return tl::unexpected(fits.error());
    switch (decoding.format) {
        case Format::json:
        case Format::items:
            return decode_json(decoding, body, take);
        case Format::form:
            return decode_form(body, decoding.json_fields, take);
        case Format::csv:
            return decode_csv(body, decoding.separator, take);
        case Format::prometheus:
            return decode_prometheus(body, take);
        case Format::ndjson:
            break;
    }
    for_each_line(body, [&](std::size_t number, std::string_view line) {
        return take("/" + std::to_string(number), read_json(line, {}));
    });
    return {};
}

}  // namespace waymark::server::mapping
