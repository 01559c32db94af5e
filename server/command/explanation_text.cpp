#include "server/command/explanation_text.hpp"

#include <algorithm>
#include <cmath>

#include <date/tz.h>
#include <nlohmann/json.hpp>

#include "shared/model/format.hpp"
#include "shared/model/kpi.hpp"
#include "shared/model/time.hpp"

namespace waymark::server {
namespace {

using nlohmann::json;

/// Writes it part by part; throws nlohmann::json::exception where something is not as it should be.
class Writer {
public:
    explicit Writer(const json& told)
        : told_(told), zone_(date::locate_zone(told.at("zone").get<std::string>())) {
        kpi_.unit = value_unit_named(told.at("unit").get<std::string>()).value_or(kpi_.unit);
        kpi_.noun = told.value("noun", "");
    }

    std::string text() {
        reading();
        computed();
        counted();
        judged();
        feeds();
        last_events();
        open_time();
        series();
        return std::move(out_);
    }

private:
    std::string value(const json& number) const {
        if (!number.is_number()) return "no value";
        const ValueText text = format_.value(kpi_, number);
        return text.unit.empty() ? text.number : text.number + " " + text.unit;
    }
    /// "7 of 9", or how many cases.
    std::string cases(const json& of) const {
        const std::string n = std::to_string(of.at("n").get<std::int64_t>());
        if (!of.contains("numerator") || !of["numerator"].is_number()) return "n " + n;
        return plain(of["numerator"]) + " of " + n;
    }
    static std::string plain(const json& number) {
        const double value = number;
        return value == std::floor(value) && std::abs(value) < 1e15
                   ? std::to_string(static_cast<std::int64_t>(value))
                   : json(value).dump();
    }
    std::string time(const json& instant) const { return moment(instant, "%a %d %b %Y %T"); }
    std::string moment(const json& instant, const char* form) const {
        if (!instant.is_number()) return "never";
        const Time at = from_epoch_ms(instant);
        return date::format(form,
                            date::make_zoned(zone_, std::chrono::floor<std::chrono::seconds>(at)));
    }
    static std::string length(double seconds) {
        const auto whole = static_cast<std::int64_t>(seconds);
        if (whole < 60) return std::to_string(whole) + " s";
        if (whole < 3600) return std::to_string(whole / 60) + " min";
        const std::string minutes =
            whole % 3600 / 60 ? " " + std::to_string(whole % 3600 / 60) + " min" : "";
        return std::to_string(whole / 3600) + " h" + minutes;
    }

    void line(const std::string& text) { out_ += text + '\n'; }
    void heading(const std::string& text) { out_ += '\n' + text + '\n'; }
    /// Two columns, the first as wide as its widest.
    void table(const std::vector<std::pair<std::string, std::string>>& rows) {
        std::size_t widest = 0;
        for (const auto& [left, right] : rows)
            widest = std::max(widest, left.size());
        for (const auto& [left, right] : rows)
            line("  " + left + std::string(widest - left.size() + 2, ' ') + right);
    }

    void reading() {
        std::string state = told_.value("state", "unknown");
        if (const auto known = state_named(state))
            state = format_.words().states[static_cast<std::size_t>(*known)];
        line(told_.at("title").get<std::string>() + " (" + told_.at("kpi").get<std::string>() +
             "): " + value(told_.at("value")) + ", " + state);
        const json& window = told_.at("window");
        const std::string text = window.at("text");
        line("  " + cases(told_) +
             (text == "now" ? ", as of " + time(window.at("to"))
                            : ", window " + text + ": " + time(window.at("from")) + " to " +
                                  time(window.at("to"))) +
             " (" + zone_->name() + ")");
        if (told_.contains("opens")) line("  Closed; opens " + time(told_["opens"]));
        if (told_.contains("provisional_until"))
            line("  Provisional: it may change until " + time(told_["provisional_until"]));
        if (told_.at("n") < told_.at("min_n"))
            line("  It is judged from " + std::to_string(told_["min_n"].get<std::int64_t>()) +
                 " cases on.");
    }

    void computed() {
        heading("How it is computed");
        line("  " + told_.at("measure").get<std::string>() + ": " +
             told_.at("formula").get<std::string>());
        std::vector<std::pair<std::string, std::string>> rows;
        for (const auto& [name, choice] : told_.at("options").items())
            rows.emplace_back("  " + name, choice.get<std::string>());
        table(rows);
        if (told_.contains("of"))
            for (const json& input : told_["of"])
                line("  {" + input.at("kpi").get<std::string>() + "} is " +
                     (input.at("value").is_number() ? plain(input["value"]) : "not known") + " (" +
                     cases(input) + ")");
        const std::string merged = told_.value("merged", "");
        constexpr std::size_t readable = 100;
        if (!merged.empty() && merged.size() <= readable) line("  State: " + merged);
    }

