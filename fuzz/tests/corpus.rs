//! The claims of all targets hold for the kept corpus and for the seeds, without a fuzzer.

use std::{fs, path::Path};

#[test]
fn every_input_that_is_kept_keeps_its_targets_promise() {
    for (target, claim) in fuzz::TARGETS {
        let mut inputs = fuzz::golden::seeds(target);
        for directory in ["corpus", "target/corpus"] {
            let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join(directory)
                .join(target);
            let Ok(files) = fs::read_dir(&directory) else {
                continue;
            };
            // A fuzzer that runs meanwhile may take a file away.
            inputs.extend(files.filter_map(|file| fs::read(file.ok()?.path()).ok()));
        }
        println!("{target}: {} inputs", inputs.len());
        assert!(!inputs.is_empty());
        inputs.iter().for_each(|input| claim(input));
    }
}
