#include "shared/base/base64.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/small_desk.hpp"

namespace waymark::test {
namespace {

constexpr Time noon = from_epoch_ms(1'774'868'400'000);  // 2026-03-30 12:00 in London
constexpr Position position_42{"5f0c1e7a", 42};

const Reading answered{.kpi = {"answered"},
                       .state = State::at_risk,
                       .value = 0.75,
                       .n = 40,
                       .numerator = 30,
                       .attainment = 0.5,
                       .trend = Trend::worse,
                       .change = -0.05,
                       .begun = noon - std::chrono::minutes{10}};
const Reading waiting{.kpi = {"waiting"},
                      .state = State::on_target,
                      .value = 3,
                      .n = 3,
                      .attainment = 1,
                      .trend = Trend::steady,
                      .change = 0};

const NodeReading communication{.kind = NodeReading::Kind::objective,
                                .id = "communication",
                                .state = State::at_risk,
                                .attainment = 0.75,
                                .progress = 0.35,
                                .achieved = 0,
                                .children = 1};

const QueueReading vip{
    "vip", {.kpi = {"waiting"}, .state = State::off_target, .value = 9, .n = 9, .attainment = 0}};

const Annotation outage{.id = "inc-4711",
                        .feed = {"phone"},
                        .kind = Annotation::Kind::incident,
                        .time = noon - std::chrono::minutes{40},
                        .until = noon - std::chrono::minutes{15},
                        .text = "Mail was down",
                        .queue = "vip"};

const Milestone reached{.id = "objective.communication.2026-03-29",
                        .kind = Milestone::Kind::objective,
                        .node = "communication",
                        .unit = {"desk"},
                        .title = "Communication",
                        .reached = noon - std::chrono::hours{12},
                        .began = noon - std::chrono::hours{24 * 40},
                        .before = 0.52,
                        .after = 0.94,
                        .state = Milestone::State::celebrating,
                        .since = noon - std::chrono::hours{12}};

Readings all_readings() {
    NodeReading csf = communication;
    csf.kind = NodeReading::Kind::csf;
    csf.id = "reach-us";
    csf.achieved = 1;
    csf.children = 2;
    csf.held = 7;
    csf.needed = 20;
    csf.forecast = std::chrono::local_days{std::chrono::year{2026} / 4 / 17};
    csf.pace = Pace::on_pace;
    NodeReading vision = communication;
    vision.kind = NodeReading::Kind::vision;
    vision.id = "desk";
    const FeedReading phone{{"phone"}, Freshness::live, noon - std::chrono::seconds{2}, noon};
    Readings readings{{answered, waiting}, {csf, communication, vision}, {phone}, {{}}};
    readings.queues = {vip};
    readings.annotations = {{outage}};
    readings.milestones = {{reached}};
    return readings;
}

template <class Message, class Decode>
Golden both_ways(std::string name, const Message& message, Decode decode) {
    return {std::move(name), encode(message), [decode](std::string_view text) {
                return decode(text).map([](const Message& read) { return encode(read); });
            }};
}

Golden screen_says(std::string name, const ScreenMessage& message) {
    return both_ways(std::move(name), message, decode_screen_message);
}
Golden server_says(std::string name, const ServerMessage& message) {
    return both_ways(std::move(name), message, decode_server_message);
}

}  // namespace

Board golden_board() {
    Board board{.position = position_42};
    board.desk = read_desk(small_desk()).value().outline;
    board.desk.kpis[0].by = {"queue"};
    board.desk.kpis[0].hours = "phones";
    board.desk.kpis[0].confident = true;
    board.desk.units[1].vision.since = std::chrono::local_days{std::chrono::year{2026} / 1 / 1};
    board.desk.units[1].mission.objectives[0].csfs[0].done_when = DoneWhen{20, 22, true};
    board.desk.clock = {std::chrono::hours{1}, from_epoch_ms(1'792'890'000'000),
                        std::chrono::seconds{0}};
    board.readings = all_readings();
    board.series = {
        {{"answered"},
         {{noon - std::chrono::minutes{10}, 0.8}, {noon - std::chrono::minutes{5}, 0.78}}}};
    const Time day = noon - std::chrono::hours{12};
    board.node_series = {{NodeReading::Kind::objective,
                          "communication",
                          {{day - std::chrono::hours{23}, 0.94}, {day, 0.75}}}};
    return board;
}

std::vector<Golden> golden_messages() {
    Readings changed{{answered}, {communication}, {}, std::nullopt};
    changed.queues = {vip};
    changed.gone_queues = {"night"};
    const std::vector<Rejection> rejected{
        {"/3/agent", "is missing; \"contact.answered\" needs it"}};
    const Report report{.position = position_42,
                        .frames = 1234,
                        .shown = {.scene = {"wall"},
                                  .since = noon,
                                  .vision = true,
                                  .kpis = {{"answered"}, {"waiting"}},
                                  .pinned = {{"answered"}},
                                  .geometry = WallGeometry{1920, 1080, 27, 1.5, 1.4},
                                  .frame_times = FrameTimes{1.5, 3, 4.25},
                                  .memory = 88'000'000,
                                  .monitors = {{"DP-1", 1920, 1080, true}},
                                  .renderer = "llvmpipe"}};
    return {
        screen_says("hello", Hello{"0.1.0", {"main"}, position_42, 1920, 1080, "llvmpipe"}),
        screen_says("resync", Resync{}),
        screen_says("report", report),
        screen_says("picture", PicturePart{7, to_base64("\x89PNG\r\n"), true, ""}),
        server_says("snapshot", SnapshotMessage{golden_board(), noon}),
        server_says("delta", DeltaMessage{{{"5f0c1e7a", 43}, changed}}),
        server_says("series", SeriesMessage{{{"answered"}, {{noon, 0.75}}}}),
        server_says("tick", TickMessage{noon}),
        server_says("command", Command{.action = Command::Action::show,
                                       .scene = {"wall"},
                                       .length = std::chrono::minutes{5}}),
        server_says("bye", Bye{"the server restarts", true}),
        both_ways("ack", Ack{7, 120, rejected}, decode_ack),
        {"answer", encode_answer(120, rejected), {}},
        {"kpi", encode_kpi(golden_board(), {"answered"}).value(), {}},
    };
}

}  // namespace waymark::test
