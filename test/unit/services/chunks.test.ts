/** Files of several chunks, of which every line is alike: what a feature says of one line it says of all, at borders too. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type {
  CompletionList,
  DocumentHighlight,
  DocumentSymbol,
  FoldingRange,
  InlayHint,
  Location,
  Range,
  SelectionRange,
  SemanticTokens,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-types';
import { changed, edited, openSession, type Session, textIn } from '../lsp/session.ts';

/** More than the features' bounds allow is another matter. */
const LINES = 2000;
const numbers = Array.from({ length: LINES }, (_, index) => index);
const FILE = 'db.example.com';
/** 60 kB: what is read in one piece is about 32 kB at most. */
const TEXT = numbers.map((number) => `h${number} 3600 IN CNAME  target.example.com.\n`).join('');
const lineOf = (range: Range) => range.start.line;
const indent = { options: { tabSize: 8, insertSpaces: false } };

let session: Session;
before(async () => {
  session = await openSession({ files: { [FILE]: TEXT.replace('target', 'tar$0get') } });
});

const everyLine = (lines: readonly number[]) =>
  assert.deepEqual(
    lines.toSorted((a, b) => a - b),
    numbers,
  );

test('hints', async () => {
  const range = { start: { line: 0, character: 0 }, end: { line: LINES, character: 0 } };
  const hints = await session.at<InlayHint[]>('textDocument/inlayHint', { range });
  everyLine(hints.map(({ position }) => position.line));
});

test('hints of the second half', async () => {
  const range = { start: { line: LINES / 2, character: 0 }, end: { line: LINES, character: 0 } };
  const hints = await session.at<InlayHint[]>('textDocument/inlayHint', { range });
  assert.deepEqual(
    hints.map(({ position }) => position.line),
    numbers.slice(LINES / 2),
  );
});

const TOKENS_A_LINE = 5;
for (const [what, start, end] of [
  ['all', 0, LINES],
  ['the second half', LINES / 2, LINES],
  ['one line', LINES - 700, LINES - 700],
] as const) {
  test(`tokens: ${what}`, async () => {
    const range = { start: { line: start, character: 0 }, end: { line: end, character: 50 } };
    const { data } = await session.at<SemanticTokens>('textDocument/semanticTokens/range', { range });
    let line = 0;
    const counts = new Map<number, number>();
    for (let at = 0; at < data.length; at += 5) {
      line += data[at];
      counts.set(line, (counts.get(line) ?? 0) + 1);
    }
    const lines = numbers.filter((number) => number >= start && number <= end);
    assert.deepEqual([...counts.keys()], lines);
    assert.ok([...counts.values()].every((count) => count === TOKENS_A_LINE));
  });
}

test('highlights, references and a rename', async () => {
  const highlights = await session.at<DocumentHighlight[]>('textDocument/documentHighlight');
  everyLine(highlights.map(({ range }) => lineOf(range)));
  const references = await session.at<Location[]>('textDocument/references', { context: { includeDeclaration: true } });
  everyLine(references.map(({ range }) => lineOf(range)));
  const edit = await session.at<WorkspaceEdit>('textDocument/rename', { newName: 'other.example.com.' });
  assert.equal(changed(session, edit)[FILE], TEXT.replaceAll('target', 'other'));
});

test('the outline', async () => {
  const [root] = await session.at<DocumentSymbol[]>('textDocument/documentSymbol');
  everyLine(root.children?.map(({ selectionRange }) => lineOf(selectionRange)) ?? []);
});

test('formatting: the file, and lines in the middle', async () => {
  const formatted = TEXT.replaceAll(/ +/g, '\t');
  const edits = await session.at<TextEdit[]>('textDocument/formatting', indent);
  assert.equal(edited(TEXT, edits).replaceAll(/\t+/g, '\t'), formatted);
  const range = { start: { line: 900, character: 0 }, end: { line: 1100, character: 3 } };
  const some = await session.at<TextEdit[]>('textDocument/rangeFormatting', { ...indent, range });
  const lines = edited(TEXT, some).split('\n');
  for (const number of numbers) {
    const isFormatted = number >= 900 && number <= 1100;
    assert.equal(lines[number].includes('\t'), isFormatted, `line ${number}`);
  }
});

test('a hover and a definition in every chunk', async () => {
  for (let line = 0; line < LINES; line += 333) {
    const hover = await session.at<object | null>('textDocument/hover', { position: { line, character: 1 } });
    assert.match(JSON.stringify(hover), new RegExp(`h${line}\\.example\\.com`));
  }
});

/** One owner on all lines, written on the first only, and a section a hundred lines. */
const RUN = `w A 192.0.2.1\n${'  TXT   a\n'.repeat(LINES * 2)}`;

test('selections: the records of an owner, from the first line to the last', async () => {
  const { request, uri, texts } = await openSession({ files: { [FILE]: `${RUN}$0x A 192.0.2.2\n` } });
  for (const line of [0, LINES, LINES * 2]) {
    const positions = [{ line, character: 3 }];
    const [first] = await request<SelectionRange[]>('textDocument/selectionRange', {
      textDocument: { uri },
      positions,
    });
    const ranges: string[] = [];
    for (let at: SelectionRange | undefined = first; at; at = at.parent)
      ranges.push(textIn(texts.get(FILE) ?? '', at.range));
    assert.ok(ranges.includes(RUN.trimEnd()), `line ${line}`);
  }
});

