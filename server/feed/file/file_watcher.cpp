#include "server/feed/file/file_watcher.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/feed/file/file_settling.hpp"

namespace waymark::server {
namespace {

constexpr int look_every_ms = 1'000;

/// Closes it in the end.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    int number() const { return number_; }

private:
    int number_;
};

std::string reason() {
    return std::strerror(errno);
}

FileSight sight_of(const struct stat& status) {
    return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
            std::chrono::seconds{status.st_mtim.tv_sec} +
                std::chrono::nanoseconds{status.st_mtim.tv_nsec}};
}

Result<std::string> read_all(int file, std::uint64_t size) {
    std::string octets(size + 1, '\0');
    std::size_t got = 0;
    while (got < octets.size()) {
        const auto more = ::read(file, octets.data() + got, octets.size() - got);
        if (more < 0) return failure("", reason());
        if (more == 0) break;
        got += static_cast<std::size_t>(more);
    }
    octets.resize(got);
    return octets;
}

}  // namespace

class FileWatcher::Worker {
public:
    Worker(std::filesystem::path path, std::function<void(FileNews)> tell)
        : path_(std::move(path)), tell_(std::move(tell)), thread_([this] { run(); }) {}
    ~Worker() {
        const std::uint64_t one = 1;
        while (::write(stop_.number(), &one, sizeof one) < 0 && errno == EINTR) {
        }
        thread_.join();
    }

private:
    void run() {
        ::pthread_setname_np(::pthread_self(), "file-feed");
        std::array<pollfd, 2> wakers{{{stop_.number(), POLLIN, 0}, {events_.number(), POLLIN, 0}}};
        do {
            watch_folder();
            look();
            while (::poll(wakers.data(), wakers.size(), look_every_ms) < 0 && errno == EINTR) {
            }
            read_events();
        } while (wakers[0].revents == 0);
    }

    /// The folder may come later, or be replaced; without it the looks have to do.
    void watch_folder() {
        if (watched_) return;
        const std::string folder = path_.has_parent_path() ? path_.parent_path().string() : ".";
        watched_ = ::inotify_add_watch(events_.number(), folder.c_str(),
                                       IN_MOVED_TO | IN_CLOSE_WRITE | IN_ONLYDIR) >= 0;
    }

    void read_events() {
        alignas(inotify_event) std::array<char, 4096> buffer{};
        for (;;) {
            const auto octets = ::read(events_.number(), buffer.data(), buffer.size());
            if (octets <= 0) return;
            for (std::size_t at = 0; at < static_cast<std::size_t>(octets);) {
                inotify_event event{};
                std::memcpy(&event, buffer.data() + at, sizeof event);
                const char* const name = buffer.data() + at + sizeof event;
                if ((event.mask & IN_IGNORED) != 0) watched_ = false;
                if ((event.mask & IN_MOVED_TO) != 0 && event.len > 0 && path_.filename() == name)
                    settling_.renamed();
                at += sizeof event + event.len;
            }
        }
    }

    void fail(const std::string& why) {
        settling_.missed();
        if (std::exchange(failed_, why) != why) tell_(failure(path_.string(), why));
    }

    void look() {
        // A pipe would be waited for.
        const Descriptor file{::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
        struct stat status {};
        if (file.number() < 0 || ::fstat(file.number(), &status) != 0) return fail(reason());
        if (!S_ISREG(status.st_mode)) return fail("is no regular file");
        const FileSight sight = sight_of(status);
        if (!settling_.look(sight, std::chrono::steady_clock::now())) return;
        if (sight.size > most_octets)
            return fail("has " + std::to_string(sight.size) + " octets; at most " +
                        std::to_string(most_octets) + " are allowed");
        auto octets = read_all(file.number(), sight.size);
        if (!octets) return fail(octets.error().what);
        if (::fstat(file.number(), &status) != 0 || sight_of(status) != sight ||
            octets->size() != sight.size)
            return;
        settling_.read();
        failed_.clear();
        tell_(FileContent{std::move(*octets), Time{std::chrono::floor<Duration>(sight.changed)}});
    }

    const std::filesystem::path path_;
    const std::function<void(FileNews)> tell_;
    Descriptor stop_{::eventfd(0, EFD_CLOEXEC)};
    Descriptor events_{::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)};
    bool watched_ = false;
    FileSettling settling_;
    std::string failed_;
    std::thread thread_;  ///< last: it uses everything above
};

FileWatcher::FileWatcher(std::filesystem::path path, std::function<void(FileNews)> tell)
    : worker_(std::make_unique<Worker>(std::move(path), std::move(tell))) {}

FileWatcher::~FileWatcher() = default;

}  // namespace waymark::server
