//! A request that its sender gives up, at any moment: the connection to the database it had is as good as new for the next.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use sea_orm::{ConnectionTrait, Statement};
use soat::kernel::database::Database;
use soat_tests::on_every_database;

/// Polls a future so many times, with time between for the database to answer, and lets go of it. Says whether it had ended.
async fn ends_within<F: Future>(polls: i64, future: F) -> bool {
    let mut future = pin!(future);
    for _ in 0..polls {
        if future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    false
}

async fn count(database: &Database) -> i64 {
    let asked = Statement::from_string(database.backend(), "SELECT count(*) AS rows FROM work");
    database.read().query_one_raw(asked).await.unwrap().unwrap().try_get("", "rows").unwrap()
}

on_every_database!(a_transaction_given_up_while_it_begins_leaves_nothing_open, |app| async move {
    let address = &app.state.settings().database_url;
    // One connection, so that whoever comes next gets the one that was given up.
    let (database, other) = (Database::open(address, 1).await.unwrap(), Database::open(address, 1).await.unwrap());
    database.owner().execute_unprepared("CREATE TABLE work (id INTEGER PRIMARY KEY)").await.unwrap();
    // A beginning that is done by its first poll was not given up and says nothing: it is asked again.
    let (mut polls, mut given_up) = (1, 0);
    for row in 1..=500 {
        let ended = ends_within(polls, database.begin()).await;
        // Written without a transaction: kept at once, whatever the one before had begun.
        database.owner().execute_unprepared(&format!("INSERT INTO work (id) VALUES ({row})")).await.unwrap();
        assert_eq!(count(&other).await, row, "given up after {polls} polls");
        match (ended, given_up) {
            (true, 0) => {}
            (true, _) => return,
            (false, _) => (polls, given_up) = (polls + 1, given_up + 1),
        }
    }
    panic!("given up {given_up} times in 500 beginnings, and never begun");
});
