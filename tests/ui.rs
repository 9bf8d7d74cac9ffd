//! The compile errors of the macros. Each case in `ui/` says how many errors it has and what words stand in
//! them; its `.stderr` is compared as a whole, and could be overwritten by whatever comes out, but the words
//! could not.

use std::fs;
use std::path::{Path, PathBuf};

/// In a build with the default features: the compiler's own remarks list all types that would do, and those differ
/// with the features.
#[cfg(all(feature = "runtime", not(feature = "blocking")))]
#[test]
fn each_mistake_is_one_error_that_says_what_to_write() {
    let cases = cases();
    assert!(cases.len() >= 80, "only {} cases", cases.len());
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}

/// Contracts held against Java's definition, which needs a feature of its own.
#[cfg(all(feature = "runtime", feature = "contract", not(feature = "blocking")))]
#[test]
fn what_is_not_javas_contract_is_an_error_that_says_what_is() {
    give_definitions();
    trybuild::TestCases::new().compile_fail("tests/ui/contract/*.rs");
}

#[cfg(all(feature = "runtime", not(feature = "contract")))]
#[test]
fn a_contract_of_javas_needs_its_feature() {
    trybuild::TestCases::new().compile_fail("tests/ui/without_contract/*.rs");
}

#[cfg(not(feature = "runtime"))]
#[test]
fn a_contract_alone_has_no_client_and_no_server() {
    trybuild::TestCases::new().compile_fail("tests/ui/without_runtime/*.rs");
}

/// Puts the definitions where the cases are compiled: their paths are relative to the package, and trybuild makes a
/// package of its own.
#[cfg(all(feature = "runtime", feature = "contract", not(feature = "blocking")))]
fn give_definitions() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let package = target.unwrap().join("tests/trybuild/dubbo-sdk");
    for folder in ["tests/golden/definitions", "tests/ui/contract"] {
        let to = package.join(folder);
        fs::create_dir_all(&to).unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for file in files(&from, "json") {
            fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
        }
    }
}

#[test]
fn each_case_states_its_messages_and_they_are_there() {
    for case in cases() {
        let source = fs::read_to_string(&case).expect("the case is readable");
        let messages: Vec<&str> = directives(&source, "message").collect();
        assert!(!messages.is_empty(), "{} states no message", case.display());
        let errors: usize = directives(&source, "errors")
            .next()
            .and_then(|count| count.parse().ok())
            .unwrap_or_else(|| panic!("{} states no number of errors", case.display()));
        let output =
            fs::read_to_string(case.with_extension("stderr")).expect("the case has an output");
        for message in messages {
            assert!(
                output.contains(message),
                "{}: no error says: {message}",
                case.display()
            );
        }
        let found = output
            .lines()
            .filter(|line| line.starts_with("error"))
            .count();
        assert_eq!(found, errors, "{}: the number of errors", case.display());
    }
}

fn directives<'a>(source: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    source.lines().filter_map(move |line| {
        line.strip_prefix("//~ ")?
            .strip_prefix(name)?
            .strip_prefix(": ")
    })
}

fn cases() -> Vec<PathBuf> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let folders =
        ["", "contract", "without_contract", "without_runtime"].map(|folder| ui.join(folder));
    let cases = folders.iter().flat_map(|folder| files(folder, "rs"));
    cases.collect()
}

fn files(folder: &Path, kind: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of the cases");
    let paths = entries.map(|entry| entry.expect("a case").path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == kind))
        .collect()
}
