#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "shared/model/time.hpp"

namespace waymark::server {

/// The lines of a queue_log that is being written: also when it is renamed and begun anew, or
/// emptied in its place. Reads only; blocks no longer than a local disk does. Server thread only.
class QueueLogFile {
public:
    explicit QueueLogFile(std::filesystem::path path);
    ~QueueLogFile();
    QueueLogFile(const QueueLogFile&) = delete;

    /// A longer line is given cut to this, for the decoder to count.
    static constexpr std::size_t most_octets = 16'384;

    /// Looks whether the file is there, was replaced or emptied, and opens what is to be read. Call
    /// it about once a second. `from` is where the first file found is begun: at the first line not
    /// older. False: there is nothing to read, or it can't be; why() says so.
    bool look(Time from);
    const std::string& why() const { return why_; }

    /// The next whole line, without its end, which stays the next until dropped; nothing: that is
    /// all for now.
    std::optional<std::string_view> line();
    void drop();

    /// The time of the first line of the file that was begun first; nothing: it has none.
    std::optional<Time> begins_at() const { return begins_at_; }
    /// Whether lines may have been lost: the file was emptied or replaced while it was not looked
    /// at.
    bool take_lost();

private:
    bool open(Time from);
    void close();
    bool fill();
    void begin_at(Time from, std::uint64_t size);
    std::optional<Time> time_after(std::uint64_t place, std::uint64_t& begins) const;
    bool begins_as_before() const;

    std::filesystem::path path_;
    std::string why_ = "is not there";
    int file_ = -1;
    std::uint64_t device_ = 0, inode_ = 0;
    std::uint64_t place_ = 0;  ///< of the next octet to be read
    std::string head_;         ///< the first octets of the file: others mean another content
    std::string text_;         ///< read and not given
    std::size_t given_ = 0;
    std::size_t line_end_ = 0;  ///< behind the end of the line given; 0: none is
    bool started_ = false;
    bool lost_ = false;
    std::optional<Time> begins_at_;
};

}  // namespace waymark::server
