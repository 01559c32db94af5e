#include "server/replay/replay.hpp"

#include <algorithm>
#include <map>
#include <ostream>

#include "server/kpi/scorecard.hpp"
#include "server/replay/instants.hpp"
#include "server/replay/value_line.hpp"

namespace waymark::server {
namespace {

/// Records up to 24 h late are taken in; then what was at an instant is known for good, and not yet
/// forgotten.
constexpr Duration known_after = std::chrono::hours{25};

/// How often a replayed wall judges while nothing comes in. The times a judgement must hold are
/// multiples of it.
constexpr Duration judged_every = std::chrono::seconds{10};

}  // namespace

class Replay::Impl {
public:
    Impl(const DeskFolder& folder, FeedId feed, AskedInstants asked, bool as_seen,
         std::ostream& out)
        : feed_(std::move(feed)),
          as_seen_(as_seen),
          out_(out),
          scorecard_(folder),
          calendar_(folder.zone, folder.day_boundary),
          instants_(std::move(asked), calendar_) {
        for (const Kpi& kpi : folder.outline.kpis)
            kpis_.emplace(kpi.id, kpi);
    }

    void play(Time now, const Record& record) {
        if (!first_event_) {
            first_event_ = record.time;
            passed_ = instants_.before_all(now);
            judged_ = now;
        }
        first_event_ = std::min(*first_event_, record.time);
        last_event_ = std::max(last_event_, record.time);
        // Others may come in at the same instant: what was seen at it is told when it has passed.
        if (as_seen_)
            pass(now - Duration{1});
        else
            note_instants(now - known_after);
        scorecard_.advance(now);
        scorecard_.accept(feed_, record);
        now_ = now;
    }

    void end() {
        if (!first_event_) return;
        const std::vector<Time> asked = instants_.of(*first_event_, last_event_);
        const Time last = std::max(now_, asked.back());
        if (as_seen_) return pass(last);
        note_instants(last - known_after);
        scorecard_.advance(last);
        for (const Time at : asked)
            tell(at, false);
    }

    std::vector<Finding> odd() { return scorecard_.health().all(); }

private:
    /// What was true at an instant is noted while it is known to the microsecond; what happened in
    /// a window is not, as later events may say more of it.
    void note_instants(Time until) {
        for (const Time at : instants_.between(passed_, until)) {
            scorecard_.advance(at + known_after);
            auto& noted = noted_[at];
            for (KpiValue& value : scorecard_.values_at(at))
                if (kpis_.at(value.kpi).window.kind == Window::Kind::now)
                    noted.push_back(std::move(value));
        }
        passed_ = std::max(passed_, until);
    }

    /// The clock runs up to `to`; what was asked for on the way is told.
    void pass(Time to) {
        for (const Time at : instants_.between(passed_, to)) {
            judge_up_to(at);
            tell(at, true);
        }
        judge_up_to(to);
        passed_ = std::max(passed_, to);
    }

    void judge_up_to(Time to) {
        for (; judged_ + judged_every < to; judged_ += judged_every) {
            scorecard_.advance(judged_ + judged_every);
            scorecard_.readings();
        }
    }

    void tell(Time at, bool with_state) {
        std::map<KpiId, State> states;
        if (with_state) {
            scorecard_.advance(at);
            for (const Reading& reading : scorecard_.readings().kpis)
                states.emplace(reading.kpi, reading.state);
        }
        const auto noted = noted_.find(at);
        for (const KpiValue& value : scorecard_.values_at(at))
            if (noted == noted_.end() || kpis_.at(value.kpi).window.kind != Window::Kind::now)
                print(at, value, states);
        if (noted == noted_.end()) return;
        for (const KpiValue& value : noted->second)
            print(at, value, states);
    }

    void print(Time at, const KpiValue& value, const std::map<KpiId, State>& states) {
        const auto state = states.find(value.kpi);
        const bool whole = value.labels.empty();
        out_ << value_line({.at = at,
                            .kpi = kpis_.at(value.kpi),
                            .labels = value.labels,
                            .window = value.window,
                            .measured = value.measured,
                            .parts = value.parts,
                            .state = whole && state != states.end() ? std::optional{state->second}
                                                                    : std::nullopt})
             << '\n';
    }

    FeedId feed_;
    bool as_seen_;
    std::ostream& out_;
    Scorecard scorecard_;
    DeskCalendar calendar_;
    Instants instants_;
    std::map<KpiId, Kpi> kpis_;
    std::optional<Time> first_event_;
    Time last_event_;
    Time now_;     ///< of the last record
    Time passed_;  ///< instants up to here were told, or noted
    std::map<Time, std::vector<KpiValue>> noted_;
    Time judged_;  ///< as seen: the wall was judged up to here
};

Replay::Replay(const DeskFolder& folder, FeedId feed, AskedInstants asked, bool as_seen,
               std::ostream& out)
    : impl_(std::make_unique<Impl>(folder, std::move(feed), std::move(asked), as_seen, out)) {}
Replay::~Replay() = default;

void Replay::play(Time now, const Record& record) {
    impl_->play(now, record);
}

void Replay::end() {
    impl_->end();
}

std::vector<Finding> Replay::odd() const {
    return impl_->odd();
}

}  // namespace waymark::server
