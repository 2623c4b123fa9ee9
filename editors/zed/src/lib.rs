//! Starts the language server that is on the PATH.
use zed_extension_api::{self as zed, settings::LspSettings, serde_json, LanguageServerId, Result};

struct Bailiwick;

impl zed::Extension for Bailiwick {
    fn new() -> Self {
        Bailiwick
    }

    fn language_server_command(
        &mut self,
        _id: &LanguageServerId,
        worktree: &zed::Worktree,
    ) -> Result<zed::Command> {
        let command = worktree
            .which("bailiwick")
            .ok_or("bailiwick is not on the PATH: npm install --global bailiwick")?;
        Ok(zed::Command {
            command,
            args: vec!["lsp".into(), "--stdio".into()],
            env: worktree.shell_env(),
        })
    }

    fn language_server_workspace_configuration(
        &mut self,
        id: &LanguageServerId,
        worktree: &zed::Worktree,
    ) -> Result<Option<serde_json::Value>> {
        let settings = LspSettings::for_worktree(id.as_ref(), worktree)?.settings;
        Ok(settings.map(|own| serde_json::json!({ "bailiwick": own })))
    }
}

zed::register_extension!(Bailiwick);
