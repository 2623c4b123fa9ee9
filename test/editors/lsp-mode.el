;;; lsp-mode.el --- What a person does in Emacs with lsp-mode, without a window: writes down what came.  -*- lexical-binding: t; -*-

(load (expand-file-name "emacs" (file-name-directory load-file-name)))
(setq lsp-session-file (expand-file-name "lsp-session" (getenv "HOME"))
      lsp-auto-guess-root t
      lsp-enable-suggest-server-download nil
      lsp-enable-file-watchers nil
      lsp-response-timeout 60
      lsp-restart 'ignore
      lsp-warn-no-matched-clients nil)
(require 'lsp-mode)
(require 'lsp-completion)
(require 'lsp-diagnostics)
(require 'bailiwick)

(defun problems ()
  (gethash (getenv "SITE_ZONE") (lsp-diagnostics t)))

(condition-case failure
    (with-current-buffer (find-file-noselect (getenv "SITE_ZONE"))
      (switch-to-buffer (current-buffer))
      (see 'filetype (symbol-name major-mode))
      (lsp)
      (until "server" (lambda () (lsp-workspaces)))
      (until "diagnostics" #'problems)
      (lsp-request "bailiwick/settled" (make-hash-table))
      (accept-process-output nil 0.5)
      (see 'diagnostics
           (vconcat (mapcar (lambda (each) (format "%s %s" (lsp-get each :code) (lsp-get each :message)))
                            (problems))))
      (go 6 16)
      (let ((hover (lsp-request "textDocument/hover" (lsp--text-document-position-params))))
        (see 'hover (substring-no-properties (lsp--render-on-hover-content (lsp-get hover :contents) t))))
      (go 6 7)
      (see 'completion (completions-of (lsp-completion-at-point)))
      (go 6 16)
      (let* ((actions (lsp-code-actions-at-point))
             (ptr (seq-find (lambda (each) (and (string-match-p "PTR" (lsp-get each :title)) (lsp-get each :edit)))
                            actions)))
        (see 'actions (vconcat (mapcar (lambda (each) (lsp-get each :title)) actions)))
        (lsp-execute-code-action ptr)
        (see 'ptr (text-of (find-file-noselect (getenv "SITE_REVERSE")))))
      (go 6 1)
      (lsp-rename "portal")
      (see 'renamed (text-of (current-buffer)))
      (lsp-format-buffer)
      (see 'formatted (text-of (current-buffer))))
  (error (see 'failure (format "%S" failure))))

(end)
