#include "shared/model/words.hpp"

namespace waymark {
namespace {

constexpr Words english{
    .states = {"Closed", "No data", "Stale", "Too few", "No target", "On target", "At risk",
               "Off target", "Unknown"},
    .live = "Live",
    .sample = "Sample",
    .sample_legend = "These values are made up: a preview of the desk folder, without a server",
    .connecting = "Connecting",
    .offline_since = "Offline since {}",
    .offline = "Offline",
    .last_known = "Last known {}",
    .no_connection = "No connection to the server since {}. The values are the last known ones.",
    .never_connected = "No connection to the server.",
    .trying_in = "Trying again in {} s.",
    .trying_now = "Trying again now.",
    .today = "today",
    .shift = "shift",
    .week = "this week",
    .month = "this month",
    .quarter = "this quarter",
    .year = "this year",
    .since_vision = "since the vision began",
    .just_now = "now",
    .seconds_ago = "{} s ago",
    .minutes_ago = "{} min ago",
    .hours_ago = "{} h ago",
    .days_ago = "{} d ago",
    .last_event = "last event {}",
    .no_event_yet = "no event yet",
    .not_heard_yet = "not heard yet",
    .opens = "opens {}",
    .provisional_until = "provisional until {}",
    .provisional = "provisional",
    .since = "since {}",
    .held_days = "day {} of {}",
    .part_of = "{} of {}",
    .achieved = "{} of {} achieved",
    .vision = "Our vision",
    .mission = "Our mission",
    .objectives = "Objectives",
    .supports_nothing = "supports: —",
    .more = "+{} more",
    .legend = "Line: today  ·  Dashed: target  ·  Arrow: against the time before",
    .problem = "The desk folder has {} problem: {}",
    .problems = "The desk folder has {} problems. First: {}",
    .waiting_for_desk = "Waiting for the desk",
    .waiting_where = "Server: {}",
    .waiting_next = "Start the server, or check its address: --server URL",
    .no_kpis = "No KPIs yet: add some to kpis.json and to a scene in screens.json",
    .minute_unit = "min",
    .hour_unit = "h",
    .day_unit = "d",
    .weekdays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
    .short_weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
    .months = {"January", "February", "March", "April", "May", "June", "July", "August",
               "September", "October", "November", "December"},
    .date = "{1} {2}",
    .decimal = '.',
    .group = ",",
};

constexpr Words german{
    .states = {"Geschlossen", "Keine Daten", "Veraltet", "Zu wenige", "Ohne Ziel", "Im Ziel",
               "Gefährdet", "Verfehlt", "Unbekannt"},
    .live = "Live",
    .sample = "Beispiel",
    .sample_legend = "Diese Werte sind erfunden: Vorschau des Desk-Ordners, ohne Server",
    .connecting = "Verbinde",
    .offline_since = "Offline seit {}",
    .offline = "Offline",
    .last_known = "Zuletzt {}",
    .no_connection = "Keine Verbindung zum Server seit {}. Gezeigt wird der letzte bekannte Stand.",
    .never_connected = "Keine Verbindung zum Server.",
    .trying_in = "Neuer Versuch in {} s.",
    .trying_now = "Neuer Versuch jetzt.",
    .today = "heute",
    .shift = "Schicht",
    .week = "diese Woche",
    .month = "dieser Monat",
    .quarter = "dieses Quartal",
    .year = "dieses Jahr",
    .since_vision = "seit Beginn der Vision",
    .just_now = "jetzt",
    .seconds_ago = "vor {} s",
    .minutes_ago = "vor {} min",
    .hours_ago = "vor {} h",
    .days_ago = "vor {} d",
    .last_event = "Ereignis {}",
    .no_event_yet = "kein Ereignis",
    .not_heard_yet = "nie gehört",
    .opens = "öffnet {}",
    .provisional_until = "vorläufig bis {}",
    .provisional = "vorläufig",
    .since = "seit {}",
    .held_days = "Tag {} von {}",
    .part_of = "{} von {}",
    .achieved = "{} von {} erreicht",
    .vision = "Vision",
    .mission = "Auftrag",
    .objectives = "Ziele",
    .supports_nothing = "stützt: —",
    .more = "+{} weitere",
    .legend = "Linie: heute  ·  Gestrichelt: Ziel  ·  Pfeil: gegen den Zeitraum davor",
    .problem = "Der Desk-Ordner hat {} Problem: {}",
    .problems = "Der Desk-Ordner hat {} Probleme. Das erste: {}",
    .waiting_for_desk = "Warte auf den Service Desk",
    .waiting_where = "Server: {}",
    .waiting_next = "Server starten oder seine Adresse prüfen: --server URL",
    .no_kpis = "Noch keine KPIs: in kpis.json anlegen und in screens.json aufnehmen",
    .minute_unit = "min",
    .hour_unit = "h",
    .day_unit = "d",
    .weekdays = {"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
    .short_weekdays = {"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"},
    .months = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
               "Oktober", "November", "Dezember"},
    .date = "{1}. {2}",
    .decimal = ',',
    .group = ".",
};

constexpr Words danish{
    .states = {"Lukket", "Ingen data", "Forældet", "For få", "Uden mål", "På mål", "I fare",
               "Ikke nået", "Ukendt"},
    .live = "Live",
    .sample = "Eksempel",
    .sample_legend = "Disse tal er opdigtede: et eksempel på desk-mappen, uden server",
    .connecting = "Forbinder",
    .offline_since = "Offline siden {}",
    .offline = "Offline",
    .last_known = "Senest kendt {}",
    .no_connection = "Ingen forbindelse til serveren siden {}. Tallene er de senest kendte.",
    .never_connected = "Ingen forbindelse til serveren.",
    .trying_in = "Prøver igen om {} s.",
    .trying_now = "Prøver igen nu.",
    .today = "i dag",
    .shift = "vagt",
    .week = "denne uge",
    .month = "denne måned",
    .quarter = "dette kvartal",
    .year = "i år",
    .since_vision = "siden visionen begyndte",
    .just_now = "nu",
    .seconds_ago = "{} s siden",
    .minutes_ago = "{} min siden",
    .hours_ago = "{} t siden",
    .days_ago = "{} d siden",
    .last_event = "hændelse {}",
    .no_event_yet = "ingen hændelse",
    .not_heard_yet = "aldrig hørt",
    .opens = "åbner {}",
    .provisional_until = "foreløbig til {}",
    .provisional = "foreløbig",
    .since = "siden {}",
    .held_days = "dag {} af {}",
    .part_of = "{} af {}",
    .achieved = "{} af {} nået",
    .vision = "Vores vision",
    .mission = "Vores mission",
    .objectives = "Mål",
    .supports_nothing = "støtter: —",
    .more = "+{} flere",
    .legend = "Linje: i dag  ·  Stiplet: mål  ·  Pil: mod tiden før",
    .problem = "Desk-mappen har {} problem: {}",
    .problems = "Desk-mappen har {} problemer. Det første: {}",
    .waiting_for_desk = "Venter på servicedesken",
    .waiting_where = "Server: {}",
    .waiting_next = "Start serveren, eller ret dens adresse: --server URL",
    .no_kpis = "Ingen KPI'er endnu: opret dem i kpis.json og vis dem i screens.json",
    .minute_unit = "min",
    .hour_unit = "t",
    .day_unit = "d",
    .weekdays = {"søndag", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag"},
    .short_weekdays = {"søn", "man", "tir", "ons", "tor", "fre", "lør"},
    .months = {"januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
               "oktober", "november", "december"},
    .date = "{1}. {2}",
    .decimal = ',',
    .group = ".",
};

}  // namespace

const Words& words_for(std::string_view locale) {
    const std::string_view language = locale.substr(0, locale.find_first_of("-_"));
    if (language == "de") return german;
    if (language == "da") return danish;
    return english;
}

std::string fill(std::string_view pattern, std::initializer_list<std::string_view> parts) {
    std::string text;
    std::size_t next = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '{') {
            text += pattern[i];
            continue;
        }
        const std::size_t end = pattern.find('}', i);
        const std::string_view number = pattern.substr(i + 1, end - i - 1);
        const std::size_t part =
            number.empty() ? next++ : static_cast<std::size_t>(number.front() - '1');
        if (part < parts.size()) text += parts.begin()[part];
        i = end;
    }
    return text;
}

}  // namespace waymark
