//! `soat demo`.

use std::io::Write;

use crate::app::AppState;
use crate::demo::content;
use crate::demo::folder::Folder;
use crate::demo::{self, leaflet};
use crate::kernel::clock::DEFAULT_ZONE;
use crate::kernel::config::Settings;

/// What is logged unless the settings say otherwise: people read this on a screen.
const QUIET: &str = "warn";

/// Makes the demonstration unless it is there, prints what there is to try, and serves.
///
/// # Errors
/// A sentence about what could not be opened or made.
pub(crate) async fn run(mut settings: Settings, fresh: bool, serves: bool) -> Result<(), String> {
    if settings.log == Settings::default().log {
        QUIET.clone_into(&mut settings.log);
    }
    super::start_logging(&settings);
    // The address first: a server that runs already keeps its data.
    let listener = if serves { Some(super::serve::listen(&mut settings).await?) } else { None };
    let address = settings.public_address();
    let (app, folder) = prepare(settings, fresh).await?;
    let (content, _) = content::on(&app.now().local_date(DEFAULT_ZONE))?;
    // Nobody reading any more is no reason to stop.
    let _ = writeln!(std::io::stdout(), "{}", leaflet::text(&address, &content.disclaimer));
    let done = match listener {
        Some(listener) => super::serve::serve_on(listener, app).await,
        None => app.database().clone().close().await.map_err(|error| error.to_string()),
    };
    drop(folder);
    done
}

/// Opens the data folder of the demonstration, and fills it unless it is whole. The folder is this process's until it is dropped.
///
/// # Errors
/// When the folder has other data or is in use; what was refused while it was filled.
pub async fn prepare(mut settings: Settings, fresh: bool) -> Result<(AppState, Folder), String> {
    if !settings.database_url.is_empty() {
        return Err("soat demo dùng cơ sở dữ liệu nhúng; hãy bỏ database_url / uses the embedded database; leave out database_url".into());
    }
    let data_dir = settings.data_dir.clone();
    let mut folder = Folder::claim(&data_dir, fresh)?;
    demo::documents::provide_master_key(&mut settings, &data_dir)?;
    let app = super::open_app(settings).await?;
    if !folder.is_whole() {
        eprintln!("Đang tạo dữ liệu trình diễn… / making the demonstration…");
        demo::seed(&app).await?;
        folder.finish()?;
    }
    Ok((app, folder))
}
