/** Answers in the form in which the client takes them: one table of what is done with which answer. */
import {
  type CodeAction,
  type CodeLens,
  type Command,
  type CompletionItem,
  type CompletionList,
  type DocumentSymbol,
  MarkupKind,
  ResponseError,
  type SignatureHelp,
  type SymbolInformation,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { APPLY_EDIT, canRun } from '../commandNames.ts';
import { editFor } from './edits.ts';
import { plainText } from './plainText.ts';
import type { Positions } from './positions.ts';
import type { ClientTraits } from './traits.ts';

/** Forms an answer; `uri` is the file that was asked about. */
type Form = (answer: never, traits: ClientTraits, uri: string) => unknown;

const FORMS: Readonly<Record<string, Form>> = {
  'textDocument/hover': (answer: object, { markdown }) => (markdown.hover ? answer : withPlainText(answer)),
  'textDocument/completion': (list: CompletionList, traits) => ({
    ...list,
    items: list.items.map((item) => completionItem(item, traits)),
  }),
  'completionItem/resolve': completionItem,
  'textDocument/signatureHelp': (help: SignatureHelp, { markdown, labelOffsets }) => {
    const plain = markdown.signature ? help : (withPlainText(help) as SignatureHelp);
    return labelOffsets ? plain : withWordLabels(plain);
  },
  'textDocument/documentSymbol': (symbols: DocumentSymbol[], { nestedSymbols }, uri) =>
    nestedSymbols ? symbols : flatSymbols(symbols, uri),
  'textDocument/codeAction': (actions: CodeAction[], traits) => actions.flatMap((each) => codeAction(each, traits)),
  'textDocument/codeLens': (lenses: CodeLens[], traits) => lenses.filter((lens) => hasUse(lens, traits)),
  'codeLens/resolve': (lens: CodeLens, traits) => (hasUse(lens, traits) ? lens : withoutCommand(lens)),
  'textDocument/rename': (edit: WorkspaceEdit, traits) => editFor(edit, traits) ?? null,
  'workspace/willRenameFiles': (edit: WorkspaceEdit, traits) => editFor(edit, traits) ?? null,
};

export class Forms {
  readonly #positions: Positions;
  #traits: ClientTraits | undefined;

  constructor(positions: Positions) {
    this.#positions = positions;
  }

  begin(traits: ClientTraits): void {
    this.#traits = traits;
  }

  /** What the client asks, with the engine's positions. */
  question<T>(params: T): T {
    return this.#positions.areSame ? params : this.#positions.fromClient(params, fileOf(params));
  }

  /** The answer as the client takes it. */
  answer(method: string, params: unknown, answer: unknown): unknown {
    if (!this.#traits || answer === null || answer === undefined || answer instanceof ResponseError) return answer;
    const uri = fileOf(params);
    const form = FORMS[method];
    const formed = form ? form(answer as never, this.#traits, uri ?? '') : answer;
    return this.#positions.toClient(formed, uri);
  }
}

/** The file that a question is about. */
function fileOf(params: unknown): string | undefined {
  const { textDocument, uri, item, data } = (params ?? {}) as Readonly<Record<string, { uri?: unknown } | undefined>>;
  for (const each of [textDocument?.uri, uri, item?.uri, data?.uri]) if (typeof each === 'string') return each;
  return undefined;
}

/** The same with every piece of Markdown as plain text. */
function withPlainText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPlainText);
  if (typeof value !== 'object' || value === null) return value;
  const { kind, value: text } = value as { readonly kind?: unknown; readonly value?: unknown };
  if (kind === MarkupKind.Markdown && typeof text === 'string')
    return { kind: MarkupKind.PlainText, value: plainText(text) };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withPlainText(member)]));
}

function completionItem(item: CompletionItem, { markdown, labelDetails }: ClientTraits): CompletionItem {
  const shown = markdown.completion ? item : (withPlainText(item) as CompletionItem);
  if (labelDetails || !shown.labelDetails) return shown;
  const { labelDetails: details, ...rest } = shown;
  return { ...rest, detail: rest.detail ?? details.description ?? details.detail ?? '' };
}

/** Parameters are named by their words where places in the label are not taken. */
function withWordLabels(help: SignatureHelp): SignatureHelp {
  const signatures = help.signatures.map((signature) => ({
    ...signature,
    ...(signature.parameters && {
      parameters: signature.parameters.map((parameter) =>
        typeof parameter.label === 'string'
          ? parameter
          : { ...parameter, label: signature.label.slice(...parameter.label) },
      ),
    }),
  }));
  return { ...help, signatures };
}

function flatSymbols(symbols: readonly DocumentSymbol[], uri: string, containerName?: string): SymbolInformation[] {
  return symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) },
    ...flatSymbols(children, uri, name),
  ]);
}

/** An action without what the client cannot do; none where nothing is left of it. */
function codeAction(action: CodeAction, traits: ClientTraits): (CodeAction | Command)[] {
  const { edit, command } = action;
  if (command && !traits.hasCommands && !(traits.sendsCommands && canRun(command, traits))) return [];
  const made = edit && editFor(edit, traits);
  if (edit && !made) return [];
  if (traits.actionLiterals) return [made ? { ...action, edit: made } : action];
  if (command) return [{ ...command, title: action.title }];
  const runs = traits.sendsCommands && traits.makesEdits;
  return made && runs ? [{ title: action.title, command: APPLY_EDIT, arguments: [made] }] : [];
}

/** False for a lens that does something which cannot be done; one that only says something stays. */
function hasUse({ command }: CodeLens, traits: ClientTraits): boolean {
  if (traits.hasCommands || !command || command.command === '') return true;
  return traits.sendsCommands && canRun(command, traits);
}

/** A lens whose command cannot be run only says what it is. */
function withoutCommand(lens: CodeLens): CodeLens {
  return { ...lens, command: { title: lens.command?.title ?? '', command: '' } };
}
