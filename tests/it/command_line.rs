//! The operator's commands that need no running server.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use soat::access::entity::{grant, user};
use soat::access::policy::Role;
use soat::organisations::entity::organisation;
use soat_tests::people::{id_of, place};
use soat_tests::{TestApp, on_every_database};

async fn soat(app: &TestApp, words: &[&str]) -> Result<(), String> {
    let settings = app.state.settings();
    let (folder, database) = (format!("data_dir={}", settings.data_dir.display()), format!("database_url={}", settings.database()));
    let mut all = vec!["soat", "--set", &folder, "--set", &database];
    all.extend(words);
    soat::cli::execute(&all).await
}

on_every_database!(the_operator_imports_organisations_and_a_rehearsal_writes_nothing, |app| async move {
    let file = app.folder.path().join("danh-muc.csv");
    let file = file.to_str().unwrap();
    std::fs::write(file, "code,name,level,parent_code\n24,Tỉnh Bắc Giang,province,\n213,Thành phố Bắc Giang,district,24\n").unwrap();
    soat(&app, &["import", "organisations", file, "--dry-run"]).await.unwrap();
    assert_eq!(organisation::Entity::find().count(app.state.read()).await.unwrap(), 6);
    soat(&app, &["import", "organisations", file, "--root-kind", "ministry"]).await.unwrap();
    let top = organisation::Entity::find().filter(organisation::Column::Code.eq("24")).one(app.state.read()).await.unwrap().unwrap();
    assert_eq!((top.kind.as_str(), top.parent_id, top.root_id), ("ministry", None, top.id));
    std::fs::write(file, "code,name,level,parent_code\nX,,province,\n").unwrap();
    let refused = soat(&app, &["import", "organisations", file, "--within", "183"]).await.unwrap_err();
    assert!(refused.contains("/rows/2/name"), "{refused}");
    assert!(soat(&app, &["import", "organisations", file, "--within", "999"]).await.unwrap_err().contains("999"));
});

on_every_database!(the_operator_adds_and_disables_accounts, |app| async move {
    let add = ["user", "add", "--username", "dieu.hanh", "--name", "Người điều hành", "--organisation", "LS-KHCN"];
    soat(&app, &add).await.unwrap();
    let find = || user::Entity::find().filter(user::Column::Username.eq("dieu.hanh")).one(app.state.read());
    let person = find().await.unwrap().unwrap();
    assert_eq!((person.organisation_id, person.active), (place::SO_KHCN, true));
    assert!(soat(&app, &add).await.unwrap_err().contains("dieu.hanh"), "an account is made once");
    soat(&app, &["user", "disable", "--username", "Dieu.Hanh"]).await.unwrap();
    assert!(!find().await.unwrap().unwrap().active);
    assert!(soat(&app, &["user", "disable", "--username", "khong.co"]).await.is_err());
});

on_every_database!(the_operator_gives_and_ends_roles, |app| async move {
    let role = ["--user", "lanhdao", "--role", "administrator", "--organisation", "183"];
    soat(&app, &[&["grant", "add"], &role[..]].concat()).await.unwrap();
    // The commands tell the time by the machine and the tests by their own clock, so the rows are looked at, not their effect.
    let mine = || {
        let own = grant::Entity::find().filter(grant::Column::UserId.eq(id_of("lanhdao")));
        own.filter(grant::Column::Role.eq(Role::Administrator)).one(app.state.read())
    };
    let given = mine().await.unwrap().unwrap();
    assert_eq!((given.organisation_id, given.ended_at, given.granted_by), (place::CAO_LOC, None, None));
    soat(&app, &[&["grant", "end"], &role[..]].concat()).await.unwrap();
    assert!(mine().await.unwrap().unwrap().ended_at.is_some());
    assert!(soat(&app, &[&["grant", "end"], &role[..]].concat()).await.is_err(), "it ends once");
    assert!(soat(&app, &["grant", "add", "--user", "lanhdao", "--role", "vua", "--organisation", "183"]).await.is_err());
});