    void counted() {
        std::vector<std::pair<std::string, std::string>> in, out, slices;
        for (const json& part : told_.at("parts"))
            (part.at("excluded") == true ? out : in)
                .emplace_back(part.at("name"), std::to_string(part.at("n").get<std::int64_t>()));
        for (const json& part : told_.at("left_out"))
            out.emplace_back(part.at("reason"),
                             std::to_string(part.at("n").get<std::int64_t>()) + " in all");
        for (const json& slice : told_.at("slices"))
            for (const auto& [name, label] : slice.at("labels").items())
                slices.emplace_back(name + " " + label.get<std::string>(),
                                    value(slice.at("value")) + ", " + cases(slice));
        const auto put = [this](const char* title, const auto& rows) {
            if (rows.empty()) return;
            heading(title);
            table(rows);
        };
        put("What counted", in);
        put("Left out", out);
        put("Split up", slices);
    }

    void judged() {
        if (told_.contains("target")) {
            const json& target = told_["target"];
            heading("Target");
            const std::string direction = target.at("direction");
            if (direction == "band")
                line("  from " + value(target.at("low")) + " to " + value(target.at("high")) +
                     ", at risk within " + value(target.at("margin")) + " of it");
            else
                line("  " + std::string{direction == "higher" ? "at least " : "at most "} +
                     value(target.at("goal")) + "; off target " +
                     (direction == "higher" ? "below " : "above ") + value(target.at("floor")));
            for (const char* border : {"goal", "floor"})
                if (const json& since = told_.at("judgement").at(border).at("changing_since");
                    since.is_number())
                    line(std::string{"  The value has been on the other side of the "} + border +
                         " since " + time(since) + "; not yet long enough to be shown.");
        }
        if (!told_.contains("trend")) return;
        const json& trend = told_["trend"];
        const json& reference = trend.at("reference");
        if (!reference.at("value").is_number()) return;
        heading("Trend");
        line("  " + trend.at("trend").get<std::string>() + ", compared with " +
             value(reference["value"]) + " (" + cases(reference) + ")");
    }

    void feeds() {
        heading("Feeds");
        std::vector<std::pair<std::string, std::string>> rows;
        for (const json& feed : told_.at("inputs")) {
            std::string text = feed.at("freshness").get<std::string>();
            if (feed.at("age").is_number())
                text += ", heard " + length(feed["age"]) + " ago, last event " +
                        time(feed.at("last_event"));
            rows.emplace_back(feed.at("feed"), text);
        }
        table(rows);
        for (const json& finding : told_.at("findings"))
            line("  Odd: " + finding.at("feed").get<std::string>() + ": " +
                 finding.at("reason").get<std::string>() + " (" +
                 std::to_string(finding.at("times").get<std::int64_t>()) + ")");
    }

    void last_events() {
        if (told_.at("last_counted").empty()) return;
        heading("Last that counted");
        std::vector<std::pair<std::string, std::string>> rows;
        for (const json& event : told_["last_counted"])
            rows.emplace_back(
                time(event.at("time")),
                event.at("type").get<std::string>() + " " + event.at("subject").get<std::string>() +
                    (event.at("number").is_number() ? ", " + plain(event["number"]) : ""));
        table(rows);
    }

    void open_time() {
        if (!told_.contains("open_time")) return;
        const json& open = told_["open_time"];
        const std::string hours = open.at("hours");
        heading("Time of " + open.at("subject").get<std::string>() + " within " +
                (hours.empty() ? "all hours" : hours) + ": " + length(open.at("seconds")) +
                (open.at("due").is_number() ? ", due " + time(open["due"]) : ""));
        if (open.at("earlier_stretches") != 0)
            line("  ... " + std::to_string(open["earlier_stretches"].get<std::int64_t>()) +
                 " stretches before these");
        std::vector<std::pair<std::string, std::string>> rows;
        for (const json& stretch : open.at("stretches"))
            rows.emplace_back(time(stretch.at("from")) + " to " + moment(stretch.at("to"), "%T"),
                              length(stretch.at("seconds")));
        table(rows);
    }

    void series() {
        heading("Series");
        for (const json& version : told_.at("series"))
            line("  Definition " + version.at("definition").get<std::string>() + ", " +
                 (version.at("begun").is_number() ? "since " + time(version["begun"])
                                                  : std::string{"from the beginning"}) +
                 (version.at("ended").is_number() ? ", until " + time(version["ended"]) : ""));
    }

    const json& told_;
    const date::time_zone* zone_;
    Format format_{"en-GB"};
    Kpi kpi_;
    std::string out_;
};

}  // namespace

Result<std::string> explanation_text(const std::string& text) {
    const json told = json::parse(text, nullptr, false);
    try {
        return Writer{told}.text();
    } catch (const std::exception& problem) {
        return failure("", std::string{"the server's answer is no explanation: "} + problem.what());
    }
}

}  // namespace waymark::server
