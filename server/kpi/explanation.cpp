#include "server/kpi/explanation.hpp"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "server/kpi/measure_words.hpp"
#include "server/kpi/open_time.hpp"
#include "shared/protocol/outline_codec.hpp"

namespace waymark::server {
namespace {

using Json = nlohmann::ordered_json;

Json number(std::optional<double> value) {
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}
Json instant(std::optional<Time> time) {
    return time ? Json(to_epoch_ms(*time)) : Json(nullptr);
}
Json bounds(Bounds of) {
    return {{"from", instant(of.from)}, {"to", instant(of.to)}};
}

struct KindName {
    const char* operator()(const CountMeasure&) const { return "count"; }
    const char* operator()(const RatioMeasure&) const { return "ratio"; }
    const char* operator()(const MeanMeasure&) const { return "mean"; }
    const char* operator()(const QuantileMeasure&) const { return "quantile"; }
    const char* operator()(const MaxMeasure&) const { return "max"; }
    const char* operator()(const DistinctMeasure&) const { return "distinct"; }
    const char* operator()(const NpsMeasure&) const { return "nps"; }
    const char* operator()(const LevelMeasure&) const { return "level"; }
    const char* operator()(const ShareMeasure&) const { return "share"; }
    const char* operator()(const AgeMeasure&) const { return "age"; }
    const char* operator()(const ManualMeasure&) const { return "manual"; }
    const char* operator()(const FormulaMeasure&) const { return "formula"; }
};

Json measured_json(const Measured& measured) {
    Json value{{"value", number(measured.value)}, {"n", measured.n}};
    if (measured.numerator) value["numerator"] = number(measured.numerator);
    if (measured.since) value["since"] = instant(measured.since);
    if (!measured.subject.empty()) value["subject"] = measured.subject;
    return value;
}

/// Gathers it part by part.
class Explanation {
public:
    Explanation(Scorecard& scorecard, const Kpi& kpi)
        : scorecard_(scorecard),
          ledger_(scorecard.ledger()),
          kpi_(kpi),
          measure_(ledger_.measure(kpi.id)),
          meter_(ledger_.meter(kpi.id)),
          window_(ledger_.window(kpi, scorecard.now())) {}

    std::string text() {
        definition();
        reading();
        counts();
        inputs();
        judgement();
        history();
        return all_.dump(-1, ' ', false, Json::error_handler_t::replace);
    }

private:
    void definition() {
        all_["kpi"] = kpi_.id.text;
        all_["title"] = kpi_.title;
        all_["measure"] = measure_.name;
        all_["kind"] = std::visit(KindName{}, measure_.how);
        all_["formula"] = formula_in_words(measure_);
        all_["options"] = Json::object();
        for (const auto& [name, value] : measure_.options)
            all_["options"][name] = value;
        all_["unit"] = name_of(kpi_.unit);
        if (!kpi_.noun.empty()) all_["noun"] = kpi_.noun;
        all_["min_n"] = kpi_.min_n;
        all_["at"] = instant(scorecard_.now());
        all_["zone"] = scorecard_.folder().zone;
        all_["window"] = bounds(window_);
        all_["window"]["text"] = to_text(kpi_.window);
    }

    void reading() {
        all_.update(measured_json(ledger_.value(kpi_.id, window_, {})));
        const Readings readings = scorecard_.readings();
        if (const Reading* reading = find_reading(readings, kpi_.id)) {
            all_["state"] = name_of(reading->state);
            all_["trend"] = {{"trend", name_of(reading->trend)},
                             {"change", number(reading->change)},
                             {"reference", measured_json(scorecard_.reference(kpi_.id))}};
            if (reading->opens) all_["opens"] = instant(reading->opens);
            if (reading->provisional_until)
                all_["provisional_until"] = instant(reading->provisional_until);
        }
        all_["merged"] = meter_.state_text(window_, {});
        if (const auto* formula = std::get_if<FormulaMeasure>(&measure_.how))
            for (const KpiId& input : formula->inputs) {
                Json of = measured_json(ledger_.value(input, window_, {}));
                of["kpi"] = input.text;
                all_["of"].push_back(std::move(of));
            }
        feeds_ = readings.feeds;
    }

