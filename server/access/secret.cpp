#include "server/access/secret.hpp"

#include "shared/base/file.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t longest_place = 300;
constexpr std::size_t longest_secret = 4096;

std::string without_line_end(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    return text;
}

}  // namespace

Secret read_secret(const FileNode& node) {
    FileObject object{node};
    Secret secret{.env = object.text_or_none("env", longest_place),
                  .file = object.text_or_none("file", longest_place),
                  .clear = object.text_or_none("clear", longest_secret)};
    object.finish();
    const int given = !secret.env.empty() + !secret.file.empty() + !secret.clear.empty();
    if (given != 1)
        node.refuse_as("", "holds " + std::to_string(given) +
                               " places of a secret; exactly one of \"env\", \"file\" and "
                               "\"clear\" is allowed");
    return secret;
}

Result<std::string> reveal(const Secret& secret, const std::filesystem::path& folder,
                           const Environment& environment) {
    if (!secret.clear.empty()) return secret.clear;
    std::string text;
    std::string place = secret.env;
    if (!secret.file.empty()) {
        const auto read = read_file(folder / secret.file, longest_secret);
        if (!read) return tl::unexpected(read.error());
        text = without_line_end(*read);
        place = (folder / secret.file).string();
    } else if (const char* const value = environment(secret.env)) {
        text = value;
    } else {
        return failure(secret.env, "is not set in the environment");
    }
    if (text.empty()) return failure(place, "holds an empty secret");
    return text;
}

}  // namespace waymark::server
