;; Opens each draft of the list in $DRAFTS and writes what Flymake and Flycheck then
;; have to $FOUND, one JSON value on a line.  -*- lexical-binding: t -*-

(require 'flycheck nil t)
(require 'draftlint)

(defun found (program file begin end severity text)
  "Print one finding of PROGRAM in FILE."
  (save-excursion
    (princ (json-encode
            `((program . ,program) (file . ,file)
              (line . ,(line-number-at-pos begin t))
              (column . ,(1+ (progn (goto-char begin) (- (point) (line-beginning-position)))))
              (end_line . ,(line-number-at-pos end t))
              (end_column . ,(1+ (progn (goto-char end) (- (point) (line-beginning-position)))))
              (severity . ,severity) (text . ,text))))
    (princ "\n")))

(defun flymake-finds (file)
  "Print what Flymake would show for FILE, the current buffer."
  (let (done)
    (draftlint-flymake (lambda (diagnostics &rest _) (setq done (list diagnostics))))
    (while (not done) (accept-process-output nil 0.01))
    (when (eq (car done) :panic) (error "Panic in %s" file))
    (dolist (diagnostic (car done))
      (found "flymake" file
             (flymake-diagnostic-beg diagnostic) (flymake-diagnostic-end diagnostic)
             (flymake-diagnostic-type diagnostic) (flymake-diagnostic-text diagnostic)))))

(defun flycheck-finds (file)
  "Print what Flycheck makes of the output of its command for FILE, the current buffer."
  (let* ((command (flycheck-checker-substituted-arguments 'draftlint))
         (buffer (current-buffer))
         (output (with-temp-buffer
                   (let ((coding-system-for-write 'utf-8-unix)
                         (coding-system-for-read 'utf-8-unix)
                         (out (current-buffer)))
                     (with-current-buffer buffer
                       (apply #'call-process-region nil nil draftlint-program nil (list out nil) nil
                              command)))
                   (buffer-string))))
    (dolist (problem (flycheck-parse-output output 'draftlint buffer))
      (setq problem (car (flycheck-fill-and-expand-error-file-names (list problem) default-directory)))
      (unless (equal (flycheck-error-filename problem) (buffer-file-name))
        (error "The file of %S" problem))
      (save-excursion
        (goto-char (point-min))
        (forward-line (1- (flycheck-error-line problem)))
        (let ((at (+ (point) (1- (flycheck-error-column problem)))))
          (found "flycheck" file at at (flycheck-error-level problem)
                 (format "%s [%s]" (flycheck-error-message problem) (flycheck-error-id problem))))))))

(with-temp-file (getenv "FOUND")
  (let ((standard-output (current-buffer))
        (files (with-temp-buffer
                 (insert-file-contents (getenv "DRAFTS"))
                 (split-string (buffer-string) "\n" t))))
    (dolist (file files)
      (with-current-buffer (find-file-noselect file)
        (flymake-finds file)
        (when (featurep 'flycheck) (flycheck-finds file))
        (kill-buffer)))))
