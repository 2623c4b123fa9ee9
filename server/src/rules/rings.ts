/** Rings in what names one another: acls in acls, files in files. */

/**
 * The rings of a graph: the things that lead back to themselves, each with the number of its ring. Things of one ring lead to one another (Tarjan's
 * algorithm, without recursion: each thing and each arrow is looked at once).
 */
export function ringsOf<T>(within: ReadonlyMap<T, readonly T[]>): ReadonlyMap<T, number> {
  const rings = new Map<T, number>();
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const stack: T[] = [];
  const isOn = new Set<T>();
  for (const root of within.keys()) {
    const calls = index.has(root) ? [] : [{ at: root, next: 0 }];
    for (let call = calls.at(-1); call; call = calls.at(-1)) {
      const { at } = call;
      if (call.next === 0) {
        index.set(at, index.size);
        low.set(at, index.size - 1);
        stack.push(at);
        isOn.add(at);
      }
      const inner = within.get(at) ?? [];
      if (call.next < inner.length) {
        const to = inner[call.next++];
        if (!index.has(to)) calls.push({ at: to, next: 0 });
        else if (isOn.has(to)) low.set(at, Math.min(low.get(at)!, index.get(to)!));
        continue;
      }
      calls.pop();
      const caller = calls.at(-1)?.at;
      if (caller !== undefined) low.set(caller, Math.min(low.get(caller)!, low.get(at)!));
      if (low.get(at) !== index.get(at)) continue;
      const ring = stack.splice(stack.lastIndexOf(at));
      for (const member of ring) {
        isOn.delete(member);
        if (ring.length > 1 || inner.includes(at)) rings.set(member, index.get(at)!);
      }
    }
  }
  return rings;
}
