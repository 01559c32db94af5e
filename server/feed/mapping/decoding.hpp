#pragma once

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "server/feed/mapping/mapping.hpp"

namespace waymark::server::mapping {

/// How a message is written.
enum class Format { json, items, ndjson, form, csv, prometheus };

struct Decoding {
    Format format = Format::json;
    char separator = ',';                  ///< between the fields of a CSV line
    std::vector<std::string> json_fields;  ///< of a form: those whose text is JSON
};

/// Reads `decode`: a format's name, or an object.
Decoding read_decoding(const FileNode& node);

/// Is given an element, or what is wrong with it, and its place as a JSON pointer; false: no more.
using TakeElement = std::function<bool(const std::string& place, Result<nlohmann::json> element)>;

/// Hands on the elements of a message one by one, so that only one is held. An Error: nothing more
/// can be made out.
Result<void> decode(const Decoding& decoding, const Delivery& delivery, const TakeElement& take);

/// The formats that are not JSON; texts are valid UTF-8 without NUL, else the element is refused.
Result<void> decode_csv(std::string_view body, char separator, const TakeElement& take);
Result<void> decode_prometheus(std::string_view body, const TakeElement& take);
/// A field that stands twice is refused, too; those of `json_fields` hold JSON.
Result<void> decode_form(std::string_view body, const std::vector<std::string>& json_fields,
                         const TakeElement& take);

/// Whether a text of a message can be used: valid UTF-8 without NUL.
bool is_clean(std::string_view text);

}  // namespace waymark::server::mapping
