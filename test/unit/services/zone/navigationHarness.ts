/** Workspaces in memory for the tests of navigation: a `$0` where the cursor is, `«` and `»` around what is expected. */
import assert from 'node:assert/strict';
import type { Range, TextEdit } from 'vscode-languageserver-types';
import { rangeToOffsets } from '../../../../server/src/services/shared/ranges.ts';
import type { TextBuffer } from '../../../../server/src/text/buffer.ts';
import { memoryFileSystem } from '../../../../server/src/workspace/fileSystem.ts';
import { Workspace } from '../../../../server/src/workspace/workspace.ts';
import type { Zone } from '../../../../server/src/workspace/zone.ts';
import type { ZoneDocument } from '../../../../server/src/zone/document.ts';

const FOLDER = 'file:///etc/bind';

export interface Scene {
  readonly workspace: Workspace;
  readonly zone: Zone;
  readonly document: ZoneDocument;
  readonly offset: number;
  /** The marked texts, as `file 12-15 text`, sorted. */
  readonly marks: readonly string[];
}

export function uri(file: string): string {
  return `${FOLDER}/${encodeURI(file)}`;
}

/** Reads files; the zone file with the cursor is open, or `open` where no file has one. `zone`: which of the zones that hold it. */
export async function openScene(
  files: Readonly<Record<string, string>>,
  options: { readonly open?: string; readonly zone?: string } = {},
): Promise<Scene> {
  const texts: Record<string, string> = {};
  const marks: string[] = [];
  let file = options.open ?? '';
  let offset = 0;
  for (const [name, marked] of Object.entries(files)) {
    let text = '';
    const starts: number[] = [];
    for (const part of marked.split(/(\$0|«|»)/)) {
      if (part === '$0') {
        file = name;
        offset = text.length;
      } else if (part === '«') starts.push(text.length);
      else if (part === '»') {
        const start = starts.pop()!;
        marks.push(`${name} ${start}-${text.length} ${text.slice(start)}`);
      } else text += part;
    }
    texts[uri(name)] = text;
  }
  const workspace = new Workspace({ system: memoryFileSystem(texts) });
  await workspace.setFolders([FOLDER]);
  workspace.open(uri(file), texts[uri(file)], 'zone');
  await workspace.settle();
  const zones = workspace.zonesOf(uri(file));
  const zone = zones.find(({ model, options: { names } }) => !options.zone || names.text(model.apex) === options.zone);
  assert.ok(zone, `no zone holds ${file}`);
  const document = zone.documents.find((candidate) => candidate.uri === uri(file))!;
  return { workspace, zone, document, offset, marks: marks.sort() };
}

/** Places in the form of the marks. */
export function placesText(workspace: Workspace, places: readonly { uri: string; range: Range }[]): string[] {
  return places
    .map((place) => {
      const buffer = workspace.bufferOf(place.uri)!;
      const { start, end } = rangeToOffsets(buffer, place.range);
      return `${place.uri.slice(FOLDER.length + 1)} ${start}-${end} ${buffer.slice(start, end)}`;
    })
    .sort();
}

/** A text after edits that do not overlap. */
export function edited(buffer: TextBuffer, edits: readonly TextEdit[]): string {
  let text = buffer.text();
  const ordered = edits.map((edit) => ({ ...rangeToOffsets(buffer, edit.range), newText: edit.newText }));
  ordered.sort((a, b) => b.start - a.start);
  for (const [index, { start, end }] of ordered.entries()) {
    assert.ok(index === 0 || end <= ordered[index - 1].start, 'edits overlap');
    text = text.slice(0, start) + ordered[index].newText + text.slice(end);
  }
  return text;
}

/** A file with everything that navigation looks at, and much that is wrong. */
export const ODD = [
  '$TTL 1d ; comment\n',
  '; region top\n@ IN SOA ns1 host\\.master (\n  2023102701 ; serial\n  1h 15m 2w 1h )\n',
  ' NS ns1\n NS "ns2"\n MX 10 mail.example.net. ; mail\n; one\n; two\n; endregion\n',
  '*.w IN 300 TXT "a;b" "c\\"d" unquoted\nnone\nbad TIPE x y\n 1h\n"quoted owner" A 192.0.2.1\n',
  '$ORIGIN sub\n@ NS ns.sub.example.com.\nns A 192.0.2.1\n$ORIGIN\n$NOPE x\n$DATE 20200101000000\n',
  '$GENERATE 1-3 host-$ 60 IN A 192.0.2.${0,3,d}\n$GENERATE 1-x y\n$GENERATE\n$INCLUDE missing.db other.\n$INCLUDE\n',
  '@ HTTPS 1 . alpn="h2,h3" ipv6hint=2001:db8::1 no-default-alpn\n@ NAPTR 1 1 "S" "x" "" _sip._udp\n',
  '@ RRSIG A 8 2 3600 20300101000000 20200101000000 1 example.com. AAAA=\n@ NSEC www A RRSIG TYPE1234\n',
  '@ TYPE65534 \\# 5 0800010001\n@ IPSECKEY 10 3 2 gate AAAA\n@ IPSECKEY 10 1 2 192.0.2.1 AAAA\n@ A6 64 ::1 sub\n',
  'müller A 192.0.2.1\r\nx\tAAAA ::1 ; 😀\r\ny HIP 2 200100107B1A74DF365639CC39F1D578 AwEAAQ== rvs1 rvs2\n',
  'w MX (\n ; inside\n 10\n\n mail ) ; end\nz TXT "unclosed\nlast A (\n',
].join('');
