/** pdns.conf: the zones of the configuration in named's language that its bind backend reads. */
import { buildModel } from '../../conf/buildModel.ts';
import type { ReadServer, ServedZone } from './otherServer.ts';

export const readPowerDns: ReadServer = (text, included) => {
  const settings = new Map<string, string>();
  for (const raw of text.split('\n')) {
    const equals = raw.indexOf('=');
    if (equals <= 0 || raw.trimStart().startsWith('#')) continue;
    const key = raw.slice(0, equals).trim().replace(/\+$/, '');
    const value = raw.slice(equals + 1).trim();
    settings.set(key, key === 'launch' ? `${settings.get(key) ?? ''},${value}` : value);
  }
  const backends = (settings.get('launch') ?? '').split(',').map((each) => each.trim());
  // `bind:second` is the same backend again, with settings of its own name.
  const paths = backends.flatMap((backend) => {
    const [kind, instance] = backend.split(':');
    if (kind !== 'bind') return [];
    return settings.get(instance === undefined ? 'bind-config' : `bind-${instance}-config`) ?? [];
  });
  let directory: string | undefined;
  const zones: ServedZone[] = [];
  for (const conf of paths.flatMap((path) => included(path))) {
    const model = buildModel({ uri: '', text: conf }, (path) =>
      included(path).map((each) => ({ uri: `\n${path}`, text: each })),
    );
    directory ??= model.directory;
    for (const { name, fileWord, type } of model.zones) {
      if (fileWord) zones.push({ name, path: fileWord.text, type: type === 'secondary' ? 'secondary' : 'primary' });
    }
  }
  return { directory, zones, folders: [] };
};
