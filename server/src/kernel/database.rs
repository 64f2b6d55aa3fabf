//! Connections: SQLite with one writer and several readers, or PostgreSQL with one pool. The only file that knows the dialects.

use std::time::Duration;

use sea_orm::sqlx::Connection;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database as SeaDatabase, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

/// Readers that SQLite gets beside its one writer.
const SQLITE_READERS: u32 = 4;
/// Milliseconds a SQLite connection waits for a lock.
const SQLITE_BUSY_MILLIS: u64 = 10_000;

/// The database of one program.
#[derive(Clone, Debug)]
pub struct Database {
    write: DatabaseConnection,
    read: DatabaseConnection,
}

impl Database {
    /// Opens `sqlite:<path>` or `postgres://…`.
    ///
    /// # Errors
    /// When the address is not one of these, or the database does not answer.
    pub async fn open(url: &str, max_connections: u32) -> Result<Self, DbErr> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.trim_start_matches("//");
            let write = sqlite(path, 1, false).await?;
            let read = sqlite(path, SQLITE_READERS, true).await?;
            return Ok(Self { write, read });
        }
        let mut options = ConnectOptions::new(url);
        options.max_connections(max_connections).acquire_timeout(Duration::from_secs(20)).sqlx_logging(false);
        let pool = SeaDatabase::connect(options).await?;
        Ok(Self { write: pool.clone(), read: pool })
    }

    /// For reading only.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// For migrations, which manage their own transactions.
    #[must_use]
    pub fn owner(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Which of the two it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.write.get_database_backend()
    }

    /// Begins a write transaction. SQLite takes its write lock at once: a transaction that starts reading and then writes
    /// would be refused as "locked" when another has written in between.
    ///
    /// It begins in a task of its own, which nobody gives up: on PostgreSQL a request that goes away while the database answers
    /// would leave a transaction that the driver does not know of, and so never ends, to whoever gets the connection next.
    ///
    /// # Errors
    /// When no connection is free in time.
    #[expect(clippy::disallowed_methods, reason = "the one place that begins write transactions")]
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let sqlite_transaction_mode = (self.backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        let options = TransactionOptions { sqlite_transaction_mode, ..Default::default() };
        let write = self.write.clone();
        let begun = tokio::spawn(async move { write.begin_with_options(options).await }).await;
        begun.unwrap_or_else(|ended| Err(DbErr::Custom(ended.to_string())))
    }

    /// Closes all connections; SQLite folds its log into the file.
    ///
    /// # Errors
    /// When the database reports a failure at the end.
    pub async fn close(self) -> Result<(), DbErr> {
        if self.backend() == DbBackend::Sqlite {
            self.read.close().await?;
        }
        self.write.close().await
    }
}

/// SQL that makes hexadecimal text of a column of ids, with hyphens or without: SQLite keeps the bytes, PostgreSQL has a type.
#[must_use]
pub fn id_as_text(db: &impl ConnectionTrait, column: &str) -> String {
    match db.get_database_backend() {
        DbBackend::Sqlite => format!("hex({column})"),
        _ => format!("{column}::text"),
    }
}

async fn sqlite(path: &str, connections: u32, read_only: bool) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(format!("sqlite://{path}?mode=rwc"));
    options.max_connections(connections).min_connections(1).acquire_timeout(Duration::from_secs(20)).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(move |options| {
        let options = options
            .pragma("journal_mode", "WAL")
            .pragma("synchronous", "FULL")
            .pragma("foreign_keys", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", "-16000")
            .busy_timeout(Duration::from_millis(SQLITE_BUSY_MILLIS))
            .statement_cache_capacity(400);
        if read_only { options.pragma("query_only", "ON") } else { options }
    });
    // On a full disk SQLite itself rolls a transaction back, and the driver, whose own rollback fails then, still counts it as
    // open. What comes later on that connection would be a savepoint within no transaction or, after the next rollback, within
    // one that nobody ever commits: acknowledged, seen by no reader, and gone when the program ends.
    options.map_sqlx_sqlite_before_acquire(|connection, _| {
        let is_clean = !connection.is_in_transaction();
        Box::pin(async move { Ok(is_clean) })
    });
    SeaDatabase::connect(options).await
}
