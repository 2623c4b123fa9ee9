;;; eglot.el --- What a person does in Emacs with eglot, without a window: writes down what came.  -*- lexical-binding: t; -*-

(load (expand-file-name "emacs" (file-name-directory load-file-name)))
(require 'eglot)
(require 'flymake)
(require 'bailiwick)

(setq eglot-confirm-server-initiated-edits nil
      eglot-sync-connect 60
      eglot-connect-timeout 60)

(defun ask (method params)
  (jsonrpc-request (eglot--current-server-or-lose) method params :timeout 60))

(condition-case failure
    (with-current-buffer (find-file-noselect (getenv "SITE_ZONE"))
      (switch-to-buffer (current-buffer))
      (see 'filetype (symbol-name major-mode))
      (apply #'eglot (eglot--guess-contact))
      (flymake-mode 1)
      (flymake-start)
      (until "diagnostics" (lambda () (flymake-diagnostics)))
      (ask :bailiwick/settled (make-hash-table))
      (accept-process-output nil 0.5)
      (see 'diagnostics
           (vconcat (mapcar (lambda (each)
                              (format "%s %s" (plist-get (cdr (assq 'eglot-lsp-diag (flymake-diagnostic-data each))) :code)
                                      (flymake-diagnostic-text each)))
                            (flymake-diagnostics))))
      (go 6 16)
      (let ((hover (ask :textDocument/hover (eglot--TextDocumentPositionParams))))
        (see 'hover (substring-no-properties
                     (eglot--hover-info (plist-get hover :contents) (plist-get hover :range)))))
      (go 6 7)
      (see 'completion (completions-of (eglot-completion-at-point)))
      (go 6 16)
      (let* ((actions (eglot-code-actions (point) (point) nil))
             (ptr (seq-find (lambda (each) (and (string-match-p "PTR" (plist-get each :title)) (plist-get each :edit)))
                            actions)))
        (see 'actions (vconcat (mapcar (lambda (each) (plist-get each :title)) actions)))
        (eglot--apply-workspace-edit (plist-get ptr :edit))
        (see 'ptr (text-of (find-file-noselect (getenv "SITE_REVERSE")))))
      (go 6 1)
      (eglot-rename "portal")
      (see 'renamed (text-of (current-buffer)))
      (eglot-format-buffer)
      (see 'formatted (text-of (current-buffer))))
  (error (see 'failure (format "%S" failure))))

(end)
