// What a frame costs before the graphics card: from the state of the board to triangles, without a
// display or OpenGL. tests/bench/frame_cost.py counts its instructions.
// usage: build/release/bin/frame_bench full FRAMES    everything is said, laid out and drawn anew
//        build/release/bin/frame_bench dirty FRAMES   three numbers of twelve tiles change
//        build/release/bin/frame_bench grow FRAMES    a number has one digit more; at most five
//        build/release/bin/frame_bench draw FRAMES    the same, but drawing alone
//        build/release/bin/frame_bench soak UPDATES   memory before and after so many dirty frames
//        build/release/bin/frame_bench snapshot TILES the board of it, as a server's message
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <malloc.h>

#include "shared/protocol/message.hpp"
#include "tests/support/sample_board.hpp"
#include "tests/support/triangle_surface.hpp"
#include "wallboard/layout/layout.hpp"
#include "wallboard/present/present.hpp"
#include "wallboard/present/sample.hpp"
#include "wallboard/view/board_view.hpp"
#include "wallboard/view/frame_builder.hpp"

namespace waymark::wallboard {
namespace {

constexpr Time start = test::sample_now;
constexpr std::size_t tiles = 12;

class Bench {
public:
    explicit Bench(const Fonts& fonts)
        : surface_(fonts), view_({.made_up = true}, surface_), state_(board(), start) {
        frame(0);
    }

    /// `seconds` after the start, with three changed numbers.
    void dirty(int number) {
        Delta delta{.position = {"bench", static_cast<std::uint64_t>(number) + 2}, .readings = {}};
        for (std::size_t i = 0; i < 3; ++i) {
            const std::size_t kpi = (static_cast<std::size_t>(number) + i * 4) % tiles;
            Reading reading = state_.board()->readings.kpis[kpi];
            reading.value = 0.001 * static_cast<double>((number * 37 + 11 * number / 7) % 1000);
            delta.readings.kpis.push_back(std::move(reading));
        }
        if (state_.apply(DeltaMessage{std::move(delta)}, start) != BoardState::Next::carry_on)
            std::abort();
        frame(0);
    }
    /// A number has one digit more, or has it no more, and everything is planned for it.
    void grow(int number) {
        Delta delta{.position = {"bench", static_cast<std::uint64_t>(number) + 2}, .readings = {}};
        const auto& kpis = state_.board()->desk.kpis;
        const auto count = std::ranges::find(kpis, ValueUnit::count, &Kpi::unit);
        Reading reading =
            state_.board()->readings.kpis[static_cast<std::size_t>(count - kpis.begin())];
        reading.value = std::pow(10, 1 + number % 5);
        delta.readings.kpis.push_back(std::move(reading));
        if (state_.apply(DeltaMessage{std::move(delta)}, start) != BoardState::Next::carry_on)
            std::abort();
        frame(0);
    }
    void full(int number) {
        view_.invalidate();
        frame(number + 1);
    }
    std::uint64_t frames() const { return frames_; }

private:
    static Board board() {
        Board board = sample_board(test::sample_outline(tiles), start);
        board.position = {"bench", 1};
        return board;
    }
    void frame(int minutes) {
        if (!view_.update(state_, start + std::chrono::minutes{minutes})) return;
        view_.draw();
        ++frames_;
    }

    test::TriangleSurface surface_;
    BoardView view_;
    BoardState state_;
    std::uint64_t frames_ = 0;
};

/// Two walls that differ by three numbers, drawn in turns.
void draw(const Fonts& fonts, int frames) {
    FrameBuilder builder{fonts};
    std::array<DrawnScene, 2> scenes;
    BoardState state = sample_state(test::sample_outline(tiles), start);
    View view = present(state, {.made_up = true}, {}, start).view;
    for (DrawnScene& scene : scenes) {
        for (std::size_t i = 0; i < 3; ++i)
            std::get<WallView>(view.body).tiles[i * 3].value =
                &scene == scenes.data() ? "41" : "68";
        scene = layout(view, {1920, 1080}, fonts, default_theme()).scene;
    }
    Damage damage{.everything = true, .rects = {}};
    for (int i = 0; i < frames; ++i) {
        const auto turn = static_cast<std::size_t>(i % 2);
        builder.build(scenes[turn], damage, {}, nullptr);
        damage.clear();
        add_difference(damage, scenes[turn], scenes[1 - turn]);
    }
}

std::size_t in_use() {
    const struct mallinfo2 info = ::mallinfo2();
    return info.uordblks + info.hblkhd;
}

void soak(Bench& bench, int updates) {
    constexpr int warm_up = 20'000;
    for (int i = 0; i < warm_up; ++i)
        bench.dirty(i);
    const std::size_t before = in_use();
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < updates; ++i)
        bench.dirty(warm_up + i);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
    std::printf("%d updates, %llu frames, %.3f ms each; memory in use %+.3f MB\n", updates,
                static_cast<unsigned long long>(bench.frames()), 1000 * taken.count() / updates,
                (static_cast<double>(in_use()) - static_cast<double>(before)) / 1e6);
}

int run(std::string_view what, int count) {
    if (what == "snapshot") {
        Board board = sample_board(test::sample_outline(static_cast<std::size_t>(count)), start);
        board.position = {"bench", 1};
        std::puts(encode(SnapshotMessage{std::move(board), start}).c_str());
        return 0;
    }
    const auto fonts = Fonts::load({});
    if (!fonts) {
        std::fprintf(stderr, "%s\n", to_text(fonts.error()).c_str());
        return 1;
    }
    if (what == "draw") {
        draw(**fonts, count);
        return 0;
    }
    Bench bench{**fonts};
    if (what == "soak") {
        soak(bench, count);
        return 0;
    }
    for (int i = 0; i < count; ++i)
        what == "full" ? bench.full(i) : what == "grow" ? bench.grow(i) : bench.dirty(i);
    return bench.frames() == static_cast<std::uint64_t>(count) + 1 ? 0 : 1;
}

}  // namespace
}  // namespace waymark::wallboard

int main(int argc, char** argv) {
    const std::string_view what = argc == 3 ? argv[1] : "";
    const int count = argc == 3 ? std::atoi(argv[2]) : 0;
    constexpr std::array<std::string_view, 6> known{"full", "dirty", "grow",
                                                    "draw", "soak",  "snapshot"};
    if (std::ranges::find(known, what) == known.end() || count < 1) {
        std::fprintf(stderr, "usage: frame_bench full|dirty|grow|draw|soak|snapshot COUNT\n");
        return 78;
    }
    return waymark::wallboard::run(what, count);
}
