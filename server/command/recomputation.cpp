#include "server/command/recomputation.hpp"

#include <algorithm>
#include <cmath>

#include <date/date.h>

#include "server/kpi/measure_words.hpp"
#include "shared/model/format.hpp"

namespace waymark::server {
namespace {

/// The folder with that KPI only.
DeskFolder only(const DeskFolder& folder, const Kpi& kpi) {
    DeskFolder one = folder;
    one.outline.kpis = {kpi};
    one.measures = {{kpi.id, folder.measures.at(kpi.id)}};
    return one;
}

/// The desk as it was when its server ended.
void come_back(Scorecard& scorecard, const Restored& restored) {
    if (restored.checkpoint) scorecard.restore(*restored.checkpoint);
    for (const Entry& entry : restored.entries) {
        scorecard.advance(entry.now);
        if (entry.record) scorecard.accept(entry.feed, *entry.record);
    }
}

std::uint64_t last_sequence(const Restored& restored) {
    if (!restored.entries.empty()) return restored.entries.back().sequence;
    return restored.checkpoint ? restored.checkpoint->sequence : 0;
}

/// Reads what each definition of a KPI said of a day.
class EarlierValues {
public:
    EarlierValues(const DeskFolder& folder, const Kpi& kpi, const Scorecard& present,
                  const Restored& restored)
        : kpi_(kpi.id), present_(present.ledger()) {
        const auto& versions = present_.versions(kpi.id);
        for (std::size_t i = 0; i + 1 < versions.size(); ++i) {
            KeptSeries kept;
            if (restored.checkpoint)
                for (const SeriesRow& row : restored.checkpoint->series)
                    if (row.kpi == kpi.id && row.version == row_name(versions[i]))
                        kept.rows.push_back(row);
            const Time begun = versions[i].begun.value_or(Time::min());
            auto ledger = std::make_unique<Ledger>(only(folder, kpi));
            ledger->advance(present.now());
            ledger->adopt(kpi, kept, begun);
            before_.push_back({begun, std::move(ledger)});
        }
        begun_ = versions.back().begun.value_or(Time::min());
    }

    /// By the newest definition that had begun when the day ended.
    Measured over(Bounds day) const {
        if (begun_ <= day.to) return present_.value(kpi_, day, {});
        for (auto before = before_.rbegin(); before != before_.rend(); ++before)
            if (before->begun <= day.to) return before->ledger->value(kpi_, day, {});
        return {};
    }

private:
    struct Before {
        Time begun;
        std::unique_ptr<Ledger> ledger;
    };
    KpiId kpi_;
    const Ledger& present_;
    Time begun_;
    std::vector<Before> before_;
};

/// The checkpoint after which the KPI's series is the recomputed one, and all else as it was.
Checkpoint applied(Scorecard& present, const KpiId& kpi, KeptSeries kept, Time begun,
                   const Restored& restored) {
    const std::string old_name = row_name(present.ledger().versions(kpi).back());
    present.adopt(kpi, kept, begun);
    const std::string new_name = row_name(present.ledger().versions(kpi).back());
    Checkpoint checkpoint = present.checkpoint();
    checkpoint.sequence = last_sequence(restored);
    std::vector<SeriesRow> rows;
    if (restored.checkpoint)
        for (SeriesRow row : restored.checkpoint->series)
            if (row.kpi == kpi && row.version == old_name) {
                row.text.clear();
                rows.push_back(std::move(row));
            }
    for (SeriesRow& row : kept.rows) {
        row.version = new_name;
        rows.push_back(std::move(row));
    }
    std::ranges::move(checkpoint.series, std::back_inserter(rows));
    checkpoint.series = std::move(rows);
    return checkpoint;
}

std::string value_text(const Kpi& kpi, const Measured& measured) {
    if (!measured.value) return "-";
    const ValueText text = Format{"en-GB"}.value(kpi, *measured.value);
    return text.number + (text.unit.empty() ? "" : " " + text.unit) + " (n " +
           std::to_string(measured.n) + ")";
}

/// Wide enough for its column.
std::string padded(std::string text) {
    constexpr std::size_t width = 24;
    text.resize(std::max(width, text.size() + 2), ' ');
    return text;
}

}  // namespace

bool RecomputedDay::differs() const {
    if (as_it_stands.n != recomputed.n ||
        as_it_stands.value.has_value() != recomputed.value.has_value())
        return true;
    if (!recomputed.value) return false;
    constexpr double rounding = 1e-9;
    return std::abs(*as_it_stands.value - *recomputed.value) >
           rounding * std::max(1.0, std::abs(*recomputed.value));
}

Result<Recomputation> recompute(const DeskFolder& folder, const KpiId& id, const Restored& restored,
                                Time from, const StoredRecords& records) {
    const auto kpi = std::ranges::find(folder.outline.kpis, id, &Kpi::id);
    if (kpi == folder.outline.kpis.end()) return failure(id.text, "is no KPI of kpis.json");
    const Measure& measure = folder.measures.at(id);
    if (std::holds_alternative<FormulaMeasure>(measure.how))
        return failure(id.text,
                       "is a formula and keeps no series of its own; recompute the KPIs in it");

    Recomputation done{.kpi = *kpi, .formula = measure.name + ": " + formula_in_words(measure)};
    Ledger again{only(folder, *kpi)};
    const auto read = records(from, [&](const Entry& entry) {
        if (done.records++ == 0) done.first = entry.now;
        again.advance(entry.now);
        again.accept(entry.feed, *entry.record);
        return true;
    });
    if (!read) return tl::unexpected(read.error());
    if (done.records == 0) return failure(id.text, "there are no records to recompute it from");

    Scorecard present{folder};
    come_back(present, restored);
    again.advance(present.now());
    const EarlierValues earlier{folder, *kpi, present, restored};
    const DeskCalendar& calendar = again.calendar();
    const auto today = calendar.date_of(present.now());
    for (auto day = calendar.date_of(done.first); day <= today; day += std::chrono::days{1}) {
        const Time end = calendar.begin_of(day + std::chrono::days{1}) - Duration{1};
        const Bounds bounds{calendar.begin_of(day), std::min(end, again.edge())};
        done.days.push_back({day, earlier.over(bounds), again.value(id, bounds, {})});
    }
    done.applied = applied(present, id, again.take_series(id), done.first, restored);
    return done;
}

std::string report_of(const Recomputation& done) {
    std::string text =
        done.kpi.id.text + " by its present definition, " + done.formula + "\n" +
        std::to_string(done.records) + " records read, taken in since " +
        date::format("%F %T UTC", std::chrono::floor<std::chrono::seconds>(done.first)) + "\n\n" +
        padded("Desk day") + padded("as it stands") + "recomputed\n";
    std::size_t differing = 0;
    for (const RecomputedDay& day : done.days) {
        if (day.differs()) ++differing;
        const date::local_days date{date::days{day.day.time_since_epoch().count()}};
        text += padded(date::format("%F", date)) + padded(value_text(done.kpi, day.as_it_stands)) +
                (day.differs() ? padded(value_text(done.kpi, day.recomputed)) + "differs"
                               : value_text(done.kpi, day.recomputed)) +
                "\n";
    }
    return text + "\n" + std::to_string(differing) + " of " + std::to_string(done.days.size()) +
           (done.days.size() == 1 ? " day differs.\n" : " days differ.\n");
}

}  // namespace waymark::server
