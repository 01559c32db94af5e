#include "wallboard/link/board_cache.hpp"

#include <cstdio>

#include <boost/crc.hpp>
#include <spdlog/logger.h>

#include "shared/base/file.hpp"
#include "shared/protocol/message.hpp"

namespace waymark::wallboard {
namespace {

constexpr std::uint64_t largest_file = 17 << 20;

std::string checksum(std::string_view text) {
    boost::crc_32_type crc;
    crc.process_bytes(text.data(), text.size());
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", static_cast<unsigned>(crc.checksum()));
    return digits;
}

std::string first_line(std::string_view body) {
    return "waymark-board 1 " + std::to_string(body.size()) + " " + checksum(body);
}

/// Letters that any file system takes; what differs only in others is told apart by the checksum.
std::string file_name_part(const std::string& text) {
    std::string name;
    for (const char letter : text.substr(0, 60)) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || letter == '-' || letter == '.';
        name += plain ? letter : '_';
    }
    return name;
}

}  // namespace

std::filesystem::path state_file(const std::filesystem::path& directory, const std::string& what,
                                 const std::string& server, const ScreenId& screen) {
    return directory / (what + "-" + file_name_part(server) + "-" + file_name_part(screen.text) +
                        "-" + checksum(server + "\n" + screen.text) + ".json");
}

std::filesystem::path cache_file(const std::filesystem::path& directory, const std::string& server,
                                 const ScreenId& screen) {
    return state_file(directory, "board", server, screen);
}

std::string to_cache_text(const RememberedBoard& remembered) {
    const std::string body =
        encode(ServerMessage{SnapshotMessage{remembered.board, remembered.heard}});
    return first_line(body) + "\n" + body;
}

Result<RememberedBoard> from_cache_text(const std::string& text) {
    const auto line_end = text.find('\n');
    if (line_end == std::string::npos) return failure("", "is not a kept board");
    const std::string_view body = std::string_view{text}.substr(line_end + 1);
    if (text.substr(0, line_end) != first_line(body))
        return failure("", "is not a whole board of this version");
    auto message = decode_server_message(body);
    if (!message) return tl::unexpected(message.error());
    auto* snapshot = std::get_if<SnapshotMessage>(&*message);
    if (snapshot == nullptr) return failure("", "holds something else than a board");
    return RememberedBoard{std::move(snapshot->board), snapshot->time};
}

std::optional<RememberedBoard> load_board(const std::filesystem::path& file, const Log& log) {
    std::error_code error;
    if (!std::filesystem::exists(file, error) && !error) return std::nullopt;
    auto remembered = read_file(file, largest_file).and_then(from_cache_text);
    if (!remembered) {
        log->warn("the board kept in {} is ignored: {}", file.string(),
                  to_text(remembered.error()));
        return std::nullopt;
    }
    return std::move(*remembered);
}

BoardKeeper::BoardKeeper(std::filesystem::path file, Duration every, Log log)
    : file_(std::move(file)), every_(every), log_(std::move(log)), worker_([this] { work(); }) {}

BoardKeeper::~BoardKeeper() {
    {
        const std::scoped_lock lock{mutex_};
        leaving_ = true;
    }
    changed_.notify_one();
    worker_.join();
}

bool BoardKeeper::due(Time now) const {
    return !kept_ || now < *kept_ || now - *kept_ >= every_;
}

void BoardKeeper::keep(RememberedBoard remembered, Time now) {
    kept_ = now;
    {
        const std::scoped_lock lock{mutex_};
        waiting_ = std::move(remembered);
    }
    changed_.notify_one();
}

void BoardKeeper::work() {
    std::string told;
    for (std::unique_lock lock{mutex_};;) {
        changed_.wait(lock, [this] { return waiting_ || leaving_; });
        if (!waiting_) return;
        const RememberedBoard remembered = std::move(*waiting_);
        waiting_.reset();
        lock.unlock();
        std::error_code error;
        std::filesystem::create_directories(file_.parent_path(), error);
        const auto written = replace_file(file_, to_cache_text(remembered));
        const std::string problem = written ? "" : to_text(written.error());
        if (!problem.empty() && problem != told) log_->warn("the board is not kept: {}", problem);
        told = problem;
        lock.lock();
    }
}

}  // namespace waymark::wallboard
