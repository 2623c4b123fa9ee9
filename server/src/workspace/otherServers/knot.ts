/** knot.conf: sections of items, told apart by their indentation; zones take what they do not say from a template. */
import { wordsOf } from './attributes.ts';
import { INCLUDED_FILES, joined, type ReadIncluded, type ReadServer, type ServedZone } from './otherServer.ts';

/** A line: `section:`, `- key: value` or `key: value`. */
interface Line {
  readonly isTop: boolean;
  readonly isItem: boolean;
  readonly key: string;
  readonly value: string;
}

type Item = Map<string, string>;

export const readKnot: ReadServer = (text, included) => {
  const sections = new Map<string, Item[]>();
  let section = '';
  for (const { isTop, isItem, key, value } of linesOf(text, included)) {
    if (isTop && !isItem) {
      section = key;
      continue;
    }
    let items = sections.get(section);
    if (!items) {
      items = [];
      sections.set(section, items);
    }
    // The first key of an item is its name: `domain`, `id`.
    if (isItem || items.length === 0) items.push(new Map());
    items.at(-1)?.set(key, value);
  }
  const templates = new Map((sections.get('template') ?? []).map((item) => [item.get('id'), item]));
  const zones = (sections.get('zone') ?? []).flatMap((zone): ServedZone[] => {
    const template = templates.get(zone.get('template') ?? 'default');
    const said = (key: string): string | undefined => zone.get(key) ?? template?.get(key);
    const name = zone.get('domain');
    const file = name === undefined ? undefined : filePath(said('file') ?? '%s.zone', name);
    if (name === undefined || file === undefined) return [];
    const type = said('master') === undefined ? 'primary' : 'secondary';
    return [{ name, path: joined(said('storage'), file), type }];
  });
  return { directory: undefined, zones, folders: [] };
};

function linesOf(text: string, included: ReadIncluded): Line[] {
  const found: Line[] = [];
  let left = INCLUDED_FILES;
  const read = (source: string): void => {
    for (const raw of source.split('\n')) {
      const line = lineOf(raw);
      if (!line) continue;
      if (!line.isTop || line.key !== 'include') found.push(line);
      else for (const each of left > 0 ? included(line.value) : []) if (left-- > 0) read(each);
    }
  };
  read(text);
  return found;
}

function lineOf(raw: string): Line | undefined {
  const isTop = !raw.startsWith(' ') && !raw.startsWith('\t');
  const trimmed = raw.trim();
  const isItem = trimmed.startsWith('-');
  const rest = isItem ? trimmed.slice(1).trimStart() : trimmed;
  const colon = rest.indexOf(':');
  if (colon <= 0 || rest.startsWith('#')) return undefined;
  const [value] = wordsOf(rest.slice(colon + 1));
  return { isTop, isItem, key: rest.slice(0, colon).trim(), value: value?.text ?? '' };
}

/** `%s` is the zone and `%%` a percent sign; what other marks make of it is not known here. */
function filePath(path: string, zone: string): string | undefined {
  const name = zone.length > 1 && zone.endsWith('.') ? zone.slice(0, -1) : zone;
  let isKnown = true;
  const made = path.replace(/%(.?)/g, (_, sign: string) => {
    if (sign === 's') return name;
    isKnown &&= sign === '%';
    return '%';
  });
  return isKnown ? made : undefined;
}
