#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>

#include "shared/model/state.hpp"

namespace waymark {

/// The wall's own words in one language. "{}" stands for what is filled in.
struct Words {
    std::array<std::string_view, 9> states;  ///< in the order of State
    std::string_view live;
    std::string_view sample;
    std::string_view sample_legend;
    std::string_view connecting;
    std::string_view offline_since;  ///< time
    std::string_view offline;        ///< never connected
    std::string_view last_known;     ///< time
    std::string_view no_connection;  ///< time
    std::string_view never_connected;
    std::string_view trying_in;  ///< seconds
    std::string_view trying_now;
    std::string_view today;  ///< as a window, like the next six
    std::string_view shift;
    std::string_view week;
    std::string_view month;
    std::string_view quarter;
    std::string_view year;
    std::string_view since_vision;
    std::string_view just_now;
    std::string_view seconds_ago;
    std::string_view minutes_ago;
    std::string_view hours_ago;
    std::string_view days_ago;
    std::string_view last_event;  ///< time
    std::string_view no_event_yet;
    std::string_view not_heard_yet;
    std::string_view opens;              ///< weekday and time
    std::string_view provisional_until;  ///< date
    std::string_view provisional;        ///< the same in a word
    std::string_view since;              ///< time or date: a series younger than its window
    std::string_view held_days;          ///< days held, days needed
    std::string_view part_of;            ///< part, whole
    std::string_view achieved;           ///< part, whole
    std::string_view vision;
    std::string_view mission;
    std::string_view objectives;
    std::string_view supports_nothing;
    std::string_view no_vision;
    std::string_view now_off_target;
    std::string_view page;  ///< page, pages
    std::string_view legend;
    std::string_view problem;   ///< count, first one: of the desk folder
    std::string_view problems;  ///< count, first one
    std::string_view waiting_for_desk;
    std::string_view waiting_where;  ///< address of the server
    std::string_view start_server;   ///< steps until numbers are live: open, then done
    std::string_view server_answers;
    std::string_view asks_server;  ///< its address
    std::string_view name_screen;
    std::string_view screen_known;
    std::string_view describe_desk;
    std::string_view desk_described;
    std::string_view send_data;
    std::string_view data_comes;
    std::string_view send_own;
    std::string_view no_data_yet;
    std::string_view no_kpis;
    std::string_view paused;
    std::string_view new_code;  ///< minutes
    std::string_view objective_reached;
    std::string_view vision_reached;
    std::string_view reached_on;     ///< date
    std::string_view reached_at;     ///< percent, date
    std::string_view reached_since;  ///< date, date it began
    std::string_view reached_from;   ///< percent, date, percent, date
    std::string_view well_done;
    std::string_view no_next_vision;
    std::string_view day_without_vision;         ///< days
    std::string_view days_without_vision;        ///< days
    std::array<std::string_view, 3> unit_kinds;  ///< in the order of UnitKind
    std::string_view cascade;                    ///< heading of the scene
    std::string_view cascade_legend;
    std::string_view no_units;
    std::string_view no_objectives;
    std::string_view no_csfs;
    std::string_view why;
    std::string_view history;
    std::string_view no_history;
    std::string_view marks_legend;
    std::string_view queues;  ///< heading of the scene
    std::string_view all_queues;
    std::string_view no_queues;
    std::string_view roadmap;      ///< heading of the scene
    std::string_view achieved_on;  ///< date
    std::string_view on_pace;      ///< date
    std::string_view late;         ///< date
    std::string_view never;
    std::string_view too_early;
    std::string_view no_end;  ///< a CSF that says nothing of when it is done
    std::string_view achievements;
    std::string_view no_achievements;
    std::string_view forecast;
    std::string_view minute_unit;
    std::string_view hour_unit;
    std::string_view day_unit;
    std::array<std::string_view, 7> weekdays;  ///< Sunday first
    std::array<std::string_view, 7> short_weekdays;
    std::array<std::string_view, 12> months;
    std::string_view date;  ///< day, month; "{1}" and "{2}" in the language's order
    char decimal = '.';
    std::string_view group;  ///< between thousands

    std::string_view of(State state) const { return states[static_cast<std::size_t>(state)]; }
};

/// The words for a locale such as "de-DE"; English for languages that have none yet.
const Words& words_for(std::string_view locale);

/// `pattern` with its "{}" replaced by `parts` in order, and "{1}", "{2}" by number.
std::string fill(std::string_view pattern, std::initializer_list<std::string_view> parts);

}  // namespace waymark
