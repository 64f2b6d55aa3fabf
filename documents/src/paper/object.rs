//! Objects as text (ISO 32000-1, 7.3).

use lopdf::{Dictionary, Object, StringFormat};

/// Writes an object.
pub fn write(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Boolean(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Real(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Object::Name(name) => write_name(out, name),
        Object::String(text, StringFormat::Hexadecimal) => write_hex(out, text),
        Object::String(text, StringFormat::Literal) => write_literal(out, text),
        Object::Array(items) => {
            out.push(b'[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                write(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        Object::Stream(stream) => {
            write_dictionary(out, &stream.dict);
            out.extend_from_slice(b"\nstream\n");
            out.extend_from_slice(&stream.content);
            out.extend_from_slice(b"\nendstream");
        }
        Object::Reference((number, generation)) => out.extend_from_slice(format!("{number} {generation} R").as_bytes()),
    }
}

/// Writes a dictionary.
pub fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend_from_slice(b"<<");
    for (key, value) in dictionary {
        write_name(out, key);
        out.push(b' ');
        write(out, value);
    }
    out.extend_from_slice(b">>");
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            out.push(*byte);
        } else {
            out.extend_from_slice(format!("#{byte:02X}").as_bytes());
        }
    }
}

fn write_hex(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'<');
    out.extend_from_slice(data_encoding::HEXUPPER.encode(text).as_bytes());
    out.push(b'>');
}

fn write_literal(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', *byte]),
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_read_back_as_they_were() {
        let mut dictionary = Dictionary::new();
        dictionary.set("A B", Object::Array(vec![Object::Null, true.into(), (-3).into(), 0.25.into(), Object::Reference((7, 0))]));
        dictionary.set("S", Object::string_literal("a(b)\\c"));
        dictionary.set("H", Object::String(vec![0xfe, 0xff], StringFormat::Hexadecimal));
        let mut out = Vec::new();
        write(&mut out, &Object::Dictionary(dictionary));
        assert_eq!(String::from_utf8(out).unwrap(), "<</A#20B [null true -3 0.25 7 0 R]/S (a\\(b\\)\\\\c)/H <FEFF>>>");
    }
}
