//! The schema goes up, all the way down and up again, with data in it, on both databases.

use sea_orm::{ConnectionTrait, DbBackend, Statement};
use soat_migrations::{Migrator, MigratorTrait};
use soat_tests::{TestApp, on_every_database};

const SQLITE_SCHEMA: &str = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master \
    WHERE tbl_name NOT IN ('seaql_migrations', 'sqlite_sequence') ORDER BY type, name";
const POSTGRES_SCHEMA: &str = "SELECT line FROM (\
    SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS line \
      FROM information_schema.columns WHERE table_schema = 'public' \
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' \
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
      WHERE connamespace = 'public'::regnamespace) AS all_lines WHERE line NOT LIKE '%seaql_migrations%' ORDER BY line";

async fn schema(app: &TestApp) -> Vec<String> {
    let backend = app.state.database().backend();
    let text = if backend == DbBackend::Sqlite { SQLITE_SCHEMA } else { POSTGRES_SCHEMA };
    let rows = app.state.database().owner().query_all_raw(Statement::from_string(backend, text)).await.unwrap();
    rows.iter().map(|row| row.try_get::<String>("", "line").unwrap()).collect()
}

on_every_database!(every_change_of_the_schema_can_be_undone_and_made_again, |app| async move {
    let owner = app.state.database().owner().clone();
    let before = schema(&app).await;
    assert!(before.len() > 60, "{before:#?}");
    Migrator::down(&owner, None).await.unwrap();
    assert_eq!(schema(&app).await, Vec::<String>::new());
    Migrator::up(&owner, None).await.unwrap();
    assert_eq!(schema(&app).await, before);
});

on_every_database!(each_change_alone_can_be_undone_and_made_again, |app| async move {
    let owner = app.state.database().owner().clone();
    let mut heights = vec![schema(&app).await];
    for _ in Migrator::migrations() {
        Migrator::down(&owner, Some(1)).await.unwrap();
        heights.push(schema(&app).await);
    }
    while let Some(expected) = heights.pop() {
        assert_eq!(schema(&app).await, expected);
        Migrator::up(&owner, Some(1)).await.unwrap();
    }
});
