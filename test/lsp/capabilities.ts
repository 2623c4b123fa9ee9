/** What VS Code says that it can take, as far as the form of answers depends on it; and the options of our own client. */

const MARKUP = ['markdown', 'plaintext'];

export const FORMS = {
  textDocument: {
    publishDiagnostics: {},
    hover: { contentFormat: MARKUP },
    completion: { completionItem: { documentationFormat: MARKUP, labelDetailsSupport: true } },
    signatureHelp: {
      signatureInformation: { documentationFormat: MARKUP, parameterInformation: { labelOffsetSupport: true } },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
  },
  workspace: {
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'], changeAnnotationSupport: {} },
  },
};

export const OWN_OPTIONS = { commands: true, tokens: true, watches: true };

type Table = Readonly<Record<string, unknown>>;

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a client says, beside what VS Code takes. */
export function withForms(given: object, base: object = FORMS): object {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(given)) {
    const before = merged[name];
    merged[name] = isTable(before) && isTable(value) ? withForms(value, before) : value;
  }
  return merged;
}
