//! The patterns, and the sentences in their place: how they are read is told in `patterns`. The Vietnamese ones stand
//! behind the English.

use super::patterns::{Instead, Turn};

const fn turn(written: &'static str, lines: &'static str, why: [&'static str; 2]) -> Turn {
    Turn { written, instead: Instead::Lines(lines), why }
}

const fn either(written: &'static str, ways: [(&'static str, [&'static str; 2]); 2], why: [&'static str; 2]) -> Turn {
    Turn { written, instead: Instead::Either(ways), why }
}

const UNIT: [&str; 2] = ["The unit stands behind the number.", "Đơn vị đứng sau số."];
const COUNTED: [&str; 2] =
    ["How many must act is said by `any 2 of`.", "Bao nhiêu chủ thể phải thực hiện thì nêu bằng `bất kỳ 2 của`."];
const EXACTLY: [&str; 2] = [
    "`any 2` is two or more: that there are no more of them is said besides.",
    "`bất kỳ 2` là từ hai trở lên: không có nhiều hơn thì nêu thêm.",
];
const NOT_SO_MANY: [&str; 2] =
    ["That there are not so many is said by `not`.", "Không có nhiều như vậy thì nêu bằng `không phải`."];
const PREVAILS: [&str; 2] = [
    "That a rule prevails, or yields, is said of the place in which it stands.",
    "Quy định được ưu tiên hay nhường áp dụng thì nêu cho nơi chứa quy định đó.",
];
const CLASS: [&str; 2] = ["All texts are called `every instrument`.", "Tất cả văn bản được gọi là `mọi văn bản`."];
const BY_DAY: [&str; 2] = [
    "Earlier and later texts are told by a day; `signed` is that of this text, at whose head `signed on` must stand.",
    "Văn bản trước hay sau được xác định theo ngày; `ký` là ngày của văn bản này, nơi đầu văn bản phải có `ký ngày`.",
];
const NEW_TEXT: [&str; 2] = ["The new text stands on the lines below.", "Nội dung mới đứng ở các dòng bên dưới."];
const REPLACED: [&str; 2] =
    ["It is not said whether a name or a text is replaced.", "Chưa nêu thay tên hay thay nội dung văn bản."];
const READ: [&str; 2] = [
    "That one name stands for another is said by `read`, the new name first.",
    "Tên này thay cho tên khác thì nêu bằng `đọc`, tên mới đứng trước.",
];
const HELD_BY: [&str; 2] =
    ["Who has another power is asked by `is held by`.", "Ai có thẩm quyền khác thì hỏi bằng `thuộc thẩm quyền của`."];
const HOLDER_FIRST: [&str; 2] =
    ["A rule begins with the one who holds the power.", "Quy định bắt đầu bằng chủ thể có thẩm quyền."];
const GOES_BACK: [&str; 2] = [
    "A power goes back when the rule or the transfer that gave it is repealed; that place is named.",
    "Thẩm quyền trở lại khi quy định hoặc việc chuyển giao trao thẩm quyền đó bị bãi bỏ; hãy nêu nơi đó.",
];
const KEEPS: [&str; 2] =
    ["Who keeps a power that its own transfer would pass on `keeps` it.", "Bên giao giữ lại thẩm quyền thì `vẫn giữ`."];
const PASSED_TO: [&str; 2] = [
    "A power is given to a holder, or passed on by one who has it.",
    "Thẩm quyền được trao cho chủ thể, hoặc do chủ thể đang có chuyển giao.",
];
const OF_RULE: [&str; 2] = ["if the text itself gives it", "nếu văn bản trực tiếp trao"];
const OF_TRANSFER: [&str; 2] = ["if one who has it passes it on", "nếu chủ thể đang có chuyển giao"];
const NOT_APPLIED: [&str; 2] =
    ["Of a provision it is said in which cases it applies.", "Điều khoản thì nêu áp dụng trong trường hợp nào."];
const OF_HEADING: [&str; 2] = [
    "The days on which a provision is law stand behind its number, in its heading.",
    "Thời gian áp dụng của điều khoản đứng sau số của nó, ở tiêu đề.",
];
const GIVER_FIRST: [&str; 2] = ["Who gives stands before who receives.", "Bên giao đứng trước bên nhận."];
const RECEIVERS: [&str; 2] = [
    "It is not said whether these act together or each alone.",
    "Chưa nêu các cơ quan này cùng nhau thực hiện hay mỗi cơ quan tự thực hiện.",
];
const OF_TEXT: [&str; 2] = ["if it is a text", "nếu đó là văn bản"];
const OF_POWER: [&str; 2] = ["if it is a power", "nếu đó là thẩm quyền"];
const ALONE: [&str; 2] = ["if either may act alone", "nếu mỗi bên tự thực hiện"];
const TOGETHER: [&str; 2] = ["if both must act", "nếu phải cùng thực hiện"];
const SUSPENDED: [&str; 2] = [
    "A text is suspended; of a power it is said that nobody holds it meanwhile.",
    "Văn bản thì ngưng hiệu lực; thẩm quyền thì nêu là không cơ quan nào có trong thời gian đó.",
];
const LAST_DAY: [&str; 2] = [
    "It is not said whether the text still applies on that day.",
    "Chưa nêu văn bản còn áp dụng vào ngày đó hay không.",
];
const DAY: [&str; 2] =
    ["A day is compared with a day: that many days are added to it.", "Ngày được so sánh với ngày: cộng thêm số ngày."];
const LAST: [&str; 2] = ["The condition stands behind the rule.", "Điều kiện đứng sau quy định."];
const VALUES_FIRST: [&str; 2] =
    ["The values stand first, the larger territory behind them.", "Các giá trị đứng trước, địa bàn lớn hơn đứng sau."];
const TO: [&str; 2] = ["It is not said to whom.", "Chưa nêu chuyển giao cho ai."];
const OF: [&str; 2] = ["A word of the phrase is missing.", "Cụm từ thiếu một từ."];
const SUM: [&str; 2] = [
    "A sum is over the whole list. What counts of each entry is asked as a fact of its own, 0 where it does not count.",
    "Tổng tính trên toàn danh mục. Phần được tính của mỗi giá trị là một dữ kiện riêng, bằng 0 nếu không tính.",
];

const JOINED: [&str; 2] = [
    "Who must act together is joined by `and`, with `jointly` at the end.",
    "Các chủ thể phải cùng thực hiện được nối bằng `và`, cuối câu có `cùng nhau`.",
];
const EITHER_OF: [&str; 2] = [
    "One of several is joined by `or`, in brackets.",
    "Một trong số nhiều chủ thể được nối bằng `hoặc`, trong ngoặc đơn.",
];
const SIGNED: [&str; 2] = [
    "It is not said whether both decide, or one consents to what the other decides.",
    "Chưa nêu cả hai cùng quyết định hay một bên đồng ý với quyết định của bên kia.",
];
const BOTH_DECIDE: [&str; 2] = ["if both decide", "nếu cả hai cùng quyết định"];
const ONE_CONSENTS: [&str; 2] = ["if one decides and the other consents", "nếu một bên quyết định, bên kia đồng ý"];
const EACH_ALONE: [&str; 2] = [
    "Several who may each act alone are joined by `or`.",
    "Nhiều chủ thể, mỗi bên tự thực hiện được, thì nối bằng `hoặc`.",
];
const SILENCE: [&str; 2] = [
    "What silence does stands behind the period in which somebody may speak.",
    "Hệ quả của việc không trả lời đứng sau thời hạn trả lời.",
];
const OBJECTION: [&str; 2] = [
    "Who may object in time gives consent, and silence is consent.",
    "Ai được phản đối trong thời hạn là người cho ý kiến đồng ý, và không trả lời là đồng ý.",
];
const PERIOD: [&str; 2] = ["A period is said by `within`.", "Thời hạn được nêu bằng `trong thời hạn`."];
const REPEALED: [&str; 2] = ["A text ends earlier texts by `repeal`.", "Văn bản chấm dứt văn bản trước bằng `bãi bỏ`."];
const ONWARD: [&str; 2] = [
    "Whether the receiver may pass the power on is said once, where the modality is declared.",
    "Bên nhận có được chuyển giao tiếp hay không được nêu một lần, nơi khai báo phương thức.",
];
const EXPECTED: [&str; 2] =
    ["A test says who does hold the power, not who does not.", "Kiểm thử nêu ai có thẩm quyền, không nêu ai không có."];
const CALENDAR: [&str; 2] = [
    "Days of a calendar are counted in periods; a condition names the days themselves.",
    "Ngày của lịch được đếm trong thời hạn; điều kiện thì nêu chính các ngày đó.",
];
const TIMES: [&str; 2] =
    ["A share of a share is multiplied: `*`.", "Tỷ lệ của một giá trị đã có `của` thì nhân bằng `*`."];

pub(super) static TURNS: &[Turn] = &[
    turn("X A N H Z | X N A H Z", "X N H A Z", UNIT),
    // Two who sign.
    turn("A [holds/hold] B [together with/jointly with/along with] C Z", "A and C hold B jointly Z", JOINED),
    turn("A có thẩm quyền B [cùng với/chung với/cùng ký với] C Z", "A và C có thẩm quyền B cùng nhau Z", JOINED),
    turn(
        "A and [one of/any of/any one of/either of/either] B [,/or] C [hold/holds] X jointly Z",
        "A and (B or C) hold X jointly Z",
        EITHER_OF,
    ),
    turn(
        "A and [one of/any of/any one of] B , C [,/or] E [hold/holds] X jointly Z",
        "A and (B or C or E) hold X jointly Z",
        EITHER_OF,
    ),
    turn(
        "A và [một trong/một trong số/bất kỳ ai trong] B [,/hoặc] C có thẩm quyền X cùng nhau Z",
        "A và (B hoặc C) có thẩm quyền X cùng nhau Z",
        EITHER_OF,
    ),
    turn(
        "A [plus/with] any N of L [hold/holds] X jointly Z | \
         A [plus/with] any N of L [hold/holds] X Z",
        "A and (any N of L) hold X jointly Z",
        JOINED,
    ),
    turn(
        "A [cộng/với/cùng] bất kỳ N của L có thẩm quyền X cùng nhau Z | A [cộng/với/cùng] bất kỳ N của L có thẩm quyền X Z",
        "A và (bất kỳ N của L) có thẩm quyền X cùng nhau Z",
        JOINED,
    ),
    turn(
        "any N of L [including/one of whom is/one of them being] A [hold/holds] X jointly Z | \
         any N of L [including/one of whom is/one of them being] A [hold/holds] X Z",
        "A and (any K of L) hold X jointly Z",
        JOINED,
    ),
    turn(
        "bất kỳ N của L [trong đó có/bao gồm/kể cả] A có thẩm quyền X cùng nhau Z | \
         bất kỳ N của L [trong đó có/bao gồm/kể cả] A có thẩm quyền X Z",
        "A và (bất kỳ K của L) có thẩm quyền X cùng nhau Z",
        JOINED,
    ),
    turn(
        "any [2/two] of A , B , C [but not/except/not] A and B [together/jointly] [hold/holds] X Z",
        "C and (A or B) hold X jointly Z",
        EITHER_OF,
    ),
    turn(
        "any [2/two] of A , B , C [but not/except/not] A and C [together/jointly] [hold/holds] X Z",
        "B and (A or C) hold X jointly Z",
        EITHER_OF,
    ),
    turn(
        "any [2/two] of A , B , C [but not/except/not] B and C [together/jointly] [hold/holds] X Z",
        "A and (B or C) hold X jointly Z",
        EITHER_OF,
    ),
    turn("any N A [hold/holds] X jointly Z | any N A [hold/holds] X Z", "any N of A hold X Z", COUNTED),
    turn(
        "bất kỳ N A có thẩm quyền X cùng nhau Z | bất kỳ N A có thẩm quyền X Z",
        "bất kỳ N của A có thẩm quyền X Z",
        COUNTED,
    ),
    either(
        "A [countersigned by/with countersignature of/with the countersignature of] B [holds/hold] C Z",
        [("A and B hold C jointly Z", BOTH_DECIDE), ("A holds C with consent of B Z", ONE_CONSENTS)],
        SIGNED,
    ),
    turn(
        "X [countersigned by/with countersignature of/with the countersignature of/to be countersigned by] A Z",
        "X with consent of A Z",
        SIGNED,
    ),
    turn("X [có chữ ký của/đồng ký bởi/được ký nháy bởi] A Z", "X có sự đồng ý của A Z", SIGNED),
    turn(
        "A and B [holds/hold] C [concurrently/severally/separately/independently/each alone] Z",
        "A or B hold C Z",
        EACH_ALONE,
    ),
    turn("A và B có thẩm quyền C [độc lập/riêng rẽ/đồng thời] Z", "A hoặc B có thẩm quyền C Z", EACH_ALONE),
    // What silence does.
    turn(
        "silence [is/means/counts as/amounts to/is deemed] [approval/consent/assent/agreement/approved]",
        "within 10 days of received, else approved",
        SILENCE,
    ),
    turn(
        "silence [is/means/counts as/amounts to/is deemed] [refusal/rejection/denial/refused]",
        "within 10 days of received, else refused",
        SILENCE,
    ),
    turn(
        "[im lặng/không trả lời] [là/coi như/được coi là] [đồng ý/chấp thuận]",
        "trong thời hạn 10 ngày kể từ received, quá hạn thì coi như đồng ý",
        SILENCE,
    ),
    turn(
        "[im lặng/không trả lời] [là/coi như/được coi là] từ chối",
        "trong thời hạn 10 ngày kể từ received, quá hạn thì coi như từ chối",
        SILENCE,
    ),
    turn(
        "X unless A objects Y | X if A does not object Y | X [after/with/subject to] no objection [from/of/by] A Y",
        "X with consent of A Y, else approved",
        OBJECTION,
    ),
    turn(
        "X [trừ khi/nếu không bị] A phản đối Y | X nếu A không phản đối Y | X không có phản đối của A Y",
        "X có sự đồng ý của A Y, quá hạn thì coi như đồng ý",
        OBJECTION,
    ),
    turn("X in N U of Y | X in N U after Y | X in N U from Y", "X within N U of Y", PERIOD),
    turn("X in N U Z", "X within N U Z", PERIOD),
    turn("X trong N U kể từ Y", "X trong thời hạn N U kể từ Y", PERIOD),
    turn("X trong N U Z", "X trong thời hạn N U Z", PERIOD),
    // One text in place of another.
    turn(
        "[this instrument/this act/this law/this decree/this resolution/this decision] [revokes and replaces/repeals and \
         replaces/cancels and replaces/supersedes and replaces/supersedes/cancels] T",
        "repeal T",
        REPEALED,
    ),
    turn("văn bản này [bãi bỏ và thay thế/hủy bỏ và thay thế] T", "bãi bỏ T", REPEALED),
    turn("[revoke/cancel/annul/rescind/withdraw] [every/all/any] A Z", "repeal every A Z", REPEALED),
    turn("[hủy bỏ/thu hồi] [mọi/tất cả/các] A Z", "bãi bỏ mọi A Z", REPEALED),
    // Passing on.
    turn(
        "A may be [delegated/sub - delegated/subdelegated/transferred/assigned/passed on] by B to C Z",
        "B may delegate A to C Z",
        GIVER_FIRST,
    ),
    turn("A được B [giao/ủy quyền/phân cấp] cho C Z", "B được delegate A cho C Z", GIVER_FIRST),
    turn(
        "X , [who may not/which may not] [pass it on/delegate it/sub - delegate/sub - delegate it/subdelegate/delegate further/delegate it \
         further/pass it further] Z | X [without the right to/without power to/with no right to] [sub - delegate/subdelegate/delegate \
         further/pass it on] Z",
        "X Z // onward never",
        ONWARD,
    ),
    turn(
        "X [with the right to/with power to/with the power to] [sub - delegate/subdelegate/delegate further/pass it on] Z",
        "X Z // onward delegate",
        ONWARD,
    ),
    turn(
        "X , không được [chuyển giao tiếp/ủy quyền lại/ủy quyền tiếp] Z",
        "X Z // chuyển tiếp không được phép",
        ONWARD,
    ),
    // Tests.
    either(
        "expect A [does not hold/do not hold] B Z",
        [
            ("expect moit holds B Z", ["with the one who does", "nêu ai có"]),
            ("expect nobody holds B Z", ["if nobody may", "nếu không ai được"]),
        ],
        EXPECTED,
    ),
    either(
        "kết quả A không có thẩm quyền B Z",
        [
            ("kết quả moit có thẩm quyền B Z", ["with the one who does", "nêu ai có"]),
            ("kết quả không cơ quan nào có thẩm quyền B Z", ["if nobody may", "nếu không ai được"]),
        ],
        EXPECTED,
    ),
    // Conditions.
    turn(
        "W today [is in/in/falls in/is within/falls within/is during/during/is a day of/falls on/is on] A Z",
        "W today from 2026-01-12 and until 2026-01-13 Z",
        CALENDAR,
    ),
    turn(
        "W hôm nay [trong/thuộc/nằm trong/rơi vào] A Z",
        "W hôm nay từ ngày 2026-01-12 và đến hết ngày 2026-01-13 Z",
        CALENDAR,
    ),
    turn(
        "W [total of/the total of/total/sum of/the sum of/sum] A [over/across/for all] B Z",
        "W sum over B of A Z",
        ["What is summed stands behind the list.", "Điều được cộng đứng sau danh mục."],
    ),
    turn("X A of B of C Z | X A of ( B of C ) Z | X ( A ) of ( B of C ) Z", "X A * B of C Z", TIMES),
    turn("X A của B của C Z | X A của ( B của C ) Z", "X A * B của C Z", TIMES),
    // `two of member hold p jointly`
    turn("X N of L [hold/holds] Y jointly Z | X any N of L [hold/holds] Y jointly Z", "X any N of L hold Y Z", COUNTED),
    turn(
        "X N của L có thẩm quyền Y cùng nhau Z | X bất kỳ N của L có thẩm quyền Y cùng nhau Z",
        "X bất kỳ N của L có thẩm quyền Y Z",
        COUNTED,
    ),
    turn(
        "W [exactly/only/just/precisely] [one/1] A [has/have] P Z",
        "W any 1 A has P and not (any 2 A have P) Z",
        EXACTLY,
    ),
    turn("W [exactly/only/just/precisely] N A [has/have] P Z", "W any N A have P and not (any M A have P) Z", EXACTLY),
    turn("W [no/not] N A [has/have] P Z", "W not (any N A have P) Z", NOT_SO_MANY),
    turn("W [đúng/chỉ/chỉ có/có đúng] N A có P Z", "W bất kỳ N A có P và không phải (bất kỳ M A có P) Z", EXACTLY),
    either(
        "replace A [by/with] B Z",
        [
            ("read B for A Z", ["if one name stands for another", "nếu tên này thay cho tên khác"]),
            ("replace A with", ["if new text stands on the lines below", "nếu nội dung mới đứng ở các dòng bên dưới"]),
        ],
        REPLACED,
    ),
    turn("replace T by Y", "replace T with", NEW_TEXT),
    turn("thay thế T bởi Y", "thay thế T bằng", NEW_TEXT),
    // Whole texts and classes of them.
    turn(
        "X [any other/every other/all other/all the other/each other/other/any/all/all the/each] [instrument/instruments] Z",
        "X every instrument Z",
        CLASS,
    ),
    turn(
        "X [every/any/all/all the/each] [previous/earlier/prior/existing/preceding/former/older] [instrument/instruments] Z | \
         X [every/any/all/all the/each] [instrument/instruments] issued before [this instrument/it/this act/this law] Z",
        "X every instrument issued before signed ,? Z",
        BY_DAY,
    ),
    turn(
        "X [every/any/all/all the/each] [later/subsequent/future/following/newer] [instrument/instruments] Z | \
         X [every/any/all/all the/each] [instrument/instruments] issued after [this instrument/it/this act/this law] Z",
        "X every instrument issued from signed ,? Z",
        BY_DAY,
    ),
    turn(
        "X [every/any/all/each] [previous/earlier/prior/existing/preceding/former/older] A Z",
        "X every A issued before signed ,? Z",
        BY_DAY,
    ),
    turn("X [every/any/all/each] [later/subsequent/future/newer] A Z", "X every A issued from signed ,? Z", BY_DAY),
    turn("X [mọi văn bản khác/tất cả văn bản khác/các văn bản khác/tất cả văn bản] Z", "X mọi văn bản Z", CLASS),
    turn(
        "X [mọi văn bản/tất cả văn bản/các văn bản] [trước đây/trước đó/ban hành trước đây/ban hành trước/ban hành trước văn \
         bản này] Z",
        "X mọi văn bản ban hành trước ngày ký ,? Z",
        BY_DAY,
    ),
    turn(
        "X [mọi văn bản/tất cả văn bản/các văn bản] [sau này/ban hành sau/ban hành sau này/ban hành sau văn bản này] Z",
        "X mọi văn bản ban hành từ ngày ký ,? Z",
        BY_DAY,
    ),
    // A moratorium.
    either(
        "A [is suspended/is hereby suspended/is stayed] Z",
        [("suspend A Z", OF_TEXT), ("nobody holds A Z", OF_POWER)],
        SUSPENDED,
    ),
    either(
        "A [bị ngưng hiệu lực/tạm ngưng/bị tạm ngưng/bị đình chỉ] Z",
        [("ngưng hiệu lực A Z", OF_TEXT), ("không cơ quan nào có thẩm quyền A Z", OF_POWER)],
        SUSPENDED,
    ),
    // The last day of a text.
    either(
        "[this instrument/this act/this law/this decree/this text] [expires on/ceases to have effect on/ceases to apply \
         on/lapses on/ends on] D",
        [
            (
                "in force until D",
                ["at the head of the text if that is its last day", "ở đầu văn bản nếu đó là ngày cuối cùng"],
            ),
            (
                "repeal this instrument from D",
                ["if it no longer applies on that day", "nếu văn bản không còn áp dụng vào ngày đó"],
            ),
        ],
        LAST_DAY,
    ),
    either(
        "văn bản này [hết hiệu lực ngày/hết hiệu lực vào ngày/hết hiệu lực từ ngày/chấm dứt hiệu lực ngày] D",
        [
            (
                "có hiệu lực đến hết ngày D",
                ["at the head of the text if that is its last day", "ở đầu văn bản nếu đó là ngày cuối cùng"],
            ),
            (
                "bãi bỏ văn bản này từ ngày D",
                ["if it no longer applies on that day", "nếu văn bản không còn áp dụng vào ngày đó"],
            ),
        ],
        LAST_DAY,
    ),
    // Names that stand for others.
    turn(
        "A [is renamed/is renamed to/is renamed as/is now called/becomes] B Z | rename A [to/as/into] B Z | read A as B Z",
        "read B for A Z",
        READ,
    ),
    turn(
        "A [đổi tên thành/được đổi tên thành/nay là] B Z | đổi tên A thành B Z | đọc A [là/thành] B Z",
        "đọc B thay cho A Z",
        READ,
    ),
    turn(
        "abolish A X , [succeeded by/replaced by/and replaced by/to be succeeded by/with successor] B Z",
        "abolish A X Z // read B for A X Z",
        READ,
    ),
    turn(
        "giải thể A X , [thay bằng/được thay bằng/kế thừa bởi/được kế thừa bởi] B Z",
        "giải thể A X Z // đọc B thay cho A X Z",
        READ,
    ),
    turn(
        "[merge/amalgamate/unite/combine] A [and/,/with] B into C Z",
        "abolish A, B Z // read C for A Z // read C for B Z",
        READ,
    ),
    turn(
        "[sáp nhập/hợp nhất] A [và/,/với] B [vào/thành] C Z",
        "giải thể A, B Z // đọc C thay cho A Z // đọc C thay cho B Z",
        READ,
    ),
    // What another holds, as a condition.
    turn("W A [does not hold/do not hold/is not holding] B Z", "W not (B is held by A) Z", HELD_BY),
    turn("V A [holds/hold] B Z", "V B is held by A Z", HELD_BY),
    turn("W A không có thẩm quyền B Z", "W không phải (B thuộc thẩm quyền của A) Z", HELD_BY),
    turn("V A có thẩm quyền B Z", "V B thuộc thẩm quyền của A Z", HELD_BY),
    // One text before another.
    turn(
        "[notwithstanding/despite/in spite of/irrespective of/regardless of/by derogation from] T , Y | \
         Y [notwithstanding/despite/in spite of/irrespective of/regardless of/by derogation from] T",
        "Y // this article prevails over T",
        PREVAILS,
    ),
    turn(
        "[subject to/without prejudice to] R , Y | Y , [subject to/without prejudice to] R | Y [subject to/without prejudice \
         to] R",
        "Y // this article yields to R",
        PREVAILS,
    ),
    turn(
        "[bất kể/không phụ thuộc/không phụ thuộc vào/không kể/mặc dù có] T , Y | Y [bất kể/không phụ thuộc/không phụ thuộc \
         vào] T",
        "Y // điều này được ưu tiên áp dụng so với T",
        PREVAILS,
    ),
    // Who has it, said of the power.
    turn("A is held by B Z", "B holds A Z", HOLDER_FIRST),
    turn("A thuộc thẩm quyền của B Z", "B có thẩm quyền A Z", HOLDER_FIRST),
    turn(
        "A [is competent for/is responsible for/is in charge of/is authorised for/is authorized for] L Z",
        "A holds L Z",
        ["Who has a power `holds` it.", "Chủ thể của thẩm quyền thì `có thẩm quyền`."],
    ),
    turn("[withdraw/revoke/recall/take back/remove] A from B Z", "repeal act_1 article 5 Z", GOES_BACK),
    turn("[thu hồi/rút/rút lại] A [từ/của] B Z", "bãi bỏ act_1 điều 5 Z", GOES_BACK),
    turn("A loses B Z | A is withdrawn from B Z", "repeal act_1 article 5 Z", GOES_BACK),
    either(
        "A [may/can] [recall/withdraw/take back/revoke] B from C Z",
        [
            ("A may take over B from C Z", ["to decide a case itself", "để tự quyết định hồ sơ"]),
            ("repeal act_1 article 5", ["where the text that gave it ends", "nếu văn bản trao thẩm quyền đó chấm dứt"]),
        ],
        GOES_BACK,
    ),
    either(
        "A [được/có thể] [rút/thu hồi] B từ C Z",
        [
            ("A được trực tiếp giải quyết B từ C Z", ["to decide a case itself", "để tự quyết định hồ sơ"]),
            ("bãi bỏ act_1 điều 5", ["where the text that gave it ends", "nếu văn bản trao thẩm quyền đó chấm dứt"]),
        ],
        GOES_BACK,
    ),
    turn("A [retains/still holds/continues to hold/reserves] B Z", "A keeps B Z", KEEPS),
    turn("A [giữ lại/tiếp tục giữ/vẫn có thẩm quyền] B Z", "A vẫn giữ B Z", KEEPS),
    either(
        "A [is transferred to/is delegated to/is passed to/passes to/is reassigned to/may be delegated to] B Z",
        [("B holds A Z", OF_RULE), ("delegate A from moit to B Z", OF_TRANSFER)],
        PASSED_TO,
    ),
    either(
        "A [được chuyển cho/được phân cấp cho/được ủy quyền cho/chuyển cho] B Z",
        [("B có thẩm quyền A Z", OF_RULE), ("delegate A từ moit cho B Z", OF_TRANSFER)],
        PASSED_TO,
    ),
    // The cases and the days of a provision.
    turn(
        "X [does not apply when/does not apply if/does not apply where/applies except when/applies unless] Y",
        "X applies only when not (Y)",
        NOT_APPLIED,
    ),
    turn("X [không áp dụng khi/không áp dụng nếu/áp dụng trừ khi] Y", "X chỉ áp dụng khi không phải (Y)", NOT_APPLIED),
    turn("this article [applies/is in force/has effect] until D", "article 2 until D", OF_HEADING),
    turn("this article [applies/is in force/has effect] from D", "article 2 from D", OF_HEADING),
    // Transfers.
    turn("A B to C from E Z", "A B from E to C Z", GIVER_FIRST),
    turn("A B cho C từ E Z", "A B từ E cho C Z", GIVER_FIRST),
    either(
        "X from A to L , B Z",
        [("X from A to L or B Z", ALONE), ("X from A to L and B jointly Z", TOGETHER)],
        RECEIVERS,
    ),
    either(
        "X từ A cho L , B Z",
        [("X từ A cho L hoặc B Z", ALONE), ("X từ A cho L và B cùng nhau Z", TOGETHER)],
        RECEIVERS,
    ),
    turn("A B from C E Z", "A B from C to E Z", TO),
    turn("A B từ C E Z", "A B từ C cho E Z", TO),
    // Days.
    turn(
        "W today [within/is within/not later than/no later than/at most/no more than/not more than] N U [of/after/from/following] A Z",
        "W today until A + N U Z",
        DAY,
    ),
    turn(
        "W S [at least/is at least/not less than/no less than] N U [after/from/following] A Z | \
         W S N U or more after A Z",
        "W S from A + N U Z",
        DAY,
    ),
    turn("W S [more than/is more than/over] N U [after/following] A Z", "W S after A + N U Z", DAY),
    turn("W S [less than/is less than/fewer than] N U [after/following] A Z", "W S before A + N U Z", DAY),
    turn("W S [at least/is at least/not less than] N U before A Z", "W S until A - N U Z", DAY),
    turn(
        "W hôm nay [trong vòng/trong thời hạn/không quá] N U [kể từ/sau/từ] A Z",
        "W hôm nay đến hết ngày A + N U Z",
        DAY,
    ),
    turn("W S [ít nhất/không dưới/tối thiểu] N U [sau/kể từ] A Z", "W S từ ngày A + N U Z", DAY),
    // The condition first.
    turn("[if/when/where/whenever/in case/in cases where] X , Y", "Y when X", LAST),
    turn("[nếu/khi/trường hợp/trong trường hợp] X [, thì/,/thì] Y", "Y khi X", LAST),
    // Lists.
    turn("territory X within A : Y", "territory X : Y within A", VALUES_FIRST),
    turn("địa bàn X nằm trong A : Y", "địa bàn X : Y nằm trong A", VALUES_FIRST),
    turn(
        "X sum over A of B [where/when/which/for which/in which] Y | X sum over A [where/when/which/for which] Y of B",
        "X sum over A of counted_value",
        SUM,
    ),
    // Phrases without their last word.
    turn("X with consent A Z", "X with consent of A Z", OF),
    turn("X after review A Z", "X after review by A Z", OF),
    turn("X on proposal A Z", "X on proposal of A Z", OF),
    turn("X in coordination A Z", "X in coordination with A Z", OF),
    turn("X có sự đồng ý A Z", "X có sự đồng ý của A Z", OF),
    turn("X theo đề nghị A Z", "X theo đề nghị của A Z", OF),
];
