#include "shared/base/settings_cli.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>

#include <CLI/CLI.hpp>

namespace waymark {
namespace {

using Values = std::vector<std::string>;

std::string environment_name(const std::string& name) {
    std::string text = "WAYMARK_" + name;
    std::ranges::transform(text, text.begin(), [](unsigned char letter) {
        return letter == '-' ? '_' : static_cast<char>(std::toupper(letter));
    });
    return text;
}

std::string joined(const Values& values, std::string_view between) {
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "" : std::string{between}) + value;
    return text;
}

Result<void> not_allowed(const std::string& value, const std::string& allowed) {
    return failure("", "\"" + value + "\" is not allowed; " + allowed);
}

Result<void> take_number(const std::string& text, std::int64_t least, std::int64_t most,
                         std::int64_t& target) {
    std::int64_t number = 0;
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, number);
    if (error != std::errc{} || end != last || number < least || number > most)
        return not_allowed(text, "a whole number from " + std::to_string(least) + " to " +
                                     std::to_string(most) + " is");
    target = number;
    return {};
}

/// A value as the settings file writes it.
std::string quoted(const std::string& value) {
    const char mark = value.find('"') == std::string::npos ? '"' : '\'';
    return mark + value + mark;
}

}  // namespace

/// One run through command line, environment and file; collects every problem.
class SettingsCli::Reader {
public:
    explicit Reader(const SettingsCli& settings) : settings_(settings) {}

    void problem(const std::string& where, const std::string& what) {
        problems.push_back(to_text({where, what}));
    }

    void read_environment(const Environment& environment) {
        for (const Declared& declared : settings_.declared_) {
            const std::string name = environment_name(declared.setting.name);
            const char* const text =
                declared.form == Form::argument ? nullptr : environment(name.c_str());
            if (!text) continue;
            keep(declared, name, is_list(declared) ? CLI::detail::split(text, ',') : Values{text});
        }
    }

    void read_file(const std::string& path) {
        std::ifstream stream{path};
        if (!stream) return problem(path, "the settings file can't be read");
        for (const CLI::ConfigItem& item : CLI::ConfigBase{}.from_config(stream)) {
            const auto found = std::ranges::find_if(settings_.declared_, [&](const Declared& one) {
                return item.parents.empty() && one.form != Form::argument &&
                       one.setting.name == item.name;
            });
            if (found == settings_.declared_.end())
                problem(path, "\"" + item.fullname() + "\" is not a setting; " + known_names());
            else
                keep(*found, path + ": " + item.name, item.inputs);
        }
    }

    /// The first source that has a setting wins: call in the order of precedence.
    void keep(const Declared& declared, const std::string& where, const Values& values) {
        if (!values_.try_emplace(&declared).second) return;
        if (!is_list(declared) && values.size() != 1)
            return problem(where, "takes one value, not " + std::to_string(values.size()));
        const auto taken = declared.take(values);
        if (!taken) problem(where, taken.error().what);
    }

    void check_required() {
        for (const Declared& one : settings_.declared_)
            if (one.required && !values_.contains(&one))
                problem(shown_name(one), "is missing; " + one.setting.sentence);
    }

    static bool is_list(const Declared& one) {
        return one.form == Form::list || one.form == Form::row;
    }
    static std::string shown_name(const Declared& one) {
        return one.form == Form::argument ? one.setting.value : "--" + one.setting.name;
    }

    std::vector<std::string> problems;

private:
    std::string known_names() const {
        Values names;
        for (const Declared& one : settings_.declared_)
            if (one.form != Form::argument) names.push_back(one.setting.name);
        return "known are " + joined(names, ", ");
    }

    const SettingsCli& settings_;
    std::map<const Declared*, bool> values_;
};

SettingsCli::SettingsCli(std::string program, std::string sentence)
    : program_(std::move(program)), sentence_(std::move(sentence)) {}

void SettingsCli::text(Setting setting, std::string& target) {
    add_text(std::move(setting), false, target);
}

void SettingsCli::required_text(Setting setting, std::string& target) {
    add_text(std::move(setting), target.empty(), target);
}

void SettingsCli::add_text(Setting setting, bool required, std::string& target) {
    declared_.push_back({std::move(setting), Form::one, required,
                         [&target, required](const Values& values) -> Result<void> {
                             if (required && values[0].empty())
                                 return not_allowed("", "it must not be empty");
                             target = values[0];
                             return {};
                         },
                         [&target] { return Values{target}; }});
}

void SettingsCli::number(Setting setting, std::int64_t least, std::int64_t most,
                         std::int64_t& target) {
    value(
        std::move(setting),
        [=, &target](const std::string& text) { return take_number(text, least, most, target); },
        [&target] { return std::to_string(target); });
}

void SettingsCli::choice(Setting setting, std::vector<std::string> allowed, std::string& target) {
    value(
        std::move(setting),
        [allowed = std::move(allowed), &target](const std::string& text) -> Result<void> {
            if (std::ranges::find(allowed, text) == allowed.end())
                return not_allowed(text, "one of " + joined(allowed, ", ") + " is");
            target = text;
            return {};
        },
        [&target] { return target; });
}

void SettingsCli::list(Setting setting, std::vector<std::string>& target) {
    add_list(std::move(setting), Form::list, target);
}

void SettingsCli::row(Setting setting, std::vector<std::string>& target) {
    add_list(std::move(setting), Form::row, target);
}

void SettingsCli::argument(Setting setting, std::string& target) {
    add_text(std::move(setting), true, target);
    declared_.back().form = Form::argument;
}

