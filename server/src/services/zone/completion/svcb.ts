/** Parameters of SVCB and HTTPS records (RFC 9460): their keys, and what their values look like. */

import { CompletionItemKind } from 'vscode-languageserver-types';
import { SVC_KEY_ROWS, type SvcKey } from '../../../dns/algorithms.ts';
import type { NameId } from '../../../dns/names.ts';
import { TYPE } from '../../../dns/types.ts';
import { type Marked, marked, t, translated } from '../../../l10n.ts';
import type { ZoneModel } from '../../../zone/model.ts';
import { rdataWord } from '../../../zone/record.ts';
import { type Draft, placeholder, valueDraft } from '../../shared/drafts.ts';
import { code } from '../../shared/markdown.ts';

/** Keys that take no value (RFC 9460 section 7.1, RFC 9540 section 4). */
const WITHOUT_VALUE = new Set(['no-default-alpn', 'ohttp']);

const ALPN: readonly (readonly [string, Marked])[] = [
  ['h2', marked('HTTP/2 over TLS.')],
  ['h3', marked('HTTP/3 over QUIC.')],
  ['http/1.1', marked('HTTP/1.1 over TLS. For HTTPS records it is the default, which need not be listed.')],
  ['dot', marked('DNS over TLS.')],
  ['doq', marked('DNS over QUIC.')],
];

const SHAPES: Readonly<Record<string, readonly (readonly [string, Marked])[]>> = {
  port: [
    ['443', marked('The usual port, which need not be given.')],
    ['8443', marked('A usual other port.')],
    ['853', marked('DNS over TLS and QUIC.')],
  ],
  dohpath: [['/dns-query{?dns}', marked('The usual path of a DNS-over-HTTPS resolver.')]],
};

/** The keys that the record does not have yet. `present` are its parameters as they are written. */
export function keyDrafts(present: readonly string[]): Draft[] {
  const used = new Set(present.map((text) => keyOf(text)));
  return SVC_KEY_ROWS.filter(({ mnemonic, number }) => !used.has(mnemonic) && !used.has(`key${number}`)).map((key) => {
    // BIND only reads the later ones by number.
    const name = key.named ? key.mnemonic : `key${key.number}`;
    const takesValue = !WITHOUT_VALUE.has(key.mnemonic);
    return {
      label: key.mnemonic,
      insert: takesValue ? `${name}=` : name,
      ...(takesValue ? { snippet: `${name}=${valueSnippet(key)}` } : {}),
      filter: `${key.mnemonic} ${name}`,
      detail: key.rfc,
      doc: translated(key.doc),
      kind: CompletionItemKind.Property,
    };
  });
}

function valueSnippet({ mnemonic }: SvcKey): string {
  const [first] = mnemonic === 'alpn' ? ALPN : (SHAPES[mnemonic] ?? []);
  return placeholder(1, mnemonic === 'alpn' ? 'h2,h3' : (first?.[0] ?? ''));
}

export interface ParameterPlace {
  /** The parameter up to the cursor. */
  readonly typed: string;
  /** The other parameters of the record. */
  readonly present: readonly string[];
  /** Where the target's addresses are. */
  readonly model: ZoneModel | undefined;
  readonly target: NameId;
}

/** Values of the parameter that is being typed: one item of its list. */
export function parameterDrafts({ typed, present, model, target }: ParameterPlace): Draft[] {
  const key = keyOf(typed);
  const list = typed.slice(typed.indexOf('=') + 1).split(',');
  const there = new Set(list.slice(0, -1));
  return valuesOf(key).filter(({ label }) => !there.has(label));

  function valuesOf(name: string): Draft[] {
    switch (name) {
      case 'alpn':
        return ALPN.map(([label, doc]) => valueDraft(label, translated(doc)));
      case 'mandatory':
        return present
          .map((text) => keyOf(text))
          .filter((each) => each !== 'mandatory')
          .map((each) => valueDraft(each, t`The record has ${code(each)}.`));
      case 'ipv4hint':
        return addresses(TYPE.A);
      case 'ipv6hint':
        return addresses(TYPE.AAAA);
      default:
        return (SHAPES[name] ?? []).map(([label, doc]) => valueDraft(label, translated(doc)));
    }
  }

  function addresses(type: number): Draft[] {
    if (!model || target < 0) return [];
    const detail = t`address of ${model.names.text(target)}`;
    return model.rrset(target, type).map((record) => valueDraft(rdataWord(record, 0), '', { detail }));
  }
}

function keyOf(parameter: string): string {
  const equals = parameter.indexOf('=');
  return (equals < 0 ? parameter : parameter.slice(0, equals)).toLowerCase();
}
