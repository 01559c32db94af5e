#include "server/command/recomputation.hpp"

#include <gmock/gmock.h>

#include "server/store/memory_store.hpp"
#include "shared/base/clock.hpp"
#include "tests/support/explained_desk.hpp"

namespace waymark::server {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const Time monday = *from_rfc3339("2026-03-30T08:00:00Z");
const KpiId answered{"answered"};

DeskFolder desk_within(const std::string& seconds) {
    DeskTexts texts = test::explained_texts();
    const std::string usual = "\"within\": \"20s\"";
    texts["kpis.json"].replace(texts["kpis.json"].find(usual), usual.size(),
                               "\"within\": \"" + seconds + "s\"");
    return test::desk_of(texts);
}

/// A desk that runs, and its store.
class Recomputing : public testing::Test {
protected:
    Recomputing() : running_(std::make_unique<Scorecard>(desk_within("20"))) {}

    void take(const char* feed, Record record, Time now) {
        store.append({feed}, {std::move(record)}, now, [&](const Result<Appended>&) {});
        running_->advance(now);
        running_->accept({feed}, store.entries().back().record.value());
    }
    void call(const std::string& id, Duration wait, Time at) {
        const std::string sales = "sales", ann = "ann";
        take("phone", {"contact.offered", "o" + id, at - wait, {{"contact", id}, {"queue", sales}}},
             at);
        take(
            "phone",
            {"contact.answered", "a" + id, at, {{"contact", id}, {"queue", sales}, {"agent", ann}}},
            at);
    }
    void change_definition(const std::string& seconds, Time now) {
        running_->advance(now);
        running_->reload(desk_within(seconds));
    }
    void stop() { save(running_->checkpoint()); }
    void save(Checkpoint checkpoint) {
        checkpoint.sequence = store.entries().back().sequence;
        store.save(std::move(checkpoint));
    }
    Result<Recomputation> recomputed(const char* seconds, const KpiId& kpi, Time from) {
        return recompute(desk_within(seconds), kpi, store.restore(), from,
                         [&](Time since, const std::function<bool(const Entry&)>& tell) {
                             for (const Entry& entry : store.entries())
                                 if (entry.record && entry.now >= since && !tell(entry)) break;
                             return Result<void>{};
                         });
    }
    /// What a server started now would show.
    std::unique_ptr<Scorecard> started(const char* seconds) {
        auto scorecard = std::make_unique<Scorecard>(desk_within(seconds));
        const Restored restored = store.restore();
        scorecard->restore(*restored.checkpoint);
        for (const Entry& entry : restored.entries) {
            scorecard->advance(entry.now);
            if (entry.record) scorecard->accept(entry.feed, *entry.record);
        }
        return scorecard;
    }
    /// Monday and Tuesday by 20 s, Wednesday by 30 s; each day one call waited 25 s, one 5 s.
    void three_days() {
        for (int day = 0; day < 3; ++day) {
            const Time at = monday + day * 24h;
            if (day == 2) change_definition("30", at - 4h);
            call("slow" + std::to_string(day), 25s, at);
            call("fast" + std::to_string(day), 5s, at + 1min);
        }
    }

