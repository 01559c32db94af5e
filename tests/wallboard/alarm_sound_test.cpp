#include "wallboard/state/alarm_sound.hpp"

#include <gtest/gtest.h>

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

/// Monday, 23 March 2026, 12:00 UTC: 13:00 at the desk.
constexpr Time start = std::chrono::sys_days{std::chrono::year{2026} / 3 / 23} + 12h;

/// A screen with a sound, and a desk of two critical KPIs and a third.
class AlarmSoundTest : public testing::Test {
protected:
    AlarmSoundTest() {
        board_.desk.clock.offset = 1h;
        for (const char* const id : {"calls", "wait", "tickets"}) {
            Kpi kpi;
            kpi.id = {id};
            kpi.critical = kpi.id.text != "tickets";
            board_.desk.kpis.push_back(kpi);
            board_.readings.kpis.push_back({.kpi = kpi.id, .state = State::on_target});
        }
        EXPECT_FALSE(at(start));
    }

    bool at(Time now) { return alarm_.look(board_, sound_ ? &*sound_ : nullptr, now, now); }
    void set(std::size_t kpi, State state) { board_.readings.kpis[kpi].state = state; }

    Board board_;
    std::optional<Sound> sound_{{.times = 3, .every = 60s, .quiet = {}}};
    AlarmSound alarm_;
};

TEST_F(AlarmSoundTest, ItIsHeardWhenACriticalKpiGoesOffTargetAndSoOftenAsTheScreenSays) {
    set(0, State::off_target);
    EXPECT_TRUE(at(start + 1s));
    EXPECT_FALSE(at(start + 2s)) << "not again at once";
    EXPECT_EQ(alarm_.next(), start + 61s);
    EXPECT_TRUE(at(start + 61s));
    EXPECT_TRUE(at(start + 121s));
    EXPECT_FALSE(at(start + 181s)) << "three times at most";
    EXPECT_EQ(alarm_.next(), Time::max());
}

TEST_F(AlarmSoundTest, OnlyTheStepOffTargetIsHeard) {
    set(0, State::at_risk);
    EXPECT_FALSE(at(start + 1s));
    set(2, State::off_target);
    EXPECT_FALSE(at(start + 2s)) << "it is not critical";
    AlarmSound started_later;
    set(0, State::off_target);
    EXPECT_FALSE(started_later.look(board_, &*sound_, start, start)) << "it was so before";
}

TEST_F(AlarmSoundTest, ItEndsWhenTheKpiIsNoLongerOffTarget) {
    set(0, State::off_target);
    EXPECT_TRUE(at(start + 1s));
    set(0, State::at_risk);
    EXPECT_FALSE(at(start + 61s));
    EXPECT_EQ(alarm_.next(), Time::max());
    set(0, State::off_target);
    EXPECT_TRUE(at(start + 70s)) << "a new alarm";
}

TEST_F(AlarmSoundTest, AcknowledgedItIsSilentUntilSomethingElseGoesOff) {
    set(0, State::off_target);
    EXPECT_TRUE(at(start + 1s));
    alarm_.acknowledge(start);
    EXPECT_TRUE(at(start + 61s)) << "that was before";
    alarm_.acknowledge(start + 2s);
    EXPECT_FALSE(at(start + 121s));
    set(1, State::off_target);
    EXPECT_TRUE(at(start + 122s));
}

TEST_F(AlarmSoundTest, InTheQuietHoursOfTheDeskThereIsNone) {
    sound_->quiet = OpenInterval{13h, 14h};
    set(0, State::off_target);
    EXPECT_FALSE(at(start + 1s)) << "13:00 at the desk";
    EXPECT_FALSE(at(start + 61s));
    sound_->quiet = OpenInterval{12h, 13h};
    EXPECT_TRUE(at(start + 121s)) << "what is left of it";
}

TEST_F(AlarmSoundTest, ASilentScreenIsSilent) {
    sound_.reset();
    set(0, State::off_target);
    EXPECT_FALSE(at(start + 1s));
    sound_ = Sound{};
    EXPECT_FALSE(at(start + 2s)) << "nor does it make up for it";
}

TEST_F(AlarmSoundTest, SeveralAtOnceAreOneSound) {
    set(0, State::off_target);
    set(1, State::off_target);
    EXPECT_TRUE(at(start + 1s));
    EXPECT_FALSE(at(start + 1s));
}

}  // namespace
}  // namespace waymark::wallboard
