#include "shared/base/file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

namespace waymark {
namespace {

Result<void> last_failure(const std::filesystem::path& path) {
    return failure(path.string(), std::strerror(errno));
}

Result<void> write_all(int file, const std::filesystem::path& path, const std::string& text) {
    for (std::size_t written = 0; written < text.size();) {
        const ssize_t count = ::write(file, text.data() + written, text.size() - written);
        if (count < 0 && errno != EINTR) return last_failure(path);
        if (count > 0) written += static_cast<std::size_t>(count);
    }
    if (::fsync(file) != 0) return last_failure(path);
    return {};
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::uint64_t limit) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error) return failure(path.string(), error.message());
    if (size > limit)
        return failure(path.string(), "has " + std::to_string(size) + " octets; at most " +
                                          std::to_string(limit) + " are read");
    std::ifstream stream{path, std::ios::binary};
    std::ostringstream text;
    if (!stream || (size > 0 && !(text << stream.rdbuf())))
        return failure(path.string(), "can't be read");
    return std::move(text).str();
}

Result<void> replace_file(const std::filesystem::path& path, const std::string& text) {
    std::filesystem::path next = path;
    next += ".next";
    const int file = ::open(next.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return last_failure(next);
    auto written = write_all(file, next, text);
    ::close(file);
    if (!written) return written;
    if (::rename(next.c_str(), path.c_str()) != 0) return last_failure(path);
    return {};
}

}  // namespace waymark
