#include "server/feed/mapping/mapping_run.hpp"

#include <algorithm>
#include <array>

#include "server/access/sha256.hpp"
#include "shared/protocol/json_reader.hpp"
#include "shared/protocol/record_codec.hpp"

namespace waymark::server::mapping {
namespace {

using nlohmann::json;

constexpr std::size_t id_octets = 32;

/// What a record of the type is about: without it there is nothing to tell.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> points{
    {{"sample", "value"},
     {"survey.answered", "score"},
     {"quality.evaluated", "points"},
     {"training.attended", "hours"},
     {"cost.booked", "amount"}}};

bool has_no_value(const json& record) {
    const auto& type = record.at("type").get_ref<const std::string&>();
    if (type == "value.entered") return !record.contains("value") && !record.contains("numerator");
    const auto* point = std::ranges::find(points, type, &decltype(points)::value_type::first);
    return point != points.end() && !record.contains(point->second);
}

bool needs_id(const std::string& type) {
    const RecordType* known = find_record_type(type);
    return known == nullptr || known->is_event;
}

/// An id of everything the record says, so that the same told again is a repeat.
std::string digest(const Record& record) {
    return sha256(write_record(record)).substr(0, id_octets);
}

}  // namespace

MappingRun::MappingRun(const std::vector<Rule>& rules, const Delivery& delivery,
                       std::vector<MappingStep>* steps)
    : rules_(rules), scope_(delivery, most_work), steps_(steps) {}

bool MappingRun::enough() const {
    return scope_.exhausted() ||
           batch_.records.size() + batch_.rejected.size() + batch_.without_value > most_results;
}

bool MappingRun::take(const std::string& place, const Result<json>& element) {
    scope_.spend(1);
    if (!element) {
        reject(place + element.error().where, element.error().what, nullptr);
        return !enough();
    }
    made_of_element_ = 0;
    scope_.levels[0] = {&*element, nullptr, place};
    look_at(rules_);
    return !enough();
}

Result<FeedBatch> MappingRun::finish() {
    if (scope_.exhausted())
        return failure("",
                       "takes more work than a message may; send it in parts, or make the "
                       "rules go through it less often");
    if (enough())
        return failure(
            "", "makes more than " + std::to_string(most_results) + " records; send it in parts");
    return std::move(batch_);
}

bool MappingRun::look_at(const std::vector<Rule>& rules) {
    bool matched = false;
    for (const Rule& rule : rules) {
        if (enough()) break;
        const bool this_one = look_at(rule);
        matched |= this_one;
        if (this_one && rule.foreach.empty() && !rule.also) break;
    }
    return matched;
}

bool MappingRun::look_at(const Rule& rule) {
    if (rule.foreach.empty()) return look_inside(rule);
    go_through(rule, 0);
    return true;
}

void MappingRun::go_through(const Rule& rule, std::size_t nth) {
    if (nth == rule.foreach.size()) {
        look_inside(rule);
        return;
    }
    const Level& outer = scope_.levels[rule.depth + nth - 1];
    const json* list = rule.foreach[nth].follow(*outer.value);
    if (list == nullptr || !list->is_structured()) {
        if (steps_ != nullptr)
            steps_->push_back(
                {rule.place + " at " + outer.place,
                 false,
                 {"there is no list or object at \"" + rule.foreach[nth].text() + "\""}});
        return;
    }
    const std::string base = outer.place + rule.foreach[nth].text();
    std::size_t place = 0;
    for (auto item = list->begin(); item != list->end() && !enough(); ++item, ++place) {
        scope_.spend(1);
        json key = list->is_array() ? json(place) : json(item.key());
        const std::string name = list->is_array() ? std::to_string(place) : item.key();
        scope_.levels[rule.depth + nth] = {&*item, std::move(key),
                                           base + (json::json_pointer{} / name).to_string()};
        go_through(rule, nth + 1);
    }
}

