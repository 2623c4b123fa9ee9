/** Files that only the editor can read: virtual workspaces, and everything in a web worker. */
import type { FileSystem } from '../workspace/fileSystem.ts';
import type { ClientRequests } from './clientRequests.ts';

/** Asks the client for files; what it cannot read is not there. */
export function clientFileSystem(client: ClientRequests): FileSystem {
  return {
    read: async (uri) => {
      const base64 = await client.readFile(uri);
      return base64 === undefined ? undefined : octetsOf(base64);
    },
    kind: (uri) => client.fileKind(uri),
    list: (uri) => client.listFolder(uri),
  };
}

function octetsOf(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    // No base64.
    return undefined;
  }
}

/** Files of the schemes in `here` by one file system, all others by another. */
export function byScheme(here: Readonly<Record<string, FileSystem>>, others: FileSystem): FileSystem {
  const pick = (uri: string): FileSystem => here[uri.slice(0, uri.indexOf(':'))] ?? others;
  return {
    read: (uri) => pick(uri).read(uri),
    kind: (uri) => pick(uri).kind(uri),
    list: (uri) => pick(uri).list(uri),
    names: async (uri) => {
      const system = pick(uri);
      return (await system.names?.(uri)) ?? (await system.list(uri)).map(({ name }) => name);
    },
    head: async (uri, count) => pick(uri).head?.(uri, count),
    realUri: async (uri) => pick(uri).realUri?.(uri),
    facts: async (uri) => pick(uri).facts?.(uri),
  };
}
