//! `docs/options.md` names every option there is, and for each a test that there is.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Where options are defined, and which of the functions there are none.
const SOURCES: [(&str, &[&str]); 5] = [
    (
        "service/serve.rs",
        &[
            "serve",
            "publish",
            "filter",
            "transport",
            "address",
            "url",
            "connections",
            "set_readonly",
        ],
    ),
    (
        "service/dubbo.rs",
        &["builder", "new", "transport", "filters", "build"],
    ),
    ("config/reference.rs", &["new", "timeout_millis", "within"]),
    (
        "proxy/provider.rs",
        &[
            "new",
            "shared",
            "service",
            "definition",
            "method_of",
            "no_such_method",
        ],
    ),
    ("proxy/client.rs", &["new", "with", "invoker"]),
];

fn read(path: impl AsRef<Path>) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(path)).unwrap()
}

/// The rows of all tables, as cells.
fn rows() -> Vec<Vec<String>> {
    let cells = |row: &str| -> Vec<String> {
        let row = row.trim_matches('|').replace("\\|", "/");
        row.split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let tables = read("docs/options.md");
    let rows = tables.lines().filter(|line| line.starts_with("| "));
    let rows = rows.map(cells);
    rows.filter(|row| row.last().is_some_and(|cell| cell != "Test"))
        .collect()
}

/// The words in back quotes.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn every_option_is_in_the_tables() {
    let rows = rows();
    let there: BTreeSet<_> = rows.iter().flat_map(|row| quoted(&row[0])).collect();
    for (source, no_options) in SOURCES {
        let text = read(Path::new("dubbo-core/src").join(source));
        let functions = text.lines().map(str::trim);
        for function in functions.filter_map(|line| line.strip_prefix("pub fn ")) {
            let name = function.split(['(', '<']).next().unwrap();
            assert!(
                there.contains(name) || no_options.contains(&name),
                "`{name}` of {source} is missing in docs/options.md"
            );
        }
    }
}

#[test]
fn every_test_that_the_tables_name_is_there() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/behaviour");
    let tests: String = fs::read_dir(tests)
        .unwrap()
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let rows = rows();
    for row in &rows {
        let [.., test] = &row[..] else {
            panic!("{row:?}")
        };
        let name = quoted(test).next().unwrap_or_default();
        let there = !name.is_empty() && tests.contains(&format!("fn {name}"));
        assert!(there, "there is no test `{name}`: {row:?}");
    }
    println!("{} options, each with a test", rows.len());
    assert!(rows.len() > 35);
}
