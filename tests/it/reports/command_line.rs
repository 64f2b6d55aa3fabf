//! `soat ca` and `soat verify`.

use soat::cli::execute;
use soat::kernel::config::Settings;
use soat_tests::corrective::Cast;
use soat_tests::signing::{pdf, sign, signed_minutes};
use soat_tests::{Engine, TestApp, on_every_database};

struct Operator {
    set: Vec<String>,
}

impl Operator {
    fn of(app: &TestApp) -> Self {
        let Settings { data_dir, database_url, .. } = app.state.settings();
        let pairs =
            [format!("data_dir={}", data_dir.display()), format!("database_url={database_url}"), format!("master_key={}", "5a".repeat(32))];
        Self { set: pairs.into_iter().flat_map(|pair| ["--set".to_owned(), pair]).collect() }
    }

    async fn runs(&self, words: &[&str]) -> Result<(), String> {
        let set = self.set.iter().map(String::as_str);
        execute(&["soat"].into_iter().chain(set).chain(words.iter().copied()).collect::<Vec<_>>()).await
    }
}

on_every_database!(an_operator_founds_the_authority_and_issues_keys, |app| async move {
    let operator = Operator::of(&app);
    let early = operator.runs(&["ca", "issue", "--user", "truongdoan"]).await.unwrap_err();
    assert!(early.contains("certificate authority"), "{early}");
    operator.runs(&["ca", "master-key"]).await.unwrap();
    operator.runs(&["ca", "init", "--name", "CA tỉnh Lạng Sơn", "--organisation", "Tỉnh Lạng Sơn"]).await.unwrap();
    operator.runs(&["ca", "init"]).await.unwrap_err();
    for name in ["truongdoan", "thuky", "giacat.chutich"] {
        operator.runs(&["ca", "issue", "--user", name, "--days", "3650"]).await.unwrap();
    }
    operator.runs(&["ca", "issue", "--organisation", "183"]).await.unwrap();
    operator.runs(&["ca", "issue", "--user", "khong.co.ai"]).await.unwrap_err();
    operator.runs(&["ca", "issue", "--user", "truongdoan", "--organisation", "183"]).await.unwrap_err();
    operator.runs(&["ca", "csr", "--user", "thanhvien"]).await.unwrap();
    operator.runs(&["ca", "list", "--user", "thanhvien"]).await.unwrap();
    operator.runs(&["ca", "revoke", "--user", "thanhvien", "--reason", "khong-biet"]).await.unwrap_err();
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_verified_without_a_server_and_what_fails_fails_the_command() {
    let app = TestApp::start(Engine::Sqlite).await;
    soat_tests::signing::issue_keys(&app).await;
    let cast = Cast::sign_in(&app).await;
    let (_, report) = signed_minutes(&app, &cast).await;
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let whole = pdf(&cast.lead, &report).await;
    let file = put("bien-ban.pdf", &whole);
    let root = put("root.pem", &app.get("/certificates/root").await.bytes);
    let list = put("soat.crl", &app.get("/certificates/revocation-list").await.bytes);
    assert!(execute(&["soat", "verify", &file]).await.unwrap_err().contains("--anchor"), "who signed is not known");
    execute(&["soat", "verify", &file, "--anchor", &root, "--revocation-list", &list, "--json"]).await.unwrap();
    let view = cast.lead.get(&report).await;
    let (content, base) = (view.text("/content_sha256"), view.text("/base_sha256"));
    let compared = |content: &str, base: &str| {
        let words = ["soat", "verify", &file, "--anchor", &root, "--content-sha256", content, "--base-sha256", base];
        words.map(str::to_owned)
    };
    let run = async |words: [String; 9]| execute(&words.each_ref().map(String::as_str)).await;
    run(compared(&content, &base.to_uppercase())).await.unwrap();
    assert!(run(compared(&base, &base)).await.unwrap_err().starts_with("1 "), "other content");
    assert!(run(compared(&content, &content)).await.unwrap_err().starts_with("1 "), "another first revision");
    run(compared("khong-phai", &base)).await.unwrap_err();
    let mut changed = whole;
    changed[1_000] ^= 1;
    let changed = put("sua.pdf", &changed);
    assert!(execute(&["soat", "verify", &changed, "--anchor", &root]).await.unwrap_err().contains("facts fail"));
    let other = TestApp::start(Engine::Sqlite).await;
    soat_tests::signing::issue_keys(&other).await;
    let stranger = put("khac.pem", &other.get("/certificates/root").await.bytes);
    assert!(execute(&["soat", "verify", &file, "--anchor", &stranger]).await.unwrap_err().contains("facts fail"));
    execute(&["soat", "verify", "/khong/co/tep.pdf"]).await.unwrap_err();
    sign(&cast.lead, &report, "lead").await.refused(409, "illegal-move");
}

#[tokio::test]
async fn time_stamps_that_nobody_could_judge_are_not_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let data = format!("data_dir={}", folder.path().display());
    let words = ["soat", "--set", &data, "--set", "tsa_url=http://127.0.0.1:1/", "ca", "list", "--user", "khong.co.ai"];
    assert!(execute(&words).await.unwrap_err().contains("tsa_anchors_file"));
}
