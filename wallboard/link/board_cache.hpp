#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "shared/base/log.hpp"
#include "shared/base/result.hpp"
#include "shared/model/board.hpp"

namespace waymark::wallboard {

/// A board of an earlier run, and when its server was last heard (own clock).
struct RememberedBoard {
    Board board;
    Time heard;
    bool operator==(const RememberedBoard&) const = default;
};

/// The file that keeps something ("board") of one screen at one server ("host:port").
std::filesystem::path state_file(const std::filesystem::path& directory, const std::string& what,
                                 const std::string& server, const ScreenId& screen);
/// That of the board.
std::filesystem::path cache_file(const std::filesystem::path& directory, const std::string& server,
                                 const ScreenId& screen);

/// The file's text: a line with version, length and checksum, then the snapshot as on the wire.
std::string to_cache_text(const RememberedBoard& remembered);
/// Refuses a text that is not, to the last bit, what to_cache_text wrote.
Result<RememberedBoard> from_cache_text(const std::string& text);

/// What the file holds. A damaged file is said in the log and is as good as none.
std::optional<RememberedBoard> load_board(const std::filesystem::path& file, const Log& log);

/// Writes boards to their file from a thread of its own, so that drawing never waits for a disk.
/// One that comes before the last is written replaces it. All calls on the GUI thread.
class BoardKeeper {
public:
    /// Keeps at most one board per `every`; a disk that fails is said in the log.
    BoardKeeper(std::filesystem::path file, Duration every, Log log);
    /// Returns when the last board that was given is on disk.
    ~BoardKeeper();

    /// Whether `every` has passed since the last board was given.
    bool due(Time now) const;
    void keep(RememberedBoard remembered, Time now);

private:
    void work();

    const std::filesystem::path file_;
    const Duration every_;
    const Log log_;
    std::optional<Time> kept_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::optional<RememberedBoard> waiting_;
    bool leaving_ = false;
    std::thread worker_;
};

}  // namespace waymark::wallboard
