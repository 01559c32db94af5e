#pragma once

#include <string>
#include <string_view>

namespace waymark::server {

/// How a file without a byte order mark is written.
enum class Encoding { utf8, windows1252 };

/// The file's text in UTF-8. A byte order mark (UTF-8, UTF-16 in either order) counts more than
/// `encoding`, and is left out. What is no character becomes U+FFFD, or stays for whoever reads the
/// text to refuse.
std::string text_of_file(std::string_view octets, Encoding encoding);

}  // namespace waymark::server
