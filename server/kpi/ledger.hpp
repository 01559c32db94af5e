#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "server/kpi/health.hpp"
#include "server/kpi/meter/context.hpp"
#include "server/kpi/reconciliation.hpp"
#include "server/store/store.hpp"
#include "shared/model/desk_folder.hpp"

namespace waymark::server {

/// What a definition's series is: a changed definition begins a new one, and the old stays as it
/// is.
struct SeriesVersion {
    std::string fingerprint;
    std::optional<Time> begun;  ///< nothing: it is as old as what is known
    std::optional<Time> ended;  ///< nothing: it is the present one
    bool operator==(const SeriesVersion&) const = default;
};

/// The name that a version's rows are kept under: as good as its definition, and short.
std::string row_name(const SeriesVersion& version);

/// All that is kept of one KPI's series.
struct KeptSeries {
    std::vector<SeriesRow> rows;
    std::string memory;  ///< what its meter remembers beside them
};

/// All KPIs' meters, fed by the lives of the desk's subjects: records in, values out, without any
/// judgement. What it holds is a function of the desk folder and of the calls of `advance` and
/// `accept`, in their order. Server thread only.
class Ledger : private Listener {
public:
    /// The folder's zones must be known to the system (a checked folder's are).
    explicit Ledger(const DeskFolder& folder);
    ~Ledger() override;

    /// Takes over a changed folder: KPIs whose measure is the same keep their series; of others a
    /// new one begins now.
    void reload(const DeskFolder& folder);

    /// Time passes; an earlier time than before changes nothing.
    void advance(Time now);
    /// A record of a feed of the folder.
    void accept(const FeedId& feed, const Record& record);

    /// The newest instant anything is known of: a feed's clock may run a little ahead of ours.
    Time edge() const { return std::max(now_, newest_); }
    Time now() const { return now_; }
    /// By place, also those that are gone.
    const std::vector<FeedId>& feeds() const { return feeds_; }
    const DeskCalendar& calendar() const { return *calendar_; }
    const HoursClock& clock(const std::string& hours) const { return clocks_.at(hours); }
    const Vocabulary& vocabulary() const { return vocabulary_; }

    /// What a KPI's window takes in at `at`, up to the edge when that is now.
    Bounds window(const Kpi& kpi, Time at) const;

    /// What the KPI's meter gives. Subjects that nobody ever was heard to be among are none, not
    /// unknown, from the first event of the KPI's feeds on.
    Measured value(const KpiId& kpi, Bounds bounds, SliceKey slice) const;

    Meter& meter(const KpiId& kpi) { return *metered(kpi).meter; }
    const Meter& meter(const KpiId& kpi) const { return *metered(kpi).meter; }
    const Measure& measure(const KpiId& kpi) const { return metered(kpi).measure; }
    /// The present version last.
    const std::vector<SeriesVersion>& versions(const KpiId& kpi) const {
        return metered(kpi).versions;
    }

    const Health& health() const { return health_; }
    Health& health() { return health_; }
    /// What the invariants say now; empty: all is well.
    std::vector<Finding> reconcile() const;
    std::vector<Stint> stints_of(SubjectKind kind, std::string_view id) const {
        return lives_->stints_of(kind, id);
    }
    /// Tells `listener` what is still known of all that the KPI's meter hears of. Lives are told
    /// those first to which something happened last, while `more` says so of that time; false: some
    /// were left out (Lives::tell_latest).
    bool tell_known(const KpiId& kpi, const std::function<bool(Time)>& more,
                    Listener& listener) const;
    std::size_t subjects(SubjectKind kind) const { return lives_->size(kind); }

    /// What changed since the last checkpoint, into `checkpoint`; the rest as one text.
    std::string write(Checkpoint& checkpoint);
    /// Takes back what was written when the time was `now`.
    void restore(const std::string& text, const Checkpoint& checkpoint, Time now);

    /// The whole present series of a KPI; for a ledger that computed it and is not written itself.
    KeptSeries take_series(const KpiId& kpi);
    /// Puts a series that was computed by the KPI's definition in the place of the present one,
    /// which is as old as `begun` then. The rows are not in the next checkpoint.
    void adopt(const Kpi& kpi, const KeptSeries& kept, Time begun);

private:
    struct Metered {
        KpiId id;
        Measure measure;
        std::vector<bool> feeds;  ///< by place
        std::vector<SeriesVersion> versions;
        std::unique_ptr<Meter> meter;
    };
    /// The meters that hear of a feed's events, by type, and of its subjects' stints, by kind.
    struct Listeners {
        std::vector<std::vector<Meter*>> events;
        struct OfStints {
            Meter* meter;
            std::uint64_t marks;  ///< Meter::stint_marks
        };
        std::array<std::vector<OfStints>, subject_kinds> stints;
    };
    const Metered& metered(const KpiId& kpi) const { return *by_id_.at(kpi); }
    Metered& metered(const KpiId& kpi) { return *by_id_.at(kpi); }

    void on_event(const Event& event, int sign, Whom whom) override;
    void on_stints(SubjectKind kind, std::span<const Stint> before, std::span<const Stint> after,
                   Whom whom) override;
    void on_odd(std::uint8_t feed, std::string_view reason, int sign) override;

    void set_times(const DeskFolder& folder);
    void set_feeds(const DeskFolder& folder);
    /// The rows of its present series that changed since they were last taken.
    std::vector<SeriesRow> changed_rows(Metered& metered);
    /// Its definition is no longer in force: what changed since the last checkpoint is kept.
    void end_series(Metered& metered);
    void route();
    /// Tells a meter the stints since then: `again` after a restart.
    void tell_present(Metered& metered, Time since, bool again);
    /// A KPI no longer counts who is in a state at a feed it lost, and counts those of a new one.
    void tell_change_of_feeds(Metered& metered, std::vector<bool> before);
    /// The stints since then of each subject of the kind it hears of, of all feeds.
    void each_present(const Metered& metered, Time since,
                      const std::function<void(std::span<const Stint>, Whom)>& use) const;

    Vocabulary vocabulary_;
    std::unique_ptr<DeskCalendar> calendar_;
    DayGrid days_{{}};
    std::map<std::string, HoursClock> clocks_;
    MeterContext context_;
    std::vector<std::unique_ptr<Metered>> kpis_;
    std::map<KpiId, Metered*> by_id_;
    std::map<KpiId, std::vector<SeriesVersion>> gone_;  ///< of KPIs no longer in the folder
    std::vector<SeriesRow> ended_rows_;                 ///< for the next checkpoint
    std::map<KpiId, Window> windows_;
    std::vector<FeedId> feeds_;          ///< by place, also those that are gone
    std::vector<bool> present_;          ///< by place: it is one of the folder's
    std::map<FeedId, Time> told_since_;  ///< the earliest time a record of a feed told of
    std::vector<std::vector<std::string>> known_queues_;  ///< by place; empty: any
    std::vector<bool> uncompared_;                        ///< by place
    std::vector<Listeners> listeners_;                    ///< by place
    std::unique_ptr<Lives> lives_;
    Health health_;
    Reconciliation reconciliation_;
    Time now_;
    Time newest_;
};

}  // namespace waymark::server