    void counts() {
        all_["parts"] = Json::array();
        for (const PartCount& part : meter_.parts(window_, {}))
            all_["parts"].push_back(
                {{"name", part.name}, {"n", part.n}, {"excluded", part.excluded}});
        all_["left_out"] = Json::array();
        for (const PartCount& part : meter_.left_out())
            all_["left_out"].push_back({{"reason", part.name}, {"n", part.n}});
        all_["slices"] = Json::array();
        const Vocabulary& vocabulary = ledger_.vocabulary();
        for (const SliceKey key : meter_.slices()) {
            Json slice = measured_json(ledger_.value(kpi_.id, window_, key));
            const std::string field{vocabulary.field_name(key.field)};
            slice["labels"] = {{field, vocabulary.text(key.word)}};
            all_["slices"].push_back(std::move(slice));
        }
        all_["last_counted"] = Json::array();
        for (const Counted& counted : meter_.last_counted())
            all_["last_counted"].push_back({{"time", instant(counted.time)},
                                            {"type", vocabulary.type_name(counted.type)},
                                            {"subject", counted.subject},
                                            {"number", number(counted.number)}});
    }

    void inputs() {
        all_["inputs"] = Json::array();
        for (const FeedId& id : kpi_.feeds) {
            const auto feed = std::ranges::find(scorecard_.outline().feeds, id, &Feed::id);
            const auto reading = std::ranges::find(feeds_, id, &FeedReading::feed);
            const auto life = scorecard_.feeds().find(id);
            Json input{{"feed", id.text}, {"title", feed->title}};
            input["freshness"] = name_of(reading->freshness);
            const bool heard = life != scorecard_.feeds().end() && life->second.heard;
            input["heard"] = heard ? instant(life->second.heard) : Json(nullptr);
            input["age"] =
                heard ? Json(in_seconds(scorecard_.now() - *life->second.heard)) : Json(nullptr);
            input["last_event"] = heard ? instant(life->second.last_event) : Json(nullptr);
            all_["inputs"].push_back(std::move(input));
        }
        all_["findings"] = Json::array();
        findings(ledger_.health().today());
        findings(ledger_.reconcile());
    }
    void findings(const std::vector<Finding>& found) {
        for (const Finding& finding : found)
            if (std::ranges::find(kpi_.feeds, finding.feed) != kpi_.feeds.end())
                all_["findings"].push_back({{"feed", finding.feed.text},
                                            {"reason", finding.reason},
                                            {"times", finding.times},
                                            {"last", instant(finding.last)}});
    }

    void judgement() {
        if (!kpi_.target) return;
        all_["target"] = Json::parse(kpi_json(kpi_).at("target").dump());
        const Judgement& judgement = scorecard_.judgement(kpi_.id);
        const auto border = [](const Border& of) {
            return Json{{"missed", of.missed}, {"changing_since", instant(of.changing_since)}};
        };
        const auto shown = judgement.shown();
        all_["judgement"] = {{"shown", shown ? Json(name_of(*shown)) : Json(nullptr)},
                             {"goal", border(judgement.goal)},
                             {"floor", border(judgement.floor)},
                             {"first", instant(judgement.first)}};
    }

    void history() {
        all_["series"] = Json::array();
        for (const SeriesVersion& version : ledger_.versions(kpi_.id))
            all_["series"].push_back({{"definition", std::to_string(hash_of(version.fingerprint))},
                                      {"begun", instant(version.begun)},
                                      {"ended", instant(version.ended)}});
        const auto time = open_time_of(scorecard_, kpi_.id);
        if (!time) return;
        Json stretches = Json::array();
        for (const Bounds& stretch : time->stretches) {
            stretches.push_back(bounds(stretch));
            stretches.back()["seconds"] = in_seconds(stretch.to - stretch.from);
        }
        all_["open_time"] = bounds(time->span);
        all_["open_time"].update({{"subject", time->subject},
                                  {"hours", time->hours},
                                  {"due", instant(time->due)},
                                  {"seconds", in_seconds(time->counted)},
                                  {"earlier_stretches", time->earlier},
                                  {"stretches", std::move(stretches)}});
    }

    Scorecard& scorecard_;
    const Ledger& ledger_;
    const Kpi& kpi_;
    const Measure& measure_;
    const Meter& meter_;
    Bounds window_;
    std::vector<FeedReading> feeds_;
    Json all_;
};

}  // namespace

std::optional<std::string> explain_kpi(Scorecard& scorecard, const KpiId& kpi) {
    const auto& kpis = scorecard.outline().kpis;
    const auto known = std::ranges::find(kpis, kpi, &Kpi::id);
    if (known == kpis.end()) return std::nullopt;
    return Explanation{scorecard, *known}.text();
}

}  // namespace waymark::server
