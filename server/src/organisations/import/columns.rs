//! Reading the table: UTF-8 text with a heading row, separated by commas, semicolons or tabs, as spreadsheets save it.

use csv::{ByteRecord, ReaderBuilder};

use crate::kernel::catalogue::field;
use crate::kernel::problem::FieldError;
use crate::kernel::text::{self, ForbiddenCharacter};

/// Largest file taken over HTTP, in bytes: some 60,000 rows.
pub const MAX_BYTES: usize = 16 * 1024 * 1024;

macro_rules! columns {
    ($($variant:ident $name:literal $max:literal $doc:literal;)+) => {
        /// A column of the table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column { $(#[doc = $doc] $variant,)+ }

        impl Column {
            /// All columns, in the order of an export.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in the heading.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Characters a cell may have.
            #[must_use]
            pub const fn max_length(self) -> usize {
                match self { $(Self::$variant => $max,)+ }
            }
        }
    };
}

columns! {
    Code "code" 40 "Code; must be there.";
    Name "name" 300 "Full name; must be there.";
    ShortName "short_name" 100 "Short name.";
    Kind "kind" 60 "Code of the kind; empty: the People's Committee of the level.";
    Level "level" 20 "Level; must be there.";
    ParentCode "parent_code" 40 "Code of the direct superior; empty: the place of the import.";
    SecondSuperiorCode "second_superior_code" 40 "Code of the second superior.";
    UnitCode "unit_code" 40 "Code of the administrative unit.";
    ValidFrom "valid_from" 10 "First day, `YYYY-MM-DD`.";
    ValidTo "valid_to" 10 "Last day, `YYYY-MM-DD`.";
    Address "address" 300 "Address.";
    Phone "phone" 40 "Telephone number.";
    Email "email" 254 "E-mail address.";
}

/// Columns without which a file is refused.
pub const REQUIRED: [Column; 4] = [Column::Code, Column::Name, Column::Level, Column::ParentCode];

/// A table as it was read: cleaned cells, empty ones as none.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number in the file, the heading being row 1.
    pub number: u32,
    cells: Vec<Option<String>>,
}

impl Table {
    /// Whether the file has this column.
    #[must_use]
    pub fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    /// Whether it has no more than the columns of the list of administrative units.
    #[must_use]
    pub fn is_list_of_units(&self) -> bool {
        self.columns.len() == REQUIRED.len()
    }

    /// A cell; none when it is empty or there is no such column.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a Row, column: Column) -> Option<&'a str> {
        let place = self.columns.iter().position(|one| *one == column)?;
        row.cells.get(place)?.as_deref()
    }
}

/// An error that names row and column in its pointer and its words.
#[must_use]
pub fn flaw(row: u32, column: &str, flaw: &field::Flaw, params: &[(&str, &str)]) -> FieldError {
    let mut error = FieldError::of(flaw, format!("/rows/{row}/{column}"), params);
    error.vi = format!("Dòng {row}, cột {column}: {}", error.vi);
    error.en = format!("Row {row}, column {column}: {}", error.en);
    error
}

/// Reads a table.
///
/// # Errors
/// Every flaw of the heading; or every cell that cannot be text of a table, and every row with cells missing or too many.
pub fn read(bytes: &[u8]) -> Result<Table, Vec<FieldError>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let heading = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut reader = ReaderBuilder::new().delimiter(separator(heading)).flexible(true).from_reader(bytes);
    let unreadable = |error: csv::Error| vec![flaw(1, "", &field::WRONG_SHAPE, &[("reason", &error.to_string())])];
    let columns = columns(reader.byte_headers().map_err(unreadable)?)?;
    let mut table = Table { columns, rows: Vec::new() };
    let mut flaws = Vec::new();
    for (record, number) in reader.byte_records().zip(2_u32..) {
        match record {
            Ok(record) => {
                let row = row(&table.columns, &record, number, &mut flaws);
                table.rows.push(row);
            }
            Err(error) => flaws.push(flaw(number, "", &field::WRONG_SHAPE, &[("reason", &error.to_string())])),
        }
    }
    if flaws.is_empty() { Ok(table) } else { Err(flaws) }
}

/// The separator that the heading uses; a comma when it uses none.
fn separator(heading: &[u8]) -> u8 {
    [b',', b';', b'\t'].into_iter().find(|separator| heading.contains(separator)).unwrap_or(b',')
}

