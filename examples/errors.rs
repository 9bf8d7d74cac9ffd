//! Every way a call can fail, and how a caller tells them apart. `cargo run --example errors`.

use std::time::Duration;

use dubbo::{Error, exception, reference, service};

/// What the accounts service throws: one Java exception class per variant, and one variant for
/// everything else that can happen to a call.
#[exception]
#[derive(Debug)]
pub enum AccountError {
    /// The checked exception that the Java interface declares.
    #[exception("org.demo.InsufficientFundsException")]
    InsufficientFunds {
        /// How much is missing.
        missing: i64,
        /// Java's `getMessage()`.
        message: String,
    },
    /// Timeouts, lost connections, exceptions of other classes …
    #[exception(other)]
    Other(Error),
}

/// The contract.
#[service(interface = "org.demo.AccountService")]
#[reference]
pub trait Accounts {
    /// Takes `amount` from the account.
    async fn withdraw(&self, amount: i64) -> Result<i64, AccountError>;
    /// Is slower than its caller has time.
    #[method(timeout = "50ms")]
    async fn audit(&self) -> dubbo::Result<String>;
    /// Has a mistake in it.
    async fn broken(&self) -> dubbo::Result<()>;
}

struct Bank;

impl Accounts for Bank {
    async fn withdraw(&self, amount: i64) -> Result<i64, AccountError> {
        match 100 - amount {
            missing @ ..0 => {
                let message = format!("{} missing", -missing);
                Err(AccountError::InsufficientFunds {
                    missing: -missing,
                    message,
                })
            }
            rest => Ok(rest),
        }
    }

    async fn audit(&self) -> dubbo::Result<String> {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Ok("all is well".to_owned())
    }

    async fn broken(&self) -> dubbo::Result<()> {
        Err(Error::exception(
            "java.lang.IllegalStateException",
            "the vault is open",
        ))
    }
}

/// A second contract at the same address, which nobody serves.
#[reference(interface = "org.demo.LoanService")]
pub trait Loans {
    /// Asks for a loan.
    async fn request(&self, amount: i64) -> dubbo::Result<bool>;
}

#[tokio::main]
async fn main() -> dubbo::Result<()> {
    let server = dubbo::serve("dubbo://0.0.0.0:0")
        .publish(AccountsServer::new(Bank))
        .start()
        .await?;
    let url = server.url();
    let bank = AccountsClient::connect(&url).await?;

    match bank.withdraw(130).await {
        Err(AccountError::InsufficientFunds { missing, .. }) => {
            println!("business error: {missing} missing");
        }
        other => println!("unexpected: {other:?}"),
    }
    report("slow provider", bank.audit().await);
    report("unknown exception", bank.broken().await);
    report(
        "unknown service",
        LoansClient::connect(&url).await?.request(1).await,
    );
    server.shut_down().await;
    report("provider gone", bank.broken().await);
    Ok(())
}

fn report<T>(what: &str, outcome: dubbo::Result<T>) {
    let Err(error) = outcome else {
        return println!("{what}: no error");
    };
    let kind = match &error {
        Error::Timeout { .. } => "timeout",
        Error::Network { .. } => "network",
        Error::NotFound(_) => "not found",
        Error::Refused { .. } => "refused",
        Error::Serialization { .. } => "serialization",
        Error::Exception(exception) => exception.class.as_str(),
        _ => "other",
    };
    println!("{what}: {kind} (code {})", error.code());
}
