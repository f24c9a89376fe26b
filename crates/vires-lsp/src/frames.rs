//! Messages as clients send them, mended before they are read: the library ends a conversation at the first message that
//! is none, and with it the server, without a word.
//!
//! A half of a surrogate pair, which editors send when a letter is cut in two, becomes U+FFFD. A body that is still no
//! message becomes a request without a name, which is answered with an error. What stands between messages and is no header
//! is passed over.

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

/// The longest message that is read, in bytes.
const LONGEST: usize = 1 << 29;

/// What takes the place of what cannot be read.
const UNREADABLE: &[u8] = br#"{"jsonrpc":"2.0","id":null,"method":""}"#;

/// Hands every message on until the input ends.
///
/// # Errors
/// Either side is closed.
pub(crate) async fn mend(input: impl AsyncRead + Unpin, mut output: impl AsyncWrite + Unpin) -> std::io::Result<()> {
    let mut input = BufReader::new(input);
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line).await? == 0 {
            return Ok(());
        }
        let header = String::from_utf8_lossy(&line);
        if let Some(number) = header.trim().to_ascii_lowercase().strip_prefix("content-length:") {
            length = number.trim().parse().ok().filter(|length| *length <= LONGEST);
            continue;
        }
        if !header.trim().is_empty() {
            continue;
        }
        let Some(length) = length.take() else { continue };
        let mut body = vec![0; length];
        input.read_exact(&mut body).await?;
        let body = readable(body);
        output.write_all(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes()).await?;
        output.write_all(&body).await?;
    }
}

/// A body as JSON can hold it.
fn readable(body: Vec<u8>) -> Vec<u8> {
    if is_message(&body) {
        return body;
    }
    let mended = whole_letters(&String::from_utf8_lossy(&body)).into_bytes();
    if is_message(&mended) { mended } else { UNREADABLE.to_vec() }
}

/// Whether it is JSON, and of a shape that messages have: any other would end the conversation as well.
fn is_message(body: &[u8]) -> bool {
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else { return false };
    let id = fields.get("id").unwrap_or(&Value::Null);
    let names = id.is_null() || id.is_string() || id.is_i64();
    let asks = fields.get("method").is_some_and(Value::is_string);
    let refuses = |error: &Value| {
        let code = error.get("code").is_some_and(Value::is_i64);
        code && error.get("message").is_some_and(Value::is_string)
    };
    let replies = match (fields.get("result"), fields.get("error")) {
        (Some(_), None) => true,
        (None, Some(error)) => refuses(error),
        _ => false,
    };
    fields.get("jsonrpc").is_some_and(|version| version == "2.0") && names && (asks || replies)
}

/// The text of a message with U+FFFD for every half of a surrogate pair that stands alone.
fn whole_letters(text: &str) -> String {
    let half = |at: usize| -> Option<u32> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok().filter(|code| (0xD800..0xE000).contains(code))
    };
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let length = match (half(at), half(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(_), _) => {
                mended.push_str("\\ufffd");
                at += 6;
                continue;
            }
            // What is escaped begins no escape.
            _ if letter == '\\' => 2,
            _ => letter.len_utf8(),
        };
        let end = (at + length).min(text.len());
        match text.get(at..end) {
            Some(same) => {
                mended.push_str(same);
                at = end;
            }
            None => {
                mended.push(letter);
                at += letter.len_utf8();
            }
        }
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(body: &[u8]) -> Vec<u8> {
        [format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes(), body].concat()
    }

    #[tokio::test]
    async fn messages_are_mended_and_none_is_lost() {
        let good = r#"{"jsonrpc":"2.0","method":"a","params":"\\ud83d \ud83d\ude00 đ"}"#.as_bytes();
        let torn = br#"{"jsonrpc":"2.0","method":"a","params":"x\ud83d!\ude00"}"#;
        let sent = [
            framed(good),
            b"noise\r\n\r\nContent-Length: -3\r\n\r\n".to_vec(),
            framed(torn),
            framed(b"abc"),
            framed(b"[]"),
            framed(b"{\"jsonrpc\":\"2.0\",\"method\":\"\xff\"}"),
            framed(good),
        ]
        .concat();
        let mut received = Vec::new();
        mend(sent.as_slice(), &mut received).await.expect("both sides are in memory");
        let mended = br#"{"jsonrpc":"2.0","method":"a","params":"x\ufffd!\ufffd"}"#;
        let wanted = [
            framed(good),
            framed(mended),
            framed(UNREADABLE),
            framed(UNREADABLE),
            framed("{\"jsonrpc\":\"2.0\",\"method\":\"\u{fffd}\"}".as_bytes()),
            framed(good),
        ]
        .concat();
        assert_eq!(String::from_utf8_lossy(&received), String::from_utf8_lossy(&wanted));
    }
}