fn columns(heading: &ByteRecord) -> Result<Vec<Column>, Vec<FieldError>> {
    let mut columns = Vec::new();
    let mut flaws = Vec::new();
    for name in heading {
        let name = String::from_utf8_lossy(name).trim().to_lowercase();
        match Column::ALL.iter().find(|column| column.name() == name) {
            Some(column) if columns.contains(column) => flaws.push(flaw(1, &name, &field::NOT_UNIQUE, &[])),
            Some(column) => columns.push(*column),
            None => {
                let known = Column::ALL.iter().map(|column| column.name()).collect::<Vec<_>>().join(", ");
                flaws.push(flaw(1, &name, &field::UNKNOWN_FIELD, &[("known", &known)]));
            }
        }
    }
    for column in REQUIRED.into_iter().filter(|column| !columns.contains(column)) {
        flaws.push(flaw(1, column.name(), &field::MISSING, &[("name", column.name())]));
    }
    if flaws.is_empty() { Ok(columns) } else { Err(flaws) }
}

fn row(columns: &[Column], record: &ByteRecord, number: u32, flaws: &mut Vec<FieldError>) -> Row {
    if record.len() != columns.len() {
        let reason = format!("{} ≠ {}", record.len(), columns.len());
        let place = columns.get(record.len()).or(columns.last()).map_or("", |column| column.name());
        flaws.push(flaw(number, place, &field::WRONG_SHAPE, &[("reason", &reason)]));
    }
    let cells = columns.iter().zip(record.iter()).map(|(column, bytes)| match cell(*column, bytes) {
        Ok(cell) => cell,
        Err((kind, params)) => {
            let params: Vec<(&str, &str)> = params.iter().map(|(name, value)| (*name, value.as_str())).collect();
            flaws.push(flaw(number, column.name(), kind, &params));
            None
        }
    });
    Row { number, cells: cells.collect() }
}

type CellFlaw = (&'static field::Flaw, Vec<(&'static str, String)>);

fn cell(column: Column, bytes: &[u8]) -> Result<Option<String>, CellFlaw> {
    let raw = std::str::from_utf8(bytes).map_err(|_| (&field::FORMAT, vec![("expected", "UTF-8".to_owned())]))?;
    let text = text::clean(raw.trim())
        .map_err(|ForbiddenCharacter(bad)| (&field::FORBIDDEN_CHARACTER, vec![("character", format!("U+{:04X}", u32::from(bad)))]))?;
    let text = unguarded(&text);
    if text.chars().count() > column.max_length() {
        return Err((&field::LENGTH, vec![("min", "0".to_owned()), ("max", column.max_length().to_string())]));
    }
    Ok(Some(text.to_owned()).filter(|text| !text.is_empty()))
}

/// Characters with which a spreadsheet would take a cell for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell as an export writes it: an apostrophe before what a spreadsheet would take for a formula (CWE-1236).
#[must_use]
pub fn guarded(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(csv: &str) -> Vec<String> {
        read(csv.as_bytes()).unwrap_err().into_iter().map(|flaw| format!("{} {}", flaw.pointer, flaw.code)).collect()
    }

    #[test]
    fn a_file_saved_by_a_spreadsheet_is_read() {
        let table = read("\u{feff}Code;Name;Level;Parent_Code\r\n06184;\"Thị trấn; Đồng Đăng\";commune;183\r\n".as_bytes()).unwrap();
        let row = &table.rows[0];
        assert_eq!((row.number, table.cell(row, Column::Name)), (2, Some("Thị trấn; Đồng Đăng")));
        assert!(table.is_list_of_units());
    }

    #[test]
    fn flaws_of_the_heading_are_all_named() {
        assert_eq!(
            places("code,nom,code\n"),
            [
                "/rows/1/nom unknown-field",
                "/rows/1/code not-unique",
                "/rows/1/name missing",
                "/rows/1/level missing",
                "/rows/1/parent_code missing"
            ]
        );
    }

    #[test]
    fn flaws_of_cells_are_named_by_row_and_column() {
        let long = "x".repeat(41);
        let file = format!("code,name,level,parent_code\n01,A\u{200b},province,\n{long},B,province,\n03,C\n");
        assert_eq!(places(&file), ["/rows/2/name forbidden-character", "/rows/3/code length", "/rows/4/level wrong-shape"]);
    }

    #[test]
    fn what_looks_like_a_formula_is_guarded_and_comes_back() {
        assert_eq!(guarded("+84 205 3812 345"), "'+84 205 3812 345");
        assert_eq!(unguarded("'+84 205 3812 345"), "+84 205 3812 345");
        assert_eq!(unguarded("'Đồng Đăng"), "'Đồng Đăng");
    }
}
