/**
 * Which documents are the language server's: files of this machine and of the file systems in which folders of the workspace lie, texts that were
 * never saved, and live answers. What Git, previews, chats and notebooks show are copies, and no files.
 */
import * as vscode from 'vscode';
import { ANSWER_SCHEME, UNTITLED_SCHEME } from '../../../server/src/workspace/standing.ts';

/** The languages that the server knows. */
export const LANGUAGES: readonly string[] = ['zone', 'named-conf'];

/** The schemes of the documents. */
export function ourSchemes(): ReadonlySet<string> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return new Set(['file', UNTITLED_SCHEME, ANSWER_SCHEME, ...folders.map(({ uri }) => uri.scheme)]);
}

/** The settings that the command line and every editor read, whatever language the editor takes them for. */
export const SETTINGS_FILES = { scheme: 'file', pattern: '**/bailiwick.toml' };

/** Selects the documents of a language, or of both. */
export function ourDocuments(languages: readonly string[] = LANGUAGES): { scheme: string; language: string }[] {
  return [...ourSchemes()].flatMap((scheme) => languages.map((language) => ({ scheme, language })));
}

/** Calls a function when a folder comes from a file system that no folder was in before. */
export function onNewScheme(run: () => void): vscode.Disposable {
  let known = ourSchemes();
  return vscode.workspace.onDidChangeWorkspaceFolders(() => {
    const before = known;
    known = ourSchemes();
    if ([...known].some((scheme) => !before.has(scheme))) run();
  });
}

/** The file that a command is about: the one that is named, or an item of the tree stands for; else the one in front, if it is of the language. */
export function fileOf(what: unknown, language?: string): string | undefined {
  if (typeof what === 'string') return what;
  if (typeof what === 'object' && what !== null && 'file' in what && typeof what.file === 'string') return what.file;
  const document = vscode.window.activeTextEditor?.document;
  return language === undefined || document?.languageId === language ? document?.uri.toString() : undefined;
}
