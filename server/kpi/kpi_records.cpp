#include "server/kpi/kpi_records.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <nlohmann/json.hpp>

#include "server/kpi/looked_at.hpp"

namespace waymark::server {
namespace {

using Json = nlohmann::ordered_json;

/// Whether an event or a state has a value of a dimension, alone or in a list.
bool has_word(const Event& event, FieldId id, Word word, const Vocabulary& vocabulary) {
    const Field* found = event.find(id);
    if (found == nullptr || word == no_word) return false;
    if (found->kind == Field::Kind::list)
        return std::ranges::find(vocabulary.list(found->word), word) !=
               vocabulary.list(found->word).end();
    return found->kind == Field::Kind::word && found->word == word;
}

/// Null when everything is asked for.
std::function<bool(const Event&)> filter_of(const RecordsAsked& asked,
                                            const Vocabulary& vocabulary) {
    std::vector<std::pair<FieldId, Word>> wanted;
    for (const auto& [name, value] : asked.labels) {
        FieldId id = 0;
        (void)vocabulary.find_field(name, id);
        wanted.emplace_back(id, vocabulary.find(value));
    }
    if (wanted.empty()) return {};
    return [wanted, &vocabulary](const Event& event) {
        return std::ranges::all_of(wanted, [&](const auto& one) {
            return has_word(event, one.first, one.second, vocabulary);
        });
    };
}

/// Null where there is nothing that people could read.
Json field_json(const Field& field, const Vocabulary& vocabulary) {
    switch (field.kind) {
        case Field::Kind::number:
            return std::isfinite(field.number) ? Json(field.number) : Json(nullptr);
        case Field::Kind::word:
            return vocabulary.text(field.word);
        case Field::Kind::list: {
            Json texts = Json::array();
            for (const Word word : vocabulary.list(field.word))
                texts.push_back(vocabulary.text(word));
            return texts;
        }
        case Field::Kind::instant:
            return to_epoch_ms(from_epoch_us(field.micros));
        case Field::Kind::flag:
            return field.flag;
        case Field::Kind::text:
            break;
    }
    return nullptr;
}

/// Makes the page of one KPI.
class Page {
public:
    Page(const Scorecard& scorecard, const RecordsAsked& asked)
        : ledger_(scorecard.ledger()),
          outline_(scorecard.outline()),
          asked_(asked),
          accepts_(filter_of(asked, ledger_.vocabulary())) {}

    std::string text(const Kpi& kpi, Time now) {
        const Bounds window = ledger_.window(kpi, now);
        gather(kpi, window);
        std::ranges::stable_sort(found_, std::greater<>{}, [this](const LookedAt& one) {
            return merged_ ? one.event.time : Time{};
        });
        if (found_.size() > asked_.most) complete_ = false;
        found_.resize(std::min(found_.size(), asked_.most));
        Json records = Json::array();
        for (const LookedAt& one : found_)
            records.push_back(record_json(one));
        const Json page{
            {"kpi", kpi.id.text},
            {"at", to_epoch_ms(now)},
            {"window", {{"from", to_epoch_ms(window.from)}, {"to", to_epoch_ms(window.to)}}},
            {"records", std::move(records)},
            {"complete", complete_}};
        return page.dump(-1, ' ', false, Json::error_handler_t::replace);
    }

private:
    /// Of a formula what its KPIs look at in its window.
    void gather(const Kpi& kpi, Bounds window) {
        if (!gathered_.insert(kpi.id).second) return;
        if (const auto* formula = std::get_if<FormulaMeasure>(&ledger_.measure(kpi.id).how)) {
            merged_ = true;
            for (const KpiId& id : formula->inputs)
                gather(*std::ranges::find(outline_.kpis, id, &Kpi::id), window);
            return;
        }
        Foremosts foremosts = look_at(ledger_, kpi, window, asked_.most, accepts_);
        complete_ = complete_ && foremosts.complete;
        std::ranges::move(foremosts.list, std::back_inserter(found_));
    }