bool MappingRun::look_inside(const Rule& rule) {
    MappingStep* step = nullptr;
    if (steps_ != nullptr) {
        const std::string& place = scope_.levels[rule.depth + rule.foreach.size() - 1].place;
        steps_->push_back({rule.place + (place.empty() ? "" : " at " + place), false, {}});
        step = &steps_->back();
    }
    if (!holds(rule.when, scope_, step ? &step->notes : nullptr)) return false;
    if (!rule.emit) {
        if (step != nullptr) step->matched = true;
        look_at(rule.rules);
        return true;
    }
    json made;
    const auto type = find_value(*rule.emit, scope_, made);
    if (!type) {
        reject(scope_.levels[rule.depth + rule.foreach.size() - 1].place,
               "the record's type: " + type.error().what, step);
        return true;
    }
    if (*type == nullptr) {
        if (step != nullptr) step->notes.push_back("the record's type: there is nothing");
        return false;
    }
    return make(rule, (*type)->get<std::string>(), step);
}

Result<json> MappingRun::fields_of(const Rule& rule, MappingStep* step) {
    json record = json::object();
    for (const Field& field : rule.fields) {
        json made;
        const auto found = find_value(*field.value, scope_, made);
        if (!found) return failure(found.error().where, field.name + ": " + found.error().what);
        if (step != nullptr)
            step->notes.push_back(field.name + ": " +
                                  (*found ? show_json(**found) : "there is nothing"));
        if (*found != nullptr) {
            scope_.spend(weight_of(**found));
            if (scope_.exhausted()) return record;
            record[field.name] = *found == &made ? std::move(made) : **found;
        } else if (field.required) {
            return failure("", field.name + ": is missing; the rule requires it");
        }
    }
    return record;
}

void MappingRun::set_id(const Rule& rule, json& record) {
    const auto id = record.find("id");
    if (id == record.end() || !id->is_string()) return;
    const auto field = std::ranges::find(rule.fields, "id", &Field::name);
    // An id that tells messages apart does not tell apart what one message makes.
    if (!field->common || ++made_of_element_ == 1) return;
    *id = id->get_ref<const std::string&>() + '.' + std::to_string(made_of_element_);
}

bool MappingRun::make(const Rule& rule, const std::string& type, MappingStep* step) {
    if (step != nullptr) step->matched = true;
    const std::string& place = scope_.levels[rule.depth + rule.foreach.size() - 1].place;
    auto value = fields_of(rule, step);
    if (scope_.exhausted()) return true;
    if (!value) {
        reject(value.error().where.empty() ? place : value.error().where, value.error().what, step);
        return true;
    }
    (*value)["type"] = type;
    set_id(rule, *value);
    if (has_no_value(*value)) {
        ++batch_.without_value;
        if (step != nullptr) step->notes.push_back("dropped: it has no value");
        return true;
    }
    const bool without_id = !value->contains("id");
    const std::string& delivery = scope_.delivery.id;
    const bool of_all_it_says = without_id && delivery.empty() && needs_id(type);
    if (of_all_it_says) (*value)["id"] = "-";
    if (without_id && !delivery.empty())
        (*value)["id"] = delivery + "/" + std::to_string(++named_by_delivery_);
    auto record = read_record(*value, scope_.delivery.received, {});
    if (!record) {
        reject(place, "makes no " + type + ": " + to_text(record.error()), step);
        return true;
    }
    if (of_all_it_says) record->id = digest(*record);
    if (step != nullptr) step->notes.push_back("makes " + write_record(*record));
    batch_.records.push_back(std::move(*record));
    batch_.places.push_back(place);
    return true;
}

void MappingRun::reject(std::string at, std::string why, MappingStep* step) {
    if (step != nullptr) step->notes.push_back("rejected: " + why);
    batch_.rejected.push_back({std::move(at), std::move(why)});
}

}  // namespace waymark::server::mapping
