//! The sentences by which a text changes others, or says which of two applies.

use vires_syntax::Keyword;

use super::Form;

type Part = (Option<Keyword>, [&'static str; 2]);

const FROM: Part = (Some(Keyword::FromDate), ["[from DATE]", "[từ ngày NGÀY]"]);
const UNTIL: Part = (Some(Keyword::Until), ["[until DATE]", "[đến hết ngày NGÀY]"]);
const WHEN: Part = (Some(Keyword::When), ["[when CONDITION]", "[khi ĐIỀU_KIỆN]"]);
const THIS: Part = (None, ["this instrument | this article | …", "văn bản này | điều này | …"]);

/// By the word that begins the sentence.
pub(super) const BY_FIRST: &[(Keyword, Form)] = &[
    (
        Keyword::Repeal,
        Form {
            parts: &[(Some(Keyword::Repeal), ["repeal TEXT [article N], …", "bãi bỏ VĂN_BẢN [điều N], …"]), FROM, WHEN],
            meaning: ["Ends provisions for good.", "Chấm dứt hiệu lực của điều khoản."],
        },
    ),
    (
        Keyword::Suspend,
        Form {
            parts: &[
                (Some(Keyword::Suspend), ["suspend TEXT [article N], …", "ngưng hiệu lực VĂN_BẢN [điều N], …"]),
                (Some(Keyword::Restoring), ["[restoring TEXT [article N], …]", "[áp dụng lại VĂN_BẢN [điều N], …]"]),
                FROM,
                UNTIL,
                WHEN,
            ],
            meaning: ["Stops provisions for a time.", "Ngưng hiệu lực của điều khoản trong một thời gian."],
        },
    ),
    (
        Keyword::Extend,
        Form {
            parts: &[
                (Some(Keyword::Extend), ["extend TEXT [article N], …", "kéo dài hiệu lực VĂN_BẢN [điều N], …"]),
                (Some(Keyword::Until), ["until DATE", "đến hết ngày NGÀY"]),
            ],
            meaning: ["Moves the last day.", "Kéo dài thời gian có hiệu lực."],
        },
    ),
    (
        Keyword::Start,
        Form {
            parts: &[
                (Some(Keyword::Start), ["start TEXT [article N], …", "bắt đầu hiệu lực VĂN_BẢN [điều N], …"]),
                (Some(Keyword::On), ["on DATE", "ngày NGÀY"]),
            ],
            meaning: ["Moves the first day.", "Ấn định ngày bắt đầu có hiệu lực."],
        },
    ),
    (
        Keyword::Replace,
        Form {
            parts: &[
                (Some(Keyword::Replace), ["replace TEXT article N", "thay thế VĂN_BẢN điều N"]),
                (Some(Keyword::WithText), ["with", "bằng"]),
                FROM,
            ],
            meaning: ["Puts the text below in its place.", "Thay bằng nội dung bên dưới."],
        },
    ),
    (
        Keyword::InsertAfter,
        Form {
            parts: &[(Some(Keyword::InsertAfter), ["insert after TEXT article N", "bổ sung sau VĂN_BẢN điều N"]), FROM],
            meaning: ["Adds the text below behind it.", "Bổ sung nội dung bên dưới vào sau."],
        },
    ),
    (
        Keyword::Abolish,
        Form {
            parts: &[(Some(Keyword::Abolish), ["abolish BODY, …", "giải thể CƠ_QUAN, …"]), FROM],
            meaning: ["A body ceases to exist.", "Cơ quan chấm dứt hoạt động."],
        },
    ),
    (
        Keyword::ForSteps,
        Form {
            parts: &[(Some(Keyword::ForSteps), ["for POWER, …", "đối với THẨM_QUYỀN, …"]), WHEN],
            meaning: [
                "The steps below belong to it, whoever holds it.",
                "Các bước bên dưới thuộc thẩm quyền này, dù cơ quan nào có thẩm quyền.",
            ],
        },
    ),
];

/// By the verb of `this instrument …`.
pub(super) const OF_THIS: &[(Keyword, Form)] = &[
    (
        Keyword::PrevailsOver,
        Form {
            parts: &[
                THIS,
                (Some(Keyword::PrevailsOver), ["prevails over TEXT, …", "được ưu tiên áp dụng so với VĂN_BẢN, …"]),
            ],
            meaning: ["This text applies where the two differ.", "Văn bản này được áp dụng khi có quy định khác nhau."],
        },
    ),
    (
        Keyword::YieldsTo,
        Form {
            parts: &[THIS, (Some(Keyword::YieldsTo), ["yields to TEXT, …", "nhường áp dụng cho VĂN_BẢN, …"])],
            meaning: [
                "The other text applies where the two differ.",
                "Văn bản kia được áp dụng khi có quy định khác nhau.",
            ],
        },
    ),
    (
        Keyword::AppliesOnlyWhen,
        Form {
            parts: &[
                THIS,
                (Some(Keyword::AppliesOnlyWhen), ["applies only when CONDITION", "chỉ áp dụng khi ĐIỀU_KIỆN"]),
            ],
            meaning: [
                "Everything in it touches only such cases.",
                "Mọi quy định trong đó chỉ áp dụng cho các trường hợp này.",
            ],
        },
    ),
];