test('folding: the records of an owner, and sections', async () => {
  const run = await openSession({ files: { [FILE]: `$0${RUN}x A 192.0.2.2\n` } });
  const folds = await run.at<FoldingRange[]>('textDocument/foldingRange');
  assert.deepEqual(
    folds.map(({ startLine, endLine }) => [startLine, endLine]),
    [[0, LINES * 2]],
  );
  const section = `$ORIGIN example.com.\n${'h A 192.0.2.1\n'.repeat(99)}`;
  const sections = await openSession({ files: { [FILE]: `$0${section.repeat(50)}` } });
  const found = await sections.at<FoldingRange[]>('textDocument/foldingRange');
  const regions = found.filter(({ kind }) => kind === 'region');
  assert.deepEqual(
    regions.map(({ startLine, endLine }) => [startLine, endLine]),
    Array.from({ length: 50 }, (_, index) => [index * 100, index * 100 + 99]),
  );
});

const HEAD = '$ORIGIN example.com.\n$TTL 1h\n@ SOA ns1 host 1 2h 1h 2w 1h\n@ NS ns1\nns1 A 192.0.2.1\n';
const HEAD_LINES = HEAD.split('\n').length - 1;
/** What stands before the end whatever is put before it, so that the lines around the cursor are the same. */
const GAP = '\n; gap\n\n';
const TAIL = 'z 3600 IN A 192.0.2.300 ; end\n';

/** What the end of a file may look like, with the cursor in it. */
const ENDS = [
  'w$0ww 60 IN A 192.0.2.1\n',
  'www 6$00 IN A 192.0.2.1\n',
  'www 60 I$0N A 192.0.2.1\n',
  'www 60 IN A$0 192.0.2.1\n',
  'www 60 IN A 192.$00.2.1\n',
  'www A 192.0.2.1\n $0 AAAA 2001:db8::1\n',
  'www A 192.0.2.1\n  AAAA 2001:db8::1 ; com$0ment\n',
  'mail MX 10 n$0s1\n',
  'mail MX 10 $0\n',
  'mail MX ( 10 ; a\n  n$0s1 )\n',
  'mail MX 10 "ns$01"\n',
  'text TXT "a b" "c$0 d"\n',
  'w SVCB 1 . alpn=h$02 port=1\n',
  'w \t A   192.0.2.1 $0\n\n\n\nv A 192.0.2.2\n',
  '$ORIGIN s$0ub\na A 192.0.2.1\n',
  '$TTL 36$000\na A 192.0.2.1\n',
  '$GENERATE 1-3 h$ A 192.0.2$0.$\n',
  '$INCLUDE in$0c\n',
  '$0',
  '\n$0\n',
  'dup A 192.0.2.9\ndup$0 A 192.0.2.9\n',
  'w A 192.0.2.3$000\n',
];

const METHODS: readonly (readonly [method: string, more: (session: Session) => object])[] = [
  ['textDocument/hover', () => ({})],
  ['textDocument/completion', () => ({})],
  ['textDocument/signatureHelp', () => ({})],
  ['textDocument/definition', () => ({})],
  ['textDocument/references', () => ({ context: { includeDeclaration: true } })],
  ['textDocument/documentHighlight', () => ({})],
  ['textDocument/prepareRename', () => ({})],
  ['textDocument/selectionRange', ({ position }) => ({ positions: [position] })],
  ['textDocument/codeAction', (at) => ({ ...cursorOf(at), context: { diagnostics: [] } })],
  ['textDocument/inlayHint', endOf],
  ['textDocument/semanticTokens/range', endOf],
  ['textDocument/rangeFormatting', (at) => ({ ...endOf(at), ...indent })],
  ['textDocument/onTypeFormatting', () => ({ ch: '\n', ...indent })],
  ['textDocument/codeLens', () => ({})],
  ['textDocument/documentLink', () => ({})],
  ['textDocument/documentSymbol', () => ({})],
  ['bailiwick/queryAt', () => ({})],
];

function cursorOf({ position }: Session): object {
  return { range: { start: position, end: position } };
}

/** The lines around the cursor. */
function endOf({ position: { line } }: Session): object {
  return { range: { start: { line: line - 1, character: 0 }, end: { line: line + 3, character: 0 } } };
}

/** An answer as it would be without the lines that were put behind the head. */
function withoutLines(answer: unknown, lines: number): unknown {
  return JSON.parse(JSON.stringify(answer), (key, value) =>
    key === 'line' && value >= HEAD_LINES + lines ? value - lines : value,
  );
}

for (const end of ENDS) {
  test(`far down in a file as at its top: ${JSON.stringify(end)}`, async () => {
    const ask = async (lines: number) => {
      const asked = await openSession({ files: { [FILE]: `${HEAD}${'; filler\n'.repeat(lines)}${GAP}${end}${TAIL}` } });
      const answers: Record<string, unknown> = {};
      for (const [method, more] of METHODS) {
        const answer = await asked.at(method, more(asked)).catch((error: Error) => error.message);
        answers[method] = withoutLines(answer, lines);
      }
      // Tokens are told by their distance from the one before: the first line counts from the top.
      const { data } = answers['textDocument/semanticTokens/range'] as SemanticTokens;
      if (data.length > 0 && data[0] >= lines) data[0] -= lines;
      // Names that stand near come first, by chunks.
      const { items } = answers['textDocument/completion'] as CompletionList;
      for (const item of items) delete item.sortText;
      items.sort((a, b) => (a.label < b.label ? -1 : 1));
      return answers;
    };
    const near = await ask(0);
    assert.deepEqual(await ask(3000), near);
  });
}
