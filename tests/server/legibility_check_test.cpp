#include "server/screens/legibility_check.hpp"

#include <gmock/gmock.h>

namespace waymark::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// What is said of the desk's only screen.
std::vector<std::string> warnings(const Outline& desk) {
    return legibility_warnings(desk, desk.screens.front());
}

/// A wall of so many KPIs on one screen.
Outline desk_with(double diagonal, double distance, std::size_t kpis) {
    Outline desk;
    Scene scene{.id = {"wall"}};
    for (std::size_t i = 0; i < kpis; ++i)
        scene.kpis.push_back({"kpi-" + std::to_string(i)});
    desk.scenes = {scene};
    desk.screens = {{.id = {"main"},
                     .diagonal_inches = diagonal,
                     .distance_m = distance,
                     .turns = {{.scene = {"wall"}, .days = all_days}}}};
    return desk;
}

TEST(LegibilityCheck, TheReferenceWallsAreLegible) {
    EXPECT_THAT(warnings(desk_with(27, 1.5, 9)), IsEmpty());
    EXPECT_THAT(warnings(desk_with(55, 5, 6)), IsEmpty());
    EXPECT_THAT(warnings(desk_with(55, 8, 1)), IsEmpty());
}

TEST(LegibilityCheck, MoreKpisThanAreLegibleTakePages) {
    EXPECT_THAT(
        warnings(desk_with(55, 5, 12)),
        ElementsAre(R"(About 6 KPIs are legible there at once; scene "wall" )"
                    R"(has 12 and takes about 2 pages: show fewer, or on several screens.)"));
}

TEST(LegibilityCheck, AScreenThatIsReadFromTooFarSaysFromWhereItCanBe) {
    EXPECT_THAT(
        warnings(desk_with(24, 10, 1)),
        ElementsAre(
            R"(It is read from 10.0 m; texts on it are legible up to 4.4 m: bring it nearer, or take a larger one.)"));
}

TEST(LegibilityCheck, AnUnknownDiagonalIsTheMonitorsToTell) {
    EXPECT_THAT(warnings(desk_with(0, 10, 60)), IsEmpty());
}

}  // namespace
}  // namespace waymark::server
