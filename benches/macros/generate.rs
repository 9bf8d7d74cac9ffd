//! Writes the contract of `METHODS` methods, its implementation, and a call of each, for `ours` and for `by-tarpc`.

use std::fmt::Write as _;
use std::{env, error::Error, fs, path::Path};

/// What methods look like, one after the other: arguments, the names they are passed by, result, value, and a call's arguments.
const SHAPES: [[&str; 4]; 5] = [
    ["name: String", "String", "name", "\"Maria\".to_owned()"],
    [
        "id: i64, twice: bool",
        "i64",
        "if twice { 2 * id } else { id }",
        "7, true",
    ],
    [
        "names: Vec<String>",
        "Vec<i64>",
        "names.iter().map(|name| name.len() as i64).collect()",
        "vec![\"Maria\".to_owned()]",
    ],
    [
        "user: User",
        "Option<User>",
        "Some(user)",
        "User { id: 7, name: None }",
    ],
    ["", "()", "()", ""],
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed=METHODS");
    println!("cargo::rerun-if-changed=../generate.rs");
    let count = env::var("METHODS").map_or(Ok(100), |count| count.parse::<usize>())?;
    let is_ours = env::var("CARGO_PKG_NAME")? == "ours";
    let (mut methods, mut bodies, mut calls) = (String::new(), String::new(), String::new());
    for at in 0..count {
        let [arguments, result, value, passed] = SHAPES[at % SHAPES.len()];
        if is_ours {
            writeln!(
                methods,
                "async fn method_{at}(&self, {arguments}) -> dubbo::Result<{result}>;"
            )?;
            writeln!(
                bodies,
                "async fn method_{at}(&self, {arguments}) -> dubbo::Result<{result}> {{ Ok({value}) }}"
            )?;
            writeln!(calls, "client.method_{at}({passed}).await?;")?;
        } else {
            writeln!(methods, "async fn method_{at}({arguments}) -> {result};")?;
            writeln!(
                bodies,
                "async fn method_{at}(self, _: tarpc::context::Context, {arguments}) -> {result} {{ {value} }}"
            )?;
            writeln!(
                calls,
                "client.method_{at}(tarpc::context::current(), {passed}).await?;"
            )?;
        }
    }
    let (attributes, result) = match is_ours {
        true => (
            "#[dubbo::service]\n#[dubbo::reference]",
            "dubbo::Result<()>",
        ),
        false => ("#[tarpc::service]", "Result<(), tarpc::client::RpcError>"),
    };
    let source = format!(
        "{attributes}\npub trait Contract {{\n{methods}}}\n\n\
         impl Contract for Service {{\n{bodies}}}\n\n\
         async fn call_all(client: &ContractClient) -> {result} {{\n{calls}Ok(())\n}}\n"
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("contract.rs"), source)?;
    Ok(())
}
