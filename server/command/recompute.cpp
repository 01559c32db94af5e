#include "server/command/recompute.hpp"

#include <filesystem>
#include <iostream>

#include "server/command/recomputation.hpp"
#include "server/store/sqlite_file.hpp"
#include "shared/base/clock.hpp"
#include "shared/protocol/desk_file.hpp"

namespace waymark::server {
namespace {

/// Nothing is dropped: how long records are kept is the server's affair.
constexpr std::chrono::days keep_all{36'500};

int say(const std::string& what, int status) {
    std::cerr << what << '\n';
    return status;
}

Result<std::unique_ptr<SqliteFile>> open_store(const std::filesystem::path& folder) {
    std::error_code ignored;
    if (!std::filesystem::exists(folder / "waymark.db", ignored))
        return failure("--data: " + folder.string(), "holds no records of a Waymark server");
    auto file = SqliteFile::open(folder, keep_all);
    if (!file && file.error().what.find("in use") != std::string::npos)
        return failure(file.error().where, file.error().what + "; stop the server first");
    return file;
}

}  // namespace

void declare(SettingsCli& cli, RecomputeSettings& settings) {
    cli.argument({"kpi", "KPI", "the KPI's id"}, settings.kpi);
    cli.required_text({"desk", "DIR", "the desk folder with the definition to compute by"},
                      settings.desk);
    cli.required_text({"data", "DIR", "where the server keeps its records"}, settings.data);
    cli.text(
        {"from", "TIME", "leave out records taken in before: RFC 3339, as 2026-03-30T00:00:00Z"},
        settings.from);
    cli.flag({"apply", "", "put the recomputed series in the place of the present one"},
             settings.apply);
}

int recompute(const RecomputeSettings& settings) {
    const auto from = settings.from.empty() ? std::optional{Time{}} : from_rfc3339(settings.from);
    if (!from)
        return say("--from: \"" + settings.from +
                       "\" is no time; allowed is RFC 3339 with an offset, as "
                       "2026-03-30T00:00:00Z",
                   bad_settings_status);
    const auto folder = load_desk(settings.desk);
    if (!folder) {
        for (const Problem& problem : folder.error())
            std::cerr << to_text(problem) << '\n';
        return bad_settings_status;
    }
    const auto file = open_store(settings.data);
    if (!file) return say(to_text(file.error()), 1);
    const auto restored = (*file)->restore();
    if (!restored) return say(to_text(restored.error()), 1);
    auto done = recompute(*folder, {settings.kpi}, *restored, *from,
                          [&](Time since, const std::function<bool(const Entry&)>& take) {
                              return (*file)->for_each_record(since, take);
                          });
    if (!done) return say(to_text(done.error()), 1);
    std::cout << report_of(*done);
    if (!settings.apply) {
        std::cout << "Nothing was changed; with --apply the recomputed series takes the place of "
                     "the present one.\n";
        return std::cout ? 0 : 1;
    }
    const auto written = (*file)->write({}, std::move(done->applied));
    if (written.error) return say(to_text(*written.error), 1);
    std::cout << "The recomputed series is the KPI's present one from now on.\n";
    return std::cout ? 0 : 1;
}

}  // namespace waymark::server
