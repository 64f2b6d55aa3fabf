//! Bytes to objects (ISO 32000-2, 7.3): one pass, a limit on depth, no number that does not fit, no key twice.

use lopdf::{Dictionary, Object, StringFormat};

use super::{Unreadable, unreadable};

/// How deep arrays and dictionaries may nest.
const MAX_DEPTH: usize = 32;

pub struct Lexer<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    pub const fn at(&self) -> usize {
        self.at
    }

    pub fn fail<T>(&self, expected: &'static str) -> Result<T, Unreadable> {
        unreadable(self.at, expected)
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Skips white space, and comments too when they may stand here.
    pub fn skip(&mut self, comments: bool) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' if comments => {
                    while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                        self.at += 1;
                    }
                }
                byte if is_space(byte) => self.at += 1,
                _ => break,
            }
        }
    }

    /// Takes this word when it stands here.
    pub fn take(&mut self, word: &[u8]) -> bool {
        let found = self.rest().starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    pub fn expect(&mut self, word: &[u8], expected: &'static str) -> Result<(), Unreadable> {
        if self.take(word) { Ok(()) } else { self.fail(expected) }
    }

    /// A number without sign, at most ten digits.
    pub fn natural(&mut self) -> Result<u64, Unreadable> {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 || digits > 10 {
            return self.fail("a number of at most ten digits");
        }
        let number = self.rest()[..digits].iter().fold(0, |number, digit| number * 10 + u64::from(digit - b'0'));
        self.at += digits;
        Ok(number)
    }

    pub fn object(&mut self) -> Result<Object, Unreadable> {
        self.value(0)
    }

    fn value(&mut self, depth: usize) -> Result<Object, Unreadable> {
        if depth > MAX_DEPTH {
            return self.fail("less nesting");
        }
        self.skip(true);
        match self.peek() {
            Some(b'/') => Ok(Object::Name(self.name()?)),
            Some(b'(') => Ok(Object::String(self.literal()?, StringFormat::Literal)),
            Some(b'[') => self.array(depth),
            Some(b'<') if self.rest().starts_with(b"<<") => Ok(Object::Dictionary(self.dictionary(depth)?)),
            Some(b'<') => Ok(Object::String(self.hexadecimal()?, StringFormat::Hexadecimal)),
            Some(b'+' | b'-' | b'.' | b'0'..=b'9') => self.number(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Result<Object, Unreadable> {
        let length = self.rest().iter().take_while(|byte| byte.is_ascii_alphabetic()).count().min(8);
        let object = match &self.rest()[..length] {
            b"null" => Object::Null,
            b"true" => Object::Boolean(true),
            b"false" => Object::Boolean(false),
            _ => return self.fail("an object"),
        };
        self.at += length;
        Ok(object)
    }

    fn array(&mut self, depth: usize) -> Result<Object, Unreadable> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip(true);
            if self.take(b"]") {
                return Ok(Object::Array(items));
            }
            items.push(self.value(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Dictionary, Unreadable> {
        self.at += 2;
        let mut dictionary = Dictionary::new();
        loop {
            self.skip(true);
            if self.take(b">>") {
                return Ok(dictionary);
            }
            if self.peek() != Some(b'/') {
                return self.fail("a key of a dictionary");
            }
            let key = self.name()?;
            if dictionary.has(&key) {
                return self.fail("each key of a dictionary once");
            }
            dictionary.set(key, self.value(depth + 1)?);
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, Unreadable> {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| !is_space(*byte) && !is_delimiter(*byte)) {
            self.at += 1;
            if byte != b'#' {
                name.push(byte);
                continue;
            }
            let digits = self.rest().get(..2).and_then(|pair| Some(hex(pair[0])? * 16 + hex(pair[1])?));
            let Some(escaped) = digits else { return self.fail("two hexadecimal digits") };
            name.push(escaped);
            self.at += 2;
        }
        Ok(name)
    }

    fn hexadecimal(&mut self) -> Result<Vec<u8>, Unreadable> {
        self.at += 1;
        let (mut string, mut half) = (Vec::new(), None);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match (hex(byte), half.take()) {
                (Some(digit), None) => half = Some(digit),
                (Some(digit), Some(high)) => string.push(high * 16 + digit),
                (None, pending) if byte == b'>' => {
                    string.extend(pending.map(|high| high * 16));
                    return Ok(string);
                }
                (None, pending) if is_space(byte) => half = pending,
                (None, _) => return self.fail("a hexadecimal digit"),
            }
        }
        self.fail("the end of a string")
    }

    fn literal(&mut self) -> Result<Vec<u8>, Unreadable> {
        self.at += 1;
        let (mut string, mut open) = (Vec::new(), 1_usize);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut string)?,
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            match byte {
                b')' if open == 0 => return Ok(string),
                b'\\' => {}
                b'\r' => {
                    self.take(b"\n");
                    string.push(b'\n');
                }
                byte => string.push(byte),
            }
        }
        self.fail("the end of a string")
    }

    fn escape(&mut self, string: &mut Vec<u8>) -> Result<(), Unreadable> {
        let Some(byte) = self.peek() else { return self.fail("the end of a string") };
        if matches!(byte, b'0'..=b'7') {
            let digits = self.rest().iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
            let code = self.rest()[..digits].iter().fold(0_u16, |code, digit| code * 8 + u16::from(digit - b'0'));
            self.at += digits;
            string.push(code.to_le_bytes()[0]);
            return Ok(());
        }
        self.at += 1;
        match byte {
            b'n' => string.push(b'\n'),
            b'r' => string.push(b'\r'),
            b't' => string.push(b'\t'),
            b'b' => string.push(8),
            b'f' => string.push(12),
            b'\r' => {
                self.take(b"\n");
            }
            b'\n' => {}
            byte => string.push(byte),
        }
        Ok(())
    }

    /// A number, or a reference when two more words make it one.
    fn number(&mut self) -> Result<Object, Unreadable> {
        let length = self.rest().iter().take_while(|byte| matches!(byte, b'+' | b'-' | b'.' | b'0'..=b'9')).count();
        if length > 32 {
            return self.fail("a shorter number");
        }
        let text = std::str::from_utf8(&self.rest()[..length]).unwrap_or_default();
        let object = if text.contains('.') {
            text.parse().ok().filter(|number: &f32| number.is_finite()).map(Object::Real)
        } else {
            text.parse().ok().map(Object::Integer)
        };
        let Some(object) = object else { return self.fail("a number") };
        self.at += length;
        let Object::Integer(id @ 0..=0xFF_FFFF) = object else { return Ok(object) };
        Ok(self.reference(id).unwrap_or(object))
    }

    fn reference(&mut self, id: i64) -> Option<Object> {
        let mut ahead = Lexer::new(self.bytes, self.at);
        let spaced = ahead.peek().is_some_and(is_space);
        ahead.skip(false);
        let generation = ahead.natural().ok().and_then(|generation| u16::try_from(generation).ok())?;
        let spaced = spaced && ahead.peek().is_some_and(is_space);
        ahead.skip(false);
        let ends = ahead.take(b"R") && ahead.peek().is_none_or(|byte| is_space(byte) || is_delimiter(byte));
        (spaced && ends).then(|| self.at = ahead.at)?;
        Some(Object::Reference((u32::try_from(id).ok()?, generation)))
    }
}

pub const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
