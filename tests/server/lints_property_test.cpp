#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "server/charter/lints.hpp"
#include "server/charter/lints_text.hpp"
#include "shared/base/utf8.hpp"

namespace waymark::server {
namespace {

/// Few of them, so that they meet, also where they must not.
rc::Gen<std::string> any_id() {
    return rc::gen::element<std::string>("", "a", "b", "c", "vision", "mission");
}

template <class IdType>
rc::Gen<IdType> any_id_of() {
    return rc::gen::map(any_id(), [](std::string text) { return IdType{std::move(text)}; });
}

template <class IdType>
rc::Gen<std::vector<IdType>> any_ids() {
    return rc::gen::resize(4, rc::gen::container<std::vector<IdType>>(any_id_of<IdType>()));
}

rc::Gen<std::string> any_text() {
    return rc::gen::oneOf(
        rc::gen::arbitrary<std::string>(),
        rc::gen::map(rc::gen::resize(60, rc::gen::container<std::vector<std::string>>(
                                             rc::gen::element<std::string>(
                                                 "quality", "seamless", "fast.", "–", "\xC3",
                                                 "\xE2\x80", "Ærlig", " ", "\n", "customers"))),
                     [](const std::vector<std::string>& words) {
                         std::string text;
                         for (const std::string& word : words)
                             text += word + ' ';
                         return text;
                     }));
}

template <class Item>
rc::Gen<std::vector<Item>> a_few(rc::Gen<Item> item) {
    return rc::gen::resize(7, rc::gen::container<std::vector<Item>>(std::move(item)));
}

rc::Gen<Csf> any_csf() {
    return rc::gen::exec([] {
        Csf csf{.id = *any_id_of<CsfId>(), .title = *any_text()};
        if (*rc::gen::arbitrary<bool>())
            csf.done_when = DoneWhen{20, 22, *rc::gen::arbitrary<bool>()};
        csf.critical = *rc::gen::arbitrary<bool>();
        return csf;
    });
}

rc::Gen<Objective> any_objective() {
    return rc::gen::exec([] {
        return Objective{.id = *any_id_of<ObjectiveId>(),
                         .title = *any_text(),
                         .weight = *rc::gen::element(0.0, 1.0, 1000.0, 1e300),
                         .csfs = *a_few(any_csf())};
    });
}

rc::Gen<Link> any_link() {
    return rc::gen::exec([] {
        return Link{.kind = *rc::gen::element(Link::Kind::aligns, Link::Kind::contributes),
                    .from = *any_id(),
                    .to = *any_id()};
    });
}

rc::Gen<Unit> any_unit() {
    return rc::gen::exec([] {
        Unit unit{
            .id = *any_id_of<UnitId>(),
            .kind = *rc::gen::element(UnitKind::organisation, UnitKind::department, UnitKind::desk),
            .name = *any_text()};
        // Also its own, or one in a circle, or one that is not there.
        if (*rc::gen::arbitrary<bool>()) unit.parent = *any_id_of<UnitId>();
        unit.vision = {.text = *any_text(), .headline = *any_text()};
        if (*rc::gen::arbitrary<bool>()) unit.vision.by_year = *rc::gen::inRange(2000, 2200);
        unit.mission = {*any_text(), *a_few(any_objective())};
        unit.links = *a_few(any_link());
        return unit;
    });
}

rc::Gen<Kpi> any_kpi() {
    return rc::gen::exec([] {
        Kpi kpi{.id = *any_id_of<KpiId>(), .title = *any_text()};
        if (*rc::gen::arbitrary<bool>()) kpi.target = Target{};
        kpi.critical = *rc::gen::arbitrary<bool>();
        kpi.supports = *any_ids<CsfId>();
        kpi.feeds = *any_ids<FeedId>();
        return kpi;
    });
}

rc::Gen<Screen> any_screen() {
    return rc::gen::exec([] {
        Screen screen{.id = *any_id_of<ScreenId>(),
                      .diagonal_inches = *rc::gen::element(0.0, 10.0, 55.0, 200.0),
                      .distance_m = *rc::gen::element(0.3, 5.0, 30.0)};
        for (const SceneId& scene : *any_ids<SceneId>()) {
            Turn turn{.scene = scene,
                      .duration = std::chrono::seconds{*rc::gen::inRange(0, 3'600)}};
            if (*rc::gen::arbitrary<bool>()) turn.days = all_days;
            if (*rc::gen::arbitrary<bool>())
                turn.time_of_day = OpenInterval{std::chrono::hours{6}, std::chrono::hours{30}};
            screen.turns.push_back(turn);
        }
        screen.pinned = *any_ids<KpiId>();
        return screen;
    });
}

rc::Gen<DeskFolder> any_desk() {
    return rc::gen::exec([] {
        DeskFolder desk;
        desk.outline.name = *any_text();
        desk.outline.locale = *rc::gen::element<std::string>("en-GB", "de-DE", "da", "");
        desk.outline.units = *a_few(any_unit());
        desk.outline.kpis = *a_few(any_kpi());
        for (const Kpi& kpi : desk.outline.kpis) {
            Measure measure;
            measure.name = *rc::gen::element<std::string>("csat", "ratio", "");
            if (*rc::gen::arbitrary<bool>()) measure.how = FormulaMeasure{"", *any_ids<KpiId>()};
            desk.measures[kpi.id] = measure;
        }
        for (const FeedId& feed : *any_ids<FeedId>())
            desk.outline.feeds.push_back({.id = feed, .title = *any_text()});
        for (const SceneId& scene : *any_ids<SceneId>())
            desk.outline.scenes.push_back(
                {.id = scene,
                 .kind = *rc::gen::element(SceneKind::wall, SceneKind::number, SceneKind::cascade,
                                           SceneKind::objective, SceneKind::announcement),
                 .kpis = *any_ids<KpiId>(),
                 .objective = *any_id_of<ObjectiveId>()});
        desk.outline.screens = *a_few(any_screen());
        return desk;
    });
}

/// Even of folders that no check would let pass.
RC_GTEST_PROP(Lints, AreTheSameForTheSameFolderAndTellWhatEachIsAbout, ()) {
    const DeskFolder desk = *any_desk();
    const std::chrono::local_days today{std::chrono::days{*rc::gen::inRange(-40'000, 80'000)}};
    const auto lints = lints_of(desk, today);
    RC_ASSERT(lints == lints_of(desk, today));
    RC_ASSERT(is_utf8(lints_json(lints, Time{})));
    for (std::size_t i = 0; i < lints.size(); ++i) {
        if (i > 0) RC_ASSERT(lints[i - 1].severity <= lints[i].severity);
        RC_ASSERT(lints[i].severity == severity_of(lints[i].id));
        RC_ASSERT(lints[i].message.ends_with('.'));
        RC_ASSERT(!lints[i].kind.empty());
    }
}

}  // namespace
}  // namespace waymark::server
