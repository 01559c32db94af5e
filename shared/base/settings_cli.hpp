#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace waymark {

/// Exit status of a program whose settings or desk folder are wrong.
inline constexpr int bad_settings_status = 78;

/// One setting: `--name` on the command line, WAYMARK_NAME in the environment (upper case, '-' as
/// '_'), `name = value` in the settings file.
struct Setting {
    std::string name;      ///< lower case with dashes: "keep-days"
    std::string value;     ///< what help calls its value: "HOST:PORT"
    std::string sentence;  ///< what it does, for help
    bool secret = false;   ///< `--print-settings` does not show it
};

/// The settings of a program: declared once, read from command line > environment > file > default.
/// Adds `--help`, `--version`, `--config FILE` and `--print-settings`. A variable given to one of
/// the declaring functions holds the default and receives the value; it must outlive `read`.
class SettingsCli {
public:
    /// What the environment holds under a name; null: nothing.
    using Environment = std::function<const char*(const char* name)>;

    SettingsCli(std::string program, std::string sentence);

    void text(Setting setting, std::string& target);
    /// Like `text`, and it is a problem when it is empty in the end.
    void required_text(Setting setting, std::string& target);
    /// A whole number, `least` to `most`.
    void number(Setting setting, std::int64_t least, std::int64_t most, std::int64_t& target);
    void choice(Setting setting, std::vector<std::string> allowed, std::string& target);
    /// May be given several times; in the environment with commas between.
    void list(Setting setting, std::vector<std::string>& target);
    /// Like `list`, and on the command line it takes every value that follows it.
    void row(Setting setting, std::vector<std::string>& target);
    /// What stands without a name on the command line, and only there; required. Several stand in
    /// the order in which they are declared.
    void argument(Setting setting, std::string& target);
    /// Like `argument`, and it may be left out when none follows it.
    void optional_argument(Setting setting, std::string& target);
    /// On when given; in the environment and the file `true` or `false`.
    void flag(Setting setting, bool& target);
    /// Anything else. `take` keeps a value or says which are allowed; `show` tells the present one.
    void value(Setting setting, std::function<Result<void>(const std::string& text)> take,
               std::function<std::string()> show);
    /// A subcommand with one argument; with it, required settings may be missing.
    void command(Setting setting, std::optional<std::string>& target);
    /// A subcommand with settings of its own, named first on the command line: then only these are
    /// read, and `target` is true. `own` must outlive `read`.
    void command(Setting setting, const SettingsCli& own, bool& target);

    /// Reads all settings. Nothing: they are good, go on. Else the program ends with that status: 0
    /// after help, version or the settings were printed to `out`; 78 after every problem, one a
    /// line, was written to `problems`.
    std::optional<int> read(int argc, const char* const* argv, const Environment& environment,
                            std::ostream& out, std::ostream& problems) const;

    /// The same with the process's environment, standard output and standard error.
    std::optional<int> read(int argc, const char* const* argv) const;

private:
    enum class Form { one, list, row, flag, argument };
    struct Declared {
        Setting setting;
        Form form = Form::one;
        bool required = false;
        std::function<Result<void>(const std::vector<std::string>&)> take;
        std::function<std::vector<std::string>()> show;
    };
    struct Command {
        Setting setting;
        std::optional<std::string>* argument = nullptr;
        const SettingsCli* own = nullptr;
        bool* named = nullptr;
    };
    class Reader;

    void add_list(Setting setting, Form form, std::vector<std::string>& target);
    void add_text(Setting setting, bool required, std::string& target);
    void print(std::ostream& out) const;

    std::string program_;
    std::string sentence_;
    std::vector<Declared> declared_;
    std::vector<Command> commands_;
};

}  // namespace waymark