    MemoryStore store;

private:
    std::unique_ptr<Scorecard> running_;
};

TEST_F(Recomputing, AnUnchangedDefinitionGivesWhatStands) {
    call("c1", 25s, monday);
    call("c2", 5s, monday + 24h);
    stop();
    call("c3", 5s, monday + 25h);  // after the last checkpoint
    const auto done = recomputed("20", answered, Time{});
    ASSERT_TRUE(done);
    EXPECT_EQ(done->records, 6u);
    EXPECT_EQ(done->first, monday);
    ASSERT_EQ(done->days.size(), 2u);
    EXPECT_EQ(done->days[0].as_it_stands.value, 0.0);
    EXPECT_EQ(done->days[1].as_it_stands.n, 2);
    for (const RecomputedDay& day : done->days)
        EXPECT_FALSE(day.differs());
    EXPECT_THAT(report_of(*done), HasSubstr("0 of 2 days differ.\n"));
}

TEST_F(Recomputing, ReportsDayByDayWhatAChangedDefinitionWouldHaveSaid) {
    three_days();
    stop();
    const auto done = recomputed("30", answered, Time{});
    ASSERT_TRUE(done);
    ASSERT_EQ(done->days.size(), 3u);
    EXPECT_EQ(done->days[0].as_it_stands.value, 0.5) << "as the definition of then has it";
    EXPECT_EQ(done->days[0].recomputed.value, 1.0);
    EXPECT_EQ(done->days[2].as_it_stands.value, 1.0);
    EXPECT_FALSE(done->days[2].differs());
    const std::string report = report_of(*done);
    EXPECT_THAT(report, HasSubstr("12 records read, taken in since 2026-03-30 08:00:00 UTC\n"));
    EXPECT_THAT(report, HasSubstr("2026-03-30              50 % (n 2)              100 % (n 2)"
                                  "             differs\n"));
    EXPECT_THAT(report, HasSubstr("2 of 3 days differ.\n"));
}

TEST_F(Recomputing, AppliedItIsThePresentSeriesAndAllElseIsAsItWas) {
    three_days();
    take("tickets", {"ticket.created", "t1", monday + 50h, {{"ticket", std::string{"T1"}}}},
         monday + 50h);
    stop();
    const auto before = started("30");
    const Reading held = *find_reading(before->readings(), answered);
    EXPECT_EQ(held.n, 2) << "today";
    auto done = recomputed("30", answered, Time{});
    ASSERT_TRUE(done);
    store.save(std::move(done->applied));

    const auto after = started("30");
    const Ledger& ledger = after->ledger();
    ASSERT_EQ(ledger.versions(answered).size(), 2u);
    EXPECT_EQ(ledger.versions(answered).back().begun, monday);
    const Bounds all{monday - 1h, after->now()};
    EXPECT_EQ(ledger.value(answered, all, {}).value, 1.0);
    EXPECT_EQ(ledger.value(answered, all, {}).n, 6);
    EXPECT_EQ(before->ledger().value(answered, all, {}).n, 2);
    EXPECT_EQ(ledger.meter(answered).slices().size(), 1u);
    for (const Kpi& kpi : after->outline().kpis) {
        if (kpi.id == answered) continue;
        EXPECT_EQ(*find_reading(after->readings(), kpi.id),
                  *find_reading(before->readings(), kpi.id))
            << kpi.id.text;
        EXPECT_EQ(ledger.versions(kpi.id), before->ledger().versions(kpi.id)) << kpi.id.text;
    }
    EXPECT_EQ(after->now(), before->now());
    const auto again = recomputed("30", answered, Time{});
    for (const RecomputedDay& day : again->days)
        EXPECT_FALSE(day.differs());
}

TEST_F(Recomputing, WhatComesInAfterwardsCountsOnTop) {
    three_days();
    stop();
    auto done = recomputed("30", answered, Time{});
    store.save(std::move(done->applied));
    const auto after = started("30");
    const Time later = monday + 49h;
    after->advance(later);
    const std::string id = "new", sales = "sales", ann = "ann";
    after->accept({"phone"}, {"contact.offered", "o", later, {{"contact", id}, {"queue", sales}}});
    after->accept(
        {"phone"},
        {"contact.answered", "a", later, {{"contact", id}, {"queue", sales}, {"agent", ann}}});
    EXPECT_EQ(after->ledger().value(answered, {monday - 1h, later}, {}).n, 7);
    save(after->checkpoint());
    EXPECT_EQ(started("30")->ledger().value(answered, {monday - 1h, later}, {}).n, 7);
}

TEST_F(Recomputing, CanLeaveOutWhatWasTakenInBefore) {
    three_days();
    stop();
    const auto done = recomputed("30", answered, monday + 24h);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->first, monday + 24h);
    EXPECT_EQ(done->days.size(), 2u);
    EXPECT_EQ(done->records, 8u);
}

TEST_F(Recomputing, LevelsAreRecomputedToo) {
    // The backlog of a desk whose folder had no such KPI until now.
    take("tickets", {"ticket.created", "t1", monday, {{"ticket", std::string{"T1"}}}}, monday);
    take("tickets", {"ticket.created", "t2", monday + 5h, {{"ticket", std::string{"T2"}}}},
         monday + 5h);
    take("tickets", {"ticket.resolved", "t3", monday + 72h, {{"ticket", std::string{"T1"}}}},
         monday + 72h);
    stop();
    DeskTexts texts = test::explained_texts();
    const std::string first = "\"kpis\": [";
    texts["kpis.json"].insert(texts["kpis.json"].find(first) + first.size(),
                              R"({ "id": "open", "title": "Open", "measure": "backlog",
                                   "feeds": ["tickets"] },)");
    const auto done = recompute(test::desk_of(texts), {"open"}, store.restore(), Time{},
                                [&](Time, const std::function<bool(const Entry&)>& tell) {
                                    for (const Entry& entry : store.entries())
                                        if (entry.record) tell(entry);
                                    return Result<void>{};
                                });
    ASSERT_TRUE(done);
    std::vector<std::optional<double>> values;
    for (const RecomputedDay& day : done->days)
        values.push_back(day.recomputed.value);
    EXPECT_EQ(values, (std::vector<std::optional<double>>{2, 2, 2, 1}));
}

TEST_F(Recomputing, WhatCanNotBeRecomputedIsSaidInWords) {
    const auto why = [&](const KpiId& kpi) {
        const auto done = recomputed("20", kpi, Time{});
        return done ? "" : to_text(done.error());
    };
    EXPECT_EQ(why({"nothing"}), "nothing: is no KPI of kpis.json");
    EXPECT_EQ(why(answered), "answered: there are no records to recompute it from");
    EXPECT_EQ(why({"miss"}),
              "miss: is a formula and keeps no series of its own; recompute the KPIs in it");
}

}  // namespace
}  // namespace waymark::server
