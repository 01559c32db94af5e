#include "server/kpi/looked_at.hpp"

#include <algorithm>
#include <tuple>

#include "server/kpi/life/keeping.hpp"

namespace waymark::server {
namespace {

constexpr const char* before_definition = "before this definition was in force";

/// What time alone brings is later than anything that happened to its subject.
bool comes_by_itself(std::string_view type) {
    return type.ends_with("_due") || type == "contact.lost";
}

bool happens_to_somebody(std::string_view type) {
    for (std::size_t kind = 0; kind < subject_kinds; ++kind)
        if (type.starts_with(name_of(static_cast<SubjectKind>(kind)))) return true;
    return type == "sample";
}

class Gathering : public Listener {
public:
    Gathering(const Ledger& ledger, const Kpi& kpi, Bounds bounds, std::size_t most,
              const std::function<bool(const Event&)>& accepts)
        : ledger_(ledger),
          kpi_(kpi),
          meter_(ledger.meter(kpi.id)),
          bounds_(bounds),
          most_(most),
          accepts_(accepts),
          foremost_(meter_.foremost(bounds)),
          begun_(ledger.versions(kpi.id).back().begun) {
        for (const EventType type : meter_.event_types()) {
            const std::string_view name = ledger.vocabulary().type_name(type);
            of_happenings_ = true;
            by_themselves_ = by_themselves_ || comes_by_itself(name);
            followed_ = followed_ && happens_to_somebody(name);
        }
    }

    Foremosts gather() {
        const bool whole = ledger_.tell_known(
            kpi_.id, [this](Time last) { return wants_more(last); }, *this);
        cut(most_);
        const auto listed =
            std::ranges::count_if(list_, [](const LookedAt& one) { return one.counts(); });
        const bool all = whole && !stopped_ && followed_ && listed == counted_ && reaches_back();
        return {std::move(list_), all || is_whole_by_count(listed)};
    }

    void on_event(const Event& event, int, Whom whom) override {
        if (accepts_ && !accepts_(event)) return;
        auto regard = meter_.regard(event, bounds_);
        if (!regard) return;
        if (begun_ && event.time < *begun_) regard->why_not = before_definition;
        takes_off_ = takes_off_ || regard->taken_off;
        put({kpi_.id, event, whom.kind, {}, std::string{whom.id}, std::move(*regard)});
    }
    void on_stints(SubjectKind kind, std::span<const Stint>, std::span<const Stint> stints,
                   Whom whom) override {
        for (const Stint& stint : stints) {
            if (accepts_ && !accepts_(stint.state)) continue;
            auto regard = meter_.regard(stint, bounds_);
            if (!regard) continue;
            if (begun_ && stint.to <= *begun_) regard->why_not = before_definition;
            LookedAt one{kpi_.id, stint.state,          kind,
                         stint,   std::string{whom.id}, std::move(*regard)};
            one.event.time = stint.from;
            put(std::move(one));
        }
    }
    void on_odd(std::uint8_t, std::string_view, int) override {}

private:
    std::tuple<bool, double, std::int64_t, std::string_view, EventType> key_of(
        const LookedAt& one) const {
        const bool behind = foremost_ != Foremost::newest && !one.counts();
        const bool by_age = foremost_ == Foremost::longest && one.counts();
        return {behind, by_age ? -one.regard.number.value_or(0) : 0, -to_epoch_us(one.event.time),
                std::string_view{one.subject}, one.event.type};
    }

    void put(LookedAt one) {
        counted_ += one.counts() ? 1 : 0;
        list_.push_back(std::move(one));
        if (list_.size() >= 2 * most_ + 64) cut(most_);
    }

    bool wants_more(Time last) {
        if (foremost_ != Foremost::newest || by_themselves_ || !oldest_ || last >= *oldest_)
            return true;
        stopped_ = true;
        return false;
    }

    /// Only the foremost stay, in order.
    void cut(std::size_t most) {
        std::ranges::sort(
            list_, [this](const LookedAt& a, const LookedAt& b) { return key_of(a) < key_of(b); });
        if (list_.size() <= most) return;
        list_.resize(most);
        oldest_ = list_.back().event.time;
    }
    /// Whether all that can count is still remembered.
    bool reaches_back() const {
        if (foremost_ != Foremost::newest) return true;
        const bool of_tickets = std::ranges::any_of(meter_.event_types(), [&](EventType type) {
            return ledger_.vocabulary().type_name(type).starts_with("ticket.");
        });
        const bool only_tickets =
            of_tickets && (!meter_.stints_of() || meter_.stints_of() == SubjectKind::ticket);
        return bounds_.from >= ledger_.now() - (only_tickets ? ended_ticket_kept : life_kept);
    }

    /// Whether as many count as the value says it is made of.
    bool is_whole_by_count(std::ptrdiff_t listed) const {
        if (!of_happenings_ || takes_off_ || accepts_) return false;
        if (std::holds_alternative<ManualMeasure>(ledger_.measure(kpi_.id).how)) return false;
        if (std::holds_alternative<DistinctMeasure>(ledger_.measure(kpi_.id).how)) return false;
        return listed >= ledger_.value(kpi_.id, bounds_, {}).n;
    }

    const Ledger& ledger_;
    const Kpi& kpi_;
    const Meter& meter_;
    Bounds bounds_;
    std::size_t most_;
    const std::function<bool(const Event&)>& accepts_;
    Foremost foremost_;
    std::optional<Time> begun_;
    bool of_happenings_ = false;
    bool by_themselves_ = false;  ///< it looks at what time alone brings
    bool followed_ = true;        ///< all it looks at happens to somebody whose life is kept
    bool takes_off_ = false;
    bool stopped_ = false;
    std::ptrdiff_t counted_ = 0;  ///< also of those that were cut off
    std::optional<Time> oldest_;  ///< of those that stayed when others were cut off
    std::vector<LookedAt> list_;
};

}  // namespace

Foremosts look_at(const Ledger& ledger, const Kpi& kpi, Bounds bounds, std::size_t most,
                  const std::function<bool(const Event&)>& accepts) {
    return Gathering{ledger, kpi, bounds, most, accepts}.gather();
}

}  // namespace waymark::server
