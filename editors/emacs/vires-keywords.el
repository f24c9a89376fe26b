;;; vires-keywords.el --- The keywords of Vires  -*- lexical-binding: t; -*-

;; Generated from crates/vires-syntax/keywords.csv by `cargo xtask keywords'; not edited by hand.

;;; Code:

(defconst vires-keywords
  '((declaration "body kind" "body" "calendar" "chức danh" "currency" "cơ quan" "cấp" "danh mục" "dữ kiện" "event" "fact" "gói" "instrument kind" "instrument" "list" "loại cơ quan" "loại văn bản" "lịch" "modality" "office" "package" "parameter" "phương thức" "power" "sự kiện" "territory" "thẩm quyền" "tier" "tiền tệ" "unit" "văn bản" "đơn vị đo" "địa bàn" "định mức")
    (statement "assume" "dùng" "giả định" "holidays" "kiểm thử" "ngày nghỉ lễ" "precedence" "require" "test" "thứ tự áp dụng" "use" "yêu cầu")
    (provision "annex" "appendix" "article" "biểu" "bảng" "chapter" "chương" "clause" "câu" "dòng" "item" "khoản" "mục" "paragraph" "part" "phần" "phụ bản" "phụ lục" "point" "quy chế" "quy tắc" "regulation" "row" "rule" "schedule" "section" "sentence" "subparagraph" "subpoint" "subsection" "số" "table" "tiết" "tiểu mục" "tiểu đoạn" "điều" "điểm" "đoạn")
    (this "biểu này" "bảng này" "chương này" "câu này" "dòng này" "khoản này" "mục này" "phần này" "phụ bản này" "phụ lục này" "quy chế này" "quy tắc này" "số này" "this annex" "this appendix" "this article" "this chapter" "this clause" "this instrument" "this item" "this paragraph" "this part" "this point" "this regulation" "this row" "this rule" "this schedule" "this section" "this sentence" "this subparagraph" "this subpoint" "this subsection" "this table" "tiết này" "tiểu mục này" "tiểu đoạn này" "văn bản này" "điều này" "điểm này" "đoạn này")
    (clause "acts" "also" "at" "ban hành bởi" "ban hành" "based on" "before" "below" "by" "chỉ một cơ quan" "chữ số thập phân" "code" "còn gọi là" "có hiệu lực" "công bố ngày" "công bố" "căn cứ" "cần biết" "decimal" "decimals" "dưới" "found by" "from" "gồm các việc" "held concurrently" "held exclusively" "hiệu lực bậc" "hoặc không có" "in force" "in sector" "incompatible with" "issued by" "issued" "its place" "không kiêm" "kind" "known on" "ký ngày" "ký" "loại" "lĩnh vực" "lấy từ" "mã số" "một cho mỗi" "needs" "ngày làm việc" "ngày" "nhiều cơ quan cùng có" "nơi thực hiện" "nằm trong" "on" "one per" "or none" "overlay" "place" "published on" "published" "rank" "sector" "signed on" "signed" "theo công bố đến ngày" "theo quy định tại" "theo xác định của" "theo" "thuộc lĩnh vực" "to" "trước ngày" "trực thuộc" "tạm thời" "từ ngày" "từ" "under" "until" "với" "with" "within" "working day" "working days" "đến hết ngày" "đến" "ở")
    (type "có hoặc không" "date" "days" "ngày" "người" "number" "person" "set of" "số ngày" "số" "tập hợp" "yes or no")
    (condition "above" "after" "all of" "and" "any of" "any" "are" "at least" "at most" "below" "bất kỳ" "chỉ gồm" "count of" "có" "dưới" "earlier of" "greater of" "gồm" "has" "have" "hoặc" "include only" "include" "is held at" "is held below" "is held by" "is none of" "is not vacant" "is not" "is one of" "is vacant" "is" "khuyết" "không có" "không dưới" "không khuyết" "không phải là" "không phải" "không quá" "không thuộc" "không trường hợp nào" "later of" "lesser of" "là" "một trong các trường hợp" "mức cao hơn trong" "mức thấp hơn trong" "ngày muộn hơn trong" "ngày sớm hơn trong" "no" "none of" "not" "or" "sau" "sum over" "số lượng" "thuộc một trong" "thuộc thẩm quyền của" "thuộc thẩm quyền dưới" "thuộc thẩm quyền ở" "trên" "tất cả các điều kiện" "tổng theo" "và")
    (rule "all of" "cho" "có thẩm quyền" "cùng nhau" "cơ quan nào có thẩm quyền" "của" "every other power" "every power" "every" "except when" "except" "for" "from" "hold" "holds" "in all other cases" "is not required" "jointly" "keep" "keeps" "khi" "không bị loại trừ" "không cơ quan nào" "không phải thực hiện" "không được chuyển giao tiếp" "không được thực hiện" "là" "may not be passed on" "may not hold" "may take over" "may" "more than half of" "mọi thẩm quyền khác" "mọi thẩm quyền" "mọi" "nobody" "not barred" "of" "or above" "quá nửa" "to" "trong các trường hợp còn lại" "trở lên" "trừ khi" "trừ" "tất cả" "từ" "vẫn giữ" "when" "who are not barred" "whoever holds" "được trực tiếp giải quyết" "được" "đối với")
    (step "after consulting" "after review by" "beginning with" "có sự đồng ý của" "earlier of" "else" "ending on a working day" "hết sau trong" "hết trước trong" "in coordination with" "kết thúc vào ngày làm việc" "kể từ" "later of" "notifying" "of" "on proposal of" "phối hợp với" "quá hạn thì" "sau khi lấy ý kiến" "sau khi thẩm định bởi" "theo đề nghị của" "thông báo cho" "trong thời hạn" "tính cả ngày" "with consent of" "within")
    (silence "approved" "chuyển cho" "coi như từ chối cho đến khi có quyết định" "coi như từ chối" "coi như đồng ý" "hết thẩm quyền" "lapsed" "lapses" "passes to" "refused until decided" "refused")
    (operation "abolish" "appoint" "bãi bỏ" "bắt đầu hiệu lực" "bổ nhiệm" "bổ sung sau" "extend" "giải thể" "insert after" "kéo dài hiệu lực" "ngưng hiệu lực" "read" "repeal" "replace" "set" "start" "suspend" "thay thế" "đọc" "ấn định")
    (effect "applies only when" "bằng" "chỉ áp dụng khi" "for" "in" "nhường áp dụng cho" "prevails over" "restoring" "thay cho" "tại" "with" "yields to" "áp dụng lại" "được ưu tiên áp dụng so với")
    (order "ban hành sau" "higher rank" "hiệu lực pháp lý cao hơn" "later" "more specific" "quy định riêng" "rồi đến" "then")
    (value "có" "hôm nay" "không có" "không hạn chế" "không" "no" "none" "today" "unlimited" "yes")
    (period "day" "days" "month" "months" "ngày làm việc" "ngày" "năm" "tháng" "tuần" "week" "weeks" "working day" "working days" "year" "years")
    (scale "billion" "million" "nghìn" "thousand" "triệu" "tỷ")
    (test "expect" "given" "kết quả" "với")
    (outcome "bỏ trống" "chưa có quy định" "chưa hết thời hạn" "chưa xác định" "chồng chéo" "conflict" "gap" "không được trực tiếp giải quyết" "may not take over" "not yet in force" "pending" "undetermined")
    (over "over" "về")
    (modality "answerable" "bên giao thôi thực hiện" "bên giao vẫn được thực hiện" "chuyển hẳn thẩm quyền" "chuyển tiếp" "chịu trách nhiệm" "found in" "giver may still act" "giver stops acting" "in the name of" "không chuyển hẳn thẩm quyền" "must state" "nhân danh" "onward" "phải nêu rõ" "title moves" "title stays" "được quy định tại")
    (party "both" "bên giao" "bên nhận" "cả hai bên" "giver" "receiver")
    (freedom "freely" "không hạn chế" "không được phép" "never")
    (form "form" "hình thức")
    (content "conditions" "content" "nội dung" "phạm vi" "scope" "term" "thời hạn" "điều kiện")
    (requirement "có cơ quan thực hiện" "có thời hạn" "has a holder" "has an end" "power moves" "powers move" "thẩm quyền chuyển"))
  "Sets of keywords, in English and Vietnamese.")

(provide 'vires-keywords)
;;; vires-keywords.el ends here
