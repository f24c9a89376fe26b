//! Steps and deadlines, which stand on lines of their own below a rule.

use vires_syntax::Keyword;

use super::Form;

type Part = (Option<Keyword>, [&'static str; 2]);

const WITHIN: Part = (Some(Keyword::WithinPeriod), ["[within N days of DATE]", "[trong thời hạn N ngày kể từ NGÀY]"]);
const ELSE: Part = (
    Some(Keyword::Else),
    [
        "[else approved | refused | passes to BODY]",
        "[quá hạn thì coi như đồng ý | coi như từ chối | chuyển cho CƠ_QUAN]",
    ],
);
const WHEN: Part = (Some(Keyword::When), ["[when CONDITION]", "[khi ĐIỀU_KIỆN]"]);
const EXCEPT: Part = (Some(Keyword::ExceptWhen), ["[except when CONDITION]", "[trừ khi ĐIỀU_KIỆN]"]);

/// By the word that begins the line.
pub(super) const BY_FIRST: &[(Keyword, Form)] = &[
    (
        Keyword::WithConsentOf,
        Form {
            parts: &[
                (Some(Keyword::WithConsentOf), ["with consent of BODY", "có sự đồng ý của CƠ_QUAN"]),
                WITHIN,
                ELSE,
                WHEN,
                EXCEPT,
            ],
            meaning: ["No act without it.", "Chỉ được thực hiện khi có sự đồng ý."],
        },
    ),
    (
        Keyword::AfterConsulting,
        Form {
            parts: &[
                (Some(Keyword::AfterConsulting), ["after consulting BODY", "sau khi lấy ý kiến CƠ_QUAN"]),
                WITHIN,
                ELSE,
                WHEN,
                EXCEPT,
            ],
            meaning: ["They must be asked, and need not be followed.", "Phải lấy ý kiến, không bắt buộc phải theo."],
        },
    ),
    (
        Keyword::OnProposalOf,
        Form {
            parts: &[
                (Some(Keyword::OnProposalOf), ["on proposal of BODY", "theo đề nghị của CƠ_QUAN"]),
                WITHIN,
                ELSE,
                WHEN,
                EXCEPT,
            ],
            meaning: ["They alone may begin.", "Chỉ thực hiện khi có đề nghị."],
        },
    ),
    (
        Keyword::AfterReviewBy,
        Form {
            parts: &[
                (Some(Keyword::AfterReviewBy), ["after review by BODY", "sau khi thẩm định bởi CƠ_QUAN"]),
                WITHIN,
                ELSE,
                WHEN,
                EXCEPT,
            ],
            meaning: ["Their opinion must be on file.", "Phải có ý kiến thẩm định trong hồ sơ."],
        },
    ),
    (
        Keyword::InCoordinationWith,
        Form {
            parts: &[
                (Some(Keyword::InCoordinationWith), ["in coordination with BODY", "phối hợp với CƠ_QUAN"]),
                WITHIN,
                ELSE,
                WHEN,
                EXCEPT,
            ],
            meaning: ["They take part; the holder leads.", "Cùng tham gia; cơ quan có thẩm quyền chủ trì."],
        },
    ),
    (
        Keyword::Notifying,
        Form {
            parts: &[
                (Some(Keyword::Notifying), ["notifying BODY", "thông báo cho CƠ_QUAN"]),
                WITHIN,
                ELSE,
                WHEN,
                EXCEPT,
            ],
            meaning: ["They are told afterwards.", "Thông báo sau khi thực hiện."],
        },
    ),
    (
        Keyword::WithinPeriod,
        Form {
            parts: &[
                (Some(Keyword::WithinPeriod), ["within N days of DATE", "trong thời hạn N ngày kể từ NGÀY"]),
                (
                    Some(Keyword::Else),
                    [
                        "[else approved | refused | lapses | passes to BODY]",
                        "[quá hạn thì coi như đồng ý | coi như từ chối | hết thẩm quyền | chuyển cho CƠ_QUAN]",
                    ],
                ),
                WHEN,
                EXCEPT,
            ],
            meaning: [
                "How long whoever stands above has, and what silence means.",
                "Thời hạn và hệ quả khi quá thời hạn.",
            ],
        },
    ),
];
