/** What the tree of configurations, views and zones consists of. An item is asked for its children by its id, which is the same while what it stands for is there. */
import type { Location } from 'vscode-languageserver-types';

/** What an item stands for; `zone` has children, a `zone-statement` names no file that is read. */
export type TreeKind =
  | 'configuration'
  | 'view'
  | 'unconfigured'
  | 'zone'
  | 'zone-statement'
  | 'zone-file'
  | 'parent'
  | 'child'
  | 'reverse'
  | 'more';

export interface TreeItem {
  readonly id: string;
  readonly kind: TreeKind;
  readonly label: string;
  readonly description?: string;
  /** Where a step to it leads. */
  readonly place?: Location;
  /** The file that it stands for, whose problems are its own: a zone's, a configuration's. */
  readonly file?: string;
  readonly hasChildren: boolean;
}

/** What an id says. */
export type TreeKey =
  | { readonly kind: 'configuration'; readonly uri: string }
  | { readonly kind: 'view'; readonly uri: string; readonly view: string }
  | { readonly kind: 'unconfigured' }
  | {
      readonly kind: 'zone';
      /** The outermost file of the configuration that loads it; empty where none does. */
      readonly uri: string;
      readonly view: string;
      readonly origin: string;
      readonly file: string;
    };

export function idOf(key: TreeKey): string {
  return JSON.stringify(key);
}

/** The key of an id that `idOf` made; undefined for any other text. */
export function keyOf(id: string): TreeKey | undefined {
  try {
    const key: unknown = JSON.parse(id);
    return typeof key === 'object' && key !== null && 'kind' in key ? (key as TreeKey) : undefined;
  } catch {
    return undefined;
  }
}
