#include "wallboard/link/board_cache.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "shared/base/file.hpp"
#include "tests/support/board_gen.hpp"
#include "tests/support/scratch.hpp"

namespace waymark::wallboard {
namespace {

using namespace std::chrono_literals;

constexpr Time start = from_epoch_ms(1'774'857'600'000);

RememberedBoard example(std::uint64_t sequence) {
    return {{.position = {"epoch", sequence},
             .desk = {.name = "Service Desk"},
             .readings = {.kpis = {{.kpi = {"answered"}, .state = State::at_risk, .value = 0.79}},
                          .problems = std::vector<std::string>{}},
             .series = {{{"answered"}, {{start, 0.8}, {start + 1min, 0.79}}}}},
            start};
}

void write(const std::filesystem::path& file, const std::string& text) {
    ASSERT_TRUE(replace_file(file, text));
}

RC_GTEST_PROP(BoardCache, GivesBackWhatWasKept, ()) {
    const RememberedBoard remembered{*test::any_board(), start};
    const auto read = from_cache_text(to_cache_text(remembered));
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == remembered);
}

TEST(BoardCache, AnyFlippedBitIsNoticed) {
    const std::string whole = to_cache_text(example(7));
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (int bit = 0; bit < 8; ++bit) {
            std::string damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
            ASSERT_FALSE(from_cache_text(damaged)) << "octet " << at << " bit " << bit;
        }
}

TEST(BoardCache, AnyMissingEndIsNoticed) {
    const std::string whole = to_cache_text(example(7));
    for (std::size_t size = 0; size < whole.size(); ++size)
        ASSERT_FALSE(from_cache_text(whole.substr(0, size))) << size << " octets";
    EXPECT_FALSE(from_cache_text(whole + " "));
}

TEST(BoardCache, FileThatIsMissingDamagedOrAFolderIsAsGoodAsNone) {
    const test::Scratch scratch;
    const Log log = make_quiet_log();
    EXPECT_FALSE(load_board(scratch.path() / "none.json", log));
    write(scratch.path() / "damaged.json", to_cache_text(example(7)).substr(0, 100));
    EXPECT_FALSE(load_board(scratch.path() / "damaged.json", log));
    EXPECT_FALSE(load_board(scratch.path(), log));
}

TEST(BoardCache, EachServerAndScreenHasItsOwnFile) {
    const std::filesystem::path folder = "/state";
    const auto one = cache_file(folder, "desk.example:8080", {"north wall"});
    EXPECT_EQ(one.parent_path(), folder);
    EXPECT_NE(one, cache_file(folder, "desk.example:8081", {"north wall"}));
    EXPECT_NE(one, cache_file(folder, "desk.example:8080", {"north_wall"}));
    EXPECT_EQ(cache_file(folder, "a:1", {"../../etc/passwd"}).parent_path(), folder);
}

TEST(BoardKeeper, WritesTheLastBoardBeforeItGoes) {
    const test::Scratch scratch;
    const auto file = scratch.path() / "deeper" / "board.json";
    {
        BoardKeeper keeper{file, 30s, make_quiet_log()};
        for (std::uint64_t sequence = 1; sequence <= 50; ++sequence)
            keeper.keep(example(sequence), start);
    }
    EXPECT_EQ(load_board(file, make_quiet_log()), example(50));
}

TEST(BoardKeeper, KeepsAtMostOneBoardPerInterval) {
    const test::Scratch scratch;
    BoardKeeper keeper{scratch.path() / "board.json", 30s, make_quiet_log()};
    EXPECT_TRUE(keeper.due(start));
    keeper.keep(example(1), start);
    EXPECT_FALSE(keeper.due(start + 29s));
    EXPECT_TRUE(keeper.due(start + 30s));
    EXPECT_TRUE(keeper.due(start - 1h)) << "the clock was set back";
}

TEST(BoardKeeper, DiskThatCantBeWrittenStopsNothing) {
    const test::Scratch scratch;
    write(scratch.path() / "file", "in the way");
    BoardKeeper keeper{scratch.path() / "file" / "board.json", 30s, make_quiet_log()};
    keeper.keep(example(1), start);
}

}  // namespace
}  // namespace waymark::wallboard
