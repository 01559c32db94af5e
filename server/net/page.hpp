#pragma once

namespace waymark::server {

/// What stands behind a path.
enum class Page {
    health,
    ready,
    metrics,
    desk,
    kpi,
    kpi_history,
    kpi_records,
    node_history,
    milestones,
    confirm,
    dismiss,
    explanation,
    data_health,
    lints,
    screens,
    screen_command,
    screen_pair,
    screen_unpair,
    pairings,
    pairing,
    live,
    records,
    deliveries,
    write,
    feed_live
};

/// Whether people or walls ask it about screens: ScreenPages answers.
constexpr bool is_about_screens(Page page) {
    return page >= Page::screen_command && page <= Page::pairing;
}

}  // namespace waymark::server
