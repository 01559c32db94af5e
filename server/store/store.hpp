#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/model/record.hpp"

namespace waymark::server {

/// One line of the desk's history: a record of a feed, or, without one, a tick. `now` is the desk's
/// time when it was taken in; the desk is a function of these, in the order of `sequence`.
struct Entry {
    std::uint64_t sequence = 0;
    Time now;
    FeedId feed;
    std::optional<Record> record;
};

/// One bucket of one series of a KPI.
struct SeriesRow {
    KpiId kpi;
    std::string version;      ///< of the KPI's definition
    std::string series;       ///< whole, a slice, a part: the KPI's own name for it
    int tier = 0;             ///< how coarse the bucket is
    std::int64_t minute = 0;  ///< where it begins, since the epoch
    std::string text;         ///< empty: it is no longer there

    bool operator==(const SeriesRow&) const = default;
};

/// A subject as it is kept across a restart.
struct SubjectRow {
    std::string kind;
    std::string id;    ///< with its feed
    std::string text;  ///< empty: it is no longer there

    bool operator==(const SubjectRow&) const = default;
};

/// A text kept beside the history: what does not follow from the entries.
struct Note {
    std::string name;
    std::string text;  ///< empty: it is no longer there

    bool operator==(const Note&) const = default;
};

/// What the desk knew after entry `sequence`: to come back it needs this and the entries after it.
struct Checkpoint {
    std::uint64_t sequence = 0;
    std::string memory;                ///< judgements, feeds, ...: whole, replaces the last
    std::vector<SeriesRow> series;     ///< when saved: those that changed; when restored: all kept
    std::vector<SubjectRow> subjects;  ///< the same
};

/// Makes `older`, which is not kept yet, what keeping both one after the other would make.
void merge(Checkpoint& older, Checkpoint newer);

/// What a store holds when it is opened.
struct Restored {
    std::string epoch;  ///< of this start; never used before
    std::string salt;   ///< the desk's own, for hashing customers; made once
    std::optional<Checkpoint> checkpoint;
    std::vector<Entry> entries;        ///< after the checkpoint, in order
    std::vector<std::string> notices;  ///< for the log: what opening it changed
    std::vector<Note> notes;           ///< by name
};

/// What became of one appended record: its sequence, or nothing for a repeat of (feed, id).
using Appended = std::vector<std::optional<std::uint64_t>>;

/// Keeps the desk's history. Calls come from the server thread, and every `done` runs on it, of
/// appends and ticks in the order of the calls; a memory store may run it before the call returns.
class Store {
public:
    virtual ~Store() = default;

    /// Keeps the records, all or none, taken in at `now`. When `done` hears success they survive
    /// kill -9 and a power cut. An Error says what the disk said; nothing was kept then.
    virtual void append(const FeedId& feed, std::vector<Record> records, Time now,
                        std::function<void(Result<Appended>)> done) = 0;

    /// Keeps a tick in its place among the records; written with the next append or checkpoint, so
    /// the last ones may be lost in a crash: `tick` after the restart makes up for them.
    virtual void append_tick(Time now, std::function<void(std::uint64_t sequence)> done) = 0;

    /// Keeps notes, each in the place of the one of its name, all or none; there must be one. When
    /// `done` hears success they survive like records.
    virtual void put_notes(std::vector<Note> notes, std::function<void(Result<void>)> done) = 0;

    /// Keeps a checkpoint and drops the ticks it makes needless.
    virtual void save(Checkpoint checkpoint) = 0;

    /// Reads back up to `most` of the records taken in at `from` or later, in the order they were
    /// kept, beginning after `after` (0: with the first). An Error names what is damaged.
    virtual void read(Time from, std::uint64_t after, std::size_t most,
                      std::function<void(Result<std::vector<Entry>>)> done) = 0;

    /// Octets of records accepted but not yet on disk.
    virtual std::size_t pending() const = 0;
};

}  // namespace waymark::server