    Json record_json(const LookedAt& one) {
        const Vocabulary& vocabulary = ledger_.vocabulary();
        Json record{{"time", to_epoch_ms(one.event.time)}};
        if (merged_) record["kpi"] = one.kpi.text;
        record["feed"] = ledger_.feeds()[one.event.feed].text;
        record["type"] = one.stint ? std::string{name_of(one.kind)}
                                   : std::string{vocabulary.type_name(one.event.type)};
        std::vector<FieldId> told{field::customer};
        if (one.stint) put_stint(record, one, told);
        if (!one.subject.empty()) record["subject"] = one.subject.substr(0, one.subject.find('\n'));
        put_labels(record, one, told);
        put_facts(record, one, told);
        if (one.regard.in_numerator) record["numerator"] = *one.regard.in_numerator;
        if (one.regard.taken_off) record["taken_off"] = true;
        record["counted"] = one.counts();
        if (!one.counts()) record["why"] = one.regard.why_not;
        return record;
    }

    void put_stint(Json& record, const LookedAt& one, std::vector<FieldId>& told) {
        const FieldId state = state_field(one.kind);
        told.push_back(state);
        told.push_back(field::since);
        record["state"] = ledger_.vocabulary().text(one.event.word(state));
        if (one.stint->to != Time::max()) record["until"] = to_epoch_ms(one.stint->to);
    }

    /// Its dimensions, and what else the KPI is split by.
    void put_labels(Json& record, const LookedAt& one, std::vector<FieldId>& told) {
        const Vocabulary& vocabulary = ledger_.vocabulary();
        const auto put = [&](std::string_view name) {
            FieldId id = 0;
            const Field* found = vocabulary.find_field(name, id) ? one.event.find(id) : nullptr;
            if (std::ranges::find(told, id) != told.end()) return;
            told.push_back(id);
            if (found == nullptr) return;
            if (Json value = field_json(*found, vocabulary); !value.is_null())
                record["labels"][std::string{name}] = std::move(value);
        };
        for (const std::string_view name : dimension_fields())
            put(name);
        const auto kpi = std::ranges::find(outline_.kpis, one.kpi, &Kpi::id);
        for (const std::string& name : kpi->by)
            put(name);
    }

    /// What the KPI's conditions look at; the first number of it is the number of what only counts.
    void put_facts(Json& record, const LookedAt& one, std::vector<FieldId>& told) {
        Json facts;
        Json number = one.regard.number && std::isfinite(*one.regard.number)
                          ? Json(*one.regard.number)
                          : Json(nullptr);
        const Vocabulary& vocabulary = ledger_.vocabulary();
        for (const FieldId id : ledger_.meter(one.kpi).looks_at()) {
            const Field* found = one.event.find(id);
            if (found == nullptr || std::ranges::find(told, id) != told.end()) continue;
            told.push_back(id);
            Json value = field_json(*found, vocabulary);
            if (value.is_null()) continue;
            if (number.is_null() && found->kind == Field::Kind::number) number = value;
            facts[std::string{vocabulary.field_name(id)}] = std::move(value);
        }
        if (!number.is_null()) record["number"] = std::move(number);
        if (!facts.is_null()) record["facts"] = std::move(facts);
    }

    const Ledger& ledger_;
    const Outline& outline_;
    const RecordsAsked& asked_;
    std::function<bool(const Event&)> accepts_;
    std::set<KpiId> gathered_;
    bool merged_ = false;  ///< of several KPIs
    bool complete_ = true;
    std::vector<LookedAt> found_;
};

}  // namespace

std::optional<std::string> records_of_kpi(const Scorecard& scorecard, const KpiId& kpi,
                                          const RecordsAsked& asked) {
    const auto& kpis = scorecard.outline().kpis;
    const auto known = std::ranges::find(kpis, kpi, &Kpi::id);
    if (known == kpis.end()) return std::nullopt;
    return Page{scorecard, asked}.text(*known, scorecard.now());
}

}  // namespace waymark::server
