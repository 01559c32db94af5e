#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "server/demo/dice.hpp"
#include "server/demo/stage.hpp"

namespace waymark::demo {

/// The phone lines: callers who wait as long as they are patient, agents who ring, talk, wrap up
/// and take breaks. Waits and patience are real seconds at any speed, so that what a record states
/// agrees with its time stamps; talking and wrapping up take desk seconds, which a higher speed
/// makes shorter.
class PhoneFloor {
public:
    /// A conversation that has just ended.
    struct Handled {
        std::string contact;
        std::string queue;
        std::string agent;
    };

    PhoneFloor(Stage& stage, std::uint64_t seed, std::function<void(const Handled&, Time)> handled);

    /// The first agents arrive and the first call is on its way.
    void open(Time now);
    /// Everyone hangs up and goes home: tells the end of every open contact.
    void close(Time now);

    std::size_t waiting() const;
    /// Share of the time on the phones that went into calls, smoothed over some minutes, 0..1.
    double occupancy() const { return occupancy_; }

    enum class AgentState { ready, ringing, on_contact, wrap, away, offline };

private:
    struct Call {
        std::uint64_t number = 0;
        std::size_t queue = 0;
        Time offered;
    };
    struct Agent {
        std::string name;
        std::vector<std::size_t> queues;
        AgentState state = AgentState::offline;
        Time since{};
        std::uint64_t call = 0;  ///< the one rung or talked to; 0: none
        std::size_t call_queue = 0;
    };

    void plan_next_call(Time now);
    void offer(Time now);
    void give_up(std::uint64_t number, std::size_t queue, Time now);
    void find_work(std::size_t agent, Time now);
    void ring(std::size_t agent, Call call, Time now);
    void answer(std::size_t agent, Call call, Time now);
    void miss(std::size_t agent, Call call, Time now);
    void hang_up(std::size_t agent, double talk, double hold, Time now);
    void be_free(std::size_t agent, Time now);
    void staff(Time now);
    void look_round(Time now);
    void set_state(std::size_t agent, AgentState state, Time now, std::string_view reason);
    std::string contact(std::uint64_t number) const { return stage_.name("c", number); }

    Stage& stage_;
    Dice dice_;
    std::function<void(const Handled&, Time)> handled_;
    std::array<std::deque<Call>, 3> lines_;
    std::vector<Agent> agents_;
    std::uint64_t calls_ = 0;
    double occupancy_ = .8;
};

}  // namespace waymark::demo
