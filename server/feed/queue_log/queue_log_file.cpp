#include "server/feed/queue_log/queue_log_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/feed/asterisk/asterisk_text.hpp"

namespace waymark::server {
namespace {

constexpr std::size_t piece = 64 << 10;
constexpr std::size_t head_octets = 64;

std::string read_at(int file, std::uint64_t place, std::size_t octets) {
    std::string text(octets, '\0');
    const ssize_t got = ::pread(file, text.data(), octets, static_cast<off_t>(place));
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
}

}  // namespace

QueueLogFile::QueueLogFile(std::filesystem::path path) : path_(std::move(path)) {}

QueueLogFile::~QueueLogFile() {
    close();
}

void QueueLogFile::close() {
    if (file_ >= 0) ::close(file_);
    file_ = -1;
}

bool QueueLogFile::look(Time from) {
    struct stat found {};
    if (::stat(path_.c_str(), &found) != 0) {
        // Between a rename and the next line there is no file; the old one is read on.
        why_ = std::strerror(errno);
        return file_ >= 0;
    }
    if (file_ < 0) return open(from);
    const bool another = found.st_dev != device_ || found.st_ino != inode_;
    if (another) {
        // Its writer may still have ended a line after the last look.
        fill();
        if (line()) return true;
        if (given_ < text_.size()) lost_ = true;
        close();
        return open(Time::min());
    }
    if (static_cast<std::uint64_t>(found.st_size) < place_ || !begins_as_before()) {
        // Emptied in its place: what was not read by then is gone.
        lost_ = true;
        place_ = 0;
        text_.clear();
        given_ = line_end_ = 0;
        head_.clear();
    }
    return true;
}

bool QueueLogFile::open(Time from) {
    struct stat found {};
    file_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file_ < 0 || ::fstat(file_, &found) != 0 || !S_ISREG(found.st_mode)) {
        why_ = file_ < 0 ? std::strerror(errno) : "is no file";
        close();
        return false;
    }
    device_ = found.st_dev;
    inode_ = found.st_ino;
    place_ = 0;
    text_.clear();
    given_ = line_end_ = 0;
    head_ = read_at(file_, 0, head_octets);
    if (!started_) begin_at(from, static_cast<std::uint64_t>(found.st_size));
    started_ = true;
    return true;
}

bool QueueLogFile::begins_as_before() const {
    return head_.empty() || read_at(file_, 0, head_.size()) == head_;
}

/// The time of the first line that begins at or after `place`, and where it begins.
std::optional<Time> QueueLogFile::time_after(std::uint64_t place, std::uint64_t& begins) const {
    for (int tries = 0; tries < 4; ++tries) {
        const std::string text = read_at(file_, place, 2 * most_octets);
        std::size_t at = 0;
        if (place > 0) {
            at = text.find('\n');
            if (at == std::string::npos) return std::nullopt;
            ++at;
        }
        begins = place + at;
        const std::string_view rest = std::string_view{text}.substr(at);
        if (const auto time = as_time(rest.substr(0, rest.find('|')))) return time;
        place = begins;
        if (rest.empty()) return std::nullopt;
    }
    return std::nullopt;
}

/// Lines are in the order of their times: the first that counts is found by halving.
void QueueLogFile::begin_at(Time from, std::uint64_t size) {
    std::uint64_t begins = 0;
    begins_at_ = time_after(0, begins);
    std::uint64_t low = 0, high = size;
    while (begins_at_ && *begins_at_ < from && high - low > most_octets) {
        const std::uint64_t middle = low + (high - low) / 2;
        const auto time = time_after(middle, begins);
        if (time && *time < from && begins < high)
            low = begins;
        else
            high = middle;
    }
    place_ = low;
}

bool QueueLogFile::fill() {
    if (file_ < 0) return false;
    text_.erase(0, given_);
    line_end_ -= std::min(line_end_, given_);
    given_ = 0;
    const std::string more = read_at(file_, place_, piece);
    if (head_.size() < head_octets && place_ == head_.size())
        head_ += more.substr(0, head_octets - head_.size());
    place_ += more.size();
    text_ += more;
    return !more.empty();
}

std::optional<std::string_view> QueueLogFile::line() {
    if (line_end_ > 0)
        return std::string_view{text_}.substr(given_,
                                              std::min(line_end_ - 1 - given_, most_octets));
    std::size_t looked = given_;
    for (;;) {
        const std::size_t end = text_.find('\n', looked);
        if (end != std::string::npos) {
            line_end_ = end + 1;
            return std::string_view{text_}.substr(given_, std::min(end - given_, most_octets));
        }
        // Of a line without end only the beginning is kept.
        if (text_.size() - given_ > 2 * most_octets) text_.resize(given_ + 2 * most_octets);
        looked = text_.size() - given_;
        if (!fill()) return std::nullopt;
    }
}

void QueueLogFile::drop() {
    if (line_end_ == 0) return;
    given_ = line_end_;
    line_end_ = 0;
}

bool QueueLogFile::take_lost() {
    return std::exchange(lost_, false);
}

}  // namespace waymark::server
