;;; layout.el --- A new line stands where the compiler reads it  -*- lexical-binding: t; -*-

;; emacs -Q --batch -L editors/emacs -l editors/emacs/tests/layout.el FILE…

;;; Code:

(require 'vires-mode)

(defconst not-going-on '(declaration statement provision operation test)
  "Sets that begin a line of its own; any other keyword goes on with the line above.")

(defun goes-on-p ()
  "Whether the line at point goes on with the sentence above it: such a line is indented by hand."
  (save-excursion
    (back-to-indentation)
    (let ((sets (gethash (caar (vires--keywords-here)) vires--sets)))
      (and sets (not (seq-intersection sets not-going-on))))))

(defun heads-p ()
  "Whether the line at point is a heading, which has its clauses below it."
  (save-excursion
    (back-to-indentation)
    (or (looking-at "\\(?:instrument\\|modality\\|văn bản\\|phương thức\\) +[^ ]+ +\"\\|\\(?:test\\|kiểm thử\\) +\"")
        (memq 'provision (gethash (caar (vires--keywords-here)) vires--sets)))))

(let ((opened 0) (wrong 0))
  (dolist (file command-line-args-left)
    (with-temp-buffer
      (insert-file-contents file)
      (vires-mode)
      (goto-char (point-min))
      (while (re-search-forward "^ *[^ #\n]" nil t)
        (let* ((above (current-indentation))
               (opens (vires--opens-p))
               (heads (heads-p))
               (line (buffer-substring (line-beginning-position) (line-end-position))))
          (save-excursion
            (end-of-line)
            (when (and (re-search-forward "^ *[^ #\n]" nil t) (> (current-indentation) above)
                       (or heads opens (not (goes-on-p))))
              (setq opened (1+ opened))
              (let ((there (current-indentation)))
                (indent-line-to 0)
                (vires-indent-line)
                (unless (= (current-indentation) there)
                  (setq wrong (1+ wrong))
                  (when (<= wrong 20)
                    (message "%s: column %d, not %d, below: %s" file (current-indentation) there line)))
                (indent-line-to there))))
          (end-of-line)))))
  (message "emacs layout: %d lines below others, %d wrong" opened wrong)
  (kill-emacs (if (and (> opened 2000) (= wrong 0)) 0 1)))

;;; layout.el ends here
