#pragma once

#include <vector>

#include "wallboard/layout/pen.hpp"
#include "wallboard/present/view.hpp"

namespace waymark::wallboard {

// Each scene fills `rect`, in units, with widgets of page `page` (0 is the first; one beyond the
// last begins again). They return how many pages there are.

int lay_wall(const Sheet& sheet, const WallView& wall, Rect rect, int page,
             std::vector<Widget>& widgets);
int lay_numbers(const Sheet& sheet, const NumbersView& numbers, Rect rect, int page,
                std::vector<Widget>& widgets);
int lay_number(const Sheet& sheet, const NumberView& number, Rect rect, int page,
               std::vector<Widget>& widgets);
int lay_celebration(const Sheet& sheet, const CelebrationView& view, Rect rect,
                    std::vector<Widget>& widgets);
int lay_cascade(const Sheet& sheet, const CascadeView& cascade, Rect rect, int page,
                std::vector<Widget>& widgets);
int lay_objective_scene(const Sheet& sheet, const ObjectiveSceneView& scene, Rect rect, int page,
                        std::vector<Widget>& widgets);
int lay_queues(const Sheet& sheet, const QueuesView& queues, Rect rect, int page,
               std::vector<Widget>& widgets);
int lay_roadmap(const Sheet& sheet, const RoadmapView& roadmap, Rect rect, int page,
                std::vector<Widget>& widgets);
int lay_stakeholders(const Sheet& sheet, const StakeholdersView& view, Rect rect, int page,
                     std::vector<Widget>& widgets);
int lay_announcement(const Sheet& sheet, const AnnouncementView& announcement, Rect rect, int page,
                     std::vector<Widget>& widgets);

}  // namespace waymark::wallboard