void SettingsCli::optional_argument(Setting setting, std::string& target) {
    add_text(std::move(setting), false, target);
    declared_.back().form = Form::argument;
}

void SettingsCli::add_list(Setting setting, Form form, std::vector<std::string>& target) {
    declared_.push_back({std::move(setting), form, false,
                         [&target](const Values& values) -> Result<void> {
                             target = values;
                             return {};
                         },
                         [&target] { return target; }});
}

void SettingsCli::flag(Setting setting, bool& target) {
    declared_.push_back({std::move(setting), Form::flag, false,
                         [&target](const Values& values) -> Result<void> {
                             if (values[0] != "true" && values[0] != "false")
                                 return not_allowed(values[0], "true or false is");
                             target = values[0] == "true";
                             return {};
                         },
                         [&target] { return Values{target ? "true" : "false"}; }});
}

void SettingsCli::value(Setting setting, std::function<Result<void>(const std::string&)> take,
                        std::function<std::string()> show) {
    declared_.push_back({std::move(setting), Form::one, false,
                         [take = std::move(take)](const Values& values) { return take(values[0]); },
                         [show = std::move(show)] { return Values{show()}; }});
}

void SettingsCli::command(Setting setting, std::optional<std::string>& target) {
    commands_.push_back({.setting = std::move(setting), .argument = &target});
}

void SettingsCli::command(Setting setting, const SettingsCli& own, bool& target) {
    commands_.push_back({.setting = std::move(setting), .own = &own, .named = &target});
}

void SettingsCli::print(std::ostream& out) const {
    for (const Declared& one : declared_) {
        if (one.form == Form::argument) continue;
        Values values = one.show();
        if (one.setting.secret)
            out << "# " << one.setting.name << " is secret\n";
        else if (one.form == Form::flag)
            out << one.setting.name << " = " << values[0] << '\n';
        else {
            std::ranges::transform(values, values.begin(), quoted);
            const std::string text = joined(values, ", ");
            out << one.setting.name << " = " << (Reader::is_list(one) ? "[" + text + "]" : text)
                << '\n';
        }
    }
}

std::optional<int> SettingsCli::read(int argc, const char* const* argv,
                                     const Environment& environment, std::ostream& out,
                                     std::ostream& problems) const {
    for (const Command& command : commands_)
        if (command.own && argc > 1 && command.setting.name == argv[1]) {
            *command.named = true;
            return command.own->read(argc - 1, argv + 1, environment, out, problems);
        }
    CLI::App app{sentence_, program_};
    app.allow_extras();
    app.set_version_flag("--version", program_ + " " WAYMARK_VERSION);
    std::string file;
    bool print_settings = false;
    app.add_option("--config", file, "Settings file: lines \"name = value\" (WAYMARK_CONFIG)")
        ->type_name("FILE");
    app.add_flag("--print-settings", print_settings, "Print the settings in effect and end");

    std::map<const Declared*, Values> given;
    std::map<const Declared*, CLI::Option*> options;
    const Declared* last_argument = nullptr;
    for (const Declared& one : declared_)
        if (one.form == Form::argument) last_argument = &one;
    for (const Declared& one : declared_) {
        const std::string text =
            one.setting.sentence + " (" + environment_name(one.setting.name) + ")";
        const std::string name = "--" + one.setting.name;
        if (one.form == Form::flag) {
            options[&one] = app.add_flag(name, text);
        } else if (one.form == Form::argument) {
            options[&one] = app.add_option(one.setting.value, given[&one], one.setting.sentence)
                                // One too many is a problem we name ourselves.
                                ->expected(1, &one == last_argument ? 1000 : 1)
                                ->allow_extra_args(&one == last_argument)
                                ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
        } else {
            options[&one] = app.add_option(name, given[&one], text)
                                ->type_name(one.setting.value)
                                ->expected(1, Reader::is_list(one) ? 1'000'000 : 1)
                                ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
                                ->allow_extra_args(one.form == Form::row);
        }
    }
    for (const Command& command : commands_) {
        auto* const parser = app.add_subcommand(command.setting.name, command.setting.sentence);
        if (command.argument)
            parser->add_option(command.setting.value, *command.argument)->required();
    }

    Reader reader{*this};
    try {
        app.parse(argc, argv);
        for (const std::string& extra : app.remaining(true))
            reader.problem(extra, "is not an option of " + program_ + "; --help lists them");
        for (const auto& [one, option] : options)
            if (!option->empty())
                reader.keep(*one, Reader::shown_name(*one),
                            one->form == Form::flag ? Values{option->as<bool>() ? "true" : "false"}
                                                    : given[one]);
        reader.read_environment(environment);
        const char* const named = environment("WAYMARK_CONFIG");
        if (file.empty() && named) file = named;
        if (!file.empty()) reader.read_file(file);
        if (app.get_subcommands().empty() && !print_settings) reader.check_required();
    } catch (const CLI::Success& ended) {
        return app.exit(ended, out, problems);
    } catch (const CLI::Error& error) {
        reader.problem(program_, error.what());
    }
    if (!reader.problems.empty()) {
        for (const std::string& problem : reader.problems)
            problems << problem << '\n';
        return bad_settings_status;
    }
    if (!print_settings) return std::nullopt;
    print(out);
    return 0;
}

std::optional<int> SettingsCli::read(int argc, const char* const* argv) const {
    return read(
        argc, argv, [](const char* name) { return std::getenv(name); }, std::cout, std::cerr);
}

}  // namespace waymark
