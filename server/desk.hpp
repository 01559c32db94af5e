#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server/desk_feed_register.hpp"
#include "server/feed/intake.hpp"
#include "server/hub/hub.hpp"
#include "server/kpi/kpi_records.hpp"
#include "server/store/store.hpp"
#include "shared/base/log.hpp"
#include "shared/model/desk_folder.hpp"
#include "shared/protocol/message.hpp"

namespace waymark::server {

struct DeskSettings {
    Duration accept_late = std::chrono::hours{24};  ///< older events are rejected
    std::size_t pending_limit = 8 << 20;            ///< octets waiting for the disk; beyond: busy
    bool feed_clock = false;  ///< now is the newest event time seen, for replays and tests
};

/// What became of a feed's message. Exactly one outcome.
struct Ingested {
    enum class Outcome {
        stored,            ///< at least one record accepted (a repeat counts), or an empty list
        nothing_accepted,  ///< records were there, all were rejected
        unreadable,        ///< no records could be made of the body; `why` says where
        busy,              ///< try again soon: too much is waiting for the disk
        no_room,           ///< the store can't write; `why` is what the disk said
    };
    Outcome outcome = Outcome::stored;
    std::uint64_t accepted = 0;
    std::vector<Rejection> rejected;
    Error why;
};

/// What can be counted of a desk, for /metrics.
struct DeskCounts {
    std::uint64_t accepted = 0;
    std::uint64_t repeated = 0;
    std::uint64_t rejected = 0;
    std::uint64_t from_the_future = 0;  ///< stored with their time of receipt
    std::uint64_t unknown_types = 0;
    std::uint64_t deltas = 0;
    std::uint64_t snapshots = 0;  ///< encoded; many screens may have shared one
};

/// The whole server without sockets: takes records in, keeps them, turns them into readings and
/// tells the screens. A record is stored, then applied, then published, then acknowledged. What it
/// shows is a function of the desk folder and the store's entries in their order. Server thread
/// only; `store` and the callbacks given to it must not outlive the desk.
class Desk {
public:
    /// Comes back to where `restored` left off.
    Desk(DeskFolder folder, Store& store, Restored restored, DeskSettings settings, Log log);
    ~Desk();

    /// Takes in one message of a feed (a record, an array of them, or NDJSON); `done` runs when its
    /// records are stored and published, or at once when there is nothing to store. The feed must
    /// be one of the desk folder's.
    void ingest(const FeedId& feed, std::string_view body, BodyForm form, Time now,
                std::function<void(Ingested)> done);
    /// The same with what an adapter made of a message.
    void ingest(const FeedId& feed, FeedBatch made, Time now, std::function<void(Ingested)> done);

    /// Somebody decided on a milestone; `by` says who, and may be empty. `done` as of a message of
    /// one record: rejected when that can't be decided.
    void decide(const std::string& milestone, Decision decision, const std::string& by, Time now,
                std::function<void(Ingested)> done);

    /// The feed's system proved that it is there, and had nothing to tell. More often than once a
    /// second is as good as once.
    void alive(const FeedId& feed, Time now);

    /// For data health: something of a feed could not be used, so many times. The reasons are few
    /// and fixed.
    void count(const FeedId& feed, std::string_view reason, std::uint64_t times, Time now);
    /// How the feed stands, for adapters to tell.
    FeedStatus& status(const FeedId& feed) { return register_.status(feed); }
    /// Nothing is known of a feed in [from, to), and nothing will be. Known again after a restart.
    void gap(const FeedId& feed, Time from, Time to);
    /// Keeps a feed's adapter a text across restarts, in the place of the last; empty: none.
    void remember(const FeedId& feed, std::string text);
    std::string remembered(const FeedId& feed) const { return register_.remembered(feed); }
    /// When the feed last proved to be there, by the desk's time.
    std::optional<Time> heard(const FeedId& feed) const;
    /// What the desk takes for the time when a clock says `now`: the newest event's by `--clock
    /// feed`.
    Time time_at(Time now) const { return settings_.feed_clock ? taken_now_ : now; }

    /// Time passes: windows roll, feeds go quiet, ages grow. To be called about once a second.
    void tick(Time now);

    /// Adds a screen: its outbox gets a snapshot, then every delta.
    void join(const std::shared_ptr<Outbox>& outbox);

    /// The newest snapshot, encoded once a position.
    Frame snapshot();

    /// Takes over a changed desk folder. KPIs computed as before keep their states; others begin
    /// anew. Every screen gets a snapshot.
    void reload(DeskFolder folder);

    /// What team leads should see of a desk folder that could not be taken over; empty: all is
    /// well.
    void report_problems(std::vector<std::string> problems);

    /// What team leads should see of what walls show; they see it with the next change or tick.
    void report_screens(std::vector<std::string> problems) {
        screen_problems_ = std::move(problems);
    }

    /// Hands the store what it needs to come back quickly. To be called about once a minute.
    void save();

    /// How a KPI's reading came about, as JSON text; nothing when there is no such KPI.
    std::optional<std::string> explain(const KpiId& kpi);

    /// What is behind a KPI's value, as JSON text; nothing when there is no such KPI.
    std::optional<std::string> records(const KpiId& kpi, const RecordsAsked& asked) const;

    /// A KPI's course of the last `length` (1 h .. 60 days) with what was in force and what
    /// happened meanwhile, as JSON text; nothing when there is no such KPI.
    std::optional<std::string> kpi_history(const KpiId& kpi, Duration length) const;
    /// A node's attainment on its last `days` known desk days, as JSON text; nothing when there is
    /// no such node.
    std::optional<std::string> node_history(NodeReading::Kind kind, const std::string& id,
                                            std::size_t days) const;
    /// What was reached and what became of it, with who decided, as JSON text.
    std::string milestones_text() const;
    const Milestones& milestones() const { return scorecard_.milestones(); }

    /// What is odd in the data, by feed and reason, what does not add up, and how each feed stands,
    /// as JSON text.
    std::string health() const;

    bool has_feed(const FeedId& feed) const;
    const DeskFolder& folder() const { return folder_; }
    const Board& board() const { return board_; }
    /// The desk's time: of the newest entry applied.
    Time now() const;
    const DeskCounts& counts() const { return counts_; }
    std::size_t screens() const { return hub_.size(); }

private:
    Time take_time(Time now);
    void apply(const Entry& entry);
    void keep(const FeedId& feed, IntakeBatch batch, Time now, std::function<void(Ingested)> done);
    bool is_busy() const { return store_.pending() > settings_.pending_limit; }
    void note_taken(const FeedId& feed, const IntakeBatch& batch, Time now);
    void publish();
    void keep_register();
    void tell(const ServerMessage& message);
    void rebuild_board();
    std::vector<std::string> problems() const;

    DeskFolder folder_;
    Store& store_;
    DeskSettings settings_;
    Log log_;
    Intake intake_;
    Scorecard scorecard_;
    Hub hub_;
    Board board_;
    std::vector<std::string> folder_problems_;  ///< of a changed folder that is not in force
    std::vector<std::string> screen_problems_;  ///< of what is not to be seen on walls
    Time taken_now_;  ///< of the newest entry given to the store; never runs backwards
    Time day_;        ///< when the day on the board began
    DeskCounts counts_;
    FeedRegister register_;
    std::map<FeedId, Time> told_alive_;
    Frame snapshot_;           ///< of the board's position; null when that has moved on
    std::uint64_t saved_ = 0;  ///< the sequence of the last checkpoint
};

}  // namespace waymark::server
