#include "tests/support/pictures.hpp"

#include "tests/support/sample_board.hpp"
#include "wallboard/present/present.hpp"
#include "wallboard/present/sample.hpp"

namespace waymark::test {
namespace {

using namespace std::chrono_literals;
using namespace wallboard;

constexpr PixelSize wide{480, 270};
constexpr PixelSize tall{270, 480};
constexpr Time now = sample_now;

Milestone reached(Milestone::Kind kind, Milestone::State state) {
    const bool vision = kind == Milestone::Kind::vision;
    return {.id = "m1",
            .kind = kind,
            .node = vision ? "desk" : "engagement",
            .unit = {"desk"},
            .title = vision ? "To be recognized as a single-point-of-contact service desk "
                              "providing best in class communications and support."
                            : "Customer engagement",
            .reached = now - 14h,
            .began = now - std::chrono::days{80},
            .before = 0.62,
            .after = 0.97,
            .state = state,
            .since = now - std::chrono::days{12}};
}

/// A desk, and how its wall is looked at.
struct Look {
    Outline desk = sample_outline(9);
    Showing showing{.scene = {"main"}};
    std::optional<Milestone> milestone;
    LinkHealth link{.phase = LinkHealth::Phase::live, .heard = now};

    Look& theme(std::string name) {
        desk.screens[0].theme = std::move(name);
        return *this;
    }
    Look& scene(SceneKind kind) {
        desk.scenes[0].kind = kind;
        return *this;
    }
    Look& celebrate(Milestone::Kind kind, Duration elapsed) {
        milestone = reached(kind, Milestone::State::celebrating);
        showing.celebration = Celebrating{"m1", elapsed, now + 60s};
        return *this;
    }
    View view() const {
        BoardState state{[&] {
                             Board board = sample_board(desk, now);
                             if (milestone) board.readings.milestones = {*milestone};
                             return board;
                         }(),
                         now};
        state.set_link(link);
        return present(state, {}, showing, now).view;
    }
};

}  // namespace

std::vector<Picture> pictures() {
    std::vector<Picture> all;
    const auto add = [&](std::string name, std::string says, PixelSize size, const Look& look) {
        all.push_back({std::move(name), std::move(says), size, look.view()});
    };
    for (const std::string_view name : theme_names) {
        Look look;
        look.theme(std::string{name});
        add("wall-" + std::string{name}, "wall, theme " + std::string{name}, wide, look);
    }
    add("wall-portrait", "wall, portrait", tall, {});
    add("numbers", "numbers", wide, Look{}.scene(SceneKind::numbers));
    add("number", "one number", wide, Look{}.scene(SceneKind::number));
    for (const SceneKind kind : {SceneKind::cascade, SceneKind::objective, SceneKind::queues,
                                 SceneKind::roadmap, SceneKind::stakeholders})
        add(std::string{name_of(kind)}, std::string{name_of(kind)}, wide, Look{}.scene(kind));
    Look announcement;
    announcement.scene(SceneKind::announcement).desk.scenes[0].text =
        "Planned maintenance of the finance system tonight, 20:00 to 22:00. Tell callers before "
        "they ask.";
    add("announcement", "an announcement", wide, announcement);
    add("celebration", "an objective is reached, confetti falls", wide,
        Look{}.celebrate(Milestone::Kind::objective, 8s));
    add("celebration-vision", "the vision is reached, confetti lies still", wide,
        Look{}.theme("light").celebrate(Milestone::Kind::vision, 30s));
    add("celebration-portrait", "an objective is reached, portrait", tall,
        Look{}.theme("blue").celebrate(Milestone::Kind::objective, 14s));
    Look without_vision;
    without_vision.milestone = reached(Milestone::Kind::vision, Milestone::State::reimagine);
    add("reimagine", "12 days without a next vision", wide,
        without_vision.scene(SceneKind::numbers));
    Look alarm;
    alarm.showing.alarm = KpiId{"abandoned"};
    add("alarm", "a critical KPI went off target", wide, alarm);
    Look offline;
    offline.link = {
        .phase = LinkHealth::Phase::offline, .heard = now - 20min, .next_try = now + 8s};
    add("offline", "the server is lost", wide, offline);
    return all;
}

}  // namespace waymark::test
