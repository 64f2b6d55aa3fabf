//! The fault mode: devices do a day's work while servers are killed, the network breaks, the disk fills and the database is
//! restarted; then every device and the server are compared with what each device was told.
//!
//! `phone` is a device (`deeds` what its person does, `pushing`, `pulling` and `bringing` how it speaks, `records` what it
//! holds, `journal` what it was told); `proxy`, `storm`, `fleet`, `disk` and `cluster` are the faults; `check` compares.
//!
//! One proxy stands between devices and servers, and another between servers and their bucket where they have one.

mod bringing;
mod chance;
mod check;
mod cluster;
mod deeds;
mod disk;
mod fleet;
mod journal;
pub mod options;
mod phone;
mod photo;
mod proxy;
mod pulling;
mod pushing;
mod records;
mod rest;
mod round;
mod storm;
mod summary;
mod team;
mod tide;

use std::process::ExitCode;

use soat::kernel::clock::Clock;
use soat_tests::bucket::{self, Bucket};

use self::chance::Chance;
use self::cluster::Cluster;
use self::disk::Disk;
use self::fleet::Fleet;
use self::journal::Kept;
use self::options::Faults;
use self::proxy::Proxy;
use self::storm::{Ground, Plan};
use self::summary::Summary;
use self::team::{Crew, Team};
use self::tide::Tide;
use crate::Outcome;
use crate::client::Device;
use crate::options::Options;
use crate::seed::{OFFICE, World};
use crate::server::Place;

/// Tries after which something counts as never happening.
const PATIENCE: usize = 600;
/// Rounds that people work before others take over: their devices hold all of them.
const ROUNDS_OF_A_CREW: usize = 8;
/// Mebibytes of the small disk, and those more for each round.
const DISK: (u64, u64) = (96, 6);
/// Differences shown with their history.
const SHOWN: u64 = 12;

/// Plays the rounds and prints what they came to. Fails when anything is lost.
pub async fn run(options: &Options, faults: &Faults) -> ExitCode {
    let seed = faults.seed.unwrap_or_else(|| Clock::System.now().0.unsigned_abs());
    println!("seed {seed}");
    match play(options, faults, seed).await {
        Ok(summary) => {
            print!("{}", summary.table());
            if summary.lost == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(failure) => {
            eprintln!("soat-load: {failure} (seed {seed})");
            ExitCode::FAILURE
        }
    }
}

async fn play(options: &Options, faults: &Faults, seed: u64) -> Outcome<Summary> {
    let program = options.program()?;
    if faults.processes > 1 && options.postgres.is_none() {
        return Err("two server processes need PostgreSQL: name one with --postgres".into());
    }
    let rounds = u64::from(options.rounds);
    let disk = faults.disk_full.then(|| Disk::mount(&options.folder, DISK.0 + DISK.1 * rounds)).transpose()?;
    let cluster = match (&faults.database_restarts, &options.postgres) {
        (Some(folder), Some(address)) => Some(Cluster::at(folder, address).await?),
        (Some(_), None) => return Err("--database-restarts needs --postgres".into()),
        (None, _) => None,
    };
    let mut place = Place::fresh(disk.as_ref().map_or(options.folder.as_path(), Disk::folder), options.postgres.as_deref()).await?;
    place.bucket = faults.bucket.as_deref().map(Bucket::at);
    let tide = Tide::calm();
    let ports = fleet::free_ports(&mut Chance::of(seed ^ u64::from(std::process::id()), 1), faults.processes)?;
    let proxy = Proxy::open(seed, tide.clone(), ports.iter().map(|port| fleet::local(*port)).collect()).await?;
    // Tokens name the address that devices see, whichever process made them.
    let mut settings = vec![format!("public_url=http://{}", proxy.address)];
    settings.extend(faults.settings.iter().cloned());
    let before_the_bucket = match &place.bucket {
        Some(bucket) => Some(before(bucket, seed, &tide, &mut settings).await?),
        None => None,
    };
    let mut run = Run {
        options,
        faults,
        seed,
        tide: tide.clone(),
        proxy,
        before_the_bucket,
        disk,
        cluster,
        fleet: Fleet::new((program, &place), settings, tide, ports, &options.folder)?,
        summary: Summary { seed, ..Summary::default() },
        files: Vec::new(),
        differences: Vec::new(),
    };
    let played = run.play(&place).await;
    if played.is_err() || run.summary.lost > 0 {
        eprintln!("the end of the servers' log:\n{}", run.fleet.end_of_log(40));
        // Once more, where whoever sees only the end of all this looks.
        run.differences.iter().for_each(|difference| eprintln!("{difference}"));
    }
    let (summary, disk) = (run.summary, run.disk);
    drop(run.fleet);
    place.remove().await?;
    drop(disk);
    played.map(|()| summary)
}

/// Opens a bad network before a bucket, and tells the servers to go through it.
async fn before(bucket: &Bucket, seed: u64, tide: &Tide, settings: &mut Vec<String>) -> Outcome<Proxy> {
    let address = bucket.endpoint.strip_prefix("http://").ok_or("a bucket at http://host:port/name")?;
    let proxy = Proxy::open_before_a_bucket(seed ^ 1, tide.clone(), address.parse()?).await?;
    settings.extend([
        format!("s3_endpoint=http://{}", proxy.address),
        format!("s3_bucket={}", bucket.name),
        format!("s3_prefix={}", bucket.prefix),
        format!("s3_access_key={}", bucket::ACCESS_KEY),
        format!("s3_secret_key={}", bucket::SECRET_KEY),
        "s3_timeout_seconds=10".to_owned(),
    ]);
    Ok(proxy)
}

/// A run.
struct Run<'a> {
    options: &'a Options,
    faults: &'a Faults,
    seed: u64,
    tide: Tide,
    proxy: Proxy,
    before_the_bucket: Option<Proxy>,
    disk: Option<Disk>,
    cluster: Option<Cluster>,
    fleet: Fleet<'a>,
    summary: Summary,
    /// Files that were told as stored, of all rounds.
    files: Vec<Kept>,
    /// The first line of each difference that was shown.
    differences: Vec<String>,
}

