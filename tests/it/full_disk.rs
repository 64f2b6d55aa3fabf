//! A disk that was full for a moment: what is acknowledged afterwards is kept.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use soat::kernel::database::Database;

async fn run(database: &Database, statements: &[&str]) -> Result<(), sea_orm::DbErr> {
    let transaction = database.begin().await?;
    for statement in statements {
        transaction.execute_unprepared(statement).await?;
    }
    transaction.commit().await
}

async fn rows_seen_by_readers(database: &Database) -> i64 {
    let asked = Statement::from_string(DbBackend::Sqlite, "SELECT count(*) AS rows FROM work");
    database.read().query_one_raw(asked).await.unwrap().unwrap().try_get("", "rows").unwrap()
}

/// SQLite alone: it rolls a whole transaction back by itself when there is no room.
#[tokio::test]
async fn what_is_committed_after_the_disk_was_full_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("soat.db").display());
    let database = Database::open(&address, 1).await.unwrap();
    run(&database, &["CREATE TABLE work (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)"]).await.unwrap();
    // No page more than there are now: to SQLite that is a full disk.
    database.owner().execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
    let failed = run(&database, &["INSERT INTO work (bytes) VALUES (zeroblob(100000))"]).await.unwrap_err();
    assert!(failed.to_string().contains("full"), "{failed}");
    // There is room again.
    database.owner().execute_unprepared("PRAGMA max_page_count = 1000000").await.unwrap();
    // A transaction that is given up, as a refused request does, and then work that is acknowledged.
    drop(database.begin().await.unwrap());
    for _ in 0..3 {
        run(&database, &["INSERT INTO work (bytes) VALUES (zeroblob(10))"]).await.unwrap();
    }
    assert_eq!(rows_seen_by_readers(&database).await, 3);
}
