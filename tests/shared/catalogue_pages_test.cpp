#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "shared/base/file.hpp"
#include "shared/protocol/catalogue/catalogue.hpp"

namespace waymark {
namespace {

using nlohmann::json;

std::string text_of(const std::string& path) {
    return read_file(WAYMARK_SOURCE_DIR + path, 1 << 22).value();
}

TEST(CataloguePages, ThePageIsMadeFromTheTable) {
    std::istringstream stands{text_of("/docs/kpi-catalogue.md")}, made{catalogue_markdown()};
    std::string there, wanted;
    while (there == wanted && made && stands) {
        std::getline(stands, there);
        std::getline(made, wanted);
    }
    EXPECT_EQ(there, wanted) << "make it anew: waymark-server catalogue > docs/kpi-catalogue.md";
    EXPECT_EQ(stands.eof(), made.eof());
}

TEST(CataloguePages, TheSchemaIsMadeFromTheTable) {
    const json schema = json::parse(text_of("/assets/schema/kpis.schema.json"));
    EXPECT_EQ(schema["definitions"]["named"]["allOf"], json::parse("[" + catalogue_schema() + "]"))
        << "make it anew: build and run waymark-write-catalogue, with this folder";
    json names = json::array();
    for (const NamedMeasure& entry : catalogue())
        names.push_back(entry.name);
    EXPECT_EQ(schema["definitions"]["named_name"]["enum"], names);
}

TEST(CataloguePages, EveryOptionIsExplainedOnThePage) {
    const std::string page = catalogue_markdown();
    for (const NamedMeasure& entry : catalogue())
        for (const Option& option : entry.options)
            EXPECT_NE(page.find("| `" + std::string{option.name} + "` |"), page.npos)
                << option.name;
}

}  // namespace
}  // namespace waymark