impl Run<'_> {
    async fn play(&mut self, place: &Place) -> Outcome<()> {
        let rounds = usize::from(self.options.rounds);
        let (size, sharing) = (usize::from(self.options.devices()), usize::from(self.options.sharing()));
        let world = World::settle(place, size * rounds.div_ceil(ROUNDS_OF_A_CREW), 0).await?;
        self.fleet.start_all().await?;
        let address = format!("http://{}", self.proxy.address);
        let office = Device::sign_in_without_keeping(&address, OFFICE).await?;
        let mut teams: Vec<Team> = Vec::new();
        let mut crew = Crew { first: 0, size, sharing };
        for round in 0..rounds {
            if round % ROUNDS_OF_A_CREW == 0 {
                crew.first = size * (round / ROUNDS_OF_A_CREW);
                teams = team::sign_in(crew, &world, &address, self.seed, &self.tide).await?;
            }
            for (number, team) in teams.iter_mut().enumerate() {
                team.turn_to_next(&office, &address, crew.first + number * sharing, self.seed, &self.tide).await?;
            }
            self.round(round, &mut teams).await?;
        }
        self.fleet.stop_all().await?;
        for difference in check::rest::differences(place, &self.files).await? {
            self.show(&format!("  DIFFERENCE {}", difference.what));
        }
        Ok(())
    }

    async fn round(&mut self, number: usize, teams: &mut [Team]) -> Outcome<()> {
        let mut chance = Chance::of(self.seed, 2 + number as u64);
        let deeds = u64::from(self.faults.deeds) * u64::from(self.options.devices());
        let plan = Plan::draw(&mut chance, deeds, self.faults.kills, self.disk.is_some(), self.cluster.is_some());
        let ground =
            Ground { fleet: &mut self.fleet, disk: self.disk.as_ref(), cluster: self.cluster.as_ref(), summary: &mut self.summary };
        round::work(teams, self.faults.deeds, plan, ground, chance, &self.tide).await?;
        for ended in self.fleet.ended_by_themselves()? {
            self.show(&format!("  DIFFERENCE {ended}"));
        }
        self.fleet.start_all().await?;
        for team in teams.iter_mut() {
            let (differences, files) = round::compare(team, &mut self.summary).await?;
            for difference in &differences {
                self.show(&round::history(difference, team));
            }
            self.summary.files += files.len() as u64;
            self.files.extend(files);
        }
        self.summary.rounds += 1;
        self.summary.kills = self.fleet.kills;
        self.summary.cut = self.proxy.cut();
        self.summary.delayed = self.proxy.delayed();
        self.summary.bucket_failures = self.before_the_bucket.as_ref().map_or(0, Proxy::cut);
        self.summary.repeated = self.tide.repeats();
        let Summary { operations, files, lost, .. } = &self.summary;
        eprintln!("round {}: {operations} operations and {files} files acknowledged so far, lost: {lost}", number + 1);
        Ok(())
    }

    fn show(&mut self, difference: &str) {
        self.summary.lost += 1;
        if self.summary.lost <= SHOWN {
            println!("{difference}");
            self.differences.extend(difference.lines().next().map(str::to_owned));
        }
    }
}
